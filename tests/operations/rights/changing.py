"""What tests of changes have in common: a desk with a change under review, and how it ends."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.holds import operations as holds
from yakusoku.holds.rules import Basis, Reach
from yakusoku.rights import queries
from yakusoku.rights.answer import Addressee, Named
from yakusoku.rights.rules import Measure
from yakusoku.rights.wishes import Wish
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

SUBSCRIBER, VIEWING = "jcom_customers.subscriber", "jcom_media.viewing"
NEW = {"prefecture": "北海道", "city": "札幌市中央区", "street": "大通西99丁目1番1号", "building": ""}


def erasure(at: At, **more: Any) -> Desk:
    """Return a desk with an erasure under review."""
    desk = at("")
    desk.asks("A-STOP5", measure=Measure.ERASE, law_case="STOP5-a", **more)
    return desk


def wish(**facts: str) -> Wish:
    return Wish({name: Personal(value) for name, value in (facts or NEW).items()})


def finish(desk: Desk) -> None:
    """Approve, and let the worker do all of it."""
    desk.approve()
    desk.work()


def vault_file(desk: Desk, name: str) -> bytes:
    """Return a file of the request's package."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(vault.get(case_id=desk.request, name="package.zip"))) as package:
        return package.read(name)


def linked(desk: Desk) -> str:
    """Return the subscriber's number that staff confirmed."""
    return queries.linked(desk.request)["subscriber_no"][0].reveal()


def hold(desk: Desk, collection: str) -> str:
    """Put the person's rows of a collection on hold, as two managers do."""
    manager, other = desk.employ(Role.MANAGER, name="田辺 望"), desk.employ(Role.MANAGER, name="北 明")
    number = Personal(linked(desk))
    desk.tanaka = manager
    return holds.place(
        controller="jcom", matter="CLAIM-1", basis=Basis.CLAIM,
        reaches=[Reach(collection=collection, identity="subscriber_no", value=number)],
        owner=other, asked_by=other, review_on=desk.now.date() + timedelta(days=30), by=manager, now=desk.now,
    ).public_id  # fmt: skip


def again(desk: Desk) -> None:
    """Ask for restored rows to be erased again, and let it happen."""
    from yakusoku.rights.operations.again import ask_to_erase_again

    ask_to_erase_again(controller="jcom", by=desk.tanaka, now=desk.now)
    desk.work()


def outside_lines(desk: Desk) -> list[dict[str, Any]]:
    """Return the tombstones in the file outside."""
    file = desk.home.folder / "outside" / "jcom.jsonl"
    said = [json.loads(line) for line in file.read_text(encoding="ascii").splitlines()]
    return [one for one in said if one["kind"] == "tombstone"]


def tags_of(desk: Desk, request: str) -> list[str]:
    desk.request, own = request, desk.request
    try:
        return desk.tags()
    finally:
        desk.request = own


def under_gdpr(desk: Desk) -> None:
    """Let the company's text follow the GDPR, too: the rights of that law then bind it."""
    desk.policy("laws:\n  - appi\n", "laws:\n  - appi\n  - gdpr\n")


def party(**more: Any) -> Named:
    """Return somebody who was given names and telephone numbers."""
    plain: dict[str, Any] = {
        "who": Addressee(
            name=Personal("北海設備工事株式会社"), postal_code=Personal("060-9999"),
            address=Personal(("北海道札幌市北区北99条西9丁目9番9号",)),
        ),
        "reference": Personal("KJ-20931"), "kinds": ("user.name", "user.contact.phone_number"), "language": "ja",
    }  # fmt: skip
    return Named(**{**plain, **more})
