"""
A change that crosses two stores is killed around every commit of own state and of the stores, and gone on with.

`make test` dies once at every label on SQLite, and at every passing of a store's commit on servers; `make faults` at
every passing on all of them, and at random ones.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.faults.changing import CASE, STORES
from tests.faults.trials import ROOT
from tests.stores.filled import Filled
from yakusoku.stores import registry

PAIRS = [
    ("sqlite", "sqlite", True),
    ("sqlite", "sqlite", False),
    ("postgresql", "mariadb", True),
    ("mariadb", "postgresql", False),
]


@dataclass
class Crossing:
    """Two stores, a home beside them that is copied for each trial, and the parent of children."""

    parent: subprocess.Popen[str]
    made: Path
    stores: tuple[Filled, Filled]
    receipts: bool
    passed: dict[str, int] = field(default_factory=dict)
    expected: dict[str, Any] = field(default_factory=dict)

    def make(self) -> None:
        """Make the tables."""
        first, second = self.stores
        first.run("CREATE TABLE person (id integer NOT NULL PRIMARY KEY, email varchar(9), name varchar(9))")
        second.run(
            "CREATE TABLE orders (no integer NOT NULL PRIMARY KEY, person_id integer, note varchar(9))"
        )
        for filled in self.stores:
            filled.wire(receipts=self.receipts)
        registry.wire({})

    def begin(self, home: Path) -> None:
        """Fill the stores anew and copy the home."""
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.made, home)
        first, second = self.stores
        first.run("DELETE FROM person", "INSERT INTO person VALUES (1, 'a', 'x'), (2, 'b', 'y')")
        second.run("DELETE FROM orders", "INSERT INTO orders VALUES (10, 1, 'x'), (11, 1, 'y'), (20, 2, 'z')")
        for filled in self.stores if self.receipts else ():
            filled.run("DELETE FROM yakusoku_receipt")

    def go(self, home: Path, *, armed: tuple[str, int] | None = None, record: Path | None = None) -> int:
        """Let a child do the change, or go on with it; return how it ended."""
        asked = {"home": str(home), "armed": armed, "record": str(record) if record else None}
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        self.parent.stdin.write(json.dumps(asked) + "\n")
        self.parent.stdin.flush()
        return int(json.loads(self.parent.stdout.readline())["code"])

    def die_and_go_on(self, home: Path, label: str, passing: int) -> None:
        """Die at a point, go on, and compare with the quiet run."""
        self.begin(home)
        died = self.go(home, armed=(label, passing))
        told = Path(f"{home}.txt")
        assert died == -9, told.read_text(encoding="utf-8")
        assert self.go(home) == 0, f"{label} {passing}\n{told.read_text(encoding='utf-8')}"
        assert self.summary(home) == self.expected, f"{label} {passing}"

    def summary(self, home: Path) -> dict[str, Any]:
        """Return all that must be equal."""
        from yakusoku.ledger import queries as ledger
        from yakusoku.ledger.verification.verify import verify
        from yakusoku.site.home import open_home
        from yakusoku.stores.queries import changes
        from yakusoku.vault import operations as vault
        from yakusoku.vault import queries as keys
        from yakusoku.work import queries as work

        opened = open_home(home)
        try:
            whole = changes.changes(case_id=CASE)
            receipts = [filled.rows("yakusoku_receipt") for filled in self.stores] if self.receipts else []
            return {
                "rows": [self.stores[0].rows("person"), self.stores[1].rows("orders")],
                "receipts": receipts,
                "entries": [
                    (one.tag, one.about, dict(one.facts), one.leaf_hash) for one in ledger.entries("shop")
                ],
                "changes": [
                    (one.change_id, one.state, [(each.state, each.rows) for each in one.steps])
                    for one in whole
                ],
                "intents": [(one.kind, one.state) for one in work.intents()],
                "sealed": vault.names(case_id=CASE),
                "keys": [repr(fault) for fault in keys.verify_keys()],
                "ledger": [repr(one) for one in verify("shop").findings],
            }
        finally:
            opened.close()


@pytest.fixture(scope="module")
def parent() -> Iterator[subprocess.Popen[str]]:
    """A parent of children."""
    command = [sys.executable, "-m", "tests.faults.changing"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(
    params=PAIRS, ids=lambda pair: f"{pair[0]}-{pair[1]}-{'with' if pair[2] else 'without'}-receipts"
)
def crossing(
    request: pytest.FixtureRequest, parent: subprocess.Popen[str], made_home: Path, tmp_path: Path
) -> Crossing:
    """Two stores and a quiet run of the change."""
    *kinds, receipts = request.param
    fixtures = {"postgresql": "new_postgres", "mariadb": "new_mariadb"}
    urls = []
    for name, kind in zip(STORES, kinds, strict=True):
        new: Callable[[], str] | None = request.getfixturevalue(fixtures[kind]) if kind in fixtures else None
        urls.append(new() if new else f"sqlite:///{tmp_path / name}.db")
        if new is None:
            (tmp_path / f"{name}.db").touch()
    made = tmp_path / "made"
    shutil.copytree(made_home, made)
    tables = (
        f'[stores.{name}]\nurl = "{url}"\nreceipts = {str(receipts).lower()}\n'
        for name, url in zip(STORES, urls, strict=True)
    )
    with (made / "yakusoku.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(tables))
    first, second = (Filled(kind, url) for kind, url in zip(kinds, urls, strict=True))
    whole = Crossing(parent, made, (first, second), receipts)
    home, record = tmp_path / "home", tmp_path / "points.json"
    whole.make()
    whole.begin(home)
    assert whole.go(home, record=record) == 0, Path(f"{home}.txt").read_text(encoding="utf-8")
    whole.passed = json.loads(record.read_text(encoding="utf-8"))
    whole.expected = whole.summary(home)
    return whole


@pytest.mark.parametrize("crossing", PAIRS[3:], indirect=True, ids=["servers"])
def test_a_quiet_run_changes_both_stores_and_nobody_else(crossing: Crossing) -> None:
    assert crossing.expected["rows"] == [[(1, None, "–"), (2, "b", "y")], [(20, 2, "z")]]
    assert [one[0] for one in crossing.expected["entries"]] == [
        "stores:change:intended",
        "stores:change:finished",
        "stores:change:finished",
        "stores:change:confirmed",
    ]
    assert crossing.expected["changes"][0][1:] == ("confirmed", [("confirmed", 1), ("confirmed", 2)])
    commits = {label: count for label, count in crossing.passed.items() if label.startswith("store commit")}
    assert list(commits.values()) == [2, 2]


@pytest.mark.parametrize("crossing", PAIRS[:1], indirect=True, ids=["sqlite"])
def test_a_death_at_every_label_changes_nothing(crossing: Crossing, tmp_path: Path) -> None:
    for label in sorted(crossing.passed):
        crossing.die_and_go_on(tmp_path / "home", label, 1)


@pytest.mark.parametrize("crossing", PAIRS[1:3], indirect=True, ids=["sqlite-without-receipts", "servers"])
def test_a_death_around_every_commit_of_each_store_changes_nothing(
    crossing: Crossing, tmp_path: Path
) -> None:
    commits = [label for label in sorted(crossing.passed) if label.startswith("store commit")]
    assert commits

    for label, passing in [(label, passing) for label in commits for passing in (1, 2)]:
        crossing.die_and_go_on(tmp_path / "home", label, passing)


@pytest.mark.faults
def test_deaths_at_every_passing_and_at_random_ones_change_nothing(
    crossing: Crossing, tmp_path: Path
) -> None:
    draw = random.Random(20261124)
    every = [(label, n) for label, count in sorted(crossing.passed.items()) for n in range(1, count + 1)]

    for label, passing in [*every, *(draw.choice(every) for _ in range(250 - min(len(every), 150)))]:
        crossing.die_and_go_on(tmp_path / "home", label, passing)


MILLION = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) INSERT INTO p"
    " SELECT i, 'm' || (i / 3), 'note' FROM n",
    "postgresql": "INSERT INTO p SELECT i, 'm' || (i / 3), 'note' FROM generate_series(1, 1000000) AS i",
    "mariadb": "INSERT INTO p SELECT seq, CONCAT('m', seq DIV 3), 'note' FROM seq_1_to_1000000",
}


@pytest.mark.faults
@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("kind", MILLION)
def test_three_rows_among_a_million_are_erased_and_no_other(
    kind: str, request: pytest.FixtureRequest
) -> None:
    from tests.rules.datamap_files.maps import collection, datamap, field
    from tests.stores.changing import changed
    from tests.stores.filled import make
    from yakusoku.stores.orders import Order

    filled = make(kind, request)  # type: ignore[arg-type]  # one of the three
    filled.run(
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(20), note varchar(9))", MILLION[kind]
    )
    mapped = datamap(
        collection(
            "d.p", field("id", key=True), field("email", identity="email", data_type="string"),
            field("note", data_type="string"),
        )
    )  # fmt: skip

    done = changed(mapped, Order("d:p", "erase"), email="m777")

    assert (done.state, done.rows) == ("confirmed", 3)
    assert filled.asked("SELECT count(*), sum(id) FROM p")[0][0] == 999_997
    assert filled.asked("SELECT count(*) FROM p WHERE id BETWEEN 2331 AND 2333") == [(0,)]
    registry.wire({})
