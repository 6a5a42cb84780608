"""By when people answer for what they do by hand, and how they are reminded: once each time, naming nobody."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import NOW
from tests.operations.doors import run
from tests.operations.rights.by_hand import FORMS, MAIL, PDF, SHEET, changing, places, reported, searched
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.promises.doctor.by_hand import look_at_work_by_hand
from yakusoku.promises.doctor.lines import Line
from yakusoku.rights import queries
from yakusoku.rights.by_hand import days
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.operations.remind import remind


def due(desk: Desk, section: str) -> date:
    return next(one.due_on for one in queries.tasks(desk.request) if one.section == section)


def looked(desk: Desk) -> list[Line]:
    return list(look_at_work_by_hand(desk.now))


@pytest.mark.parametrize(
    ("target", "law", "expected"),
    [
        (None, None, date(2026, 12, 3)),
        (date(2026, 12, 31), None, date(2026, 12, 3)),
        (date(2026, 12, 1), None, date(2026, 11, 28)),
        (date(2026, 12, 31), date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 11, 24), None, date(2026, 11, 23)),
    ],
)  # fmt: skip
def test_the_day_is_the_places_own_or_that_of_the_answer_less_a_margin_and_never_past(
    at: At, target: date | None, law: date | None, expected: date
) -> None:
    at("")  # a home, whose margin is three days
    row = RightsRequest(public_id="req_0", target_on=target, due_on=law, received_on=date(2026, 11, 23))
    assert days.due(row, days=10, today=date(2026, 11, 23)) == expected


def test_all_that_waits_is_listed_by_day_and_owner(at: At) -> None:
    desk = searched(at)
    assert [one.section for one in queries.by_hand()] == [MAIL, FORMS, "jcom_audio.call"] or len(
        places(desk)
    ) == 3
    assert [one.due_on for one in queries.by_hand()] == sorted(one.due_on for one in queries.by_hand())
    desk.withdraw()
    assert queries.by_hand() == ()


def test_a_reminder_is_written_once_when_the_day_is_near_and_once_when_it_has_passed(at: At) -> None:
    desk = searched(at)
    assert remind(now=desk.now) == 0
    desk.now = NOW + (due(desk, MAIL) - timedelta(days=2) - NOW.date())
    assert remind(now=desk.now) == 1
    assert remind(now=desk.now) == 0
    assert len(desk.intents("mail.rights.by_hand_soon")) == 1
    facts = desk.facts("rights:task:waiting")
    assert (facts["item"], facts["stage"]) == (MAIL, "soon")
    desk.later(days=30)
    assert remind(now=desk.now) == 3
    assert remind(now=desk.now) == 0
    desk.work()
    mails = [one.read_text() for one in (desk.home.folder / "mail").glob("*.eml")]
    assert mails
    assert not [one for one in mails if "青木" in one]


def test_an_errand_is_reminded_of_until_it_is_reported(at: At) -> None:
    desk = changing(at)
    desk.later(days=40)
    assert remind(now=desk.now) == 1
    assert desk.facts("rights:task:waiting")["number"] == 1
    reported(desk)
    desk.later(days=1)
    assert remind(now=desk.now) == 0


def test_the_doctor_shows_what_is_late_and_what_will_be_soon(at: At) -> None:
    desk = searched(at)
    assert looked(desk) == []
    desk.later(days=4)
    assert [MAIL in one.says.say("en") for one in looked(desk)] == [True]
    desk.later(days=30)
    assert len(looked(desk)) == 3


def test_the_desk_does_it_all_by_command(at: At, tmp_path: Path) -> None:
    desk = searched(at)
    home = desk.home.folder
    desk.home.close()
    sheet = tmp_path / "slips.csv"
    sheet.write_text(SHEET, encoding="cp932")

    def does(*words: str) -> Result:
        return run(home, "rights", *words, now=desk.now)

    assert FORMS in does("tasks").output
    taken = does("task", desk.request, "--section", FORMS, "--found", str(sheet), "--by", desk.sato)
    assert taken.exit_code == 0, taken.output
    shown = does("show", desk.request).output
    assert "2" in shown
    both = does(
        "rights",
        "task",
        desk.request,
        "--section",
        FORMS,
        "--found",
        str(sheet),
        "--nothing-found",
        "--by",
        desk.sato,
    )
    assert both.exit_code != 0


def test_an_errand_is_printed_addressed_reported_and_agreed_to_by_command(at: At, tmp_path: Path) -> None:
    desk = changing(at)
    home, today = desk.home.folder, desk.now.date().isoformat()
    desk.home.close()
    entrustee, proof = tmp_path / "who.yaml", tmp_path / "certificate.pdf"
    entrustee.write_text(
        "name: 架空文書保管株式会社\npostal_code: 000-0001\naddress: [東京都架空区二丁目3番]\n",
        encoding="utf-8",
    )
    proof.write_bytes(PDF)

    def does(*words: str, code: int = 0) -> str:
        ran = run(home, "rights", *words, now=desk.now)
        assert ran.exit_code == code, ran.output
        return ran.output

    one = (desk.request, "--errand", "1", "--by", desk.sato)
    assert "errand 1" in does("show", desk.request)
    assert f"yakusoku rights report {desk.request} --errand 1" in does("show", desk.request)
    does("instruct", *one, "--entrustee", str(entrustee))
    does("instruct", *one, code=2)
    does("instruct", *one, "--method", "in_hand", "--tracking", "R-2026-11", "--sent-on", today)
    does("errand", *one, "--to", str(tmp_path / "sheet"))
    assert (tmp_path / "sheet" / "errand-1.pdf").read_bytes().startswith(b"%PDF")
    does("report", *one, "--done-on", today, "--reason", "廃棄証明書を受領。", "--proof", str(proof))
    assert "second person" in does("tasks", "--company", "jcom", "--owner", "文書管理グループ")
    assert "does not agree" not in does(
        "agree", desk.request, "--errand", "1", "--return", "--by", desk.suzuki
    )
    does("report", *one, "--done-on", today, "--reason", "廃棄証明書を受領。")
    does("agree", desk.request, "--errand", "1", "--by", desk.suzuki)
    assert "Nobody has anything" in does("tasks")
