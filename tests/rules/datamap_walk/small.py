"""
Small data maps in a few lines, written out as Fides files, and walked as the command walks them.

    p: id key, email @email, home >address.id      a collection of the dataset `d` and its fields
    x:o after=d.p: id key, p_id <d:p.id            of another dataset; `after`, `erase_after`, `skip`, `#category`
    dataset x after=d                              what a dataset says of itself

A field is a path with words: `key`, `@identity`, `<from`, `>to`, `~no direction`, `:type`, `#category`, `%part_of`,
`?custom_request_field`, `all` (return_all_elements).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from yakusoku.datamap.interchange import ROOT, FidesWalk
from yakusoku.datamap.queries import walk_folder

_WAYS = {"<": "from", ">": "to", "~": None}


def written(lines: str) -> dict[str, dict[str, Any]]:
    """Return the datasets that `lines` describe, by key, as Fides would have them."""
    datasets: dict[str, dict[str, Any]] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        if line.startswith("dataset "):
            _, key, *words = line.split()
            _dataset(datasets, key)["fides_meta"] = _meta(words)
            continue
        head, _, fields = line.partition(": ")
        name, *words = head.split()
        dataset, _, collection = name.rpartition(":")
        one: dict[str, Any] = {"name": collection, "fields": []}
        categories = [word[1:] for word in words if word.startswith("#")]
        if categories:
            one["data_categories"] = categories
        if "manual" in words:
            one["yakusoku_meta"] = {"manual": {"owner": "reception"}}
        if "nobody" in words:
            one["yakusoku_meta"] = {"not_personal": "a list"}
        one["fides_meta"] = _meta(words)
        for field in fields.split(", "):
            _field(one["fields"], field.split()[0].split("."), field.split()[1:])
        _dataset(datasets, dataset or "d")["collections"].append(one)
    return datasets


def _dataset(datasets: dict[str, dict[str, Any]], key: str) -> dict[str, Any]:
    return datasets.setdefault(key, {"fides_key": key, "name": key, "collections": []})


def _meta(words: Sequence[str]) -> dict[str, Any]:
    meta: dict[str, Any] = {"skip_processing": True} if "skip" in words else {}
    for word in words:
        key, found, value = word.partition("=")
        if found:
            meta[key] = value.split("+")
    return meta


def _field(fields: list[dict[str, Any]], path: list[str], words: Sequence[str]) -> None:
    one = next((each for each in fields if each["name"] == path[0]), None)
    if one is None:
        one = {"name": path[0]}
        fields.append(one)
    if len(path) > 1:
        _field(one.setdefault("fields", []), path[1:], words)
        return
    meta = one.setdefault("fides_meta", {})
    for word in words:
        _say(one, meta, word)


def _say(one: dict[str, Any], meta: dict[str, Any], word: str) -> None:
    first, rest = word[0], word[1:]
    if word == "key":
        meta["primary_key"] = True
    elif word == "all":
        meta["return_all_elements"] = True
    elif first == "@":
        meta["identity"] = rest
    elif first == ":":
        meta["data_type"] = rest
    elif first == "?":
        meta["custom_request_field"] = rest
    elif first == "#":
        one.setdefault("data_categories", []).append(rest)
    elif first == "%":
        one["yakusoku_meta"] = {"part_of": rest}
    else:
        dataset, _, field = rest.rpartition(":")
        reference = {"dataset": dataset or "d", "field": field, "direction": _WAYS[first]}
        meta.setdefault("references", []).append({k: v for k, v in reference.items() if v})


def walked(
    folder: Path, lines: str, identities: Sequence[str] = ("email",), targets: Sequence[str] = ()
) -> FidesWalk:
    """Write `lines` as one file for each dataset, and return their walk."""
    for key, dataset in written(lines).items():
        (folder / f"{key}.yaml").write_text(yaml.safe_dump({"dataset": [dataset]}, sort_keys=False), "utf-8")
    return walk_folder(folder, identities=identities, targets=targets)


def edges(found: FidesWalk) -> set[str]:
    """Return every edge as `d:p.id > d:o.p_id`, and those of identities as `@email > d:p.email`."""
    told = set()
    for here, ends in found.collections.items():
        for there, pairs in ends["from"].items():
            for pair in pairs:
                out, _, into = pair.partition(" -> ")
                told.add(f"@{out} > {here}.{into}" if there == ROOT else f"{there}.{out} > {here}.{into}")
    return told
