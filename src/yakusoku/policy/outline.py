"""A policy, or a part of it, as lines to read: in one language, with the line of the file where each part stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import KeyPath, Value


class UnableToShowPart(UnableTo):
    """There is no such part in this version."""

    asked = text("show a part of the policy")


def sections(policy: Policy) -> tuple[tuple[str, int], ...]:
    """Return the sections that are written, in the order of the format, each with its number of entries."""
    written = policy.document.value
    counts = written if isinstance(written, dict) else {}
    return tuple((name, _size(counts[name])) for name in PolicyForm.model_fields if name in counts)


def part(policy: Policy, key: str) -> Iterator[tuple[int, str]]:
    """
    Yield the lines of one part, such as `rights.disclosure`: each with the line of the file it stands on.

    Wordings in two languages are kept as they stand in the file.

    :raises UnableToShowPart: if nothing is written there
    """
    path = _path(policy.document.value, key)
    value = policy.document.at(path)
    if value is None:
        raise _nothing(key)
    return ((policy.document.where(at, key=True).line, line) for at, line in _lines(value, path, 0))


def _nothing(key: str) -> UnableToShowPart:
    reason = text("nothing is written at “{key}”.", key=key)
    close = nearest(key.split(".", maxsplit=1)[0], PolicyForm.model_fields)
    if close is None or key.startswith(close):
        return UnableToShowPart(reason, do=text("Leave the key away to see what there is."))
    return UnableToShowPart(reason, do=text("Try “{close}”.", close=close))


def _path(value: Value, key: str) -> KeyPath:
    """Return the path that a dotted key means; ids of clauses hold dots themselves."""
    path: list[str | int] = []
    steps = key.split(".")
    while steps:
        for length in range(len(steps), 0, -1):
            word = ".".join(steps[:length])
            if isinstance(value, dict) and word in value:
                break
        else:
            return (*path, *steps)
        path.append(word)
        value, steps = value[word], steps[length:]
    return tuple(path)


def _lines(value: Value, path: KeyPath, depth: int) -> Iterator[tuple[KeyPath, str]]:
    indent = "  " * depth
    name = path[-1] if path else ""
    if _is_short(value):
        yield path, f"{indent}{name}: {_flat(value)}"
        return
    yield path, f"{indent}{name}:"
    inside: Sequence[tuple[str | int, Value]] = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value))
        if isinstance(value, list)
        else []
    )
    for step, inner in inside:
        yield from _lines(inner, (*path, step), depth + 1)


def _is_short(value: Value) -> bool:
    if isinstance(value, dict):
        return set(value) == {"en", "ja"}
    return not isinstance(value, list) or not any(isinstance(one, (dict, list)) for one in value)


def _flat(value: Value) -> str:
    if isinstance(value, dict):
        return f"{value['en']} / {value['ja']}"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _size(value: Value) -> int:
    return len(value) if isinstance(value, (dict, list)) else 1
