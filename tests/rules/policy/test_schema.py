"""The JSON Schema for editors: it accepts what the check accepts, and rejects every mistake that it can see."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rules.policy.json_schema import faults
from tests.rules.policy.mistakes import meanings, shapes
from tests.rules.policy.mistakes.planting import GOOD, POLICY, Mistake, plant
from yakusoku.cli.check import EXAMPLES
from yakusoku.policy import queries
from yakusoku.terms import yamlfile

# what lies in the relation of two values, or in a list that the file itself declares
UNSEEN = {
    "policy.check-without-way", "policy.empty-period", "policy.fee-does-not-add-up", "policy.hours-out-of-order",
    "policy.no-country", "policy.party-without-name", "policy.purpose-without-data",
    "policy.representative-without-papers", "policy.unknown-timezone",
}  # fmt: skip
SEEN_WORDS = {
    "policy.unknown-law",
    "policy.unknown-category",
    "policy.unknown-condition",
    "policy.unknown-control",
}
SEEN = [one for one in shapes.MISTAKES if not UNSEEN & set(one.kinds) and "file.bad-date" not in one.kinds]
SEEN += [one for one in (*meanings.WORDS, *meanings.CLAUSES) if SEEN_WORDS & set(one.kinds)]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The schema as an editor reads it."""
    made: dict[str, Any] = json.loads(json.dumps(queries.schema()))
    return made


def wrong(schema: dict[str, Any], file: Path) -> list[str]:
    """Return what the schema finds in a file."""
    value = yamlfile.read(file).value
    return list(faults(json.loads(json.dumps(value, default=date.isoformat)), schema, schema))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/policies/*.yaml")), ids=lambda file: file.parts[-3])
def test_it_accepts_each_packaged_policy(schema: dict[str, Any], file: Path) -> None:
    assert wrong(schema, file) == []


def test_it_accepts_the_good_home(schema: dict[str, Any]) -> None:
    assert wrong(schema, GOOD / POLICY) == []


@pytest.mark.parametrize("mistake", SEEN, ids=lambda one: one.name)
def test_it_rejects_a_mistake_that_it_can_see(
    schema: dict[str, Any], mistake: Mistake, tmp_path: Path
) -> None:
    assert wrong(schema, plant(mistake, tmp_path) / POLICY)


def test_it_offers_the_words_that_the_check_knows(schema: dict[str, Any]) -> None:
    words = {name: set(node["enum"]) for name, node in schema["$defs"].items() if name.startswith("word-")}

    assert sorted(words) == [
        "word-category", "word-condition", "word-control", "word-document", "word-event", "word-law", "word-state",
    ]  # fmt: skip
    assert "boarding" in words["word-event"]
    assert "rights.fee" in words["word-control"]
