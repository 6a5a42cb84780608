"""Reads of the vault: whether its keys are whole, what is destroyed since when. Never a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import escrowed, keyfiles, keys, sealed, verification, wrapping
from yakusoku.vault.keyfiles import RESTORE, UnableToReadKeys, shown
from yakusoku.vault.models import CHECKED, DESTROYED, INTENDED, MADE, EscrowDeed, KeyDestruction
from yakusoku.vault.ports import ports
from yakusoku.vault.rules import DestructionState, FaultKind, KeyFault, destroyed_from, zone_named
from yakusoku.vault.store import DATABASE, WRAPPING


class UnableToCertify(UnableTo):
    """There is nothing to certify."""

    asked = text("certify the destruction of a case")


@dataclass(frozen=True)
class Certificate:
    """
    What can honestly be said about the destruction of a case.

    `destroyed_from` is the day from which no backup opens the case either; None until the key is gone.
    """

    case_id: str
    log: str
    by: str
    intended_at: datetime
    files: int
    timezone: str
    destroyed_at: datetime | None
    backup_days: int | None
    destroyed_from: date | None

    def state(self, as_of: date) -> DestructionState:
        """Return how far it has come on the company's day `as_of`."""
        if self.destroyed_from is None:
            return DestructionState.INTENDED
        return (
            DestructionState.DESTROYED
            if as_of >= self.destroyed_from
            else DestructionState.WAITING_FOR_BACKUPS
        )


@dataclass(frozen=True)
class EscrowStatus:
    """The newest escrow: when it was made, the last drill that held since then, and today's keys that it lacks."""

    made: date
    tried: date | None
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class VaultStatus:
    """
    How many cases have a key, the months of their wrapping keys, and how destructions stand.

    `ending` are wrapping keys that are gone and that a backup of the keys may still hold, with the day from
    which none does. `escrow` is None where none was ever made.
    """

    cases: int
    months: tuple[str, ...]
    intended: int
    waiting_for_backups: int
    destroyed: int
    ending: tuple[tuple[str, date], ...] = ()
    escrow: EscrowStatus | None = None


def certificate(case_id: str) -> Certificate:
    """Return the certificate of a case. :raises UnableToCertify: if its destruction was never decided"""
    row = KeyDestruction.objects.filter(case_id=case_id).first()
    if row is None:
        raise UnableToCertify(
            text("nobody decided to destroy {case}.", case=case_id),
            do=text("Decide it with `yakusoku vault destroy`."),
        )
    return _certificate(row)


def is_decided(case_id: str) -> bool:
    """Say whether the destruction of a case was decided, be it done or not."""
    return KeyDestruction.objects.filter(case_id=case_id).exists()


def certificates(*, log: str | None = None) -> tuple[Certificate, ...]:
    """Return all certificates (of one company's log), in the order of their decision."""
    rows = KeyDestruction.objects.order_by("id")
    return tuple(_certificate(row) for row in (rows if log is None else rows.filter(log=log)))


def _certificate(row: KeyDestruction) -> Certificate:
    gone = row.state == DESTROYED
    return Certificate(
        case_id=row.case_id,
        log=row.log,
        by=row.by,
        intended_at=row.intended_at,
        files=row.files,
        timezone=row.timezone,
        destroyed_at=row.destroyed_at if gone else None,
        backup_days=row.backup_days if gone else None,
        destroyed_from=row.destroyed_from if gone else None,
    )


def status(*, now: datetime) -> VaultStatus:
    """
    Return how the vault stands; whether backups still open a case is counted on its company's own day.

    :raises UnableToReadKeys: if the files of keys are damaged
    """
    waiting, destroyed = _standing(now)
    return VaultStatus(
        cases=len(keys.cases(ports().keys)),
        months=tuple(one.id for one in keyfiles.read(ports().keys / WRAPPING)),
        intended=KeyDestruction.objects.filter(state=INTENDED).count(),
        waiting_for_backups=waiting,
        destroyed=destroyed,
        ending=_ending(now),
        escrow=_escrow(),
    )


