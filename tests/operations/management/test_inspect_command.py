"""`yakusoku inspect`, as typed: note, list, show, and what there is to look at."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.common import golden
from tests.conftest import NOW
from tests.operations import doors

if TYPE_CHECKING:
    from click.testing import Result

    from tests.operations.management.conftest import Staff
    from yakusoku.site.home import Home


def typed(own: Home, *words: str, language: str = "en") -> Result:
    return doors.run(own.folder, "inspect", *words, now=NOW, language=language)


def noted(own: Home, staff: Staff, *more: str) -> Result:
    return typed(
        own, "note", "jcom", "JC-X5.1", "training.given", "--by", staff.auditor, "--answerable", staff.manager,
        "--on", "2026-11-20", "--from", "2025-11-21", "--until", "2026-11-20", "--of", "120", "--sample", "30",
        *more,
    )  # fmt: skip


SEEN = ("--seen", "whom=all", "--seen", "about=proper_handling")


def test_an_inspection_is_noted_listed_and_shown(own: Home, staff: Staff) -> None:
    roster = own.folder / "roster.pdf"
    roster.write_bytes(b"a roster that the company keeps")
    made = noted(own, staff, *SEEN, "--exhibit", str(roster))

    assert made.exit_code == 0, made.output
    inspection = made.output.strip()
    listed = typed(own, "list", "jcom").output
    assert listed == f"{inspection}  2026-11-20  JC-X5.1  training.given  0 at fault in 30 of 120\n"
    shown = typed(own, "show", inspection).output
    assert f"by: {staff.auditor} (personal information protection auditor)" in shown
    assert f"exhibit: {hashlib.sha256(roster.read_bytes()).hexdigest()}" in shown
    assert "seen: whom = all, about = proper_handling" in shown
    assert typed(own, "list", "jcom", "--clause", "JC-X4.2").output == ""
    assert typed(own, "list", "jcom", "--open").output == ""


def test_faults_are_listed_as_open_until_a_later_look(own: Home, staff: Staff) -> None:
    first = noted(own, staff, "--faults", "2", "--due", "2026-11-22").output.strip()

    assert (
        typed(own, "list", "jcom", "--open").output
        == f"{first}  2026-11-22  JC-X5.1  training.given (overdue)\n"
    )
    later = noted(own, staff, *SEEN).output.strip()

    assert typed(own, "list", "jcom", "--open").output == ""
    for one in (first, later):
        assert f"corrective action of {first}, due 2026-11-22: {later}" in typed(own, "show", one).output


def test_the_day_of_the_look_is_today_where_none_is_named(own: Home, staff: Staff) -> None:
    made = typed(
        own, "note", "jcom", "JC-X3.3", "audit.regular", "--with", "sort=audit", "--seen", "sort=audit",
        "--by", staff.manager, "--answerable", staff.auditor, "--of", "1", "--sample", "1",
    )  # fmt: skip
    shown = typed(own, "show", made.output.strip()).output
    assert "looked on: 2026-11-24" in shown
    assert "period: 2026-11-24 – 2026-11-24" in shown


def test_a_refusal_is_said_in_the_readers_language_and_notes_nothing(own: Home, staff: Staff) -> None:
    refused = doors.run(
        own.folder, "inspect", "note", "jcom", "JC-X5.1", "training.given", "--by", staff.manager,
        "--answerable", staff.manager, "--of", "1", "--sample", "1", now=NOW, language="ja",
    )  # fmt: skip
    assert refused.exit_code == 1
    assert "単独での点検になります" in refused.output
    assert typed(own, "list", "jcom").output == ""


def test_words_that_are_no_pairs_are_asked_wrongly(own: Home, staff: Staff) -> None:
    assert noted(own, staff, "--seen", "all").exit_code == 2


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("clause", ["JC-X5.1", "JC-X3.3", "JC-I2.1"])
def test_what_there_is_to_look_at_is_listed(clause: str, language: str, own: Home, staff: Staff) -> None:
    del staff
    listed = typed(own, "what", "jcom", "--clause", clause, language=language)
    golden.check(f"promises/what.{clause}.{language}.txt", listed.output)
