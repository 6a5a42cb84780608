"""`yakusoku upgrade`: a backup, the migration of own state, and a verification of ledger and keys, in one."""

from __future__ import annotations

from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.cli.ledger import say_verification
from yakusoku.cli.upgrading import Asked, Unfinished, Upgraded
from yakusoku.cli.vault import say_faults
from yakusoku.terms.text import text

_UNDO = text(
    "NOT everything fits. To go back: stop everything, put the backup in the place of own state, and install the"
    " version of before."
)
_MEND = text("NOT everything fits, and nothing was migrated: see to what is named above.")
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--to", type=_FOLDER, help="Folder of the backup of own state (else beside the home).")
@click.option("--keys-to", type=_FOLDER, help="Folder of the backup of the keys, apart from the other.")
@click.option(
    "--dump",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="PostgreSQL where no pg_dump is here: the dump that you made.",
)
@click.option("--backup-only", is_flag=True, help="Take the backup and change nothing.")
@click.pass_obj
def upgrade(door: Door, to: Path | None, keys_to: Path | None, dump: Path | None, backup_only: bool) -> None:
    """Back up own state and keys, bring own state to this version, verify ledger and keys. Stop the worker before."""
    asked = Asked(to=to, keys_to=keys_to, dump=dump, backup_only=backup_only)
    assert door.upgrader is not None  # noqa: S101  whoever makes a door for this command gives one
    done = door.upgrader(door.home, asked=asked, now=door.now())
    if done.unfinished is not None:
        _say_unfinished(door, done.unfinished)
    door.say(text("Own state is backed up in {folder}.", folder=done.own_backup))
    door.say(
        text(
            "The keys are backed up in {folder}. Take them elsewhere and remove them after {days} days: a destroyed"
            " case opens with them until then.",
            folder=done.keys_backup,
            days=done.backup_days,
        )
    )
    if backup_only:
        return
    _say_done(door, done)
    if not done.holds:
        door.say(_UNDO if done.steps else _MEND, err=True)
        click.get_current_context().exit(1)


def _say_unfinished(door: Door, found: Unfinished) -> None:
    began = f"{found.began:%Y-%m-%d %H:%M}"
    said = (
        text(
            "An upgrade that began at {began} (UTC) did not end; own state was already the new one.",
            began=began,
        )
        if found.is_new
        else text(
            "An upgrade that began at {began} (UTC) did not end; own state was still the old one.",
            began=began,
        )
    )
    door.say(said)
    door.say(text("  its backup: {folder}", folder=found.backup))


def _say_done(door: Door, done: Upgraded) -> None:
    if done.steps:
        door.say(text("Steps that own state went through: {count}", count=len(done.steps)))
    else:
        door.say(text("Own state was of this version already."))
    for step in done.steps:
        click.echo(f"  {step}")
    if done.refused is not None:
        door.say(done.refused.say(door.language), err=True)
    for one in done.verifications:
        say_verification(door, one)
    say_faults(door, done.faults)
