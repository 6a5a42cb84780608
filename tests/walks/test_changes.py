"""The walks in which rows are changed: at the end each store holds what the letter says, and of nobody else less."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.common import golden
from tests.common.migrated import migrate
from tests.common.repeatable import Repeatable
from tests.operations.rights import rows
from yakusoku.examples import homes
from yakusoku.examples.people import cast
from yakusoku.examples.walks.calendar import SimulatedClock
from yakusoku.site.home import make_home, open_home
from yakusoku.terms import entropy

FIRST = date(2026, 11, 30)
NEW_STREET = "山下町99番4号"
OPEN_FAULTS = {"jalux": {"JALUX-4.2", "JALUX-9.1"}}
"""What the packaged texts and maps leave open, a list that is announced and missing, places without a clock."""
OLD_MEMBER = (
    "SELECT city, street, building FROM member WHERE family_name || given_name = '福田拓也'",
    "jal-membership",
)


def walked(folder: Path, name: str, *, before: Callable[[Path], object] = lambda home: None) -> Any:
    """Do a walk in a home of its own and return it, with what was told."""
    entropy.use(Repeatable(f"walk-{name}"))
    make_home(folder, stores=homes.stores_of([name]), migrate=migrate).close()
    home = open_home(folder)
    from yakusoku.examples.walks.all import CHANGES  # its rooms have models, which need a home

    [kind] = [one for one in CHANGES if one.company == name]
    homes.furnish(folder, [name], people=40, seed=7, as_of=FIRST, truths=None)
    before(folder)
    clock = SimulatedClock(datetime(2026, 11, 30, tzinfo=UTC))
    worker = home.worker(clock)
    told: list[str] = []
    walk = kind(
        first=FIRST, clock=clock, worker=lambda: worker,
        tell=lambda one: told.append(("" if one.kind == "stage" else "  ") + one.says.say("en")),
    )  # fmt: skip
    worker.start()
    try:
        walk.run()
    finally:
        worker.close()
        home.settle(clock())
        entropy.use(entropy.system)
    return walk, told, home


def data(walk: Any) -> Any:
    """Return the answer for programs."""
    with zipfile.ZipFile(io.BytesIO(walk.released["package.zip"])) as package:
        return json.loads(package.read("data.json"))


def ask(home: Path, store: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home / "stores" / f"{store}.sqlite")) as opened:
        return opened.execute(sql).fetchall()


def broken(name: str) -> list[tuple[str, str]]:
    """Return the published clauses that the walk left broken, with what was seen: a walk keeps what it can."""
    from yakusoku.promises import queries as promises
    from yakusoku.promises.rules import State

    moment = datetime(2026, 12, 20, tzinfo=UTC)
    parts = dict(promises.parts(name, now=moment))
    return [(place[0], part.says.say("en")) for place, part in parts.items() if part.state is State.BROKEN]


@pytest.mark.parametrize("name", ["jalux", "jalpak", "jal", "japanet"])
def test_a_walk_tells_what_was_done_and_its_ledger_fits(tmp_path: Path, name: str) -> None:
    from yakusoku.ledger import queries as ledger

    walk, told, home = walked(tmp_path / "home", name)
    golden.check(f"walks/{name}.txt", "\n".join(told) + "\n")
    answer = data(walk)
    answer["engine"] = "Yakusoku"
    del answer["proof"]  # its hashes are of the whole ledger, which tests of the ledger hold
    golden.check(
        f"walks/{name}.json", json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )
    assert ledger.verify(name).findings == ()
    assert {clause for clause, _ in broken(name)} == OPEN_FAULTS.get(name, set()), broken(name)
    assert walk.released["letter.pdf"].startswith(b"%PDF-")
    home.close()


def test_at_jalux_her_values_are_gone_but_for_what_a_statute_and_a_hold_keep(tmp_path: Path) -> None:
    seen: list[rows.Rows] = []
    walk, _, home = walked(tmp_path / "home", "jalux", before=lambda home: seen.append(rows.everything(home)))
    after = rows.everything(tmp_path / "home")
    changed = rows.changed(seen[0], after)
    assert {"customer"} <= set(changed) <= {"customer", "invoice"}, (
        "of invoices only remarks go, where there are any"
    )
    assert changed["customer"] == 1
    assert not {"customer", "invoice"} & set(rows.gone(seen[0], after))
    assert {"boarding", "reservation", "passenger", "shop_order", "newsletter", "applicant"} <= set(
        rows.gone(seen[0], after)
    )
    assert "jmb_member" not in rows.gone(seen[0], after)
    for value in (cast.ENDO.street, cast.ENDO.mobile, cast.ENDO.email, "ENDO KAORI"):
        assert value is not None
        assert rows.held(tmp_path / "home", value) == []
    [skeleton] = ask(tmp_path / "home", "jalux-sales", "SELECT family_name, email, country FROM customer c"
                     " WHERE EXISTS (SELECT 1 FROM invoice i WHERE i.customer_no = c.customer_no)"
                     " AND family_name = ''")  # fmt: skip
    assert skeleton == ("", None, "")
    kept = [one for one in data(walk)["changed"]["kept"] if one["section"] == "jalux_sales.invoice"]
    assert all(one["until"] > "2031" and one["clause"] == "JALUX-9.4" for one in kept)
    home.close()


def test_at_jal_the_new_address_stands_in_three_systems_as_each_writes_it(tmp_path: Path) -> None:
    seen: list[rows.Rows] = []
    _, _, home = walked(tmp_path / "home", "jal", before=lambda home: seen.append(rows.everything(home)))
    after = rows.everything(tmp_path / "home")
    assert rows.gone(seen[0], after) == {}
    assert rows.changed(seen[0], after) == {"member": 1, "partner_stay": 1, "shop_customer": 1}
    whole = f"神奈川県横浜市中区{NEW_STREET}ハイツ白樺 802号室"
    for table in ("shop_customer", "partner_stay"):
        assert ask(
            tmp_path / "home", "jal-shop", f"SELECT count(*) FROM {table} WHERE address = '{whole}'"
        ) == [(1,)]
    home.close()


def test_at_jalpak_the_next_list_leaves_her_out_and_no_row_changed(tmp_path: Path) -> None:
    from yakusoku.examples.walks.jalpak_cease_provision import next_list

    seen: list[rows.Rows] = []
    walk, _, home = walked(
        tmp_path / "home", "jalpak", before=lambda home: seen.append(rows.everything(home))
    )
    assert rows.everything(tmp_path / "home") == seen[0]
    [gone] = walk.before - next_list()
    named = f"SELECT family_name || given_name FROM participant WHERE participant_no = '{gone}'"
    assert ask(tmp_path / "home", "jalpak-tours", named) == [(cast.AOKI.family_name + cast.AOKI.given_name,)]
    home.close()
