"""The passphrase of an answer that leaves electronically: made once, told by another way than the answer itself."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, tags
from yakusoku.rights.letters.locking import locked
from yakusoku.rights.models import Dispatch, Passphrase, RightsRequest
from yakusoku.rights.rules import MADE, POSTED, State, Telling
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

FILE = "passphrase"
"""The name of the sealed file."""
LOCKED = "answer.pdf"


class UnableToTellPassphrase(UnableTo):
    """The passphrase cannot be told like this."""

    asked = text("tell the passphrase of an answer")


def lock(*, row: RightsRequest, files: dict[str, bytes], now: datetime) -> dict[str, bytes]:
    """
    Return letter and package as one encrypted file; the passphrase is made and sealed where there is none yet.

    If the process dies after the sealing, the next attempt reads what was sealed.
    """
    if FILE not in vault.names(case_id=row.public_id):
        made = ids.passphrase(why=row.public_id)
        vault.put(case_id=row.public_id, name=FILE, content=made.encode("ascii"))
    Passphrase.objects.get_or_create(request=row, defaults={"made_at": now})
    with zipfile.ZipFile(io.BytesIO(files["package.zip"])) as package:
        within = {name: package.read(name) for name in package.namelist() if name != "letter.pdf"}
    words = vault.get(case_id=row.public_id, name=FILE).decode("ascii")
    return {LOCKED: locked(files["letter.pdf"], within, words)}


def open_passphrase(*, request_id: str, by: str, now: datetime) -> bytes:
    """
    Return the passphrase for telling it, and note that it was opened.

    :raises UnableToTellPassphrase: if the answer was not opened for sending, or leaves on paper
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    _require(row)
    words = vault.get(case_id=request_id, name=FILE)
    with deed(tags.PASSPHRASE_RELEASED, log=row.controller, about=request_id, by=by, now=now):
        return words


def note_passphrase_told(*, request_id: str, way: Telling, told_on: date, by: str, now: datetime) -> None:
    """
    Note by which way and on which day the person was told the passphrase: never the way by which the answer left.

    :raises UnableToTellPassphrase: before the answer left, for a day before that or after today, or by the same way
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.PASSPHRASE_TOLD, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NOTIFIED,))
        _require(row)
        left = Dispatch.objects.filter(request=row).order_by("pk").last()
        if left is not None and way is Telling.POST and left.method in POSTED:
            raise UnableToTellPassphrase(
                text("the answer itself left by post."),
                do=text("Tell the passphrase by telephone or in hand."),
            )
        earliest = left.sent_on if left is not None else row.received_on
        if not earliest <= told_on <= ports.day(now, row.controller):
            raise UnableToTellPassphrase(
                text("the day lies before the answer left or after today."),
                do=text("Give the day on which the person was told."),
            )
        Passphrase.objects.filter(request=row).update(way=way, told_on=told_on, noted_by=by)
        entry.say(method=way, sent=told_on)


def _require(row: RightsRequest) -> None:
    if row.state not in MADE or not Passphrase.objects.filter(request=row).exists():
        raise UnableToTellPassphrase(
            text("{request} has no passphrase.", request=row.public_id),
            do=text(
                "It is made when an answer that leaves electronically is opened with `yakusoku rights package`."
            ),
        )
