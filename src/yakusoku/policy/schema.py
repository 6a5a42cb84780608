"""The JSON Schema of a policy file, so that editors complete words and show what they mean."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from yakusoku.datamap import events
from yakusoku.laws import citations, queries
from yakusoku.policy import conditions, controls
from yakusoku.policy.form.root import PolicyForm

_HOURS = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def schema(categories: Collection[str] | None = None) -> dict[str, Any]:
    """
    Return the JSON Schema of `PolicyForm`.

    Words that packaged data know (kinds of data, laws, papers, conditions, controls) become lists to choose from.
    """
    made = PolicyForm.model_json_schema(mode="validation")
    words = {
        "category": sorted(categories if categories is not None else _packaged_categories()),
        "law": sorted(citations.codes()),
        "document": sorted(queries.document_codes()),
        "condition": sorted(conditions.known()),
        "control": sorted(controls.known()),
        "event": sorted(events.known()),
        "state": sorted(events.states()),
    }
    _each(made, lambda node: _offer(node, words))
    _each(made, _close)
    made["$defs"] |= {_name(word): {"type": "string", "enum": known} for word, known in words.items()}
    return {"$schema": ADDRESS, "title": "Yakusoku policy", **made}


def _name(word: str) -> str:
    return f"word-{word}"


def _offer(node: dict[str, Any], words: dict[str, list[str]]) -> None:
    stands_for = node.pop("x-stands-for", None)
    if stands_for in words:
        node.pop("type", None)
        node["$ref"] = f"#/$defs/{_name(stands_for)}"


def _close(node: dict[str, Any]) -> None:
    """Let a group whose keys have a form take no other keys, and times have the form that is read."""
    if "patternProperties" in node:
        node.setdefault("additionalProperties", False)
    if node.get("format") == "time":  # which wants seconds and an offset; a desk has hours and minutes
        del node["format"]
        node["pattern"] = _HOURS


def _each(node: object, act: Callable[[dict[str, Any]], None]) -> None:
    """Act on every group of a schema, outermost first."""
    if isinstance(node, dict):
        act(node)
        for inner in node.values():
            _each(inner, act)
    elif isinstance(node, list):
        for inner in node:
            _each(inner, act)


def _packaged_categories() -> Collection[str]:
    from yakusoku.datamap import categories

    return categories.known()
