"""
How a fault is planted: beneath the program, in rows and files of a scratch home, because no door would let it in.

Each change returns its repair. Rows are reached by Django's register of models, since no room lends out its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

Undo = Callable[[], None]


@dataclass(frozen=True)
class Scene:
    """The scratch home, and the moment at which it is asked."""

    folder: Path
    now: datetime


Change = Callable[[Scene], Undo]
"""Changes a scratch home and returns how to undo it."""


@dataclass(frozen=True)
class Column:
    """A column of a planted system: its kinds of data, and what the data map says about it."""

    kinds: tuple[str, ...]
    meta: Mapping[str, Any]


def column(*kinds: str, **meta: Any) -> Column:  # noqa: ANN401  what a data map may say is of many types
    """Return a column of these kinds; `meta` is what stands under `yakusoku_meta`."""
    return Column(kinds, meta)


def _rows(model: str) -> Any:  # noqa: ANN401  the manager of a model that only a register knows
    found: Any = apps.get_model(model)
    return found.objects


def rows(model: str, where: Mapping[str, Any] | None = None, /, **values: Any) -> Change:  # noqa: ANN401  columns
    """Return a change of columns in the rows of `model` (`rights.Fee`); its repair puts the old values back."""

    def change(scene: Scene) -> Undo:
        del scene
        manager = _rows(model)
        found = manager.filter(**(where or {}))
        before = list(found.values("pk", *values))
        if not before:
            raise LookupError(f"nothing to plant a fault in: {model} {where}")
        found.update(**values)

        def undo() -> None:
            for row in before:
                manager.filter(pk=row.pop("pk")).update(**row)

        return undo

    return change


def added(make: Callable[[Scene], list[Any]]) -> Change:
    """Return a change that adds rows; its repair takes them away again, the last first."""

    def change(scene: Scene) -> Undo:
        made = make(scene)

        def undo() -> None:
            for row in reversed(made):
                row.delete()

        return undo

    return change


def chained(*changes: Change) -> Change:
    """Return changes one after the other; their repairs come in the other order."""

    def change(scene: Scene) -> Undo:
        undoing = ExitStack()
        for one in changes:
            undoing.callback(one(scene))
        return undoing.close

    return change


def create(model: str, **values: Any) -> Any:  # noqa: ANN401  a row of any room
    """Make a row of `model` as no deed would."""
    return _rows(model).create(**values)


def get(model: str, **where: Any) -> Any:  # noqa: ANN401  a row of any room
    """Return one row of `model`."""
    return _rows(model).get(**where)


def count(model: str) -> int:
    """Return how many rows of `model` there are."""
    return int(_rows(model).count())


def version(company: str, day: str, *words: tuple[str, str]) -> Change:
    """Return a change that publishes a version of a policy from `day` with some words replaced."""

    def change(scene: Scene) -> Undo:
        policies = scene.folder / "policies" / company
        newest = max(policies.glob("*.yaml"))
        text = newest.read_text(encoding="utf-8")
        for old, new in ((f"published_from: {newest.stem}", f"published_from: {day}"), *words):
            if old not in text:
                raise LookupError(f"nothing to plant a fault in: {newest.name} does not say {old!r}")
            text = text.replace(old, new, 1)
        return _write(policies / f"{day}.yaml", text)

    return change


def held(company: str, *columns: Column, **meta: Any) -> Change:  # noqa: ANN401  what a data map may say
    """Return a change that declares a system of `company` with these columns; `meta` is what holds for all of them."""

    def change(scene: Scene) -> Undo:
        said = {
            "store": "pairs", "controller": company, "person_kind": "customer", "retained": "ours",
            "provided_by": "person",
            "source": {"en": "The person", "ja": "本人"}, "method": {"en": "A form", "ja": "申込書"},
            "collected_under": str(max((scene.folder / "policies" / company).glob("*.yaml")).stem),
        }  # fmt: skip
        collection: dict[str, Any] = {
            "name": "tried",
            "yakusoku_meta": {"clock_starts": {"event": "contract-ended", "column": "column_0"}},
            "fields": [_field(number, one) for number, one in enumerate(columns)],
        }
        general = dict(meta)
        if general.pop("clock", True) is None:
            del collection["yakusoku_meta"]
        dataset = {
            "fides_key": f"{company}_pairs",
            "name": "A system of the pairs",
            "yakusoku_meta": {key: value for key, value in {**said, **general}.items() if value is not None},
            "collections": [collection],
        }
        whole = yaml.safe_dump({"dataset": [dataset]}, allow_unicode=True, sort_keys=False)
        return _write(scene.folder / "datamap" / f"{company}-pairs.yaml", whole)

    return change


def _field(number: int, one: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": f"column_{number}", "data_categories": list(one.kinds)}
    field["yakusoku_meta"] = {"title": {"en": "A column", "ja": "項目"}, **one.meta}
    return field


def _write(path: Path, text: str) -> Undo:
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(text, encoding="utf-8")

    def undo() -> None:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")

    return undo


def nothing(scene: Scene) -> Undo:
    """Change nothing."""
    del scene
    return lambda: None
