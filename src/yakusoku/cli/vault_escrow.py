"""The escrow of keys: holders, making it, the drill, and what it puts back."""

from __future__ import annotations

from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text

_FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_NEW = click.Path(path_type=Path, dir_okay=False)
_KEYS = click.option(
    "--key",
    "keys",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A holder's key file; twice, from two holders. Its passphrase is asked for.",
)
_BY = click.option("--by", required=True, help="Your id in the register of staff: an operator or a manager.")
_PRESENT = click.option("--present", required=True, help="The id of the second person who is present.")


@click.group()
def escrow() -> None:
    """Keys sealed for holders, any two of whom open them together."""


@escrow.command()
@click.argument("name")
@click.option("--to", required=True, type=_NEW, help="The file of the key (mode 0600); keep it apart.")
@click.pass_obj
def holder(door: Door, name: str, to: Path) -> None:
    """Make the key of the holder NAME, closed by a passphrase, and print its public line. Needs no home."""
    from yakusoku.vault.operations import make_holder

    asked = text("Passphrase (not shown)").say(door.language)
    again = text("The same again").say(door.language)
    phrase = click.prompt(asked, hide_input=True, confirmation_prompt=again)
    line = make_holder(name=name, passphrase=phrase, to=to)
    door.say(text("The key is in {file}. Whoever makes the escrow needs this line:", file=to))
    click.echo(line)


@escrow.command()
@click.option(
    "--holder", "lines", multiple=True, required=True, help="The public line of a holder; twice at least."
)
@click.option("--to", required=True, type=_NEW, help="The file of the escrow (mode 0600).")
@_BY
@_PRESENT
@click.pass_obj
def make(door: Door, lines: tuple[str, ...], to: Path, by: str, present: str) -> None:
    """Seal wrapping keys, digest key and signing keys into a file for these holders."""
    with door.session():
        from yakusoku.vault.operations import make_escrow

        made = make_escrow(lines=lines, by=by, present=present, to=to, now=door.now())
    door.say(
        text("The escrow is in {file}. Any two open it: {holders}", file=to, holders=", ".join(made.holders))
    )
    door.say(text("It holds: {names}", names=", ".join(made.holds)))
    door.say(text("Note its digest apart from it: {digest}", digest=made.digest))
    door.say(
        text(
            "It counts as a backup of the keys: remove earlier escrows, and make a new one in each month and after"
            " each change of a signing key."
        )
    )


def _phrases(door: Door, keys: tuple[Path, ...]) -> list[tuple[Path, str]]:
    asked = [(key, text("Passphrase of {file} (not shown)", file=key.name)) for key in keys]
    return [(key, click.prompt(what.say(door.language), hide_input=True)) for key, what in asked]


@escrow.command()
@_FILE
@_KEYS
@_BY
@_PRESENT
@click.pass_obj
def check(door: Door, file: Path, keys: tuple[Path, ...], by: str, present: str) -> None:
    """A drill: see that the escrow opens today's keys. It is recorded; exit code 1 if something does not open."""
    phrases = _phrases(door, keys)
    with door.session():
        from yakusoku.vault.operations import check_escrow

        found = check_escrow(file=file, keys=phrases, by=by, present=present, now=door.now())
    door.say(text("Case keys that it opens: {opened} of {count}", opened=found.opened, count=found.keys))
    if found.lacks:
        door.say(text("It lacks: {names}", names=", ".join(found.lacks)))
    if not found.holds:
        door.say(
            text("The escrow does NOT open today's keys. Make a new one with `yakusoku vault escrow make`.")
        )
        click.get_current_context().exit(1)
    door.say(text("The escrow opens today's keys."))


@escrow.command()
@_FILE
@_KEYS
@_BY
@_PRESENT
@click.option("--digest", help="What was printed when the escrow was made, where own state does not know it.")
@click.pass_obj
def restore(
    door: Door, file: Path, keys: tuple[Path, ...], by: str, present: str, digest: str | None
) -> None:
    """Put missing files of keys back from the escrow. No file that is there is replaced, and none is printed."""
    phrases = _phrases(door, keys)
    with door.session():
        from yakusoku.vault.operations import restore_escrow

        done = restore_escrow(file=file, keys=phrases, by=by, present=present, now=door.now(), digest=digest)
    door.say(text("Put back: {names}", names=", ".join(done.written) or "-"))
    door.say(text("Was there, and the same: {names}", names=", ".join(done.kept) or "-"))
    door.say(text("Next: `yakusoku vault verify` and `yakusoku ledger verify`."))
