"""What a text lacks: every item of the laws' lists is known, found where it lacks, and gone where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import yakusoku
from yakusoku.laws.notice_items import NoticeItemsFile
from yakusoku.laws.values import packaged
from yakusoku.notices import linting
from yakusoku.notices.linting import lint
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.queries import load

if TYPE_CHECKING:
    from yakusoku.policy.history import Policy

DATA = Path(yakusoku.__file__).parent / "examples" / "data"
TODAY = date(2026, 11, 24)


def policy(company: str, folder: Path | None = None, *words: tuple[str, str]) -> Policy:
    """Return a packaged policy, with some words replaced in a copy below `folder`."""
    [file] = (DATA / company / "policies").glob("*.yaml")
    if folder is None:
        return load(file.parent).versions[-1]
    said = file.read_text(encoding="utf-8")
    for old, new in words:
        assert old in said, old
        said = said.replace(old, new, 1)
    folder.mkdir(exist_ok=True)
    (folder / file.name).write_text(said, encoding="utf-8")
    return load(folder).versions[-1]


def lacking(one: Policy) -> set[str]:
    """Return the codes that a text lacks today."""
    return {found.code for found in lint(one, as_of=TODAY).lacking}


def test_every_item_of_the_laws_lists_is_looked_for() -> None:
    lists = packaged(NoticeItemsFile, "notice-items.yaml").lists
    codes = {item.code for entry in lists.values() for value in entry.values.values() for item in value.items}

    assert codes == set(linting._SEEN)


def test_every_place_is_a_field_of_the_policy() -> None:
    known = set(PolicyForm.model_fields)

    assert {seen.field.split(".")[0] for seen in linting._SEEN.values()} <= known


def test_the_gdpr_notice_of_jalux_lacks_what_a_reader_found() -> None:
    assert lacking(policy("jalux")) == {
        "G-1c2", "G-1e", "G-2b2", "G-2b3", "G-2b4", "G-2b5", "G-2d", "G-2f", "G-3", "G-21", "G-12a", "G-12b",
    }  # fmt: skip


def test_a_text_without_purposes_is_only_a_basic_policy() -> None:
    found = lint(policy("jal"), as_of=TODAY)

    assert {one.code for one in found.lacking} == {"TX-2", "TX-3"}
    assert {one.field for one in found.lacking} == {
        "transmissions.cookies.to",
        "transmissions.cookies.purposes",
    }


def test_an_article_and_a_field_stand_with_each_item() -> None:
    found = {one.code: one for one in lint(policy("jcom"), as_of=TODAY).lacking}

    assert found["A32-H3"].article.ja == "個人情報保護法第32条第1項第3号"
    assert (found["A32-H3"].field, found["A32-H3"].weighs) == ("rights.record_disclosure", "on_request")


OBJECTION = "  objection: {law_codes: [G-OBJ], desk: handling-desk, clauses: [JALUX-10.1]}\n"
OPEN_END = '    open: {en: "and so on, whatever was acquired'
TOLD = "about: policy, how: [posted], triggers: [need]"


@pytest.mark.parametrize(
    ("company", "words", "code"),
    [
        ("jalux", ("  portability:\n", f"{OBJECTION}  portability:\n"), "G-2b5"),
        ("jcom", (OPEN_END, f"    # {OPEN_END.strip()}"), "JU-2"),
    ],
)
def test_an_item_that_is_added_lacks_no_longer(
    tmp_path: Path, company: str, words: tuple[str, str], code: str
) -> None:
    assert code in lacking(policy(company))
    assert code not in lacking(policy(company, tmp_path / "with", words))


def test_an_item_that_is_taken_out_lacks(tmp_path: Path) -> None:
    assert "A21-3" not in lacking(policy("jcom"))
    assert "A21-3" in lacking(policy("jcom", tmp_path / "without", (TOLD, "about: companies, how: [posted]")))


def test_a_ground_of_another_right_is_an_item() -> None:
    """J:COM gives the grounds of disclosure to corrections, too."""
    assert "RG-1" in lacking(policy("jcom"))
    assert "RG-1" not in lacking(policy("japanet"))
