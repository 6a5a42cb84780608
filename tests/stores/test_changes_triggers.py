"""Triggers: programs in a store that run when rows change, and that people accept one by one, as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.stores.changing import NOW, carried_out, intended, intending, prepared
from tests.stores.filled import Filled
from tests.stores.test_changes import fill, shop, untouched
from yakusoku.datamap.parts import AcceptedTrigger, DataMap
from yakusoku.stores.orders import Order, Put, UnableToPlanChange

pytestmark = pytest.mark.usefixtures("home")

TRIGGERS = {
    "sqlite": "CREATE TRIGGER tr BEFORE UPDATE ON person BEGIN {} END",
    "mariadb": "CREATE TRIGGER tr BEFORE UPDATE ON person FOR EACH ROW BEGIN {} END",
}
MASKS = Order("d:person", "mask", (Put("name", "constant", "–"),))


def trigger(filled: Filled, *, undoing: bool) -> None:
    """Plant a trigger that copies names, or one that undoes what is written."""
    filled.run("CREATE TABLE log (name varchar(90))")
    if filled.kind == "postgresql":
        what = "NEW.name := OLD.name;" if undoing else "INSERT INTO log VALUES (OLD.name);"
        filled.run(
            f"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {what} RETURN NEW; END'",
            "CREATE TRIGGER tr BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION f()",
        )
        return
    what = "INSERT INTO log VALUES (OLD.name);"
    if undoing and filled.kind == "mariadb":
        what = "SET NEW.name = OLD.name;"
    elif undoing:
        filled.run(
            "CREATE TRIGGER tr AFTER UPDATE ON person WHEN NEW.name <> OLD.name"
            " BEGIN UPDATE person SET name = OLD.name WHERE id = OLD.id; END"
        )
        return
    filled.run(TRIGGERS[filled.kind].format(what))


def test_a_trigger_is_refused_until_staff_accepted_it_by_name(filled: Filled) -> None:
    fill(filled)
    trigger(filled, undoing=False)
    with pytest.raises(UnableToPlanChange, match="the trigger main:person:tr runs"):
        prepared(shop(), [MASKS], email="a@example.jp")

    made = prepared(accepting(filled), [MASKS], email="a@example.jp")
    done = carried_out(intending.intend_change(prepared=made, by="stf_0000000000000001", now=NOW))

    said = f"runs the trigger tr ({definition(filled)}), accepted by the desk: It only notes the day"
    assert said in made.plan.text()
    assert done.state == "confirmed"
    assert filled.rows("log") == [("青木",)]


def definition(filled: Filled) -> str:
    """Return the digest of what the trigger is now."""
    [found] = [one for shape in filled.store.shapes() for one in shape.triggers]
    return found.definition


def accepting(filled: Filled) -> DataMap:
    """Return the map with the trigger accepted as it is now."""
    accepted = AcceptedTrigger("It only notes the day", definition(filled), "the desk")
    datasets = [
        replace(
            dataset,
            collections=tuple(
                replace(one, triggers={"tr": accepted}) if one.address.collection == "person" else one
                for one in dataset.collections
            ),
        )
        for dataset in shop().datasets
    ]
    return DataMap(tuple(datasets))


def test_a_trigger_that_was_changed_after_it_was_accepted_is_refused(filled: Filled) -> None:
    fill(filled)
    trigger(filled, undoing=False)
    mapped = accepting(filled)
    change = intended(mapped, [MASKS], email="a@example.jp")
    if filled.kind == "postgresql":
        body = "BEGIN DELETE FROM log; RETURN NEW; END"
        filled.run(f"CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    else:
        filled.run("DROP TRIGGER tr", TRIGGERS[filled.kind].format("DELETE FROM log;"))

    with pytest.raises(UnableToPlanChange, match="was changed after it was accepted"):
        prepared(mapped, [MASKS], email="a@example.jp")
    done = carried_out(change)

    assert (done.state, done.because) == ("returned", "drift")
    assert untouched(filled)


def test_a_trigger_that_undoes_what_was_written_undoes_all_of_it(filled: Filled) -> None:
    fill(filled)
    trigger(filled, undoing=True)
    orders = [Order("d:orders", "erase"), MASKS]
    made = prepared(accepting(filled), orders, email="a@example.jp")

    done = carried_out(intending.intend_change(prepared=made, by="stf_0000000000000001", now=NOW))

    assert (done.state, done.because) == ("returned", "unconfirmed")
    assert untouched(filled)
