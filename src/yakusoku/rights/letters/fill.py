"""
Fills a whole template with values: places, repetition and presence, and no logic.

`{{name}}` is a place, `{{#name}}…{{/name}}` is repeated for each of a list, or kept where the value is
there, `{{^name}}…{{/name}}` is kept where it is not. Every value passes through `escape`; there is no
way around it, and a name that is not there is an error.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

_TAG = re.compile(r"\{\{([#^/]?)([\w.]+)\}\}")
_OWN_LINE = re.compile(r"^[ \t]*(\{\{[#^/][\w.]+\}\})[ \t]*\n", re.MULTILINE)
_Node = str | tuple[str, str, "list[_Node]"]


def fill(template: str, view: Mapping[str, object], *, escape: Callable[[str], str] = html.escape) -> str:
    """
    Return `template` with the values of `view`.

    :raises KeyError: for a name the view lacks; the message is the name
    :raises ValueError: for a section that is not closed
    """
    pieces: list[str] = []
    _write(_parse(_OWN_LINE.sub(r"\1", template)), [view], escape, pieces)
    return "".join(pieces)


def _parse(template: str) -> list[_Node]:
    whole: list[_Node] = []
    opened: list[tuple[str, list[_Node]]] = [("", whole)]
    at = 0
    for tag in _TAG.finditer(template):
        opened[-1][1].append(template[at : tag.start()])
        at = tag.end()
        kind, name = tag[1], tag[2]
        if kind in ("#", "^"):
            inside: list[_Node] = []
            opened[-1][1].append((kind, name, inside))
            opened.append((name, inside))
        elif kind == "/":
            if opened.pop()[0] != name:
                raise ValueError(f"{{{{/{name}}}}} closes a section that is not the last one opened")
        else:
            opened[-1][1].append(("", name, []))
    if len(opened) != 1:
        raise ValueError(f"section {opened[-1][0]} is not closed")
    whole.append(template[at:])
    return whole


def _write(nodes: list[_Node], scopes: list[object], escape: Callable[[str], str], pieces: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            pieces.append(node)
            continue
        kind, name, inside = node
        value = _find(name, scopes)
        if kind == "":
            pieces.append(escape(str(value)))
        elif kind == "^":
            if not value:
                _write(inside, scopes, escape, pieces)
        else:
            for each in value if isinstance(value, list | tuple) else [value] if value else []:
                _write(inside, [*scopes, each], escape, pieces)


def _find(name: str, scopes: list[object]) -> object:
    if name == ".":
        return scopes[-1]
    first, *rest = name.split(".")
    for scope in reversed(scopes):
        if isinstance(scope, Mapping) and first in scope:
            found: object = scope[first]
            break
    else:
        raise KeyError(name)
    for part in rest:
        if not isinstance(found, Mapping) or part not in found:
            raise KeyError(name)
        found = found[part]
    return found
