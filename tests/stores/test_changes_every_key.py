"""On every store over random rows: just what was ordered changes, by lists of keys and by tables of them."""

from __future__ import annotations

from datetime import timedelta
from itertools import count, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import NOW, carried_out, intending, prepared
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.orders import Order, Put

pytestmark = pytest.mark.usefixtures("home")  # own state, keys and ledger
KEYS = {"integer": some.integers(-3, 3), "text": some.text(alphabet='aAäÄ "\\{},é𠮷', max_size=2)}
COLLATED = {"postgresql": "varchar(20)", "mariadb": "varchar(20) COLLATE utf8mb4_nopad_bin", "sqlite": "text"}

_MOMENTS = count()


def _map(kind: str) -> DataMap:
    declared = "integer" if kind == "integer" else "string"
    return datamap(
        collection("d.p", field("id", key=True), field("email", identity="email", data_type="string")),
        collection(
            "d.t",
            field("no", key=True, data_type=declared),
            field("p", "from d.p.id"),
            field("note", data_type="string"),
        ),
    )


@pytest.mark.parametrize(("kind", "lists"), list(product(KEYS, [True, False])))
@given(data=some.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_k_exactly_the_persons_rows_change_whatever_their_keys_are(
    filled: Filled, kind: str, lists: bool, data: some.DataObject
) -> None:
    numbers = some.one_of(some.none(), some.integers(0, 2))
    rows = data.draw(some.dictionaries(KEYS[kind], numbers, max_size=7))
    verb = data.draw(some.sampled_from(["erase", "mask"]))
    column = "integer" if kind == "integer" else COLLATED[filled.kind]
    filled.run(
        "DROP TABLE IF EXISTS p",
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(9))",
        f"CREATE TABLE t (no {column} NOT NULL PRIMARY KEY, p integer, note varchar(9))",
        "INSERT INTO p VALUES (0, 'a'), (1, 'b'), (2, 'a')",
    )
    filled.write("INSERT INTO t VALUES (?, ?, 'x')", list(rows.items()))
    mine = {key for key, whose in rows.items() if whose in (0, 2)}
    order = (
        Order("d:t", "erase") if verb == "erase" else Order("d:t", "mask", (Put("note", "constant", "–"),))
    )

    with pytest.MonkeyPatch.context() as patch:
        if not lists:
            patch.setattr(intending, "listed", lambda *given: None)
        if mine:
            made = prepared(_map(kind), [order], email="a")
            moment = NOW + timedelta(seconds=next(_MOMENTS))  # the same rows may be drawn twice
            change = intending.intend_change(prepared=made, by="stf_0000000000000001", now=moment)
            assert carried_out(change).state == "confirmed"

    left = {key: whose for key, whose in rows.items() if verb == "mask" or key not in mine}
    expected = {(key, whose, "–" if key in mine else "x") for key, whose in left.items()}
    assert set(filled.rows("t")) == expected
