"""Fills the ports of every room from the configuration of one home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from yakusoku.consent import ports as consent_ports
from yakusoku.consent.remembered import Replay as ChoiceReplay
from yakusoku.gates import ports as gates_ports
from yakusoku.holds import ports as holds_ports
from yakusoku.holds.remembered import Replay as HoldReplay
from yakusoku.ledger import ports as ledger_ports
from yakusoku.ledger.keys import FileSigner, key_file
from yakusoku.management import ports as management_ports
from yakusoku.notices import ports as notices_ports
from yakusoku.promises import ports as promises_ports
from yakusoku.provision import ports as provision_ports
from yakusoku.provision.keeping import OwnStateRecords
from yakusoku.rights import mails as rights_mails
from yakusoku.rights import ports as rights_ports
from yakusoku.rights.minimizing import Keep
from yakusoku.rights.operations import again, build, change, dispatch, gather, lifting, minimize
from yakusoku.rights.operations.resume import note_stuck
from yakusoku.rights.tombstones import Replay
from yakusoku.site.archive import Archive
from yakusoku.site.given import provided, stopped_rows
from yakusoku.site.logs import log_to
from yakusoku.site.mail import FolderMailer, SmtpMailer
from yakusoku.site.presence import company_of
from yakusoku.site.settings import Settings
from yakusoku.site.shown import confirmed_in, sentence_shown
from yakusoku.stores import registry
from yakusoku.stores.operations import doing
from yakusoku.vault import ports as vault_ports
from yakusoku.webhooks import mails as webhooks_mails
from yakusoku.webhooks import ports as webhooks_ports
from yakusoku.webhooks.operations import delivering
from yakusoku.webhooks.sending import send
from yakusoku.work import ports as work_ports
from yakusoku.work.bursts import Burst


def wire(folder: Path, settings: Settings) -> None:
    """Point every room at this home. Nothing is opened yet; each room opens what it needs when it needs it."""
    keys = folder / settings.keys.folder
    log_to(settings.log.file, folder)
    ledger_ports.wire(
        signer_for=lambda log, since=1: FileSigner(key_file(keys, log, since)),
        outside=folder / "outside",
        replays=(HoldReplay(), ChoiceReplay(), Replay()),
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
    _wire_rights(archive, settings)
    holds_ports.wire(timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone))
    _wire_consent(archive, settings)
    webhooks_ports.wire(_webhooks(settings))
    gates_ports.wire(home=folder, purposes=lambda company: archive.history(company).versions[-1].purposes)
    _wire_provision(archive, settings)
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


def _wire_consent(archive: Archive, settings: Settings) -> None:
    consent_ports.wire(
        policies=archive.policy,
        timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone),
        texts=sentence_shown,
        confirmed=confirmed_in,
        histories=archive.history,
        datamaps=archive.datamap,
    )


def _wire_rights(archive: Archive, settings: Settings) -> None:
    rights_ports.wire(
        policies=archive.policy,
        datamaps=archive.datamap,
        timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone),
        language=settings.home.language,
        margin_days=settings.rights.by_hand_margin_days,
        remind_days=settings.rights.remind_days,
        reply_days=settings.rights.reply_days,
        keep=_keep(settings),
        provided=provided,
    )


def _wire_provision(archive: Archive, settings: Settings) -> None:
    provision_ports.wire(
        histories=archive.history,
        datamaps=archive.datamap,
        timezones=lambda company: archive.timezone(company, otherwise=settings.home.timezone),
        stopped=stopped_rows,
        records=OwnStateRecords(),
    )


def wire_work(folder: Path, settings: Settings, *, starter: work_ports.Starter | None) -> None:
    """Point the outbox at its engine (in a worker) and its mailer."""
    work_ports.wire(starter=starter, mailer=_mailer(folder, settings), composer=_compose)


def _compose(
    kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]
) -> work_ports.Letter:
    """Return the mail of an intent, in the words of the room that made it."""
    if kind.startswith("mail.webhooks."):
        return webhooks_mails.compose(kind, intent=intent, about=about, arguments=arguments)
    return rights_mails.compose(kind, intent=intent, about=about, arguments=arguments)


def _webhooks(settings: Settings) -> webhooks_ports.Ports:
    chosen = settings.webhooks
    return webhooks_ports.Ports(
        hosts=frozenset(one.lower() for one in chosen.hosts),
        inner_hosts=frozenset(one.lower() for one in chosen.inner_hosts),
        timeout=chosen.timeout_seconds,
        disable_after=timedelta(days=chosen.disable_after_days),
        keep=timedelta(days=chosen.keep_days),
        send=send,
    )


def _keep(settings: Settings) -> Keep:
    chosen = settings.rights
    return Keep(chosen.keep_found_days, chosen.keep_answer_days, chosen.keep_case_days)


_BURSTS = (
    gather.BURST, change.BURST, doing.BURST, change.AFTER, build.BURST, dispatch.BURST, again.BURST,
    lifting.BURST, lifting.AFTER, minimize.BURST, delivering.BURST,
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
