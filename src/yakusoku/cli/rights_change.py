"""Requests that change rows: who asks, what is told first, searches by hand, stops, tombstones; one command a deed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text

SECTION = click.option("--section", required=True, help="Collection, as `dataset.collection`.")


@click.command()
@REQUEST
@click.option("--reason", help="By what staff know the person; asked for when it is not given.")
@BY
@click.pass_obj
def recognize(door: Door, request_id: str, reason: str | None, by: str) -> None:
    """Confirm identity without a paper, where the text asks for none."""
    why = reason or click.prompt(text("By what do you know the person?").say(door.language))
    with door.session():
        from yakusoku.rights.operations.identify import recognize_person

        recognize_person(request_id=request_id, reason=why, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--kind", type=click.Choice(["mandated", "statutory", "parent", "guardian"]), required=True,
    help="What kind of representative asks.",
)  # fmt: skip
@click.option(
    "--answer-to", type=click.Choice(["person", "representative"]), required=True, help="Who gets the letter."
)
@click.option("--reason", help="By what staff know of the authority; asked for when it is not given.")
@BY
@click.pass_obj
def authority(
    door: Door, request_id: str, file: Path, kind: str, answer_to: str, reason: str | None, by: str
) -> None:
    """Confirm that somebody may ask for the person; FILE (YAML) holds name, postal_code and address of who asks."""
    why = reason or click.prompt(text("By what do you know of the authority?").say(door.language))
    with door.session():
        from yakusoku.rights.arrival import read_representative
        from yakusoku.rights.operations.beforehand import confirm_authority

        confirm_authority(
            request_id=request_id,
            kind=kind,
            who=read_representative(file.read_bytes(), file=file.name),
            answer_to="representative" if answer_to == "representative" else "person",
            reason=why,
            by=by,
            now=door.now(),
        )
        say_next(door, request_id)


@click.command()
@REQUEST
@SECTION
@click.option(
    "--nothing-found", is_flag=True, required=True, help="Sign that it was searched and nothing was found."
)
@BY
@click.pass_obj
def task(door: Door, request_id: str, section: str, nothing_found: bool, by: str) -> None:
    """Note that a place was searched by hand; your id signs it."""
    del nothing_found  # the only finding that has a place yet; it is said in full
    with door.session():
        from yakusoku.rights.operations.beforehand import answer_task

        answer_task(request_id=request_id, section=section, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--tracking", required=True, help="Number of the registered item, or of the signed receipt.")
@click.option("--sent-on", type=DAY, required=True, help="The day on which it left, as 2026-11-10.")
@BY
@click.pass_obj
def tell(door: Door, request_id: str, tracking: str, sent_on: datetime, by: str) -> None:
    """Note that the person was told what follows from the request, as the text promises; prints what that is."""
    with door.session():
        from yakusoku.rights.operations.beforehand import tell_consequences
        from yakusoku.rights.queries import consequences

        for one in consequences(request_id):
            click.echo(f"  {one.clause}  {one.says.say(door.language)}")
        tell_consequences(
            request_id=request_id, tracking=tracking, sent_on=sent_on.date(), by=by, now=door.now()
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
        from yakusoku.rights.operations.beforehand import acknowledge_consequences

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
    for command in (recognize, authority, task, tell, acknowledge, hand_over, tombstones):
        group.add_command(command)
