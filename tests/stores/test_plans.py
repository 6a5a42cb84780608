"""Plans: the text is final, stable, and safe for any name a company gave its tables."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.common import golden
from tests.rules.datamap_files.maps import chain, collection, datamap, field
from tests.stores.filled import Filled, disclosed, planned
from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import DataMap
from yakusoku.datamap.queries import load_file
from yakusoku.examples.jcom.company import WALKED
from yakusoku.stores.dialects import quoted
from yakusoku.stores.plans import UnableToCompile, compile_disclosure
from yakusoku.stores.ports import DialectName

JCOM = Path(str(files("yakusoku.examples") / "data" / "jcom" / "datamap"))


@pytest.mark.parametrize("media", ["sqlite", "postgresql"])
def test_the_plan_of_jcom_is_as_it_was_read(media: DialectName) -> None:
    jcom = DataMap(tuple(dataset for name in WALKED.maps for dataset in load_file(JCOM / name)[0] or ()))
    connected: dict[str, DialectName] = {"jcom-customers": "sqlite", "jcom-media": media}

    plan = compile_disclosure(jcom, walk(jcom, ["subscriber_no"]), connected)

    golden.check(f"plans/jcom-disclosure-{media}.txt", plan.text())
    assert plan.digest == compile_disclosure(jcom, walk(jcom, ["subscriber_no"]), connected).digest


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "mariadb"])
def test_the_plan_of_composite_keys_loops_and_tasks_is_as_it_was_read(kind: DialectName) -> None:
    planted = datamap(
        collection("d.order", field("shop", key=True), field("no", key=True, data_type="string"),
                   field("email", identity="email", data_type="string"), schema="sales"),
        collection("d.line", field("id", key=True), field("shop", "from d.order.shop"),
                   field("no", "from d.order.no", data_type="string"), field("batch", not_personal="which program")),
        collection("d.a", field("id", "from d.b.id", key=True), field("email", identity="email", data_type="string")),
        collection("d.b", field("id", "from d.a.id", key=True), field("note", data_type="string")),
        collection("d.paper", field("letter"), manual="reception"),
    )  # fmt: skip

    plan = compile_disclosure(planted, walk(planted, ["email"]), {"main": kind})

    golden.check(f"plans/planted-{kind}.txt", plan.text())
    assert plan.loops == ((1, 2),)
    assert [task.owner for task in plan.tasks] == ["reception"]


def test_a_store_that_is_not_connected_stops_the_compiling() -> None:
    with pytest.raises(UnableToCompile, match="the store main of d:c0000 is not connected"):
        compile_disclosure(chain(2), walk(chain(2), ["email"]), {"other": "sqlite"})


@pytest.mark.parametrize(
    "name",
    ["user", "fullName", 'a"b', "100%", "a?b", "x$1", "select", "名前", "a b", "a;b--", "t", "%s", "\\"],
)
def test_e_any_name_is_read_as_the_name_it_is(filled: Filled, name: str) -> None:
    table, mark = f"{name} tab", "`" if filled.kind == "mariadb" else '"'
    filled.run(
        f"CREATE TABLE {quoted(table, mark)} ({quoted(name, mark)} text, id integer)",
        f"INSERT INTO {quoted(table, mark)} VALUES ('this', 2), ('other', 1)",
    )
    planted = datamap(
        collection(f"d.{table}", field(name, identity="who", data_type="string"), field("id", key=True))
    )

    found = disclosed(planted, who="this")[f"d:{table}"]

    assert found.rows.reveal() == (("this", 2),)


def test_a_column_that_is_missing_is_refused_and_never_read_as_a_text(filled: Filled) -> None:
    filled.run("CREATE TABLE a (id integer)", "INSERT INTO a VALUES (1)")
    planted = datamap(
        collection("d.a", field("gone", identity="who", data_type="string"), field("id", key=True))
    )

    with pytest.raises(Exception, match="rejects the statement"):
        disclosed(planted, who="gone")


def test_a_name_with_a_nul_or_without_letters_is_no_name() -> None:
    for name in ("", "a\x00b"):
        with pytest.raises(ValueError, match="identifier"):
            quoted(name)


def test_a_step_is_found_by_its_address(filled: Filled) -> None:
    plan = planned(chain(3, {}), "email")

    assert plan.step("d:c0001").number == 2
    with pytest.raises(KeyError):
        plan.step("d:none")
    assert filled.kind == plan.steps[0].dialect
