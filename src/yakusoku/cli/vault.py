"""Case keys: how they stand, whether they are whole, destruction and its certificate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door
from yakusoku.cli.vault_escrow import escrow
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.vault.queries import VaultStatus
    from yakusoku.vault.rules import KeyFault

CASE = click.argument("case_id")


@click.group()
def vault() -> None:
    """Case keys: status, destruction, certificates, escrow."""


vault.add_command(escrow)


@vault.command()
@click.pass_obj
def status(door: Door) -> None:
    """Say how many cases have a key, and how destructions stand."""
    home = door.open()
    try:
        from yakusoku.vault import queries

        found = queries.status(now=door.now())
    finally:
        home.close()
    door.say(text("Cases with a key: {count}", count=found.cases))
    door.say(text("Wrapping keys: {months}", months=", ".join(found.months) or "-"))
    door.say(
        text(
            "Destructions: intended {intended}, until backups end {waiting}, destroyed {destroyed}",
            intended=found.intended,
            waiting=found.waiting_for_backups,
            destroyed=found.destroyed,
        )
    )
    for month, day in found.ending:
        door.say(
            text("Wrapping key {month} is gone; no backup holds it from {day} on.", month=month, day=day)
        )
    _say_escrow(door, found)


def _say_escrow(door: Door, found: VaultStatus) -> None:
    if found.escrow is None:
        door.say(text("Escrow: none was made. If the keys are lost with their backups, every case is lost."))
        return
    tried = found.escrow.tried or text("never").say(door.language)
    door.say(
        text("Escrow: made on {made}; last drill that held: {tried}", made=found.escrow.made, tried=tried)
    )
    if found.escrow.lacks:
        lacks = ", ".join(found.escrow.lacks)
        door.say(text("It lacks {names}: make a new one with `yakusoku vault escrow make`.", names=lacks))


@vault.command()
@click.option("--sealed", is_flag=True, help="Open every sealed file, too.")
@click.pass_obj
def verify(door: Door, sealed: bool) -> None:
    """Look at every byte of the keys; exit code 1 if anything is wrong."""
    home = door.open()
    try:
        from yakusoku.vault import queries

        faults = (*queries.verify_keys(), *(queries.verify_sealed() if sealed else ()))
    finally:
        home.close()
    say_faults(door, faults)
    if faults:
        click.get_current_context().exit(1)


def say_faults(door: Door, faults: Iterable[KeyFault]) -> None:
    """Print what is wrong with the keys, or that they are whole."""
    faults = tuple(faults)
    for fault in faults:
        click.echo(f"{fault.file}: {fault.about or '-'}: {fault.kind}: {fault.says.say(door.language)}")
        click.echo(f"    {fault.do.say(door.language)}")
    if not faults:
        door.say(text("The keys are whole."))


@vault.command()
@CASE
@click.option(
    "--by",
    required=True,
    help="Your id in the register of staff; you must be a manager of the case's company.",
)
@click.option("--yes", is_flag=True, help="Do not ask again.")
@click.pass_obj
def destroy(door: Door, case_id: str, by: str, yes: bool) -> None:
    """Destroy key and sealed files of a case that is closed or withdrawn. Nothing opens them again."""
    asked = text("Destroy the key of {case}? Nothing opens the case again.", case=case_id)
    if not yes:
        click.confirm(asked.say(door.language), abort=True)
    with door.session():
        from yakusoku.rights.operations.destroy import destroy_case
        from yakusoku.vault.operations import finish_destructions

        destroy_case(request_id=case_id, by=by, now=door.now())
        finish_destructions(now=door.now())
        _say_certificate(door, case_id)


@vault.command()
@click.pass_obj
def finish(door: Door) -> None:
    """Finish every destruction that was decided; harmless to repeat."""
    with door.session():
        from yakusoku.vault.operations import finish_destructions

        finished = finish_destructions(now=door.now())
    for case_id in finished:
        click.echo(case_id)
    door.say(text("Finished destructions: {count}", count=len(finished)))


@vault.command()
@click.pass_obj
def rotate(door: Door) -> None:
    """Wrap case keys anew where a month has ended, and remove the older wrapping keys; each night does so, too."""
    with door.session():
        from yakusoku.vault.operations import rotate_wrapping_keys

        rotated = rotate_wrapping_keys(now=door.now())
    gone = ", ".join(rotated.gone) or "-"
    door.say(text("Wrapped anew: {count}. Removed wrapping keys: {gone}", count=rotated.wrapped, gone=gone))
    if rotated.destroyed_from is not None:
        door.say(text("No backup of the keys holds them from {day} on.", day=rotated.destroyed_from))


@vault.command()
@CASE
@click.pass_obj
def certificate(door: Door, case_id: str) -> None:
    """Say what can honestly be said about the destruction of a case."""
    home = door.open()
    try:
        _say_certificate(door, case_id)
    finally:
        home.close()


def _say_certificate(door: Door, case_id: str) -> None:
    from yakusoku.vault import queries
    from yakusoku.vault.rules import zone_named

    found = queries.certificate(case_id)
    zone = zone_named(found.timezone)
    state = found.state(door.now().astimezone(zone).date())
    door.say(text("Case {case}: {state}", case=case_id, state=state.says))
    day = found.intended_at.astimezone(zone).date()
    door.say(text("Decided on {day} by {by}; sealed files: {files}", day=day, by=found.by, files=found.files))
    if found.destroyed_at is not None:
        gone, days = found.destroyed_at.astimezone(zone).date(), found.backup_days
        door.say(
            text("The key has been gone since {day}; its backups live {days} days.", day=gone, days=days)
        )
        door.say(text("No backup opens the case from {day} on.", day=found.destroyed_from))
