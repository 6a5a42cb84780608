"""
A store is gone in the middle of a change: before its transaction, within it, at its commit, at the reading back.

The work ends in an orderly way and the desk is told; in each store all was done or nothing, and nothing is confirmed
that is not. When the store is back the change goes on by itself, to the end that it would have had.
"""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.common import changed, mariadb_server, postgres_server, private_servers
from tests.common.cells import Cells, cells, places
from tests.common.mariadb import SKIPPED
from tests.faults.outages import Moments, work
from tests.faults.places import of_mail
from tests.operations import doors
from yakusoku.examples import homes
from yakusoku.site.home import Home
from yakusoku.stores.adapters.mariadb_connection import Place
from yakusoku.stores.adapters.sqlite import SqliteStore

COMPANY = "jalux"
SALES, TRAVEL = "jalux-sales", "jalux-travel"
APPROVED = datetime(2026, 12, 10, 7, 0, tzinfo=UTC)


@dataclass
class Scene:
    """A home whose request is decided and not approved, with what its stores hold now and held at the end of a walk."""

    home: Home
    urls: dict[str, str]
    before: Cells
    after: Cells
    moments: Moments
    now: datetime = APPROVED
    waits: int = 0

    def approve_without(self, halt: Callable[[], object], back: Callable[[], None]) -> None:
        """Let a second person approve while a store is gone: the rows cannot be looked at again."""
        from yakusoku.ledger import queries as ledger

        halt()
        changed.walk(self.home, COMPANY, until="approved")
        back()
        self.waits = [one.tag for one in ledger.entries(COMPANY)].count("rights:request:waiting")
        assert self.waits
        self.now = APPROVED + timedelta(minutes=5)
        self.everything_is_orderly()

    def gone(self, step: str, where: str, halt: Callable[[], object], back: Callable[[], None]) -> None:
        """Work until a store is gone at a moment, look around, and bring the store back."""
        self.moments.arm(step, where, halt)
        self.work()
        assert self.moments.struck, (step, where)
        back()
        self.waits += 1
        self.everything_is_orderly()

    def work(self) -> None:
        """Do what is due, as late as the next attempt."""
        from yakusoku.work import queries

        due = [one.not_before for one in queries.intents(states=("waiting",))]
        self.now = max([self.now, *due])
        work(self.home, self.now)

    def done(self) -> dict[str, bool]:
        """Return by store whether it holds what it shall, and see that it holds no half of it."""
        now = cells(self.urls)
        found = {}
        for store in self.urls:
            held, old, new = (_of(one, store) for one in (now, self.before, self.after))
            assert held in (old, new), store
            found[store] = held == new
        return found

    def everything_is_orderly(self) -> None:
        """See that what is told is what is so."""
        from yakusoku.ledger import queries as ledger
        from yakusoku.rights import queries as rights
        from yakusoku.stores.queries import changes
        from yakusoku.work import queries as intents

        [request] = rights.requests()
        assert request.state == "approved"
        assert [one.state for one in intents.intents(states=("failed", "started"))] == []
        [waits] = [one for one in intents.intents(states=("waiting",)) if "waits" in one.arguments]
        assert waits.not_before > self.now
        done = self.done()
        for change in changes.changes(case_id=request.request_id):
            assert (change.state, change.because) == ("intended", "")
            for step in change.steps:
                assert step.state in (("done",) if done[step.store] else ("intended",)) or step.attempts
        tags = [one.tag for one in ledger.entries(COMPANY)]
        assert tags.count("stores:change:waiting") + tags.count("rights:request:waiting") == self.waits
        assert "stores:change:confirmed" not in tags
        assert (
            "asked again at"
            in doors.run(self.home.folder, "rights", "show", request.request_id, now=self.now).output
        )

    def it_ends_as_it_should(self) -> None:
        """Work once more, go on to the end of the walk, and compare with one in which nothing was gone."""
        from yakusoku.ledger.verification.verify import verify
        from yakusoku.rights import queries as rights

        self.work()
        assert rights.requests()[0].state in ("changed", "executed"), "what people do by hand may follow"
        changed.walk(self.home, COMPANY)
        assert self.done() == dict.fromkeys(self.urls, True)
        assert cells(self.urls).digests == self.after.digests
        assert verify(COMPANY).findings == ()
        told = [said.decode() for place, said in of_mail(self.home.folder) if place.startswith("body")]
        assert sum("データストアが応答しない" in one for one in told) == 2, "before the change, and within it"


def _of(held: Cells, store: str) -> dict[object, str]:
    return {where: digest for where, digest in held.digests.items() if where[0] == store}


@pytest.fixture(scope="module")
def servers() -> Iterator[private_servers.Pair]:
    """A PostgreSQL and a MariaDB server that may be stopped: nobody else uses them."""
    with private_servers.pair() as both:
        if both is None:
            pytest.skip(f"{SKIPPED} of our own to stop: programs of PostgreSQL and MariaDB are not both here")
        yield both


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cells, Cells]:
    """What the stores hold before the walk and after it, where none was ever gone."""
    folder = tmp_path_factory.mktemp("quiet") / "home"
    home = changed.prepared(folder, COMPANY)
    urls = places(folder, homes.stores_of([COMPANY]))
    before = cells(urls)
    changed.walk(home, COMPANY)
    home.close()
    return before, cells(urls)


