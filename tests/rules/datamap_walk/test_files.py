"""Files of Fides: both names of its meta, words in the wrong place, and writing back what was read."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from yakusoku.datamap.interchange import FidesWalk
from yakusoku.datamap.parts import Override
from yakusoku.datamap.queries import load_file, walk_folder
from yakusoku.datamap.writing import dump
from yakusoku.terms.yamlfile import parse

OLD = """
dataset:
- fides_key: old.shop
  name: Shop
  fidesops_meta: {after: [crm]}
  after: [nobody.reads.this]
  collections:
  - name: p
    data_categories: [user]
    after: [crm.gone]
    fidesops_meta:
      erase_after: [old.shop.o]
      masking_strategy_override: {strategy: delete}
    fields:
    - {name: id, fidesops_meta: {primary_key: True}}
    - {name: email, fidesops_meta: {identity: email, length: 40, read_only: true}}
    - name: visits
      fidesops_meta: {data_type: "object[]", return_all_elements: true, read_only: yes}
      fields:
      - name: room
        data_categories: [user.location]
        fidesops_meta:
          data_type: integer
          masking_strategy_override:
            strategy: string_rewrite
            configuration: {rewrite_value: "-", format_preservation: {suffix: "@x"}}
  - name: o
    fields:
    - {name: id, fidesops_meta: {primary_key: true, custom_request_field: tenant}}
    - {name: p_id, fidesops_meta: {references: [{dataset: old.shop, field: p.id, direction: from}]}}
- fides_key: crm
  name: Crm
  collections:
  - {name: c, fields: [{name: email, fidesops_meta: {identity: email}}]}
"""


def _walk(folder: Path, content: str) -> FidesWalk:
    (folder / "shop.yaml").write_text(content, "utf-8")
    return walk_folder(folder, identities=["email"])


def test_the_older_name_of_the_meta_is_read_at_all_three_levels(tmp_path: Path) -> None:
    assert _walk(tmp_path, OLD) == _walk(tmp_path, OLD.replace("fidesops_meta", "fides_meta"))
    found = _walk(tmp_path, OLD)

    assert found.order == ("crm:c", "old.shop:p", "old.shop:o")
    assert found.predecessors["erasure"]["old.shop:p"] == ["__ROOT__:__ROOT__", "old.shop:o"]
    assert found.error is None


def test_all_words_of_erasure_and_arrays_are_read(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(OLD, "utf-8")

    datasets = load_file(tmp_path / "shop.yaml")[0] or ()

    p, o = datasets[0].collections
    assert p.override == Override("delete")
    assert p.categories == ("user",)
    assert o.categories == ()
    assert o.by_path["id"].request_field == "tenant"
    room = p.by_path["visits.room"]
    assert room.override == Override(
        "string_rewrite", {"rewrite_value": "-", "format_preservation": {"suffix": "@x"}}
    )
    assert (room.whole_array, room.read_only, p.by_path["visits"].is_array) == (True, True, True)
    assert (p.by_path["email"].length, p.by_path["email"].read_only) == (40, True)
    assert p.by_path["id"].read_only is False


def test_a_word_outside_the_meta_is_not_obeyed_and_advice_says_so(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(OLD, "utf-8")

    datasets, findings = load_file(tmp_path / "shop.yaml")

    assert datasets is not None
    assert datasets[0].collections[0].after == ()
    assert datasets[0].collections[0].after_datasets == ("crm",)
    assert [finding.kind for finding in findings] == ["datamap.misplaced-key", "datamap.misplaced-key"]


# what cannot be seen is refused by the reader, and so is what ends a line in some languages only
_seen = some.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
_odd = (
    "True",
    "no",
    "~",
    "012",
    "1:30",
    "1.50",
    "2024-04-01",
    "0x1f",
    "=",
    "null",
    " a",
    "a: b",
    "- a",
    "#a",
    "1_000",
)
_words = some.one_of(some.text(_seen, max_size=8), some.sampled_from(_odd))
_plain = some.one_of(
    some.none(), some.booleans(), some.integers(-(10**12), 10**12), _words, some.dates(date(1900, 1, 1)),
    some.decimals(-1000, 1000, places=2).map(float),
)  # fmt: skip
_keys = some.text("abcdefghijklmnopqrstuvwxyz_", min_size=3, max_size=9).map(lambda key: f"x_{key}")
_anything = some.recursive(
    _plain,
    lambda inner: some.one_of(some.lists(inner, max_size=3), some.dictionaries(_keys, inner, max_size=3)),
    max_leaves=8,
)
_unknown = some.dictionaries(_keys, _anything, max_size=3)


@some.composite
def files(draw: some.DrawFn) -> dict[str, Any]:
    """Return a Fides file with unknown keys at every level, all keys in any order."""

    def mixed(known: dict[str, Any]) -> dict[str, Any]:
        items = list({**known, **draw(_unknown)}.items())
        return dict(draw(some.permutations(items)))

    def named(kind: str, number: int, **more: Any) -> dict[str, Any]:
        meta = draw(some.sampled_from(["fides_meta", "fidesops_meta", ""]))
        return mixed({kind: f"n{number}", **({meta: mixed({})} if meta else {}), **more})

    datasets = []
    for number in range(draw(some.integers(1, 2))):
        collections = [
            named("name", at, fields=[named("name", each) for each in range(draw(some.integers(1, 3)))])
            for at in range(draw(some.integers(1, 2)))
        ]
        datasets.append(named("fides_key", number, collections=collections))
    return mixed({"dataset": datasets})


def _in_order(value: Any) -> Any:
    """Return a value in which the order of keys counts."""
    if isinstance(value, dict):
        return [(key, _in_order(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return [_in_order(inner) for inner in value]
    return (type(value).__name__, value)


@pytest.mark.parametrize("number", ["0E0", "1e5", "1.50", "-0", "1e-3", "1.5e+3", "0.10"])
def test_a_number_is_spelled_as_it_was(number: str) -> None:
    before = f"dataset: []\nx_one: {number}\nx_more: [{number}, {{x: {number}}}]  # {number}\n"

    after = dump(parse(before.encode(), "datamap/a.yaml"))

    assert _in_order(yaml.safe_load(after)) == _in_order(yaml.safe_load(before))
    assert after.count(number) == 3


@given(files(), some.sampled_from([None, True, False]))
@settings(max_examples=200, deadline=None)
def test_what_is_read_and_written_is_the_same_document_for_every_reader(
    content: dict[str, Any], flow: bool | None
) -> None:
    before = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, default_flow_style=flow)

    document = parse(before.encode(), "datamap/a.yaml")
    after = dump(document)

    assert _in_order(yaml.safe_load(after)) == _in_order(yaml.safe_load(before))
    assert dump(parse(after.encode(), "datamap/a.yaml")) == after
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.yaml").write_text(after, "utf-8")
        assert load_file(Path(folder) / "a.yaml")[0] is not None
