"""What an answer tells in words: what staff say where the policy says nothing, one command a deed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST, write_files
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text


@click.command()
@REQUEST
@click.option("--item", required=True, help="Point of the answer, such as ACC-automated.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@BY
@click.pass_obj
def say(door: Door, request_id: str, item: str, file: Path, by: str) -> None:
    """Say what is so about a point on which the policy is silent; FILE (YAML) holds `ja`, `en` and `reason`."""
    with door.session():
        from yakusoku.rights.arrival import read_statement
        from yakusoku.rights.operations.say import say_item

        stated = read_statement(file.read_bytes(), file=file.name)
        say_item(request_id=request_id, item=item, stated=stated, by=by, now=door.now())
        say_next(door, request_id)


@click.command("other-method")
@REQUEST
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@BY
@click.pass_obj
def other_method(door: Door, request_id: str, file: Path, by: str) -> None:
    """Answer in writing since the chosen way is too costly or hard; FILE (YAML) holds `ja`, `en` and `reason`."""
    with door.session():
        from yakusoku.rights.arrival import read_statement
        from yakusoku.rights.operations.other_method import take_other_method

        stated = read_statement(file.read_bytes(), file=file.name)
        take_other_method(request_id=request_id, stated=stated, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder to write it into."
)
@click.option(
    "--told-by", "way", type=click.Choice(["telephone", "post", "in_hand"]), help="How it was told."
)
@click.option("--told-on", type=DAY, help="The day on which it was told, as 2026-11-10.")
@BY
@click.pass_obj
def passphrase(
    door: Door, request_id: str, folder: Path | None, way: str | None, told_on: datetime | None, by: str
) -> None:
    """Open the passphrase of an answer (--to), or note how it was told (--told-by, --told-on)."""
    if (folder is None) is (way is None) or (way is None) is not (told_on is None):
        raise click.UsageError(text("Give --to, or --told-by and --told-on.").say(door.language))
    with door.session():
        from yakusoku.rights.operations.passphrase import note_passphrase_told, open_passphrase
        from yakusoku.rights.rules import Telling

        if folder is not None:
            write_files(
                folder, {"passphrase.txt": open_passphrase(request_id=request_id, by=by, now=door.now())}
            )
            door.say(text("Delete this file when the person was told; never send it with the answer."))
        elif way is not None and told_on is not None:
            note_passphrase_told(
                request_id=request_id, way=Telling(way), told_on=told_on.date(), by=by, now=door.now()
            )
        say_next(door, request_id)


def add_told_to(group: click.Group) -> None:
    """Add the commands of this file."""
    for command in (say, other_method, passphrase):
        group.add_command(command)