def scene(
    folder: Path,
    quiet: tuple[Cells, Cells],
    patch: pytest.MonkeyPatch,
    stores: dict[str, str],
    *,
    receipts: bool,
    until: str = "decided",
) -> Scene:
    """Walk to the decision or another state, with stores elsewhere where `stores` says so."""
    home = changed.prepared(folder / "home", COMPANY, stores=stores, receipts=receipts)
    urls = places(folder / "home", {**homes.stores_of([COMPANY]), **stores})
    assert cells(urls).digests == quiet[0].digests
    changed.walk(home, COMPANY, until=until)
    moments = Moments()
    moments.install(patch)
    return Scene(home, urls, *quiet, moments)


def made_stores(postgres: postgres_server.OwnServer, mariadb: mariadb_server.OwnServer) -> dict[str, str]:
    """Make a database on each server; they go with the servers."""
    address = (postgres.folder / "address").read_text()
    name = f"store_{secrets.token_hex(4)}"
    with closing(psycopg.connect(address, autocommit=True)) as first:
        first.execute(f"CREATE DATABASE {name}".encode())
    with closing(Place.read(mariadb.url).connect()) as second, second.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
    return {
        SALES: address.rpartition("/")[0] + f"/{name}",
        TRAVEL: urlunsplit(urlsplit(mariadb.url)._replace(path=f"/{name}")),
    }


@pytest.mark.server
# The driver leaves a socket to the collector at whose other end no server listens.
@pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")
@pytest.mark.parametrize("receipts", [True, False], ids=["receipts", "no-receipts"])
def test_servers_that_stop_in_the_middle_of_a_change_are_waited_for(
    servers: private_servers.Pair,
    quiet: tuple[Cells, Cells],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    receipts: bool,
) -> None:
    postgres, mariadb = servers
    stores = made_stores(postgres, mariadb)
    it = scene(tmp_path, quiet, monkeypatch, stores, receipts=receipts)

    def halt_both() -> None:
        postgres.halt()
        mariadb.halt()

    def both_go_on() -> None:
        postgres.go_on()
        mariadb.go_on()

    it.approve_without(mariadb.halt, mariadb.go_on)
    assert it.done() == {SALES: False, TRAVEL: False}
    it.gone("check", "begin", postgres.halt, postgres.go_on)
    it.gone(f"do {SALES}", "begin", postgres.halt, postgres.go_on)
    it.gone(f"do {SALES}", "write", postgres.halt, postgres.go_on)
    it.gone(f"do {SALES}", "commit", postgres.halt, postgres.go_on)
    assert it.done() == {SALES: False, TRAVEL: False}
    it.gone(f"do {SALES}", "kept", halt_both, both_go_on)
    assert it.done() == {SALES: True, TRAVEL: False}
    it.gone(f"do {TRAVEL}", "write", mariadb.halt, mariadb.go_on)
    it.gone(f"do {TRAVEL}", "commit", mariadb.halt, mariadb.go_on)
    assert it.done() == {SALES: True, TRAVEL: False}
    it.gone("confirm", "begin", postgres.halt, postgres.go_on)
    assert it.done() == {SALES: True, TRAVEL: True}

    it.it_ends_as_it_should()


class Lock:
    """Another process that holds a store's file for itself."""

    def __init__(self, file: str) -> None:
        """Remember which file."""
        self.file = file.removeprefix("sqlite:///")
        self.holder: subprocess.Popen[str] | None = None

    def take(self) -> None:
        """Take the file, and be sure to have it."""
        says = (
            "import sqlite3, sys; held = sqlite3.connect(sys.argv[1], isolation_level=None);"
            " held.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
        )
        command = [sys.executable, "-c", says, self.file]
        self.holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.holder.stdout is not None
        assert self.holder.stdout.readline() == "held\n"

    def give_back(self) -> None:
        """Let go of it."""
        assert self.holder is not None
        self.holder.communicate()


def test_files_that_another_process_has_locked_are_waited_for(
    quiet: tuple[Cells, Cells], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteStore.__init__, "__kwdefaults__", {"patience_s": 0.05})
    it = scene(tmp_path, quiet, monkeypatch, {}, receipts=False)
    sales, travel = Lock(it.urls[SALES]), Lock(it.urls[TRAVEL])

    it.approve_without(travel.take, travel.give_back)
    it.gone("check", "begin", travel.take, travel.give_back)
    it.gone(f"do {SALES}", "begin", sales.take, sales.give_back)
    assert it.done() == {SALES: False, TRAVEL: False}
    it.gone(f"do {TRAVEL}", "begin", travel.take, travel.give_back)
    assert it.done() == {SALES: True, TRAVEL: False}
    it.gone("confirm", "begin", sales.take, sales.give_back)
    assert it.done() == {SALES: True, TRAVEL: True}

    it.it_ends_as_it_should()