def _escrow() -> EscrowStatus | None:
    """Return how the newest escrow stands, by the names of keys: a drill alone shows that it opens."""
    newest = EscrowDeed.objects.filter(kind=MADE).order_by("-at", "-id").first()
    if newest is None:
        return None
    zone = zone_named(ports().timezone)
    drill = EscrowDeed.objects.filter(kind=CHECKED, digest=newest.digest, held=True).order_by("-at").first()
    try:
        here = escrowed.names(escrowed.gather(ports().keys))
    except UnableToReadKeys:
        here = ()  # named by `verify_keys` and by the verification of the ledger
    lacks = set(here) - set(newest.holds.split(" "))
    return EscrowStatus(
        made=newest.at.astimezone(zone).date(),
        tried=drill.at.astimezone(zone).date() if drill else None,
        lacks=tuple(sorted(lacks)),
    )


def _ending(now: datetime) -> tuple[tuple[str, date], ...]:
    zone, days = zone_named(ports().timezone), ports().backup_days
    ends = {
        month: destroyed_from(at, backup_days=days, zone=zone)
        for month, at in wrapping.gone(ports().keys).items()
    }
    return tuple((month, day) for month, day in ends.items() if now.astimezone(zone).date() < day)


def _standing(now: datetime) -> tuple[int, int]:
    """Return how many destroyed keys backups still hold, and how many nothing holds any more."""
    gone = KeyDestruction.objects.filter(state=DESTROYED)
    waiting = sum(
        gone.filter(timezone=zone, destroyed_from__gt=now.astimezone(zone_named(zone)).date()).count()
        for zone in set(gone.values_list("timezone", flat=True))
    )
    return waiting, gone.count() - waiting


def verify_keys() -> tuple[KeyFault, ...]:
    """
    Return what is wrong with the files of keys: file, case or key, kind, and what to do.

    A flipped byte anywhere in the database, the wrapping keys or the digest key is found; a destroyed key
    that came back with a backup is named too.
    """
    found = verification.faults(ports().keys)
    return (*found, *_returned())


def _returned() -> list[KeyFault]:
    try:
        here = set(keys.cases(ports().keys))
    except UnableToReadKeys:
        return []  # named already
    gone = KeyDestruction.objects.filter(state=DESTROYED).order_by("case_id")
    file = shown(ports().keys / DATABASE)
    return [
        KeyFault(
            file,
            case_id,
            FaultKind.RETURNED,
            text("the destroyed key of {case} is there again.", case=case_id),
            text("Run `yakusoku vault finish`: it destroys the key again, with a new date."),
        )
        for case_id in gone.values_list("case_id", flat=True)
        if case_id in here
    ]


def keyless() -> tuple[str, ...]:
    """
    Return the cases that have sealed files, no key, and no destruction, sorted.

    Where own state knows one, an older backup of the keys was put back; the others the nightly sweep removes.
    """
    have = set(keys.cases(ports().keys)) | set(keys.destroyed(ports().keys))
    left = sorted(path.name for path in ports().sealed.iterdir() if path.is_dir() and path.name not in have)
    gone = set(KeyDestruction.objects.filter(case_id__in=left).values_list("case_id", flat=True))
    return tuple(case_id for case_id in left if case_id not in gone)


def verify_sealed() -> tuple[KeyFault, ...]:
    """Open every sealed file and return those that do not open; contents are not kept."""
    found = []
    for folder in sorted(path for path in ports().sealed.iterdir() if path.is_dir()):
        for name in sealed.names(folder.name):
            try:
                for _ in sealed.pieces(folder.name, name):
                    continue
            except (sealed.UnableToUnseal, UnableToReadKeys) as unable:
                file = f"{ports().sealed.name}/{folder.name}/{name}"
                found.append(KeyFault(file, folder.name, FaultKind.ALTERED, unable.wrong, RESTORE))
    return tuple(found)
