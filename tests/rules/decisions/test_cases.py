"""The packaged cases: each gets the answer that it expects, and no part of a policy is without one of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.decisions.asking import COMPANIES, DATA, FILES, compiled, tries
from yakusoku.decisions.cases import Tried, UnableToReadCases, read_cases

SECTIONS = ("purposes", "provisions", "joint_use", "special_care", "transfers", "entrustments", "credit")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}/{file.name}")
def test_each_case_gets_the_answer_that_it_expects(file: Path) -> None:
    wrong = [
        f"{file.name}:{one.line} {one.case.says.en}: {'; '.join(map(str, one.wrong))}"
        for one in tries(file)
        if one.wrong
    ]
    assert not wrong, "\n".join(wrong)


def shown(one: Tried) -> set[str]:
    """Return the declarations that a case is about."""
    use = one.case.may
    named = {f"special_care.{case}" for case in use.cases} | {use.by or "", use.who}
    return named | ({f"purposes.{use.purpose}"} if use.purpose else set())


def lacking(company: str) -> list[str]:
    """Return the declarations of a policy for which an allowed or a refused case is missing."""
    answers: dict[str, set[str]] = {}
    for file in sorted((DATA / company / "cases").glob("*.yaml")):
        for one in tries(file):
            for name in shown(one):
                answers.setdefault(name, set()).add(one.case.answer)
    form = compiled(company).history.versions[-1].form
    found = []
    for section in SECTIONS:
        for name, declared in getattr(form, section).items():
            # a catch-all permits nothing, and neither does a text that publishes no purpose at all
            permits = bool(form.purposes) and (section != "purposes" or bool(declared.uses))
            wanted = {"allowed", "refused"} if permits else {"refused"}
            found += [f"{section}.{name}: {one}" for one in wanted - answers.get(f"{section}.{name}", set())]
    return found


@pytest.mark.parametrize("company", [one for one in COMPANIES if (DATA / one / "cases").exists()])
def test_every_declaration_has_an_allowed_and_a_refused_case(company: str) -> None:
    assert not lacking(company)


def test_every_refused_case_says_why() -> None:
    silent = [
        f"{file.parent.parent.name}:{one.line}"
        for file in FILES
        for one in tries(file)
        if one.case.answer == "refused" and one.case.because is None
    ]
    assert not silent


def test_no_case_stands_twice() -> None:
    for file in FILES:
        said = [one.case.says.en for one in tries(file)]
        assert len(said) == len(set(said)), file


def test_a_fact_that_nobody_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "uses.yaml"
    file.write_text(
        "yakusoku: 1\ncompany: jalpak\ngiven: {as_of: 2026-12-01}\ncases:\n"
        "  - says: {en: A, ja: あ}\n    may: {purpose: contact, data: [user.name]}\n"
        "    facts: {consennt: [x]}\n    answer: refused\n",
        encoding="utf-8",
    )
    with pytest.raises(UnableToReadCases, match=r"uses.yaml:5 names the fact “consennt”.*consent"):
        read_cases(file)


def test_a_case_that_expects_something_else_is_found(tmp_path: Path) -> None:
    file = tmp_path / "uses.yaml"
    file.write_text(
        "yakusoku: 1\ncompany: jalpak\ngiven: {as_of: 2026-12-01}\ncases:\n"
        "  - says: {en: A, ja: あ}\n    may: {purpose: nothing, data: [user.name]}\n"
        "    answer: allowed\n    brings: [record-provision]\n",
        encoding="utf-8",
    )
    (one,) = tries(file)
    assert [str(wrong) for wrong in one.wrong] == [
        "answer: allowed is expected, refused came",
        "it should bring “record-provision”",
    ]
