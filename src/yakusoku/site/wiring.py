"""Fills the ports of every room from the configuration of one home."""

from __future__ import annotations

from pathlib import Path

from yakusoku.ledger import ports as ledger_ports
from yakusoku.ledger.keys import FileSigner
from yakusoku.rights import mails as rights_mails
from yakusoku.rights import ports as rights_ports
from yakusoku.site import home as homes
from yakusoku.site.archive import Archive
from yakusoku.site.mail import FolderMailer, SmtpMailer
from yakusoku.site.settings import Settings
from yakusoku.stores import registry
from yakusoku.vault import ports as vault_ports
from yakusoku.work import ports as work_ports


def wire(folder: Path, settings: Settings) -> None:
    """Point every room at this home. Nothing is opened yet; each room opens what it needs when it needs it."""
    keys = folder / settings.keys.folder
    homes.log_to(settings.log.file, folder)
    ledger_ports.wire(
        signer_for=lambda log: FileSigner(keys / f"ledger-{log}.key"), outside=folder / "outside"
    )
    vault_ports.wire(keys=keys, sealed=folder / "sealed", backup_days=settings.keys.backup_days)
    registry.wire({name: store_url(store.url, folder) for name, store in settings.stores.items()})
    work_ports.wire(starter=None, mailer=_mailer(folder, settings), composer=rights_mails.compose)
    archive = Archive(folder)
    rights_ports.wire(policies=archive.policy, datamaps=archive.datamap, timezone=settings.home.timezone)


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
