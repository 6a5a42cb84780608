"""Provision by command, as the desk types it: a shop is given data, an arrival is recorded, the police are answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.doors import run
from tests.operations.provision.conftest import (
    PLACE,
    Scene,
    agree,
    entries,
    furnish,
    key,
    opened,
    toured,
)

if TYPE_CHECKING:
    from click.testing import Result

    from yakusoku.site.home import Home

__all__ = ["toured"]

SHOP = "沖縄免税店株式会社\n沖縄県那覇市久茂地1-1-1\n代表取締役 金城 一\n"


@pytest.fixture
def desk(home: Home, toured: Path, tmp_path: Path) -> Scene:
    """JALPAK's home on SQLite."""
    return furnish(home, toured, tmp_path)


def say(scene: Scene, *words: str, typed: str = "", language: str = "en") -> Result:
    """Run `yakusoku provision …` and type what is asked for."""
    return run(scene.home.folder, "provision", *words, now=NOW, language=language, typed=typed)


def told(result: Result) -> str:
    """Return what was printed where the command did what was asked."""
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def entered(scene: Scene, *more: str) -> str:
    added = (
        "add",
        "jalpak",
        "provisions.duty-free-shops",
        "--role",
        "third_party",
        "--since",
        "2026-11-23",
        *more,
    )
    return told(say(scene, *added, "--by", scene.desk, typed=SHOP)).strip()


def given(scene: Scene, shop: str, values: Path, *more: str, language: str = "en") -> Result:
    words = (
        "give", "jalpak", shop, "--purpose", "shopping-convenience", "--from", PLACE, "--where", "participant_no",
        "--values", str(values), "--medium", "electronic", "--reference", "shops-1", "--to", str(scene.out),
        "--by", scene.desk, *more,
    )  # fmt: skip
    return say(scene, *words, language=language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_who_agreed_is_given_once_and_the_record_is_listed(
    desk: Scene, tmp_path: Path, language: str
) -> None:
    public, opens = key()
    shop = entered(desk, "--key", public)
    people = desk.participants(3)
    for one in people[:2]:
        agree(one)
    values = tmp_path / "values.txt"
    values.write_text("\n".join(people), encoding="utf-8")

    first = given(desk, shop, values, language=language)
    again = given(desk, shop, values, language=language)

    record, file = told(first).splitlines()[0].split()
    assert len(opened(Path(file), opens)) == 3
    assert "consent: 1" in first.stdout
    assert told(again).splitlines()[0].split()[0] == record
    assert again.stderr
    assert len(list(desk.out.iterdir())) == 1
    listed = told(say(desk, "records", "jalpak", language=language))
    assert (record in listed, "2/3" in listed, len(listed.splitlines())) == (True, True, 1)
    assert shop in told(say(desk, "recipients", "jalpak", language=language))


def test_whose_data_has_to_be_said_in_one_way(desk: Scene, tmp_path: Path) -> None:
    values = tmp_path / "values.txt"
    values.write_text("1", encoding="utf-8")
    shop = entered(desk)

    both = given(desk, shop, values, "--all")
    case = given(desk, shop, values, "--case", "accident_case")

    assert (both.exit_code, case.exit_code) == (2, 2)
    assert ("--all" in both.output, "accident_case=ACC" in case.output) == (True, True)
    assert list(desk.out.iterdir()) == []


def test_a_recipient_without_a_key_is_refused_with_what_to_do(desk: Scene, tmp_path: Path) -> None:
    people = desk.participants(1)
    agree(people[0])
    values = tmp_path / "values.txt"
    values.write_text(people[0], encoding="utf-8")

    refused = given(desk, entered(desk), values)

    assert refused.exit_code == 1
    assert "key" in refused.stderr
    assert people[0] not in refused.output
    assert list(desk.out.iterdir()) == []


def test_an_arrival_is_recorded_with_its_history_and_seen_in_the_list(desk: Scene, tmp_path: Path) -> None:
    giver = entered(desk)
    persons = tmp_path / "persons.txt"
    persons.write_text("\n".join(desk.participants(2)), encoding="utf-8")
    words = (
        "received", "jalpak", giver, "--ground", "consent", "--item", "user.name", "--of", "jalpak_participant_no",
        "--persons", str(persons), "--history", "from_person", "--shown", "CON-2026-4", "--reference", "in-1",
        "--by", desk.desk,
    )  # fmt: skip

    made = told(say(desk, *words)).strip()

    assert made in told(say(desk, "records", "jalpak"))
    assert entries(made)
    lacking = say(desk, *(word for word in words if word not in ("--shown", "CON-2026-4")))
    assert lacking.exit_code == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_demand_is_noted_settled_by_another_and_answered(desk: Scene, language: str) -> None:
    asked = (
        "ask", "jalpak", "--sort", "police", "--body", "警視庁 高輪警察署", "--reference", "KEI-2026-4411", "--basis",
        "刑事訴訟法 第197条第2項", "--voluntary", "--item", "user.name", "--received", "2026-11-23",
    )  # fmt: skip
    demand = told(
        say(desk, *asked, "--by", desk.desk, typed="青木 真由美\n", language=language)
    ).splitlines()[-1]
    settled = (
        "settle", demand, "--approve", "--item", "user.name", "--because", "an inquiry on a theft",
        "--confirm", "law_citation", "--confirm", "authority_request",
    )  # fmt: skip

    own = say(desk, *settled, "--by", desk.desk, language=language)
    other = say(desk, *settled, "--by", desk.approver, language=language)
    done = say(
        desk, "answer", demand, "--on", "2026-11-24", "--item", "user.name", "--medium", "written", "--dispatch",
        "POST-77", "--by", desk.desk, language=language,
    )  # fmt: skip
    listed = told(say(desk, "demands", "jalpak", "--by", desk.desk, language=language))

    assert (own.exit_code, other.exit_code, done.exit_code) == (1, 0, 0), other.output + done.output
    assert demand in listed
    assert "青木" not in listed + other.output + done.output
    assert "警視庁" not in told(say(desk, "records", "jalpak", language=language))


def test_notes_change_how_a_recipient_stands(desk: Scene) -> None:
    shop = entered(desk)
    before = told(say(desk, "recipients", "jalpak"))

    trouble = say(
        desk, "note", shop, "trouble", "--reference", "CHK-1", "--reason", "papers lay open", "--by", desk.desk
    )  # fmt: skip
    during = told(say(desk, "recipients", "jalpak"))
    settled = say(
        desk, "note", shop, "settled", "--reference", "CHK-2", "--reason", "locked since", "--by", desk.manager
    )  # fmt: skip
    ended = say(desk, "end", shop, "--until", "2026-12-31", "--by", desk.desk)

    assert (trouble.exit_code, settled.exit_code, ended.exit_code) == (0, 0, 0), (
        trouble.output + settled.output + ended.output
    )
    assert before != during
    assert told(say(desk, "recipients", "jalpak", "--as-of", "2027-01-05")) != before
    assert told(say(desk, "expire"))
