"""Fills the ports of every room from the configuration of one home."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from yakusoku.holds import ports as holds_ports
from yakusoku.ledger import ports as ledger_ports
from yakusoku.ledger.keys import FileSigner, key_file
from yakusoku.management import ports as management_ports
from yakusoku.notices import ports as notices_ports
from yakusoku.promises import ports as promises_ports
from yakusoku.rights import mails as rights_mails
from yakusoku.rights import ports as rights_ports
from yakusoku.rights.operations import again, build, change, dispatch, gather
from yakusoku.rights.operations.resume import note_stuck
from yakusoku.rights.tombstones import Replay
from yakusoku.site.archive import Archive
from yakusoku.site.logs import log_to
from yakusoku.site.mail import FolderMailer, SmtpMailer
from yakusoku.site.presence import company_of
from yakusoku.site.settings import Settings
from yakusoku.stores import registry
from yakusoku.stores.operations import doing
from yakusoku.vault import ports as vault_ports
from yakusoku.work import ports as work_ports
from yakusoku.work.bursts import Burst


def wire(folder: Path, settings: Settings) -> None:
    """Point every room at this home. Nothing is opened yet; each room opens what it needs when it needs it."""
    keys = folder / settings.keys.folder
    log_to(settings.log.file, folder)
    ledger_ports.wire(
        signer_for=lambda log, since=1: FileSigner(key_file(keys, log, since)),
        outside=folder / "outside",
        replays=(Replay(),),
    )
    vault_ports.wire(
        keys=keys,
        sealed=folder / "sealed",
        backup_days=settings.keys.backup_days,
        timezone=settings.home.timezone,
        company_of=company_of,
    )
    registry.wire(
        {name: store_url(store.url, folder) for name, store in settings.stores.items()},
        receipts=[name for name, store in settings.stores.items() if store.receipts],
    )
    wire_work(folder, settings, starter=None)
    archive = Archive(folder, settings.stores)
    rights_ports.wire(
        policies=archive.policy,
        datamaps=archive.datamap,
        timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone),
    )
    holds_ports.wire(timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone))
    notices_ports.wire(
        folder=folder,
        histories=archive.history,
        timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone),
        stores=sorted(settings.stores) or None,
    )
    management_ports.wire(
        policies=archive.policy,
        timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone),
    )
    promises_ports.wire(folder=folder, policies=archive.policy, timezone=settings.home.timezone)


def wire_work(folder: Path, settings: Settings, *, starter: work_ports.Starter | None) -> None:
    """Point the outbox at its engine (in a worker) and its mailer."""
    work_ports.wire(starter=starter, mailer=_mailer(folder, settings), composer=rights_mails.compose)


_BURSTS = (
    gather.BURST, change.BURST, doing.BURST, change.AFTER, build.BURST, dispatch.BURST, again.BURST,
)  # fmt: skip


def bursts() -> dict[str, Burst]:
    """Return every burst that this version knows, by kind."""
    return {burst.kind: burst for burst in _BURSTS}


def note_failed(intent: str, now: datetime) -> None:
    """Note that a burst ended without what it was for; the desk is told and `doctor` shows it."""
    note_stuck(intent=intent, now=now)


def store_url(url: str, folder: Path) -> str:
    """Return a store's address with a relative SQLite file made absolute from the home."""
    if url.startswith("sqlite:///"):
        return f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
    return url


def _mailer(folder: Path, settings: Settings) -> work_ports.Mailer:
    mail = settings.mail
    if mail.kind == "smtp":
        return SmtpMailer(mail, language=settings.home.language)
    return FolderMailer(folder / mail.folder, mail, language=settings.home.language)
