"""Requests that change rows: what is told first, searches by hand, stops, tombstones; one command a deed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST
from yakusoku.cli.rights_letters import METHOD, SENT_ON, TRACKING
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.rights.operations.upload import Handed

SECTION = click.option("--section", required=True, help="Collection, as `dataset.collection`.")


@click.command()
@REQUEST
@SECTION
@click.option("--nothing-found", is_flag=True, help="Sign that it was searched and nothing was found.")
@click.option(
    "--found",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A file with what was found: rows as .csv or .json, else an enclosure; may be repeated.",
)
@BY
@click.pass_obj
def task(
    door: Door, request_id: str, section: str, nothing_found: bool, found: tuple[Path, ...], by: str
) -> None:
    """Note what was found where people search by hand, or that nothing was; your id signs it."""
    if nothing_found == bool(found):
        raise click.UsageError(text("Give either --nothing-found or --found.").say(door.language))
    with door.session():
        from yakusoku.rights.operations.beforehand import answer_task
        from yakusoku.rights.operations.upload import upload_find

        if nothing_found:
            answer_task(request_id=request_id, section=section, by=by, now=door.now())
        else:
            files = [_handed(file) for file in found]
            taken = upload_find(request_id=request_id, section=section, files=files, by=by, now=door.now())
            door.say(
                text("Taken in: {rows} rows, {files} enclosures among them. Delete the files that you handed in.",
                     rows=taken.rows, files=taken.enclosures)
            )  # fmt: skip
        say_next(door, request_id)


def _handed(file: Path) -> Handed:
    """Read a file that was handed in; its name, which may say who it is about, goes no further."""
    from yakusoku.rights.operations.upload import Handed

    return Handed(file.suffix.lower().removeprefix("."), Personal(file.read_bytes()))


@click.command()
@REQUEST
@METHOD
@TRACKING
@SENT_ON
@BY
@click.pass_obj
def tell(door: Door, request_id: str, method: str, tracking: str, sent_on: datetime, by: str) -> None:
    """Note that the letter left that tells what follows from the request; prints what that is."""
    with door.session():
        from yakusoku.rights.operations.consequences import tell_consequences
        from yakusoku.rights.queries import consequences
        from yakusoku.rights.rules import Dispatching

        for one in consequences(request_id):
            click.echo(f"  {one.clause}  {one.says.say(door.language)}")
        tell_consequences(
            request_id=request_id,
            method=Dispatching(method),
            tracking=tracking,
            sent_on=sent_on.date(),
            by=by,
            now=door.now(),
        )
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--known-on", type=DAY, required=True, help="The day on which the person said so.")
@BY
@click.pass_obj
def acknowledge(door: Door, request_id: str, known_on: datetime, by: str) -> None:
    """Note that the person said that what follows is known."""
    with door.session():
        from yakusoku.rights.operations.consequences import acknowledge_consequences

        acknowledge_consequences(request_id=request_id, known_on=known_on.date(), by=by, now=door.now())
        say_next(door, request_id)


@click.command("hand-over")
@REQUEST
@SECTION
@click.option("--handed-on", type=DAY, required=True, help="The day on which it was passed on.")
@BY
@click.pass_obj
def hand_over(door: Door, request_id: str, section: str, handed_on: datetime, by: str) -> None:
    """Note that the request was passed on to the company for which the rows are held."""
    with door.session():
        from yakusoku.rights.operations.beforehand import hand_over as pass_on

        pass_on(request_id=request_id, section=section, handed_on=handed_on.date(), by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@click.option("--company", required=True, help="The company, by its policy's id.")
@click.option(
    "--again", "by", metavar="MEMBER", help="Look for rows that came back, as this member of staff."
)
@click.pass_obj
def tombstones(door: Door, company: str, by: str | None) -> None:
    """Show what stays of erasures; with --again a worker erases what a restored store brought back."""
    with door.session():
        from yakusoku.rights.operations.again import ask_to_erase_again
        from yakusoku.rights.queries import stones

        if by:
            asked = ask_to_erase_again(controller=company, by=by, now=door.now())
            door.say(text("{count} are looked for. Next: yakusoku work drain", count=asked))
        for one in stones(controller=company):
            door.say(
                text(
                    "{stone}  {request}  erased {day}, kept until {until}",
                    stone=one.stone_id,
                    request=one.request_id,
                    day=one.erased_as_of.date(),
                    until=one.until or text("no day is known"),
                )
            )


def add_changes_to(group: click.Group) -> None:
    """Add the commands of this file."""
    for command in (task, tell, acknowledge, hand_over, tombstones):
        group.add_command(command)
