"""What a finding says to do helps: who does it does not read the finding again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.policy.mistakes import maps, meanings, shapes
from tests.rules.policy.mistakes.planting import MAP, Mistake, checked, plant
from yakusoku.terms.findings import Finding

INQUIRY = "  - name: inquiry\n    yakusoku_meta:\n"
SKIPPED = f"{INQUIRY}      title"


def told(home: Path) -> list[Finding]:
    """Return the findings about a skipped collection."""
    return [one for one in checked(home) if one.kind == "datamap.skipped"]


@pytest.mark.parametrize(
    "advice",
    [
        ("    fides_meta: {skip_processing: true}\n", ""),
        ("      title: {en: Inquiry", "      manual: {owner: desk}\n      title: {en: Inquiry"),
        ("      title: {en: Inquiry", "      not_personal: A list of topics.\n      title: {en: Inquiry"),
    ],
    ids=["taken-away", "by-hand", "about-nobody"],
)
def test_each_way_out_of_a_skipped_collection_is_one(tmp_path: Path, advice: tuple[str, str]) -> None:
    (skipped,) = (one for one in maps.DECLARED if one.name == "skipped")
    home = plant(skipped, tmp_path)
    assert len(told(home)) == 1

    file = home / MAP
    words = file.read_text("utf-8")
    assert advice[0] in words
    file.write_text(words.replace(advice[0], advice[1], 1), "utf-8")

    assert told(home) == []


def _near(mistakes: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """Return the mistakes that are one change of one file."""
    return tuple(one for one in mistakes if len(one.changes) == 1 and not one.whole and not one.copies)


@pytest.mark.parametrize(
    "mistake",
    _near((*shapes.MISTAKES, *meanings.MISTAKES, *maps.MISTAKES)),
    ids=lambda one: one.name,
)
def test_the_word_that_is_offered_is_one_that_is_allowed(mistake: Mistake, tmp_path: Path) -> None:
    home = plant(mistake, tmp_path)
    offered = [one for one in checked(home) if one.nearest is not None and one.read is not None]
    for finding in offered:
        file = home / finding.where.file
        lines = file.read_text("utf-8").split("\n")
        line = lines[finding.where.line - 1]
        before, after = line[: finding.where.column - 1], line[finding.where.column - 1 :]
        read, nearest = _written(finding)
        assert read in after
        lines[finding.where.line - 1] = before + after.replace(read, nearest, 1)
        file.write_text("\n".join(lines), "utf-8")

        again = [one for one in checked(home) if (one.kind, one.read) == (finding.kind, finding.read)]

        assert again == []


def _written(finding: Finding) -> tuple[str, str]:
    """Return what stands in the file and what is to stand there; references name a dataset beside the field."""
    read, nearest = str(finding.read), str(finding.nearest)
    if finding.kind == "datamap.unknown-reference" and ": " in read:
        (dataset, _, name), (right, _, other) = read.partition(": "), nearest.partition(": ")
        return (dataset, right) if dataset != right else (name, other)
    if finding.kind == "datamap.unknown-reference" and "." in read and "." not in nearest:
        return read.partition(".")[2], nearest
    return read, nearest
