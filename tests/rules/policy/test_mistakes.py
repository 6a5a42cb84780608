"""Each planted mistake is found as itself, with nothing beside it, and told in both languages."""

from __future__ import annotations

import pytest

from tests.common import golden
from tests.rules.policy.mistakes import gaps, map_changes, maps, meanings, reading, shapes
from tests.rules.policy.mistakes.planting import GOOD, Mistake, checked, found
from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.telling import tell_all

GROUPS: dict[str, tuple[Mistake, ...]] = {
    "encodings": reading.ENCODINGS,
    "syntax": reading.SYNTAX,
    "places": reading.PLACES,
    "who": shapes.WHO,
    "what": shapes.WHAT,
    "whom": shapes.WHOM,
    "asking": shapes.ASKING,
    "managing": shapes.MANAGING,
    "words": meanings.WORDS,
    "clauses": meanings.CLAUSES,
    "rights": meanings.RIGHTS,
    "companies": meanings.COMPANIES,
    "dates": meanings.DATES,
    "map-shapes": maps.SHAPES,
    "map-names": maps.NAMES,
    "map-declared": maps.DECLARED,
    "map-links": maps.LINKS,
    "map-changes": map_changes.CHANGES,
    "map-controllers": maps.CONTROLLERS,
    "map-and-policy": maps.BOTH,
    "gaps": gaps.MISTAKES,
}
ALL = tuple(mistake for group in GROUPS.values() for mistake in group)


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """Plant every mistake once; what it brings, by its name."""
    return {one.name: found(one, tmp_path_factory.mktemp("planted")) for one in ALL}


def test_the_good_home_has_no_error() -> None:
    assert [one for one in checked(GOOD) if one.severity is Severity.ERROR] == []


def test_names_of_mistakes_are_different() -> None:
    assert len({one.name for one in ALL}) == len(ALL)


@pytest.mark.parametrize("mistake", ALL, ids=lambda one: one.name)
def test_a_mistake_is_found_as_itself(mistake: Mistake, findings: dict[str, list[Finding]]) -> None:
    assert sorted({one.kind for one in findings[mistake.name]}) == sorted(mistake.kinds)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("group", GROUPS)
def test_what_is_said_of_each_mistake_is_as_it_was_read(
    group: str, language: str, findings: dict[str, list[Finding]]
) -> None:
    told = [f"== {one.name}\n{tell_all(findings[one.name], language)}" for one in GROUPS[group]]

    golden.check(f"mistakes/{group}.{language}.txt", "\n".join(told))


def test_every_section_of_the_format_has_a_mistake_of_its_own(findings: dict[str, list[Finding]]) -> None:
    touched = {one.where.key.split(".")[0].split("[")[0] for each in findings.values() for one in each}
    read_as_a_whole = {"yakusoku", "id", "clause_prefix", "wording", "published_from"}

    assert sorted({*PolicyForm.model_fields} - touched - read_as_a_whole) == []


def test_every_finding_says_where_and_what_to_do_in_both_languages(
    findings: dict[str, list[Finding]],
) -> None:
    for each in findings.values():
        for one in each:
            assert one.where.line >= 1
            assert one.where.column >= 1
            for said in (one.says, one.do):
                assert said.say("en")
                assert said.say("ja") != said.say("en")
