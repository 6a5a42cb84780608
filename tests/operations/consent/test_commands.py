"""The register by command: a person's way through it in both languages, and lists in three encodings."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.common.golden import check
from tests.conftest import NOW
from tests.operations.consent.conftest import ADDRESS, MAILBOX, NAME, Staff, copy_policies, employ
from tests.operations.consent.test_register import SENTENCE
from tests.operations.doors import run

if TYPE_CHECKING:
    from click.testing import Result

    from yakusoku.site.home import Home

CONFIRMED = ("--how", "call-back", "--confirmed", "CALL-17")


@pytest.fixture
def staff(home: Home) -> Staff:
    """A home on SQLite with policies and staff."""
    copy_policies(home.folder)
    return employ()


def say(home: Home, *words: str, typed: str = "", language: str = "en", now: datetime = NOW) -> Result:
    """Run `yakusoku consent …` and type what is asked for."""
    return run(home.folder, "consent", *words, now=now, language=language, typed=typed)


def told(result: Result) -> str:
    """Return what was printed where the command did what was asked."""
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_persons_way_through_the_register(home: Home, staff: Staff, language: str, tmp_path: Path) -> None:
    by = ("--by", staff.jalux)
    listed = tmp_path / "list.csv"
    listed.write_text(f"会員番号,メール\n1,{MAILBOX}\n2,other@example.jp\n3,none\n", encoding="utf-8")
    mailed = f"{MAILBOX}\n"

    def step(*words: str, typed: str = mailed, hours: int = 0) -> str:
        said = say(home, *words, typed=typed, language=language, now=NOW + timedelta(hours=hours))
        return f"$ consent {' '.join(words)}\n{said.stdout}{said.stderr}".replace(str(tmp_path), "…").replace(
            staff.jalux, "<desk>"
        )

    seen = [
        step(
            "record", "jalux", "special_care.insurance-and-finance", "--form", "explicit", "--version", "2026-11-23",
            "--sentence", SENTENCE, "--of", "email", "--proof", "FORM-2026-118", "--reference", "D-1", *by,
        ),
        step("stop", "jalux", "--way", "post", "--of", "address", *by, typed=f"{ADDRESS}\n"),
        step("stop", "jalux", "--way", "any", "--of", "email", *by, hours=1),
        step("withdraw", "jalux", "special_care.insurance-and-finance", "--of", "email", *by, hours=2),
        step("checks", "jalux", typed="", hours=2),
        step("show", "jalux", "--of", "email", *CONFIRMED, *by, hours=3),
        step(
            "stopped", "jalux", str(listed), "--mailing", "news-in-december", "--way", "email", "--purpose",
            "news-and-campaigns", "--column", "email=メール", "--out", str(tmp_path / "out.csv"), *by, typed="",
            hours=4,
        ),
        step("stop", "jalux", "--way", "email", "--of", "email", *by, hours=5),
        step("loosen", "jalux", "any", "--of", "email", "--how", "request", "--confirmed", "req_0000000000000009",
             *by, hours=6),
        step("loosen", "jalux", "any", "--of", "email", *CONFIRMED, *by, hours=6),
    ]  # fmt: skip

    check(f"cli/consent.{language}.txt", "\n".join(seen))
    assert MAILBOX not in "".join(seen)
    assert "三軒茶屋" not in "".join(seen)


def test_a_receipt_is_printed_for_who_gave_the_consent(home: Home, staff: Staff) -> None:
    by = ("--by", staff.jalux)
    given = told(
        say(
            home, "record", "jalux", "purposes.news-and-campaigns", "--version", "2026-11-23", "--sentence",
            "JALUX-3.0:purposes.news-and-campaigns", "--of", "email", "--proof", "FORM-7", *by, typed=f"{MAILBOX}\n",
        )
    ).split()[-1]  # fmt: skip

    printed = told(
        say(home, "receipt", "jalux", given, "--of", "email", *CONFIRMED, *by, typed=f"{MAILBOX}\n")
    )

    assert json.loads(printed[printed.index("{") :])["dct:identifier"] == given


@pytest.mark.parametrize(("encoding", "ending"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("cp932", "\r\n")])
def test_a_list_comes_back_as_it_came_without_the_stopped(
    home: Home, staff: Staff, tmp_path: Path, encoding: str, ending: str
) -> None:
    told(
        say(
            home, "stop", "japanet", "--way", "post", "--of", "address", "--named", "--by", "call-center",
            typed=f"{ADDRESS}\n{NAME}\n",
        )
    )  # fmt: skip
    lines = [
        "氏名,住所,備考",
        f'{NAME},{ADDRESS},"二行の',
        'メモ"',
        f"青木 健,{ADDRESS},",
        "山田 花子,東京都港区芝1-2-3,",
        "切れた行",
    ]
    listed, out = tmp_path / "in.csv", tmp_path / "out.csv"
    listed.write_bytes(ending.join([*lines, ""]).encode(encoding))

    printed = told(
        say(
            home, "stopped", "japanet", str(listed), "--mailing", "spring-2027", "--way", "post", "--purpose",
            "direct-mail", "--column", "address=住所", "--name-column", "氏名", "--out", str(out), "--by",
            "list-export",
        )
    )  # fmt: skip

    kept = ending.join([lines[0], lines[3], lines[4], ""]).encode(encoding)
    assert out.read_bytes() == kept
    assert [line.split()[1] for line in printed.splitlines()[:2]] == ["2:", "6:"]
    assert "4 lines; 2 kept back, 2 may be addressed." in printed


def test_a_stop_is_recorded_in_a_process_of_its_own(home: Home, staff: Staff) -> None:
    """As a person would start it: nothing is configured there before the command is read."""
    home.close()

    said = subprocess.run(
        [
            sys.executable, "-c", "from yakusoku.site.main import main; main()", "--home", str(home.folder), "consent",
            "stop", "japanet", "--way", "any", "--of", "email", "--by", "call-center",
        ],
        check=False, capture_output=True, text=True, input=f"{MAILBOX}\n",
    )  # fmt: skip

    assert said.returncode == 0, said.stderr
    assert "The stop is in force." in said.stdout


def test_a_list_that_cannot_be_read_is_refused_by_its_line(home: Home, staff: Staff, tmp_path: Path) -> None:
    listed, out = tmp_path / "in.csv", tmp_path / "out.csv"
    said = (
        "stopped", "japanet", str(listed), "--mailing", "spring-2027", "--way", "post", "--purpose", "direct-mail",
        "--column", "address=住所", "--out", str(out), "--by", "list-export",
    )  # fmt: skip

    listed.write_bytes("住所\n東京都\n".encode("cp932") + b"\x81\n")
    broken = say(home, *said)
    listed.write_text("場所\n東京都\n", encoding="utf-8")
    other = say(home, *said)

    assert (broken.exit_code, "line 3" in broken.stderr) == (1, True)
    assert (other.exit_code, "住所" in other.stderr) == (1, True)
    assert not out.exists()
