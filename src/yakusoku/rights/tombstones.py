"""
What stays of an erasure, and what it does: earlier packages go, and rows that a backup brings back are erased again.

A tombstone names nobody: it holds keyed digests of the identities that staff had confirmed. It also goes to the file
outside the database, so that an older own state knows of it, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

from yakusoku.ledger import outside
from yakusoku.ledger import ports as ledger
from yakusoku.ledger.deeds import deed
from yakusoku.policy.keeping import Bucket
from yakusoku.provision.persons import digest_of, digester
from yakusoku.rights import cases, ports, tags
from yakusoku.rights.by_hand import enclosures
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.judged import Judgment
from yakusoku.rights.models import PersonLink, RightsRequest, Tombstone
from yakusoku.rights.rules import AGAIN
from yakusoku.terms import ids
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work import queries as outbox
from yakusoku.work.bursts import Tally

KIND = "tombstone"
"""The kind of its line in the file outside."""
_GONE_WITH_A_PACKAGE = ("package.zip", "letter.pdf", "letter-", "found-", enclosures.FILE, "errand-")
"""How sealed files begin that show what was erased since."""


def persons(row: RightsRequest) -> list[str]:
    """Return the digests of the identities that were confirmed for a request: `identity:digest`, sorted."""
    keyed = digester()
    found = cases.identities(row)
    return sorted(
        {
            f"{identity}:{digest_of(keyed, row.controller, identity, value.reveal())}"
            for identity, values in found.items()
            for value in values
        }
    )


def leave(row: RightsRequest, judgment: Judgment, *, now: datetime) -> None:
    """Leave the tombstone of an erasure; called within the deed that notes it."""
    Tombstone.objects.create(
        public_id=ids.public_id("tmb", why=f"{row.public_id}:{now.isoformat()}"),
        controller=row.controller,
        request_id=row.public_id,
        persons=persons(row),
        places=_places(judgment),
        erased_as_of=now,
        until=_until(judgment, ports.day(now, row.controller)),
    )


def _places(judgment: Judgment) -> list[str]:
    """Return the places in which people erase something by hand; a backup may bring it back there, too."""
    by_hand = (one for one in judgment.ours if one.collection.manual)
    return [
        one.finding.section for one in by_hand if one.in_bucket(Bucket.ERASE) or one.in_bucket(Bucket.MASK)
    ]


def _until(judgment: Judgment, on: date) -> date | None:
    """Return when the last backup of what was erased has gone; None where one collection does not say."""
    days = [one.collection.backup_days for one in judgment.ours]
    if not days or None in days:
        return None
    return on + timedelta(days=max(one for one in days if one is not None))


def write_outside(*, request_id: str) -> None:
    """
    Add the tombstone of a request to the file outside, where it is not there yet.

    Written after the commit: if the process dies before it, the burst that calls this does so again.
    """
    stone = Tombstone.objects.filter(request_id=request_id).first()
    if stone is None:
        return
    folder = ledger.wired().outside
    with outside.alone(folder):
        known = {said.get("id") for said in _lines(stone.controller)}
        if stone.public_id not in known:
            outside.append(folder, stone.controller, KIND, _said(stone))


def _said(stone: Tombstone) -> dict[str, object]:
    return {
        "id": stone.public_id,
        "request": stone.request_id,
        "persons": stone.persons,
        "places": stone.places,
        "erased_as_of": stone.erased_as_of.isoformat(),
        "until": stone.until.isoformat() if stone.until else None,
    }


def _lines(log: str) -> Iterable[Mapping[str, object]]:
    for _, raw, complete in outside.lines(ledger.wired().outside, log):
        with suppress(outside.UnreadableLineError):
            said = outside.read_line(raw) if complete else {}
            if said.get("kind") == KIND:
                yield said


def revoke_earlier(*, request_id: str, now: datetime) -> Tally:
    """
    Destroy earlier packages, and what was found for them, of the person whose data a request erased.

    First it is noted, then the files go; a second call drops what a death left. Nothing happens without a tombstone.
    """
    stone = Tombstone.objects.filter(request_id=request_id).first()
    if stone is None:
        return {"packages": 0}
    revoked = 0
    for row in _earlier(stone):
        about = {"log": row.controller, "about": row.public_id}
        files = [name for name in vault.names(case_id=row.public_id) if name.startswith(_GONE_WITH_A_PACKAGE)]
        with suppress(AlreadyDoneError), deed(tags.REVOKED, **about, by=SYSTEM, now=now) as entry:
            if not RightsRequest.objects.filter(pk=row.pk, revoked_at__isnull=True).update(revoked_at=now):
                raise AlreadyDoneError
            entry.say(files=len(files))
            revoked += 1
        for name in files:
            vault.drop(case_id=row.public_id, name=name)
    return {"packages": revoked}


def _earlier(stone: Tombstone) -> list[RightsRequest]:
    """Return the other requests of this person that have a package."""
    wanted = set(stone.persons)
    rows = (
        RightsRequest.objects.filter(controller=stone.controller, received_at__lte=stone.erased_as_of)
        .exclude(pk=stone.request_id)
        .exclude(package_digest="")
        .filter(pk__in=PersonLink.objects.values("request_id"))
    )
    return [row for row in rows if wanted & _persons(row)]


def _persons(row: RightsRequest) -> set[str]:
    """Return who a request is about; nobody where its case was destroyed, and its package with it."""
    with suppress(vault.UnableToUnseal):
        return set(persons(row))
    return set()


class Replay:
    """What a restore does again: tombstones that the database lost, and a search for rows that came back."""

    kind = KIND

    def replay(self, *, log: str, lines: Iterable[Mapping[str, object]], now: datetime) -> int:
        """
        Set every tombstone again that the database does not hold, and ask for each living one to be acted on.

        Nothing of a store is written here: the work begins when the restore is finished.
        """
        changed = 0
        for said in lines:
            _, made = Tombstone.objects.get_or_create(
                public_id=str(said["id"]),
                defaults={
                    "controller": log,
                    "request_id": str(said["request"]),
                    "persons": said["persons"],
                    "places": said.get("places", []),
                    "erased_as_of": datetime.fromisoformat(str(said["erased_as_of"])),
                    "until": date.fromisoformat(str(said["until"])) if said["until"] else None,
                },
            )
            changed += made
        ask_again(controller=log, now=now)
        return changed


def ask_again(*, controller: str, now: datetime) -> int:
    """Ask for every living tombstone to be acted on again, within a transaction; return how many there are."""
    today = ports.day(now, controller)
    living = [
        one
        for one in Tombstone.objects.filter(controller=controller).order_by("erased_as_of", "pk")
        if one.until is None or one.until >= today
    ]
    asked = {one.about for one in outbox.intents(states=("waiting", "started")) if one.kind == AGAIN}
    for stone in living:
        if stone.public_id not in asked:
            work.intend(AGAIN, about=stone.public_id, now=now, arguments={})
    return len(living)
