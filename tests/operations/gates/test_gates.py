"""A use is registered, its guard answers and counts, and what it counted is taken in once; what is lost is seen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from yakusoku.decisions.queries import read_facts
from yakusoku.gates.guard import EVERY, Guard, UnableToGuard
from yakusoku.gates.spool import spools

if TYPE_CHECKING:
    from yakusoku.site.home import Home

FACTS = read_facts(["looked_up", "collected_under=2026-11-23", "consent:provisions.duty-free-shops"])
PASSPORT = {"user.government_id.passport_number"}
TELEPHONE = {"user.contact.phone_number"}


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


def guard(home: Home, use: str, now: Callable[[], datetime] | None = None) -> Guard:
    return Guard(home.folder, "jalpak", use=use, now=now or Clock())


def ask(one: Guard, data: set[str] = PASSPORT) -> Any:
    return one.may("shopping-convenience", data, FACTS, route="provisions.duty-free-shops")


def took(home: Home, days: float = 1) -> tuple[int, int, int]:
    from yakusoku.gates.operations import take_in

    del home
    taken = take_in(now=NOW + timedelta(days=days))
    return taken.tallies, taken.lost, taken.strange


def entries(use: str) -> list[str]:
    from yakusoku.ledger import queries as ledger

    return [one.tag for one in ledger.entries("jalpak", about=use)]


def test_what_a_guard_was_asked_is_taken_in_once_with_an_entry_and_its_file_goes(own: Home, use: str) -> None:
    from yakusoku.gates.queries import asked

    with guard(own, use) as one:
        assert ask(one).allowed
        refused = ask(one, TELEPHONE)
        assert (refused.reason, refused.because.clause) == ("item-not-listed", "JALPAK-H1.20")

    assert took(own) == (2, 0, 0)  # what was counted, and the end
    assert took(own) == (0, 0, 0)
    assert list(spools(own.folder)) == []
    assert entries(use) == ["gates:use:added", "gates:tally:added", "gates:tally:added"]
    [found] = asked(controller="jalpak", since=NOW - timedelta(days=1))
    assert (found.allowed, found.refused, found.reasons) == (1, 1, (("item-not-listed", 1),))


def test_what_is_counted_is_written_after_a_minute_and_not_at_each_question(own: Home, use: str) -> None:
    clock = Clock()
    with guard(own, use, clock) as one:
        ask(one)
        assert [len(seen.lines) for seen in spools(own.folder)] == [0]
        clock.at += timedelta(seconds=EVERY)
        ask(one)
        [seen] = spools(own.folder)
        assert [sum(line.counts.values()) for line in seen.lines] == [1]
        assert seen.alive
        assert took(own) == (1, 0, 0)
        assert seen.file.exists(), "its guard goes on"


def test_a_process_that_was_killed_leaves_a_gap_that_is_noted_once(own: Home, use: str) -> None:
    code = (
        "import os, signal, sys\n"
        "from yakusoku import Guard\n"
        "guard = Guard(sys.argv[1], 'jalpak', use=sys.argv[2])\n"
        "guard.may('contact', {'user.name'})\n"
        "guard.flush()\n"
        "guard.may('contact', {'user.name'})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    dead = subprocess.run([sys.executable, "-c", code, str(own.folder), use], check=False)
    assert dead.returncode == -signal.SIGKILL

    assert took(own) == (1, 1, 0)
    assert took(own) == (0, 0, 0)
    assert entries(use)[1:] == ["gates:tally:added", "gates:loss:added"]


def test_a_line_that_cannot_be_read_is_a_gap_and_its_neighbors_count(own: Home, use: str) -> None:
    clock = Clock()
    with guard(own, use, clock) as one:
        for _ in range(3):
            ask(one)
            one.flush()
    [seen] = spools(own.folder)
    lines = seen.file.read_bytes().split(b"\n")
    lines[2] = lines[2][:-20]
    seen.file.write_bytes(b"\n".join(lines))

    assert took(own) == (3, 1, 0)


def test_a_torn_last_line_of_a_guard_that_lives_is_no_gap_yet(own: Home, use: str) -> None:
    one = guard(own, use)
    ask(one)
    one.flush()
    [seen] = spools(own.folder)
    with seen.file.open("ab") as file:
        file.write(b'{"n": 2, "si')
    assert took(own) == (1, 0, 0)
    ask(one)
    one.close()
    assert took(own)[1] == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_a_process_that_was_forked_counts_in_a_file_of_its_own(own: Home, use: str) -> None:
    code = (
        "import os, sys\n"
        "from yakusoku import Guard\n"
        "guard = Guard(sys.argv[1], 'jalpak', use=sys.argv[2])\n"
        "guard.may('contact', {'user.name'})\n"
        "child = os.fork()\n"
        "guard.may('contact', {'user.name'})\n"
        "guard.close()\n"
        "child and os.waitpid(child, 0)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(own.folder), use], check=True)

    found = sorted(sum(sum(line.counts.values()) for line in seen.lines) for seen in spools(own.folder))
    assert found == [1, 2]
    assert took(own)[1] == 0


def test_a_policy_that_changed_is_read_within_a_minute_and_named_in_the_tally(own: Home, use: str) -> None:
    clock = Clock()
    with guard(own, use, clock) as one:
        ask(one)
        [file] = (own.folder / "policies" / "jalpak").glob("*.yaml")
        words = file.read_text(encoding="utf-8").replace("user.government_id.passport_number, ", "", 1)
        file.write_text(words, encoding="utf-8")
        clock.at += timedelta(seconds=EVERY)
        ask(one)
        one.flush()
    [seen] = spools(own.folder)
    assert len({line.policy for line in seen.lines}) == 2


def test_a_policy_that_cannot_be_read_any_more_gives_no_ruling(own: Home, use: str) -> None:
    from yakusoku.terms.errors import UnableTo

    clock = Clock()
    with guard(own, use, clock) as one:
        [file] = (own.folder / "policies" / "jalpak").glob("*.yaml")
        file.write_text("yakusoku: 1\n", encoding="utf-8")
        clock.at += timedelta(seconds=EVERY)
        with pytest.raises(UnableTo):
            ask(one)


def test_a_use_that_the_register_does_not_know_is_left_and_told(own: Home, manager: str) -> None:
    del manager
    with guard(own, "use_0123456789ABCDEF") as one:
        ask(one)
    assert took(own) == (0, 0, 1)
    assert len(list(spools(own.folder))) == 1


@pytest.mark.parametrize(
    ("company", "use"),
    [("jalpak", "shop-export"), ("../jalpak", "use_0123456789ABCDEF"), ("jal", "use_0123456789ABCDEF")],
)
def test_a_guard_is_refused_without_a_policy_or_a_use(
    own: Home, manager: str, company: str, use: str
) -> None:
    del manager
    with pytest.raises(UnableToGuard):
        Guard(own.folder, company, use=use, now=Clock())


def test_a_closed_guard_answers_no_more(own: Home, use: str) -> None:
    one = guard(own, use)
    one.close()
    one.close()
    with pytest.raises(UnableToGuard):
        ask(one)


class TestRegister:
    def test_a_use_stands_once_until_it_ends(self, own: Home, manager: str, use: str) -> None:
        from yakusoku.gates import operations, queries
        from yakusoku.gates.rules import Point, Sort

        again: dict[str, Any] = {
            "controller": "jalpak", "system": "shop-export", "sort": Sort.EXPORT, "purpose": "shopping-convenience",
            "point": Point.NONE, "owner": manager, "by": manager, "now": NOW,
        }  # fmt: skip
        with pytest.raises(operations.UnableToRegisterUse):
            operations.register_use(**again)
        operations.retire_use(use_id=use, by=manager, now=NOW)
        with pytest.raises(operations.UnableToRegisterUse):
            operations.retire_use(use_id=use, by=manager, now=NOW)
        operations.register_use(**again)
        assert [one.point for one in queries.uses(controller="jalpak")] == [Point.NONE]
        assert len(queries.uses(controller="jalpak", retired=True)) == 2

    @pytest.mark.parametrize(
        ("system", "purpose"), [("an export", "shopping-convenience"), ("export", "shoping")]
    )
    def test_a_use_without_code_or_purpose_is_refused(
        self, own: Home, manager: str, system: str, purpose: str
    ) -> None:
        from yakusoku.gates import operations
        from yakusoku.gates.rules import Point, Sort

        with pytest.raises(operations.UnableToRegisterUse):
            operations.register_use(
                controller="jalpak", system=system, sort=Sort.EXPORT, purpose=purpose, point=Point.GUARD,
                owner=manager, by=manager, now=NOW,
            )  # fmt: skip


def test_importing_the_package_reads_neither_policy_nor_framework() -> None:
    code = (
        "import sys, yakusoku; assert not {'django', 'yaml', 'pydantic'} & set(sys.modules); yakusoku.Guard"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_guard_needs_no_database_framework(own: Home, use: str) -> None:
    code = (
        "import sys\n"
        "from yakusoku import Guard\n"
        "Guard(sys.argv[1], 'jalpak', use=sys.argv[2]).close()\n"
        "assert 'django' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code, str(own.folder), use], check=True)


def test_the_files_of_guards_are_their_owners_alone(own: Home, use: str) -> None:
    with guard(own, use):
        [seen] = spools(own.folder)
        assert seen.file.stat().st_mode & 0o077 == 0
        assert Path(seen.file.parent).stat().st_mode & 0o077 == 0


def test_the_doctor_names_uses_that_ask_nobody_are_silent_or_have_gaps(
    own: Home, use: str, manager: str
) -> None:
    from yakusoku.gates.operations import register_use
    from yakusoku.gates.rules import Point, Sort
    from yakusoku.promises.queries import examine

    def said() -> list[str]:
        return [line.says.say("en") for line in examine(now=NOW + timedelta(days=1)) if line.area == "uses"]

    register_use(
        controller="jalpak", system="letters", sort=Sort.MAILING, purpose="promotion", point=Point.NONE,
        owner=manager, by=manager, now=NOW,
    )  # fmt: skip
    silent = "Uses that did not ask for 30 days: shop-export."
    assert said() == ["jalpak: registered uses: 2.", "Uses for which nobody asks: letters.", silent]

    one = guard(own, use)
    ask(one)
    one.flush()
    one._spool.leave()  # as the system does when the process dies
    took(own)
    assert said()[2:] == ["Gaps in what guards counted: 1."]


def test_by_command_a_use_is_registered_listed_and_ended(own: Home, manager: str) -> None:
    from tests.operations.doors import run

    def typed(*words: str, language: str = "en") -> str:
        done = run(own.folder, "gates", *words, now=NOW, language=language)
        assert done.exit_code == 0, done.output
        return done.output

    made = typed("register", "jalpak", "--system", "letters", "--sort", "mailing", "--purpose", "promotion",
                 "--point", "guard", "--owner", manager, "--by", manager).strip()  # fmt: skip
    with guard(own, made) as one:
        ask(one, TELEPHONE)
    assert typed("take-in") == "Tallies taken in: 2; gaps: 0.\n"
    listed = typed("list", "jalpak")
    assert "its program asks a guard" in listed
    assert "allowed 0, refused 1" in listed
    assert "item-not-listed: 1" in listed
    typed("retire", made, "--by", manager)
    assert "終了" in typed("list", "jalpak", language="ja")
