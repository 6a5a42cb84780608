"""The pairs of notices: versions and showings as no deed would write them, and their repair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import Model

from yakusoku.promises.pairs.planting import Change, Scene, Undo, added, create, get, rows

PREPARED_BY, PUBLISHED_BY = "stf_0000000000000001", "stf_0000000000000002"


def versions(company: str, *days: str, published: Sequence[str] = ()) -> Change:
    """Return a change that publishes the files of `days`, each by its day (or on those of `published`)."""

    def make(scene: Scene) -> list[Model]:
        return [_version(scene, company, day, on) for day, on in zip(days, published or days, strict=True)]

    return added(make)


def _version(scene: Scene, company: str, day: str, on: str) -> Model:
    file = scene.folder / "policies" / company / f"{day}.yaml"
    digest = sha256(file.read_bytes()).hexdigest() if file.exists() else "0" * 64
    moment = datetime.combine(date.fromisoformat(on), datetime.min.time(), tzinfo=scene.now.tzinfo)
    row: Model = create(
        "notices.Version", public_id=f"ntc_00000000{day.replace('-', '')}", controller=company,
        in_force_from=date.fromisoformat(day), file_digest=digest, state="published", prepared_by=PREPARED_BY,
        prepared_at=moment, published_by=PUBLISHED_BY, published_at=moment, published_on=date.fromisoformat(on),
    )  # fmt: skip
    return row


def shown(company: str, day: str, notice: str) -> Change:
    """Return a change that publishes the file of `day` and shows it, with the notice of that name, as it should be."""

    def make(scene: Scene) -> list[Model]:
        version = _version(scene, company, day, day)
        showing = create(
            "notices.Showing", public_id="shw_0000000000000001", version=version, language="ja", channel="internet",
            form="order-form", declared=[notice], consequence_told=True, understood=True, through="web-shop",
            shown_at=scene.now, shown_on=scene.now.date() - timedelta(days=1),
        )  # fmt: skip
        return [version, showing]

    return added(make)


def showing(**values: bool | None) -> Change:
    """Return a change of the showing."""
    return rows("notices.Showing", {"public_id": "shw_0000000000000001"}, **values)


def digest_of_nothing(company: str) -> Change:
    """Return a change after which the published files are not those that lie there."""
    return rows("notices.Version", {"controller": company}, file_digest="0" * 64)


def late(company: str, day: str) -> Change:
    """Return a change after which the version of `day` was published on that very day."""
    return rows("notices.Version", {"controller": company, "in_force_from": day}, published_on=day)


def taken_under(day: str, company: str) -> Change:
    """Return a change after which the showing was of the company's version of another day."""

    def change(scene: Scene) -> Undo:
        row = get("notices.Showing", public_id="shw_0000000000000001")
        older = _version(scene, company, day, day)
        before = row.version
        row.version = older
        row.save()

        def undo() -> None:
            row.version = before
            row.save()
            older.delete()

        return undo

    return change
