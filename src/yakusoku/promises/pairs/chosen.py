"""The pairs of choices: recorded by their deeds as they should be, and once more as no deed would let them in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from yakusoku.consent import operations as consent
from yakusoku.consent.operations import About, Arrived, Given, Whom
from yakusoku.consent.rules import Form, Kind, Turn
from yakusoku.promises.pairs.planting import Change, Scene, Undo, create
from yakusoku.terms.personal import Personal

SYSTEM = "web-shop"
_VERSION = date(2026, 11, 23)


def done(deed: Callable[[Scene], object]) -> Change:
    """Return a change that does a deed; its rows go with the trial."""

    def change(scene: Scene) -> Undo:
        deed(scene)
        return lambda: None

    return change


def planted(deed: Callable[[Scene], object]) -> Change:
    """Return a fault whose repair takes back to before it, since choices are never removed."""

    def change(scene: Scene) -> Undo:
        before = transaction.savepoint()
        deed(scene)
        return lambda: transaction.savepoint_rollback(before)

    return change


def given(company: str, scope: str, sentence: str, form: Form) -> Callable[[Scene], object]:
    """Return a deed that records a consent to `scope`."""

    def deed(scene: Scene) -> object:
        return consent.record(
            controller=company, about=About(Kind.CONSENT, scope, form=form), turn=Turn.GIVEN, whom=_whom(),
            arrived=_arrived(scene, proof="FORM-1"), by=SYSTEM, now=scene.now, version=_VERSION, sentence=sentence,
        )  # fmt: skip

    return deed


def withdrawn(company: str, scope: str) -> Callable[[Scene], object]:
    """Return a deed that withdraws the consent to `scope`."""

    def deed(scene: Scene) -> object:
        return consent.withdraw(
            controller=company, scope=scope, whom=_whom(), arrived=_arrived(scene), by=SYSTEM, now=scene.now
        )

    return deed


def stopped(company: str, way: str, *, days: int = 0) -> Callable[[Scene], object]:
    """Return a deed that records a stop `days` after it arrived."""

    def deed(scene: Scene) -> object:
        return consent.stop(
            controller=company,
            way=way,
            whom=_whom(),
            arrived=_arrived(scene, days=days),
            by=SYSTEM,
            now=scene.now,
        )

    return deed


def screened(company: str, way: str, purpose: str) -> Callable[[Scene], object]:
    """Return a deed that screens a list."""

    def deed(scene: Scene) -> object:
        return consent.screen(
            rows=[],
            controller=company,
            mailing=f"{way}-{purpose}",
            way=way,
            purpose=purpose,
            by=SYSTEM,
            now=scene.now,
        )

    return deed


def unknown(company: str, **values: str) -> Callable[[Scene], object]:
    """Return what writes a choice beneath the program: the ledger does not know it, and nothing follows from it."""

    def write(scene: Scene) -> object:
        facts: dict[str, object] = {
            "public_id": "cho_0000000000000001", "controller": company, "kind": "consent", "channel": "internet",
            "through": "beneath", "reference": "cho_0000000000000001", "chosen_at": scene.now,
            "recorded_at": scene.now, "recorded_by": "beneath", "content": "0" * 64, "version": _VERSION,
            "sentence": "x", "text_digest": "0" * 64, "proof": "FORM-2",
        }  # fmt: skip
        made: object = create("consent.Choice", **{**facts, **values})
        return made

    return write


def together(*deeds: Callable[[Scene], object]) -> Callable[[Scene], object]:
    """Return deeds one after the other."""

    def deed(scene: Scene) -> object:
        return [one(scene) for one in deeds]

    return deed


def _whom() -> Whom:
    return Whom((Given("email", Personal("trial@example.jp")),))


def _arrived(scene: Scene, *, days: int = 0, proof: str = "") -> Arrived:
    return Arrived("internet", "trial", scene.now - timedelta(days=days), "", proof)
