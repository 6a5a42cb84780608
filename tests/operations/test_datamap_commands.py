"""`yakusoku datamap triggers` and `schema`: what people copy into the data map, and what editors read."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.common.django_ready import ready
from tests.conftest import NOW
from tests.operations import doors
from tests.rules.policy.json_schema import faults
from yakusoku.terms import yamlfile

ready()

MAP = """dataset:
- fides_key: shop
  yakusoku_meta: {store: main, person_kind: buyer, retained: ours, source: {en: The buyer, ja: 購入者},
    method: {en: Web, ja: ウェブ}, provided_by: person, collected_under: 2026-04-01}
  collections:
  - name: buyer
    yakusoku_meta:
      title: {en: Buyer, ja: 購入者}
    fields:
    - name: email
      data_categories: [user.contact.email]
      fides_meta: {primary_key: true, identity: email, data_type: string}
      yakusoku_meta: {title: {en: E-mail, ja: メール}}
"""
TRIGGER = "CREATE TRIGGER note AFTER DELETE ON buyer BEGIN {} END"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A home with one store, whose one table has a trigger."""
    from yakusoku.site.home import make_home

    folder = tmp_path / "home"
    make_home(folder, stores={"main": f"sqlite:///{tmp_path / 'main.db'}"}).close()
    (folder / "datamap").mkdir(exist_ok=True)
    (folder / "datamap" / "shop.yaml").write_text(MAP, "utf-8")
    run(tmp_path, "CREATE TABLE buyer (email text NOT NULL PRIMARY KEY)", TRIGGER.format("SELECT 1;"))
    return folder


def run(folder: Path, *statements: str) -> None:
    """Run statements in the store."""
    with closing(sqlite3.connect(folder / "main.db")) as file:
        for statement in statements:
            file.execute(statement)


def test_the_lines_that_are_printed_accept_a_trigger_until_it_is_changed(shop: Path) -> None:
    shown = doors.run(shop, "datamap", "triggers", now=NOW)

    assert shown.output.splitlines()[0] == "note of shop:buyer in main, when rows are erased: not accepted"
    lines = shown.output.split("\n", 1)[1].replace("reason: ", "reason: It does nothing.").rstrip("\n")
    accepted = "\n".join(f"    {line}" for line in lines.splitlines())
    (shop / "datamap" / "shop.yaml").write_text(
        MAP.replace("      title: {en: Buyer", f"{accepted}\n      title: {{en: Buyer"), "utf-8"
    )
    now = doors.run(shop, "datamap", "triggers", now=NOW, language="ja")
    assert now.output == "mainのshop:buyerのnote（行の消去時）：現在の定義で承認済み\n"

    run(shop.parent, "DROP TRIGGER note", TRIGGER.format("SELECT 2;"))
    changed = json.loads(doors.run(shop, "datamap", "triggers", "--json", now=NOW).output)["triggers"]
    assert [(one["name"], one["state"]) for one in changed] == [("note", "changed")]
    said = doors.run(shop, "doctor", now=NOW).output
    assert "The trigger note of shop:buyer was changed after it was accepted." in said


def test_a_trigger_that_nobody_accepted_is_a_look_for_the_doctor(shop: Path) -> None:
    whole = json.loads(doors.run(shop, "doctor", "--json", now=NOW).output)["lines"]

    [line] = [one for one in whole if "nobody accepted it" in one["says"]]
    assert line["verdict"] == "look"


def test_a_trigger_that_the_store_does_not_have_is_wrong(shop: Path) -> None:
    run(shop.parent, "DROP TRIGGER note")
    entry = (
        f"      triggers: {{nota: {{reason: x, definition: 'sha256:{'0' * 64}'}}}}\n      title: {{en: Buyer"
    )
    (shop / "datamap" / "shop.yaml").write_text(MAP.replace("      title: {en: Buyer", entry), "utf-8")

    said = doors.run(shop, "doctor", now=NOW).output

    assert "has no trigger nota that runs when rows change" in said
    assert "No trigger runs" in doors.run(shop, "datamap", "triggers", now=NOW).output


def test_the_schema_takes_the_maps_of_all_companies(tmp_path: Path) -> None:
    schema: dict[str, Any] = json.loads(doors.run(tmp_path, "datamap", "schema", now=NOW).output)
    maps = sorted(Path(str(files("yakusoku.examples") / "data")).glob("*/datamap/*.yaml"))

    assert maps
    for path in maps:
        document = yamlfile.read(path, path.name)
        plain = json.loads(json.dumps(document.value, default=str))
        assert list(faults(plain, schema, schema)) == [], path


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("person_kind: buyer", "person_kinds: buyer"), ("data_type: string", "data_type: strings"),
     ("      title: {en: Buyer", "      triggers: {x: {definition: y}}\n      title: {en: Buyer")],
)  # fmt: skip
def test_the_schema_sees_mistakes(tmp_path: Path, right: str, wrong: str) -> None:
    schema: dict[str, Any] = json.loads(doors.run(tmp_path, "datamap", "schema", now=NOW).output)
    (tmp_path / "map.yaml").write_text(MAP.replace(right, wrong), "utf-8")

    document = yamlfile.read(tmp_path / "map.yaml", "map.yaml")

    assert list(faults(json.loads(json.dumps(document.value, default=str)), schema, schema))
