"""Planted faults of promises: each made directly in own state or in the home's files, with its repair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import NOW
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

VERSION = "2020-04-01.yaml"
Change = Callable[[Path], Callable[[], None]]
"""Changes a home and returns how to undo it."""


@dataclass(frozen=True)
class Pair:
    """
    A fault and its repair: the clauses that `plant` turns red. `first` makes them green where the walk did not.

    `control` is whose evidence it tries.
    """

    control: str
    red: frozenset[str]
    plant: Change
    first: Change = field(default=lambda folder: lambda: None)

    @property
    def name(self) -> str:
        """Name the pair in the report of a test run."""
        return f"{self.control}-{'+'.join(sorted(self.red))}"


def rows(model: str, /, where: dict[str, Any] | None = None, **values: Any) -> Change:
    """Return a change of columns in own state."""

    def change(folder: Path) -> Callable[[], None]:
        del folder
        from yakusoku.rights import models

        found = getattr(models, model).objects.filter(**(where or {}))
        assert found.exists()
        before = list(found.values("pk", *values))
        found.update(**values)

        def undo() -> None:
            for row in before:
                getattr(models, model).objects.filter(pk=row.pop("pk")).update(**row)

        return undo

    return change


def request(**values: Any) -> Any:
    """Make one more request of J:COM, as if it had come in with the one of the walk."""
    from yakusoku.rights.models import RightsRequest

    walked = RightsRequest.objects.get(arrival_ref="127-44-30911-5")
    number = RightsRequest.objects.count()
    facts: dict[str, Any] = {
        "public_id": f"req_000000000000000{number}",
        "controller": "jcom",
        "state": "ready",
        "channel": "post",
        "arrival_ref": f"N-{number}",
        "receipt_code": f"CODE-{number}",
        "received_at": NOW - timedelta(days=5),
        "received_on": date(2026, 11, 19),
        "suit_open_on": date(2026, 12, 4),
        "right": "A-DISC",
        "law": "appi",
        "policy_version": walked.policy_version,
        "policy_digest": walked.policy_digest,
        "asked": b"",
    }
    return RightsRequest.objects.create(**{**facts, **values})


def added(make: Callable[[], list[Any]]) -> Change:
    """Return a change that adds rows; its repair takes them away again, the last first."""

    def change(folder: Path) -> Callable[[], None]:
        del folder
        made = make()

        def undo() -> None:
            for row in reversed(made):
                row.delete()

        return undo

    return change


def fee_for_a_correction() -> list[Any]:
    """Ask for a fee where none is published."""
    from yakusoku.rights.models import Fee

    asked = request(right="A-CORR")
    fee = Fee.objects.create(
        request=asked, yen=1100, tax_yen=100, tax_percent=10, clause="JC-D3.1", article="A38", asked_at=NOW
    )
    return [asked, fee]


def checked(document: str, clause: str) -> Callable[[], list[Any]]:
    """Return what adds a request whose sender showed `document`."""

    def make() -> list[Any]:
        from yakusoku.rights.models import IdentityCheck

        asked = request()
        check = IdentityCheck.objects.create(
            request=asked,
            document=document,
            address_agrees=True,
            clause=clause,
            checked_by="x",
            checked_at=NOW,
        )
        return [asked, check]

    return make


def withheld(ground: str, clause: str) -> Callable[[], list[Any]]:
    """Return what withholds one more item in the walk's answer."""

    def make() -> list[Any]:
        from yakusoku.rights.models import ReviewItem, RightsRequest

        walked = RightsRequest.objects.get(arrival_ref="127-44-30911-5")
        item = ReviewItem.objects.create(
            request=walked, section="jcom_customers.inquiry", field=ground, decision="withhold", ground=ground,
            clause=clause, article="A33(2)", decided_by="x", decided_at=NOW,
        )  # fmt: skip
        return [item]

    return make


def version(day: str, *words: tuple[str, str]) -> Change:
    """Return a change that publishes a version from `day` with some words replaced."""

    def change(folder: Path) -> Callable[[], None]:
        policies = folder / "policies" / "jcom"
        text = (policies / VERSION).read_text(encoding="utf-8")
        for old, new in (("published_from: 2020-04-01", f"published_from: {day}"), *words):
            assert old in text, old
            text = text.replace(old, new, 1)
        file = policies / f"{day}.yaml"
        file.write_text(text, encoding="utf-8")
        return file.unlink

    return change


def mapped(file: str, edit: Callable[[dict[str, Any]], None]) -> Change:
    """Return a change of one dataset of the data map."""

    def change(folder: Path) -> Callable[[], None]:
        path = folder / "datamap" / file
        before = path.read_text(encoding="utf-8")
        data = yaml.safe_load(before)
        edit(data["dataset"][0])
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")

        def undo() -> None:
            path.write_text(before, encoding="utf-8")

        return undo

    return change


def column(dataset: dict[str, Any], collection: str, name: str) -> dict[str, Any]:
    """Return what a field of a dataset says under `yakusoku_meta`."""
    found = next(one for one in dataset["collections"] if one["name"] == collection)
    meta: dict[str, Any] = next(one for one in found["fields"] if one["name"] == name)["yakusoku_meta"]
    return meta


def marked(file: str, collection: str, name: str, **meta: Any) -> Change:
    """Return a change that says more about one field."""
    return mapped(file, lambda dataset: column(dataset, collection, name).update(meta))


def appointed(folder: Path) -> Callable[[], None]:
    """Let somebody hold the role of manager."""
    del folder
    from yakusoku.staff import operations as staff

    staff.add_member(controller="jcom", name=Personal("増田 誠"), roles=(Role.MANAGER,), by="system", now=NOW)
    return lambda: None


def retired(folder: Path) -> Callable[[], None]:
    """Let whoever is manager retire; the repair is a successor."""
    from yakusoku.staff import operations as staff
    from yakusoku.staff import queries

    manager = next(one for one in queries.members(controller="jcom") if Role.MANAGER in one.roles)
    staff.retire(member_id=manager.public_id, by="system", now=NOW)

    def undo() -> None:
        appointed(folder)

    return undo


def moment(day: int) -> datetime:
    """Return noon of a day of November 2026, in UTC."""
    return datetime(2026, 11, day, 12, tzinfo=UTC)
