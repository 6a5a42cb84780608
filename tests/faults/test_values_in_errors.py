"""Errors whose own words hold values: a store's driver, a burst, an arrival's file, a paper. None of it leaves."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.common.postgres import Server
from tests.conftest import NOW
from tests.faults import places, values
from tests.faults.searching import Searching, searching
from tests.faults.values import Scanner
from tests.operations.doors import run
from yakusoku.examples import homes
from yakusoku.examples.people import cast

OWN = "YAKUSOKU_FAILING_OWN"
STORE = "YAKUSOKU_FAILING_STORE"
PERSON = cast.AOKI
SAID = f"{PERSON.family_name}{PERSON.given_name}_03-1000-0001_mayumi.aoki@example.jp"


@pytest.fixture
def copied(begun: Searching, tmp_path: Path) -> Searching:
    """A copy of it."""
    return Searching(shutil.copytree(begun.folder, tmp_path / "home"), begun.request, begun.desk)


@pytest.fixture(scope="module")
def scanner(begun: Searching) -> Scanner:
    """Looks for every value of the cast and of Aoki's rows, and for what was written."""
    return Scanner(tuple(sorted(values.of_cast() | values.of_stores(begun.folder) | set(values.WORDS))))


def work(folder: Path) -> bytes:
    """Let a worker of its own process do what is due, and return all that it printed."""
    program = "from yakusoku.site.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "work", "drain", "--seconds", "20"],
        env={**os.environ, "YAKUSOKU_HOME": str(folder)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def states(folder: Path) -> dict[str, str]:
    """Return how each intent stands."""
    from yakusoku.site.home import open_home

    home = open_home(folder)
    from yakusoku.work import queries

    found = {intent.kind: intent.state for intent in queries.intents()}
    home.close()
    return found


def test_a_driver_that_quotes_a_value_is_not_heard(copied: Searching, scanner: Scanner) -> None:
    file = copied.folder / "stores" / "customers.sqlite"
    with closing(sqlite3.connect(file)) as store:
        columns = ", ".join(name for _, name, *_ in store.execute("PRAGMA table_info(subscriber)"))
        store.execute("ALTER TABLE subscriber RENAME TO kept")
        store.execute(f'CREATE VIEW subscriber AS SELECT {columns} FROM kept WHERE "{SAID}"(1)')
        with pytest.raises(sqlite3.OperationalError, match=SAID):
            store.execute("SELECT * FROM subscriber")

    printed = work(copied.folder)

    assert b'"error": "StoreRefused"' in printed
    assert states(copied.folder)["rights.search"] == "failed"
    assert scanner.look(printed) == set()
    assert scanner.look_through(places.of_home(copied.folder)) == {}


def test_nor_is_that_of_a_server(
    tmp_path: Path,
    postgres_server: Server,
    scanner: Scanner,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    own, store = postgres_server.create(), postgres_server.create()
    monkeypatch.setenv(OWN, own)
    monkeypatch.setenv(STORE, store)
    stores = {**homes.STORES, "jcom-customers": store}
    home = searching(tmp_path / "home", own=f"${{{OWN}}}", jobs=f"${{{OWN}}}", stores=stores)
    with psycopg.connect(store) as connection:
        names = [column.name for column in connection.execute("SELECT * FROM subscriber").description or ()]
        columns = ", ".join("email::integer::text AS email" if name == "email" else name for name in names)
        connection.execute("ALTER TABLE subscriber RENAME TO kept")
        connection.execute(
            f"CREATE VIEW subscriber AS SELECT {columns} FROM kept WHERE mobile = '{PERSON.mobile}'"
        )
        connection.commit()
        with pytest.raises(psycopg.DataError, match=str(PERSON.email)):
            connection.execute("SELECT * FROM subscriber")

    with caplog.at_level(logging.DEBUG):
        run(home.folder, "work", "drain", now=NOW)

    said = capfd.readouterr()
    assert '"error": "StoreRefused"' in caplog.text
    assert states(home.folder)["rights.search"] == "failed"
    assert scanner.look((said.out + said.err + caplog.text).encode()) == set()
    assert scanner.look_through(places.of_home(home.folder, server=own)) == {}


def test_a_store_that_is_down_makes_the_request_wait_in_silence(
    copied: Searching, scanner: Scanner, capfd: pytest.CaptureFixture[str]
) -> None:
    (copied.folder / "stores" / "media.sqlite").unlink()

    assert run(copied.folder, "work", "drain", now=NOW).exit_code == 0

    assert states(copied.folder)["rights.search"] == "waiting"
    assert b"rights:request:waiting" in (copied.folder / "log" / "deeds.jsonl").read_bytes()
    said = capfd.readouterr()
    assert scanner.look((said.out + said.err).encode()) == set()
    assert scanner.look_through(places.of_home(copied.folder)) == {}


def step_falls(*_: object) -> None:
    raise ValueError(SAID) from KeyError(SAID)


def own_state_falls(*_: object) -> None:
    from django.db import IntegrityError

    raise IntegrityError(f"DETAIL:  Key (name)=({SAID}) already exists.")


@pytest.mark.parametrize(
    ("part", "falls"), [("do", step_falls), ("steps", step_falls), ("do", own_state_falls)]
)
def test_a_burst_that_falls_with_values_in_its_words_says_only_what_kind_it_was(
    copied: Searching,
    scanner: Scanner,
    part: str,
    falls: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    from yakusoku.site import wiring
    from yakusoku.site.home import open_home

    known = wiring.bursts()
    search = known["rights.search"]
    broken = {
        **known,
        search.kind: replace(search, do=falls) if part == "do" else replace(search, steps=falls),
    }
    monkeypatch.setattr(wiring, "bursts", lambda: broken)
    home = open_home(copied.folder)
    worker = home.worker(lambda: datetime(2026, 11, 25, tzinfo=UTC))
    with caplog.at_level(logging.DEBUG):
        worker.start()
        assert worker.drain(seconds=20)
        worker.close()
    home.close()

    assert states(copied.folder)["rights.search"] == "failed"
    said = capfd.readouterr()
    assert "Error" in caplog.text
    assert scanner.look((said.out + said.err + caplog.text).encode()) == set()
    assert scanner.look_through(places.of_home(copied.folder)) == {}


_WHOLE = f"""\
name: {PERSON.name}
postal_code: {PERSON.postal_code}
address: [{PERSON.prefecture}{PERSON.city}{PERSON.street}, {PERSON.building}]
words: {values.WORDS[0]}。
facts:
  family_name: {PERSON.family_name}
  birth_date: "{PERSON.birth_date}"
  telephone: {PERSON.telephone}
"""
ARRIVALS = {
    "a tab": _WHOLE.replace("  family_name", "\tfamily_name"),
    "a key twice": _WHOLE + f"name: {PERSON.name}\n",
    "a fact twice": _WHOLE + f"  telephone: {PERSON.mobile}\n",
    "a value as a key": _WHOLE + f"{PERSON.name}: name\n",
    "a value as a fact": _WHOLE + f"  {PERSON.email}: 5\n",
    "a value as a fact, nested": _WHOLE + f"  {PERSON.mobile}:\n    {PERSON.street}: x\n",
    "a day without quotes": _WHOLE.replace('"', ""),
    "no words": _WHOLE.replace("words:", "word:"),
    "no name": _WHOLE.replace(f"name: {PERSON.name}", "name:"),
    "an address on one line": _WHOLE.replace("[", "").replace("]", ""),
    "an alias": _WHOLE.replace("words: ", f"words: *{PERSON.family.romaji} "),
    "an anchor": _WHOLE.replace("words: ", f"words: &{PERSON.family.romaji} "),
    "a tag": _WHOLE.replace("words: ", f"words: !{PERSON.email} "),
    "a quote never closed": _WHOLE.replace("words: ", 'words: "'),
    "a name much too long": _WHOLE.replace(PERSON.name, PERSON.name * 60),
    "a list": f"- {PERSON.name}\n- {PERSON.telephone}\n",
    "a line": f"{PERSON.name} {PERSON.telephone}\n",
    "two documents": f"{_WHOLE}---\n{_WHOLE}",
}
ENCODED = {
    "Shift_JIS": _WHOLE.encode("cp932"),
    "UTF-16": _WHOLE.encode("utf-16"),
    "a byte of nothing": _WHOLE.encode() + b"\0",
}


def test_a_refused_arrival_is_refused_without_its_values(
    copied: Searching, scanner: Scanner, tmp_path: Path
) -> None:
    file = tmp_path / "arrival.yaml"
    how = ("--company", "jcom", "--channel", "post", "--by", copied.desk, "--ref")
    for number, (kind, content) in enumerate(
        {**{k: v.encode() for k, v in ARRIVALS.items()}, **ENCODED}.items()
    ):
        file.write_bytes(content)
        for language in ("en", "ja"):
            shown = run(
                copied.folder, "rights", "receive", str(file), *how, f"A-{number}", now=NOW, language=language
            )
            assert shown.exit_code == 1, kind
            assert "arrival.yaml" in shown.output, kind
            assert scanner.look(shown.output.encode()) == set(), f"{kind}: {shown.output}"

    assert scanner.look_through(places.of_home(copied.folder)) == {}


def test_a_refused_paper_is_refused_without_its_values(
    copied: Searching, scanner: Scanner, tmp_path: Path
) -> None:
    from yakusoku.examples import papers as drawn

    paper = drawn.qualification_certificate(PERSON)
    text = f"{PERSON.name} {PERSON.telephone} {PERSON.street}".encode()
    refused = {
        "text": text,
        "pdf": b"%PDF-1.7\n" + text,
        "svg": b"<svg><text>" + text + b"</text></svg>",
        "cut": paper.content[: len(paper.content) // 2],
        "a head and text": paper.content[:33] + text,
        "unmasked": paper.content,
    }
    back = run_back_to_identity(copied)
    for kind, content in refused.items():
        file = tmp_path / "paper.png"
        file.write_bytes(content)
        how = (
            "--document",
            "qualification_certificate",
            "--image",
            str(file),
            "--address-agrees",
            "--by",
            copied.desk,
        )
        for language in ("en", "ja"):
            shown = run(copied.folder, "rights", "identity", back, *how, now=NOW, language=language)
            assert shown.exit_code == 1, kind
            assert scanner.look(shown.output.encode()) == set(), f"{kind}: {shown.output}"

    assert scanner.look_through(places.of_home(copied.folder)) == {}


def run_back_to_identity(home: Searching) -> str:
    """Take in a second request that waits for a paper, and return its id."""
    file = home.folder.with_name("arrival.yaml")
    file.write_text(_WHOLE, encoding="utf-8")
    how = ("--company", "jcom", "--channel", "post", "--by", home.desk, "--ref", "B-1")
    request = run(home.folder, "rights", "receive", str(file), *how, now=NOW).output.split()[0]
    assert (
        run(
            home.folder, "rights", "triage", request, "--right", "A-DISC", "--by", home.desk, now=NOW
        ).exit_code
        == 0
    )
    return request


def test_an_error_that_nobody_expected_is_told_by_its_places(
    scanner: Scanner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from yakusoku.cli import root
    from yakusoku.site import main

    def falls(**_: object) -> None:
        try:
            int(SAID)
        except ValueError as error:
            raise RuntimeError(SAID) from error

    monkeypatch.setattr(root, "commands", falls)
    for hook in ("excepthook", "__excepthook__"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    with pytest.raises(RuntimeError) as fallen:
        main.main()
    sys.excepthook(fallen.type, fallen.value, fallen.tb)

    said = capsys.readouterr().err
    assert scanner.look(said.encode()) == set()
    assert "builtins.ValueError" in said
    assert "builtins.RuntimeError" in said
    assert "falls" in said
    assert "Its words are not shown" in said
