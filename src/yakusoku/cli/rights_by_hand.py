"""What people search or do by hand, one command a deed: all that waits, errands, their sheets and how they ended."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.cli.promises_show import padded
from yakusoku.cli.rights_answer import BY, DAY, REQUEST, TO, write_files
from yakusoku.cli.rights_errands import STATES
from yakusoku.cli.rights_letters import METHODS
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

NUMBER = click.option("--errand", "number", type=int, required=True, help="Number of the errand.")


def _say_next(door: Door, case_id: str) -> None:
    """Print what comes next of a request; an errand of a tombstone has no request to go on with."""
    if case_id.startswith("tmb_"):
        door.say(text("Next: {command}", command="yakusoku rights tasks"))
    else:
        say_next(door, case_id)


@click.command()
@click.option("--company", help="Only this company's.")
@click.option("--owner", help="Only this owner's.")
@click.pass_obj
def tasks(door: Door, company: str | None, owner: str | None) -> None:
    """List what people still search or do by hand, of all requests, by day and owner."""
    with door.session():
        from yakusoku.rights import queries

        found = [one for one in queries.by_hand(controller=company) if owner in (None, one.owner)]
        if not found:
            door.say(text("Nobody has anything to search or to do by hand."))
        for one in found:
            what = text("errand {number}", number=one.number) if one.number else text("search")
            state = STATES[one.state].say(door.language)
            cells = (one.due_on.isoformat(), one.request_id, what.say(door.language), one.section)
            widths = (12, 22, 12, 40)
            line = "".join(padded(cell, width) for cell, width in zip(cells, widths, strict=True))
            click.echo(f"{line}{one.owner}  {state}")


@click.command()
@REQUEST
@NUMBER
@TO
@BY
@click.pass_obj
def errand(door: Door, request_id: str, number: int, folder: Path, by: str) -> None:
    """Open the sheet of an errand for printing; that it was opened is noted."""
    with door.session():
        from yakusoku.rights.operations.errands import open_sheet

        write_files(folder, open_sheet(request_id=request_id, number=number, by=by, now=door.now()))
        door.say(text("Print it, and delete the file."))
        _say_next(door, request_id)


@click.command()
@REQUEST
@NUMBER
@click.option(
    "--entrustee",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="YAML file with name, postal_code and address of the entrustee that does it.",
)
@click.option("--method", type=click.Choice(METHODS), help="How it left.")
@click.option("--tracking", help="Number of the item, of the signed receipt, or of the message.")
@click.option("--sent-on", type=DAY, help="The day on which it left, as 2026-11-10.")
@BY
@click.pass_obj
def instruct(
    door: Door, request_id: str, number: int, file: Path | None, method: str | None, tracking: str | None,
    sent_on: datetime | None, by: str,
) -> None:  # fmt: skip
    """Address an errand to an entrustee (--entrustee), or note that it left (--method, --tracking, --sent-on)."""
    sent = (method, tracking, sent_on)
    if (file is None) == (None in sent) or (file and any(sent)):
        raise click.UsageError(
            text("Give either --entrustee, or all of --method, --tracking and --sent-on.").say(door.language)
        )
    with door.session():
        from yakusoku.rights.arrival import read_representative
        from yakusoku.rights.operations.errands import address_errand, note_errand_sent
        from yakusoku.rights.rules import Dispatching

        if file is not None:
            who = read_representative(file.read_bytes(), file=file.name)
            address_errand(request_id=request_id, number=number, who=who, by=by, now=door.now())
        elif method and tracking and sent_on:
            note_errand_sent(
                request_id=request_id, number=number, method=Dispatching(method), tracking=tracking,
                sent_on=sent_on.date(), by=by, now=door.now(),
            )  # fmt: skip
        _say_next(door, request_id)


@click.command()
@REQUEST
@NUMBER
@click.option("--done-on", type=DAY, required=True, help="The day on which it was done, or found impossible.")
@click.option("--impossible", "ground", default="", help="Ground of this right on which it is not done.")
@click.option("--law", default="", help="Article of the other law that a ground rests on.")
@click.option("--also", default="", help="Ground of the same right under the other law, where both bind.")
@click.option("--also-law", default="", help="Article of another law on which that ground rests.")
@click.option("--reason", help="By what it is known; asked for when it is not given.")
@click.option(
    "--proof",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A paper, picture or message that shows it.",
)
@BY
@click.pass_obj
def report(
    door: Door, request_id: str, number: int, done_on: datetime, ground: str, law: str, also: str, also_law: str,
    reason: str | None, proof: Path | None, by: str,
) -> None:  # fmt: skip
    """Report how an errand ended, as its owner says: done, or not possible on a lawful ground."""
    why = reason or click.prompt(text("By what is it known?").say(door.language))
    with door.session():
        from yakusoku.rights.operations.errands import Handed, report_errand

        shown = (
            Handed(proof.suffix.lower().removeprefix("."), Personal(proof.read_bytes())) if proof else None
        )
        report_errand(
            request_id=request_id, number=number, done_on=done_on.date(), reason=why, ground=ground, law=law,
            also=also, also_law=also_law, proof=shown, by=by, now=door.now(),
        )  # fmt: skip
        _say_next(door, request_id)


@click.command()
@REQUEST
@NUMBER
@click.option("--return", "back", is_flag=True, help="Do not accept it: the errand waits again.")
@BY
@click.pass_obj
def agree(door: Door, request_id: str, number: int, back: bool, by: str) -> None:
    """Agree to what was reported of an errand as the second person, or send it back."""
    with door.session():
        from yakusoku.rights.operations.errands import confirm_errand, return_errand

        deed = return_errand if back else confirm_errand
        deed(request_id=request_id, number=number, by=by, now=door.now())
        _say_next(door, request_id)


def add_by_hand_to(group: click.Group) -> None:
    """Add the commands of this file."""
    for command in (tasks, errand, instruct, report, agree):
        group.add_command(command)
