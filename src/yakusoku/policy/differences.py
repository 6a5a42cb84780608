"""What changed from one version of a policy to another: by key, with the clauses that speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from yakusoku.policy.history import Policy
from yakusoku.terms.yamlfile import KeyPath, Value, dotted


@dataclass(frozen=True)
class Change:
    """One key that was added, removed or changed; `before` and `after` are what stands in the files."""

    path: KeyPath
    kind: Literal["added", "removed", "changed"]
    before: Value
    after: Value

    @property
    def key(self) -> str:
        """The path as one word, such as `rights.disclosure.fee.amount_yen`."""
        return dotted(self.path)


def differences(before: Policy, after: Policy) -> tuple[Change, ...]:
    """Return every change in the order of the newer file; what was removed comes last in its group."""
    return tuple(_between(before.document.value, after.document.value, ()))


def _between(before: Value, after: Value, path: KeyPath) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_groups(before, after, path)
    else:
        yield Change(path, "changed", before, after)


def _of_groups(before: Mapping[str, Value], after: Mapping[str, Value], path: KeyPath) -> Iterator[Change]:
    for key, value in after.items():
        if key in before:
            yield from _between(before[key], value, (*path, key))
        else:
            yield Change((*path, key), "added", None, value)
    for key, value in before.items():
        if key not in after:
            yield Change((*path, key), "removed", value, None)
