"""Writing a Fides file back: every key in its order, those that nobody knows included."""

from __future__ import annotations

import re
from typing import Any

import yaml

from yakusoku.terms.yamlfile import Document, KeyPath, Value

_NUMBER = re.compile(r"[-+.0-9eE]+")
_TEXT = "tag:yaml.org,2002:str"
_QUOTES = ("'", '"', "|", ">")


class _Word(str):
    """A word or number without quotes, as it was spelled: other readers take `True` or `1e5` for something else."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes such words without quotes again."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401  PyYAML has no types for what it writes
        """Write everything out: no reader of ours takes aliases."""
        return True


def _represent(dumper: yaml.SafeDumper, word: _Word) -> yaml.ScalarNode:
    return dumper.represent_scalar(_tag(word), str(word))


_Dumper.add_representer(_Word, _represent)
_resolver: Any = yaml.resolver.Resolver()


def dump(document: Document) -> str:
    """Return the content of `document` as YAML; comments are lost, the data is the same for every reader."""
    lines = document.content.decode("utf-8-sig").splitlines()
    whole = _marked(document, lines, document.value, ())
    return yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _marked(document: Document, lines: list[str], value: Value, path: KeyPath) -> object:
    if isinstance(value, dict):
        return {key: _marked(document, lines, inner, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(document, lines, inner, (*path, number)) for number, inner in enumerate(value)]
    if isinstance(value, str) and _tag(value) != _TEXT and not _is_quoted(document, lines, path):
        return _Word(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        where = document.where(path)
        spelled = _NUMBER.match(lines[where.line - 1], where.column - 1)
        return _Word(spelled.group()) if spelled else value
    return value


def _tag(word: str) -> str:
    """Return what a reader of YAML 1.1, such as Fides', takes a word without quotes for."""
    return str(_resolver.resolve(yaml.ScalarNode, word, (True, False)))


def _is_quoted(document: Document, lines: list[str], path: KeyPath) -> bool:
    where = document.where(path)
    return lines[where.line - 1][where.column - 1 :].startswith(_QUOTES)
