"""What a walk could not be trusted with is refused when the map is checked, with its place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.datamap_walk.small import written
from yakusoku.datamap.queries import load
from yakusoku.terms.findings import Finding, Severity

_TWO_KEYS = "place: shop key :integer, no key :integer\n"
_ORDER = "o: id key, e @email, s1 >place.shop %a, n1 >place.no %a, s2 >place.shop %b, n2 >place.no %b"


def _found(folder: Path, lines: str) -> dict[str, Finding]:
    for key, dataset in written(lines).items():
        (folder / f"{key}.yaml").write_text(yaml.safe_dump({"dataset": [dataset]}, sort_keys=False), "utf-8")
    return {finding.kind: finding for finding in load(folder)[1]}


@pytest.mark.parametrize(
    ("kind", "read", "lines"),
    [
        ("circular-erase-after", "d:a", "a erase_after=d.b: id key, e @email\nb erase_after=d.a: id key, e @email"),
        ("circular-erase-after", "d:a", "a erase_after=d.a: id key, email @email"),
        ("unknown-reference", "d.gone", "a erase_after=d.gone: id key, email @email"),
        ("circular-after", "d:a", "a after=d.b: id key, email @email\nb: id key, a_id <a.id"),
        ("circular-after", "x:a", "dataset x after=y\ndataset y after=x\nx:a: id key, e @email\ny:b: id key, e @email"),
        ("circular-after", "x:a", "dataset x after=y\nx:a: id key, e @email\ny:b after=x.a: id key, e @email"),
        ("circular-after", "x:a", "dataset x after=x\nx:a: id key, e @email"),
        ("divided-key", "shop", _TWO_KEYS + _ORDER.replace(" %a", "").replace(" %b", "")),
        ("divided-key", "shop", _TWO_KEYS + "o: id key, e @email, s1 >place.shop, n1 ~place.no"),
        ("divided-key", "shop", "place: shop key >o.s2, no key, e @email\no: id key, s1 <place.shop, s2, n1 <place.no"),
        ("object-key", "identity", "m: id key, contact @email, contact.name"),
        ("object-key", "references", "m: id key, e @email, contact <x:p.id, contact.name\nx:p: id key, e @email"),
        ("object-key", "primary_key", "m: contact key, contact.email @email"),
        ("object-type", "string", "m: id key, e @email, contact :string, contact.name"),
        ("no-array", None, "m: id key, e @email, tag :string all"),
        ("key-within", None, "m: contact.id key :integer, e @email"),
        ("divided-key", "shop", _TWO_KEYS + "o: id key, a :object[], a.s >place.shop, b :object[], b.n >place.no"),
        ("self-reference", "p.id", "p: id key, e @email, boss <p.id"),
    ],
)  # fmt: skip
def test_what_cannot_be_walked_for_certain_is_an_error(
    kind: str, read: str | None, lines: str, tmp_path: Path
) -> None:
    finding = _found(tmp_path, lines)[f"datamap.{kind}"]

    assert finding.severity is Severity.ERROR
    assert finding.read == read
    assert finding.where.line > 1
    assert finding.do.say("ja") != finding.do.say("en")


@pytest.mark.parametrize(
    "lines",
    [
        _TWO_KEYS + "o: id key, e @email, s1 >place.shop, n1 >place.no",
        _TWO_KEYS + _ORDER,
        _TWO_KEYS + "o: id key, e @email, s1 >place.shop, s2 >place.shop",
        "m: id key, e @email, tags :string[] all, rows :object[] all, rows.tag :string",
        "a erase_after=d.b: id key, e @email\nb: id key, e @email",
    ],
)  # fmt: skip
def test_what_is_certain_is_not_refused(lines: str, tmp_path: Path) -> None:
    kinds = {"datamap.divided-key", "datamap.object-key", "datamap.object-type", "datamap.no-array"}

    assert not kinds & set(_found(tmp_path, lines))
    assert "datamap.circular-erase-after" not in _found(tmp_path, lines)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            "dataset x after=y\ndataset y after=x\nx:a: id key, e @email\ny:b: id key, e @email",
            "so none can be first: x:a, y:b.",
        ),
        ("dataset x after=x\nx:a: id key, e @email", "The collection x:a waits for itself."),
    ],
)
def test_datasets_that_wait_in_a_circle_are_named_by_their_collections(
    lines: str, says: str, tmp_path: Path
) -> None:
    assert _found(tmp_path, lines)["datamap.circular-after"].says.say().endswith(says)


def test_what_waits_for_ever_is_said_once(tmp_path: Path) -> None:
    lines = "a after=d.b: id key, email @email\nb after=d.a: id key, a_id <a.id"
    for key, dataset in written(lines).items():
        (tmp_path / f"{key}.yaml").write_text(yaml.safe_dump({"dataset": [dataset]}), "utf-8")

    kinds = [finding.kind for finding in load(tmp_path)[1]]

    assert kinds.count("datamap.circular-after") == 1


def test_waiting_for_what_nothing_reaches_is_said_once_and_of_that(tmp_path: Path) -> None:
    found = _found(tmp_path, "a after=d.lonely: id key :integer, e @email :string\nlonely: id key :integer")

    assert "datamap.unreachable" in found
    assert "datamap.circular-after" not in found
