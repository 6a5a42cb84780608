"""The pairs of provisions: a record as its deed would make it, and once more as no deed would."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.apps import apps

from yakusoku.ledger.deeds import deed
from yakusoku.promises.pairs.planting import Change, Scene, Undo, create
from yakusoku.provision import tags
from yakusoku.provision.contents import content

_DAY = date(2027, 1, 20)
_RECIPIENT = "rcp_0000000000000001"


def recipient(controller: str, route: str, **values: Any) -> Change:  # noqa: ANN401  columns of a row
    """Return a change that enters somebody in the register of recipients."""

    def change(scene: Scene) -> Undo:
        facts: dict[str, Any] = {
            "public_id": _RECIPIENT, "controller": controller, "role": "third_party", "route": route, "who": b"",
            "name_digest": "0" * 64, "country": "JP", "since": _DAY - timedelta(days=90), "content": "0" * 64,
            "added_by": "beneath", "added_at": scene.now,
        }  # fmt: skip
        made = create("provision.Recipient", **{**facts, **values})
        return _undone(made)

    return change


def noted(kind: str, *terms: str) -> Change:
    """Return a change that notes something of the recipient."""

    def change(scene: Scene) -> Undo:
        found = apps.get_model("provision", "Recipient").objects.get(public_id=_RECIPIENT)
        made = create(
            "provision.RecipientNote", recipient=found, kind=kind, on=_DAY - timedelta(days=60), terms=list(terms),
            reference="CHK-1", noted_by="beneath", noted_at=scene.now,
        )  # fmt: skip
        return _undone(made)

    return change


def record(number: int, *, known: bool = True, **values: Any) -> Change:  # noqa: ANN401  columns of a row
    """Return a change that makes a record to the recipient; `known` says whether the ledger has its entry."""

    def change(scene: Scene) -> Undo:
        model = apps.get_model("provision", "Provision")
        to = apps.get_model("provision", "Recipient").objects.get(public_id=_RECIPIENT)
        row = model(**{**_facts(number, to, scene), **values})
        row.content = content(row)
        with deed(
            tags.PROVIDED, log=row.controller, about=row.public_id, by="beneath", now=scene.now
        ) as entry:
            row.save()
            entry.say(content=row.content if known else "0" * 64)
        return _undone(row)

    return change


def _undone(row: Any) -> Undo:  # noqa: ANN401  a row of a register
    def undo() -> None:
        row.delete()

    return undo


def _facts(number: int, to: Any, scene: Scene) -> dict[str, Any]:  # noqa: ANN401  a row of a register
    return {
        "public_id": f"prv_000000000000000{number}", "controller": to.controller, "reference": f"trial-{number}",
        "asked_digest": "0" * 64, "recipient": to, "route": to.route, "purpose": "trial", "ground": "consent",
        "case": "consent", "consent": True, "way": "single", "items": ["user.name"], "columns": [],
        "medium": "written", "version": date(2026, 11, 23), "rule": to.route, "asked": 1, "given": 1, "file": "x",
        "digest": "0" * 64, "event": "ACC-1", "on": _DAY, "kept_until": date(2030, 1, 20), "made_by": "beneath",
        "made_at": scene.now,
    }  # fmt: skip


def together(*changes: Change) -> Change:
    """Return changes one after the other, whose repair goes the other way."""

    def change(scene: Scene) -> Undo:
        undo = [one(scene) for one in changes]

        def back() -> None:
            for one in reversed(undo):
                one()

        return back

    return change
