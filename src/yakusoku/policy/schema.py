"""The JSON Schema of a policy file, so that editors complete words and show what they mean."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from yakusoku.laws import citations, queries
from yakusoku.policy import conditions, controls
from yakusoku.policy.form.root import PolicyForm

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
    }
    kept = made["$defs"]["KeptBy"]["properties"]["control"]
    kept["x-stands-for"] = "control"
    _each(made, lambda node: _offer(node, words))
    made["$defs"] |= {_name(word): {"type": "string", "enum": known} for word, known in words.items()}
    return {"$schema": ADDRESS, "title": "Yakusoku policy", **made}


def _name(word: str) -> str:
    return f"word-{word}"


def _offer(node: dict[str, Any], words: dict[str, list[str]]) -> None:
    stands_for = node.pop("x-stands-for", None)
    if stands_for in words:
        node.pop("type", None)
        node["$ref"] = f"#/$defs/{_name(stands_for)}"


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
