"""
What the ledger costs: a deed with its entry beside the same deed without, and verification beside bare hashing.

Both sides of each ratio are measured in one run, in turns. A deed here is a row written, a row changed and
10 ms of other work inside the transaction; the sequencer runs meanwhile in a process of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

WORKERS = (1, 4, 8)
OTHER_WORK = 0.010
ROUNDS, SECONDS = 5, 0.8
ENTRIES = 100_000
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
ABOUT, BY = "req_0123456789ABCDEF", "stf_0123456789ABCDEF"


def run() -> Iterator[str]:
    """Yield a line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _on("SQLite", Path(folder) / "home", "sqlite:///own.sqlite")
    with _postgres() as url, tempfile.TemporaryDirectory() as folder:
        if url is None:
            yield "PostgreSQL                      no server answers"
        else:
            yield from _on("PostgreSQL", Path(folder) / "home", url)


@contextmanager
def _postgres() -> Iterator[str | None]:
    """Give the address of a database of our own on a reachable server."""
    import psycopg
    from tests.common.postgres_server import reachable

    server = reachable()
    if server is None:
        yield None
        return
    name = f"yakusoku_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield server.rpartition("/")[0] + f"/{name}"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _on(kind: str, folder: Path, url: str) -> Iterator[str]:
    with _child(_prepare, folder, url) as pipe:
        pipe.recv()
    for workers in WORKERS:
        yield _deeds(kind, folder, workers)
    with _child(_verify, folder, url) as pipe:
        yield from (f"{kind:10} {line}" for line in pipe.recv())


# -- deeds ---------------------------------------------------------------------------------------


def _deeds(kind: str, folder: Path, workers: int) -> str:
    """Measure in turns; return the line."""
    context = get_context("fork")
    crew = [_start(context.Process, _work, folder, number) for number in range(workers)]
    aside, pipe = _start(context.Process, _sequence, folder, 0)
    rates: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * ROUNDS + 2):
        entry = bool(turn % 2)
        for _, line in crew:
            line.send((entry, SECONDS))
        rate = sum(line.recv() for _, line in crew)
        if turn >= 2:
            rates[entry].append(rate)
    for process, line in (*crew, (aside, pipe)):
        line.send(None)
        process.join()
    ratio = median(with_ / without for with_, without in zip(rates[True], rates[False], strict=True))
    return (
        f"{kind:10} {workers} workers: {median(rates[True]):7.0f} deeds/s with entry, "
        f"{median(rates[False]):7.0f} without   {ratio:5.2f} (aim 0.8)"
    )


def _start(
    process: type[BaseProcess], target: Callable[..., None], folder: Path, number: int
) -> tuple[BaseProcess, Connection]:
    ours, theirs = get_context("fork").Pipe()
    started = process(target=target, args=(theirs, folder, number))
    started.start()
    theirs.close()
    return started, ours


@contextmanager
def _child(target: Callable[..., None], folder: Path, url: str) -> Iterator[Connection]:
    """Run `target` in a process of its own, so that Django is set up once a process."""
    ours, theirs = get_context("fork").Pipe()
    process = get_context("fork").Process(target=target, args=(theirs, folder, url))
    process.start()
    theirs.close()
    yield ours
    process.join()


def _prepare(pipe: Connection, folder: Path, url: str) -> None:
    from yakusoku.site.home import make_home

    home = make_home(folder, own=url)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_case (id INTEGER PRIMARY KEY, state INTEGER NOT NULL)")
        cursor.execute("CREATE TABLE bench_step (worker INTEGER NOT NULL, number INTEGER NOT NULL)")
        for number in range(max(WORKERS)):
            cursor.execute("INSERT INTO bench_case (id, state) VALUES (%s, 0)", [number])
    home.close()
    pipe.send(True)


def _register() -> object:
    from yakusoku.ledger.tags import Kind, Tag, register
    from yakusoku.terms.text import text

    facts = {"number": Kind.COUNT, "digest": Kind.DIGEST}
    return register(Tag("bench:deed:done", text("A deed of no meaning"), facts))[0]


def _work(pipe: Connection, folder: Path, number: int) -> None:
    """Do deeds when asked, with entry or without; answer how many a second."""
    from yakusoku.site.home import open_home

    home = open_home(folder)
    tag = _register()
    while (asked := pipe.recv()) is not None:
        with_entry, seconds = asked
        done, began = 0, perf_counter()
        while perf_counter() - began < seconds:
            _deed(tag, number, done, with_entry=with_entry)
            done += 1
        pipe.send(done / (perf_counter() - began))
    home.close()


def _deed(tag: object, number: int, step: int, *, with_entry: bool) -> None:
    from django.db import transaction

    from yakusoku.ledger.deeds import deed
    from yakusoku.ledger.tags import Tag

    assert isinstance(tag, Tag)
    if not with_entry:
        with transaction.atomic():
            _body(number, step)
        return
    with deed(tag, log="bench", about=ABOUT, by=BY, now=NOW) as entry:
        _body(number, step)
        entry.say(number=step, digest="0" * 64)


def _body(number: int, step: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_step (worker, number) VALUES (%s, %s)", [number, step])
        cursor.execute("UPDATE bench_case SET state = state + 1 WHERE id = %s", [number])
    sleep(OTHER_WORK)


def _sequence(pipe: Connection, folder: Path, number: int) -> None:
    """Index and sign until told to stop, as a worker does."""
    del number
    from yakusoku.site.home import open_home

    home = open_home(folder)
    from yakusoku.ledger.sequencer import sequence

    while not pipe.poll(0.5):
        sequence(now=NOW)
    home.close()


# -- verification --------------------------------------------------------------------------------


def _verify(pipe: Connection, folder: Path, url: str) -> None:
    """Fill a log of its own, then hash it bare and verify it, in turns; answer with the lines."""
    del url
    from yakusoku.site.home import open_home

    home = open_home(folder)
    from yakusoku.ledger.queries import verify

    bodies = _fill()
    bare, whole = [], []
    for _ in range(3):
        began = perf_counter()
        for body in bodies:
            sha256(body).digest()
        bare.append(len(bodies) / (perf_counter() - began))
        began = perf_counter()
        found = verify("filled")
        whole.append(found.entries / (perf_counter() - began))
        assert found.holds, found.findings
    home.close()
    floor, rate = max(bare), max(whole)
    line = f"verification: {rate / 1000:7.0f} thousand entries/s (aim 300), "
    line += f"bare SHA-256 loop {floor / 1000:6.0f}   {rate / floor:5.2f} of the floor"
    pipe.send([line])


def _fill() -> list[bytes]:
    from django.db import transaction

    from yakusoku.ledger import bodies, sequencer
    from yakusoku.ledger.deeds import deed
    from yakusoku.ledger.models import Entry, Log
    from yakusoku.ledger.tags import Tag

    tag = _register()
    assert isinstance(tag, Tag)
    with deed(tag, log="filled", about=ABOUT, by=BY, now=NOW):
        pass
    log = Log.objects.get(name="filled")
    made = [
        bodies.Body(
            "filled",
            tag.name,
            ABOUT,
            BY,
            bodies.stamp(NOW),
            {"number": number, "digest": "0" * 64},
            os.urandom(16),
        )
        for number in range(ENTRIES)
    ]
    raw = [body.write() for body in made]
    with transaction.atomic():
        rows = [
            Entry(log=log, body=one, about=body.about, tag=body.tag, recorded_at=body.at)
            for body, one in zip(made, raw, strict=True)
        ]
        Entry.objects.bulk_create(rows, batch_size=5000)
    sequencer.sequence(now=NOW)
    return raw


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in run())
