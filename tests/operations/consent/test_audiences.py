"""An audience is what each person would be told singly, wherever the rows lie and whatever people chose."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from tests.operations.consent.conftest import copy_policies, employ, own
from tests.operations.consent.crowd import (
    COLUMNS,
    IDENTITIES,
    LATER,
    LETTER,
    MAGAZINE,
    TOLD,
    One,
    choose,
    crowd_map,
    expected,
    people,
)
from tests.stores.filled import Filled, make
from yakusoku.stores import registry

if TYPE_CHECKING:
    from yakusoku.consent.operations import Made
    from yakusoku.decisions.queries import Question
    from yakusoku.site.home import Home

__all__ = ["own"]
TYPES = {"collected": "date", "restricted": "boolean", "own_stop": "boolean"}
FACTS = {"collected_on": "collected", "restriction": "restricted", "stop:post": "own_stop"}
desk: list[str] = []
KINDS = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.server),
    pytest.param("mariadb", marks=pytest.mark.server),
]


@pytest.fixture
def office(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose company is known and whose data map is that of the crowd."""
    return settled(home, monkeypatch)


def settled(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Put policies and staff into a home, and the crowd's table into its data map."""
    from yakusoku.consent import ports

    copy_policies(home.folder)
    desk.append(employ().japanet)
    monkeypatch.setattr(ports, "_wired", replace(ports.wired(), datamaps=lambda _company: crowd_map()))
    return home


def fill(store: Filled, rows: list[One], *, anew: bool = True) -> None:
    """Put the crowd into the store."""
    if anew:
        columns = ", ".join(f"{one} {TYPES.get(one, 'varchar(90)')}" for one in COLUMNS)
        store.run(
            f"CREATE TABLE customer ({columns.replace('id varchar(90)', 'id varchar(90) PRIMARY KEY')})"
        )
    store.write(f"INSERT INTO customer VALUES ({', '.join('?' * len(COLUMNS))})", map(_stored(store), rows))


def _stored(store: Filled) -> Any:
    plain = store.kind == "sqlite"
    return lambda row: tuple(
        one.isoformat() if plain and hasattr(one, "isoformat") else one for one in row.values
    )


def drawn(folder: Path, question: Question, written: str = "out.csv", **says: Any) -> tuple[Made, list[str]]:
    """Make an audience of the crowd, and return it with the ids in its file."""
    from yakusoku.consent.operations import Drawn, make_audience

    out = folder / written
    usual: dict[str, Any] = {
        "collection": "d:customer", "columns": FACTS,
        "identities": {column: word for column, word in IDENTITIES.items() if column == "address"},
    }  # fmt: skip
    now = says.pop("now", NOW)
    made = make_audience(
        controller="japanet", question=question, drawn=Drawn(**{**usual, **says}), told=TOLD, out=out, by="mail-system",
        now=now,
    )  # fmt: skip
    with out.open(encoding="utf-8", newline="") as file:
        return made, [row[0] for row in list(csv.reader(file))[1:]]


def counted(made: Made) -> Mapping[tuple[str, bool], int]:
    """Return the counts of those left out."""
    return {(reason, known): count for reason, known, count in made.audience.counts}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1])
def test_a_collection_gives_what_asking_each_person_gives(
    kind: Any, seed: int, request: pytest.FixtureRequest, office: Home, tmp_path: Path
) -> None:
    store = make(kind, request)
    random = Random(seed)
    rows = people(random, 120)
    fill(store, rows)
    choose(random, 12, desk[-1])  # before the rows have numbers
    for question in (LETTER, MAGAZINE):
        made, ids = drawn(tmp_path, question, f"{question.purpose}.csv")
        assert (ids, counted(made)) == expected(office, question, rows)
    choose(random, 12, desk[-1], now=LATER)  # bound at once to those that have
    more = [One((f"D{row['id']}", *row.values[1:])) for row in people(random, 30)]
    fill(store, more, anew=False)
    changed = One(
        (rows[0]["id"], "青木 一郎", "大阪府大阪市北区梅田1-2-3", "b@example.jp", None, *rows[0].values[5:])
    )
    store.write("DELETE FROM customer WHERE id = ?", [(rows[0]["id"],), (rows[1]["id"],)])
    fill(store, [changed], anew=False)
    now = [changed, *rows[2:], *more]
    for question in (LETTER, MAGAZINE):
        made, ids = drawn(tmp_path, question, f"{question.purpose}-2.csv", now=LATER)
        assert (ids, counted(made)) == expected(office, question, now, now=LATER)
    registry.wire({})


def test_own_state_on_either_database_binds_alike(
    own: Home, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settled(own, monkeypatch)
    store = make("sqlite", request)
    random = Random(5)
    rows = people(random, 120)
    fill(store, rows)
    drawn(tmp_path, LETTER, "first.csv")
    choose(random, 15, desk[-1], now=LATER)
    made, ids = drawn(tmp_path, LETTER, now=LATER)
    assert (ids, counted(made)) == expected(own, LETTER, rows, now=LATER)
    registry.wire({})
