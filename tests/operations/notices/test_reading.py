"""Time travel, differences, showings, advice: what was read on a day, what changed, and who is concerned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from tests.operations.doors import run
from tests.operations.notices.versions import FIRST, publish, write

if TYPE_CHECKING:
    from tests.operations.notices.conftest import Staff
    from yakusoku.notices.queries import ShowingView
    from yakusoku.site.home import Home

TODAY = date(2026, 11, 24)
NEXT = date(2026, 12, 1)
TELEPHONE = ("telephone: 0120-999-000", "telephone: 0120-111-000")
_USES = "    uses: [user.name, user.contact, jp.address, user.privacy_preferences"
PURPOSE = (f"{_USES}]", f"{_USES}, jp.viewing_history]")


def said(company: str, day: date, part: str) -> str:
    """Return what the notice said on a day in the sentence of one part."""
    from yakusoku.notices import queries

    page = queries.notice_on(company, day, "en").page
    return next(one.text for one in page.sentences if one.id.endswith(part))


def test_what_stood_on_a_day_is_what_was_published_then(staff: Staff, home: Home) -> None:
    from yakusoku.notices import queries

    publish(staff)
    write(home.folder, NEXT, TELEPHONE)
    publish(staff, NEXT)

    assert (
        said("jcom", NEXT - timedelta(days=1), "customer-center.telephone") == "0120-999-000 (within Japan)"
    )
    assert said("jcom", NEXT, "customer-center.telephone") == "0120-111-000 (within Japan)"
    assert queries.notice_on("jcom", TODAY, "en").until == NEXT - timedelta(days=1)
    assert queries.notice_on("jcom", NEXT, "en").until is None
    with pytest.raises(queries.UnableToFindNotice, match="is of 2020-04-01"):
        queries.notice_on("jcom", date(2020, 3, 31), "en")


def test_a_version_that_is_only_prepared_is_not_what_people_read(staff: Staff, home: Home) -> None:
    from tests.operations.notices.versions import prepare

    publish(staff)
    write(home.folder, TODAY, TELEPHONE)
    prepare(staff, TODAY)

    assert said("jcom", TODAY, "customer-center.telephone") == "0120-999-000 (within Japan)"


def test_where_nothing_was_published_the_file_is_rendered(staff: Staff) -> None:
    from yakusoku.notices import queries

    found = queries.notice_on("jcom", TODAY, "ja")

    assert (found.published, found.in_force_from, found.until) == (None, FIRST, None)


def test_words_that_were_changed_in_own_state_are_not_shown(staff: Staff) -> None:
    from yakusoku.notices import queries
    from yakusoku.promises.pairs.planting import get

    publish(staff)
    row = get("notices.Words", language="en")
    row.words = bytes(row.words).replace(b"0120-999-000", b"0120-999-001")
    row.save()

    with pytest.raises(
        queries.UnableToFindNotice, match="the words kept of the version of 2020-04-01 were changed"
    ):
        queries.notice_on("jcom", TODAY, "en")
    assert queries.notice_on("jcom", TODAY, "ja").published is not None


def test_a_difference_names_sentences_impacts_and_whose_data_is_concerned(staff: Staff, home: Home) -> None:
    from yakusoku.notices import queries

    publish(staff)
    write(home.folder, NEXT, TELEPHONE, PURPOSE)
    publish(staff, NEXT)

    found = queries.difference("jcom", TODAY, NEXT, "en")

    assert {(one.kind, one.after.id) for one in found.sentences if one.after} == {
        ("changed", "JC-C1.1:controller.contacts.customer-center.telephone"),
        ("changed", "JC-A3.4:purposes.publications.uses"),
    }
    assert [(one.kind, one.section, one.name, one.widened) for one in found.impacts] == [
        ("changed", "purposes", "publications", ("jp.viewing_history",))
    ]
    assert {(one.person_kind, one.by_day) for one in found.concerned} >= {("subscriber", False)}
    assert queries.difference("jcom", NEXT, NEXT, "en").concerned == ()


def test_what_is_taken_away_is_told_too(staff: Staff, home: Home) -> None:
    from yakusoku.notices import queries

    publish(staff)
    write(home.folder, NEXT, ("      telephone: 0120-999-000\n", ""))
    publish(staff, NEXT)

    found = queries.difference("jcom", TODAY, NEXT, "en")

    assert [(one.kind, one.after, one.before and one.before.label) for one in found.sentences] == [
        ("removed", None, "Telephone")
    ]


def test_by_command_what_changed_and_what_lacks(staff: Staff, home: Home) -> None:
    write(home.folder, NEXT, PURPOSE)

    changed = run(home.folder, "notice", "diff", "jcom", "2026-11-24", "2026-12-01", now=NOW).output
    lacks = run(home.folder, "notice", "lint", "jcom", now=NOW).output

    assert "~ JC-A3.4:purposes.publications.uses" in changed
    assert "~ purposes: publications [JC-A3.4] (+ jp.viewing_history)" in changed
    assert "Collected under the older version:" in changed
    assert (
        "A32-H3  Procedure: disclosure of provision records [must, or on request; APPI, Article 32," in lacks
    )
    assert "in the policy: rights.record_disclosure" in lacks
    assert run(home.folder, "notice", "lint", "jcom", now=NOW).exit_code == 0
    assert "第三者提供記録の開示" in run(home.folder, "notice", "lint", "jcom", now=NOW, language="ja").output


def note(**values: Any) -> ShowingView:
    """Note that J:COM's version in force was shown, before a call was recorded."""
    from yakusoku.notices import operations

    facts: dict[str, Any] = {
        "controller": "jcom", "version": FIRST, "language": "ja", "channel": "telephone", "form": "script-7",
        "mandatory": ("user.name",), "consequence_told": True, "understood": True, "through": "call-center",
        "now": NOW,
    }  # fmt: skip
    return operations.note_shown(**{**facts, **values})


