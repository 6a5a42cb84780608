"""What stays when a deed dies or is done twice at once, where no value may stand, and what `doctor` says."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.faults import places
from tests.faults.values import Scanner
from tests.operations.consent.conftest import (
    ADDRESS,
    INSURED,
    MAILBOX,
    NAME,
    Staff,
    arrived,
    confirmed,
    copy_policies,
    employ,
    own,
    staff,
    whom,
)
from tests.operations.consent.test_register import entries, give
from yakusoku.site.home import Home

__all__ = ["own", "staff"]


class DiedError(Exception):
    """The process is gone."""


def outside(folder: Path, log: str) -> list[dict[str, Any]]:
    """Return the choices in the file outside the database."""
    lines = (folder / "outside" / f"{log}.jsonl").read_text("utf-8").splitlines()
    return [one for one in map(json.loads, lines) if one["kind"] == "choice"]


def test_a_stop_that_dies_before_its_commit_is_not_there_and_a_restore_makes_it(
    staff: Staff, own: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yakusoku.consent import models, queries
    from yakusoku.consent.operations import stop
    from yakusoku.consent.remembered import Replay

    def die(*args: object, **kwargs: object) -> None:
        raise DiedError

    said: dict[str, Any] = {
        "controller": "japanet", "way": "any", "whom": whom(email=MAILBOX), "by": "call-center",
        "arrived": arrived(-1, reference="CALL-9"), "now": NOW,
    }  # fmt: skip
    with monkeypatch.context() as dying:
        dying.setattr(models.ChoiceKey.objects, "bulk_create", die)
        with pytest.raises(DiedError):
            stop(**said)

    assert (queries.choices(controller="japanet"), entries("japanet")) == ((), [])
    [line] = outside(own.folder, "japanet")
    assert Replay().replay(log="japanet", lines=[line], now=NOW) == 1
    [made] = queries.choices(controller="japanet")
    assert stop(**said).choice == made, "the same delivery, given again, records nothing more"


def test_a_withdrawal_that_dies_leaves_no_check_behind(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.consent import queries
    from yakusoku.consent.operations import withdraw
    from yakusoku.ledger.deeds import Entry

    def die(*args: object, **kwargs: object) -> bytes:
        raise DiedError

    monkeypatch.setattr(Entry, "seal", die)
    with pytest.raises(DiedError):
        withdraw(
            controller="jalux", scope=INSURED, whom=whom(email=MAILBOX), arrived=arrived(-1), by="web-shop", now=NOW
        )  # fmt: skip

    assert queries.choices(controller="jalux") == ()
    assert queries.checks(controller="jalux") == ()


def test_of_one_delivery_at_two_doors_one_is_recorded(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.consent import queries, writing
    from yakusoku.consent.operations import UnableToRecordChoice

    first = give(staff.jalux)
    real = writing._before
    asked: list[str] = []

    def before(row: Any) -> str:
        """Not see the other door's choice until it is in the way."""
        asked.append(row.reference)
        return "" if len(asked) == 1 else real(row)

    monkeypatch.setattr(writing, "_before", before)

    with pytest.raises(UnableToRecordChoice, match="recorded already"):
        give(staff.jalux)

    assert queries.choices(controller="jalux") == (first,)


def test_no_value_of_a_person_stands_in_any_file_of_the_home(home: Home) -> None:
    copy_policies(home.folder)
    desk = employ()
    from yakusoku.consent.chosen import About
    from yakusoku.consent.operations import give_receipt, loosen, show, stop, withdraw
    from yakusoku.consent.rules import Kind

    given = give(desk.jalux)
    facts: dict[str, Any] = {"controller": "jalux", "by": desk.jalux, "now": NOW}
    at_home = whom(address=ADDRESS, phone_number="03-1000-0001", name=NAME)
    stop(**facts, way="post", whom=at_home, arrived=arrived(-1))
    loosen(**facts, about=About(Kind.STOP, "post"), whom=at_home, arrived=arrived(), confirmation=confirmed())
    withdraw(**facts, scope=INSURED, whom=whom(email=MAILBOX), arrived=arrived())
    show(**facts, whom=at_home, confirmation=confirmed())
    give_receipt(
        choice_id=given.public_id, whom=whom(email=MAILBOX), confirmation=confirmed(), by=desk.jalux, now=NOW
    )
    home.settle(NOW)

    scanner = Scanner((MAILBOX, "三軒茶屋", "青木", "真由美", "0310000001", "03-1000-0001"))

    seen = [*places.of_files(home.folder), *places.of_sqlite(home.folder / "own.sqlite")]
    assert {"own.sqlite:consent_choice", "own.sqlite:consent_choice_key", "outside/jalux.jsonl"} <= {
        name for name, _ in seen
    }
    assert scanner.look_through(seen) == {}
    assert scanner.look(f"before {MAILBOX} after".encode()) == {MAILBOX}


@pytest.mark.parametrize(("days", "says"), [(10, None), (20, "look"), (40, "wrong")])
def test_the_doctor_names_checks_that_wait(staff: Staff, days: int, says: str | None) -> None:
    from yakusoku.consent import queries
    from yakusoku.consent.operations import withdraw
    from yakusoku.promises.doctor.withdrawn import look_at_withdrawn

    withdraw(
        controller="jalux", scope=INSURED, whom=whom(email=MAILBOX), arrived=arrived(-1), by="web-shop", now=NOW
    )  # fmt: skip
    [check] = queries.checks()

    lines = list(look_at_withdrawn(NOW + timedelta(days=days)))

    assert [line.verdict.value for line in lines] == ([says] if says else [])
    assert all(check.public_id in str(line.says) for line in lines)