def refused(**values: Any) -> str:
    """Return why a showing is not noted."""
    from yakusoku.notices.operations import UnableToNoteShowing

    with pytest.raises(UnableToNoteShowing) as refusal:
        note(**values)
    return str(refusal.value.wrong)


def test_a_showing_has_an_id_that_data_carry_and_one_entry(staff: Staff) -> None:
    from yakusoku.ledger import queries as ledger
    from yakusoku.notices import queries

    publish(staff)
    made = note()

    assert queries.shown(made.public_id) == made
    assert queries.version_understood(made.public_id) == FIRST
    assert queries.showings(controller="jcom", version=FIRST) == (made,)
    [entry] = ledger.entries("jcom", about=made.public_id)
    assert dict(entry.facts) == {
        "channel": "telephone", "consequence_told": 1, "form": "script-7", "language": "ja", "mandatory": 1,
        "understood": 1, "version": "2020-04-01",
    }  # fmt: skip


def test_a_member_of_staff_may_be_who_showed_it(staff: Staff) -> None:
    publish(staff)

    assert note(through=staff.desk).through == staff.desk


@pytest.mark.parametrize("understood", [None, False])
def test_what_nobody_confirmed_was_not_understood(staff: Staff, *, understood: bool | None) -> None:
    from yakusoku.notices import queries

    publish(staff)

    assert queries.version_understood(note(understood=understood).public_id) is None
    with pytest.raises(queries.UnableToFindNotice):
        queries.version_understood("shw_0000000000000000")


def test_only_the_published_version_in_force_is_shown(staff: Staff, home: Home) -> None:
    assert refused() == "no version of jcom that is in force was published."
    write(home.folder, NEXT)
    publish(staff)
    publish(staff, NEXT)

    assert refused(version=NEXT) == "the version of 2026-12-01 was shown; in force is that of 2020-04-01."
    assert note(version=NEXT, now=NOW + timedelta(days=10)).version == NEXT


def test_a_notice_whose_file_was_changed_since_is_not_shown(staff: Staff, home: Home) -> None:
    publish(staff)
    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")

    assert "has been changed since" in refused()


def test_who_must_give_data_is_told_what_follows_from_refusing(staff: Staff) -> None:
    publish(staff)

    assert "nobody was told what follows" in refused(consequence_told=False)
    assert note(consequence_told=False, mandatory=()).mandatory == ()


def test_the_database_itself_knows_no_mandatory_field_without_its_consequence(staff: Staff) -> None:
    from django.db import IntegrityError, transaction

    from yakusoku.promises.pairs.planting import get

    publish(staff)
    note()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(get("notices.Showing")).objects.update(consequence_told=False)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"channel": "pigeon"}, "pigeon is no channel."),
        ({"form": "山田 太郎"}, "form is not a short code."),
        ({"form": "0312345678"}, "form is not a short code."),
        ({"through": "taro@example.org"}, "through is not a short code."),
        ({"mandatory": ("user.nam",)}, "user.nam is no kind of data."),
        ({"declared": ("nothing",)}, "the policy declares no notice nothing."),
        ({"language": "fr"}, "fr is no language of a notice."),
    ],
)
def test_only_known_words_and_short_codes_are_taken_in(
    staff: Staff, values: dict[str, Any], why: str
) -> None:
    publish(staff)

    assert refused(**values) == why


def test_the_doctor_sees_a_published_file_that_was_changed(staff: Staff, home: Home) -> None:
    publish(staff)
    assert "Published versions: 1; all files are unchanged." in run(home.folder, "doctor", now=NOW).output
    listed = home.folder / "policies" / "jcom" / "published.sha256"
    listed.unlink()
    assert (
        "The list of published files of jcom is not that of own state."
        in run(home.folder, "doctor", now=NOW).output
    )
    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")

    found = run(home.folder, "doctor", now=NOW)

    assert found.exit_code == 1
    assert (
        "policies/jcom/2020-04-01.yaml: This version was published and has been changed since."
        in found.output
    )
