"""Letters beside the answer: made, opened for printing, noted when they left; recipients, columns, liftings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST, TO, write_files
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import Text, text

METHODS = ("registered_post", "simple_registered_post", "in_hand", "electronic")
METHOD = click.option(
    "--method",
    type=click.Choice(METHODS),
    required=True,
    help="How it left.",
)
TRACKING = click.option(
    "--tracking", required=True, help="Number of the registered item, or of the signed receipt."
)
SENT_ON = click.option("--sent-on", type=DAY, required=True, help="The day on which it left, as 2026-11-10.")
REASON = click.option("--reason", help="By what staff know it; asked for when it is not given.")


def why_of(door: Door, reason: str | None) -> str:
    """Return the reason that was given, or ask for it."""
    return reason or str(click.prompt(text("Why?").say(door.language)))


def say_made(door: Door, request_id: str, number: int) -> None:
    """Print that a letter was made, and what comes next."""
    door.say(text("Letter {number} of {request} is made and sealed.", number=number, request=request_id))
    say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--reply-by", type=DAY, required=True, help="The day by which the person is asked to write.")
@BY
@click.pass_obj
def consequences(door: Door, request_id: str, reply_by: datetime, by: str) -> None:
    """Make the letter that tells first what follows from the request; the clock of the answer does not wait."""
    with door.session():
        from yakusoku.rights.operations.consequences import write_consequences

        number = write_consequences(request_id=request_id, reply_by=reply_by.date(), by=by, now=door.now())
        say_made(door, request_id, number)


@click.command()
@REQUEST
@click.option("--number", type=int, required=True, help="Number of the letter, as `rights show` lists it.")
@TO
@BY
@click.pass_obj
def letter(door: Door, request_id: str, number: int, folder: Path, by: str) -> None:
    """Open a letter beside the answer for printing or sending; that you did is noted."""
    with door.session():
        from yakusoku.rights.operations.letters import open_letter

        write_files(folder, open_letter(request_id=request_id, number=number, by=by, now=door.now()))
        door.say(text("Delete these files when they have been sent."))


@click.command()
@REQUEST
@click.option("--letter", "number", type=int, required=True, help="Number of the letter that left.")
@METHOD
@click.option(
    "--tracking", required=True, help="Number of the item, of the signed receipt, or of the message."
)
@SENT_ON
@BY
@click.pass_obj
def posted(
    door: Door, request_id: str, number: int, method: str, tracking: str, sent_on: datetime, by: str
) -> None:
    """Note how and when a letter to a recipient, about recipients, or before a lifting left the house."""
    with door.session():
        from yakusoku.rights.operations.letters import note_letter_sent
        from yakusoku.rights.rules import Dispatching

        note_letter_sent(
            request_id=request_id,
            number=number,
            method=Dispatching(method),
            tracking=tracking,
            sent_on=sent_on.date(),
            by=by,
            now=door.now(),
        )
        say_next(door, request_id)


@click.command()
@REQUEST
@click.pass_obj
def recipients(door: Door, request_id: str) -> None:
    """List who may have been given what was changed, and who was told of it."""
    with door.session():
        from yakusoku.rights import queries

        found = queries.recipients(request_id)
        for one in found:
            door.say(
                text(
                    "{number}  {says} ({basis}): {state}",
                    number=one.number,
                    says=one.says,
                    basis=", ".join(part for part in (one.source, one.clause, one.article) if part),
                    state=_STATES[one.state],
                )
            )
        if not found:
            door.say(text("No recipient is known of this request."))
        say_next(door, request_id)


_STATES: dict[str, Text] = {
    "open": text("waits"),
    "named": text("somebody was named"),
    "told": text("told"),
    "spared": text("not told, for a reason"),
}


@click.command()
@REQUEST
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--of", "number", type=int, required=True, help="Number of the class it belongs to.")
@BY
@click.pass_obj
def recipient(door: Door, request_id: str, file: Path, number: int, by: str) -> None:
    """
    Name somebody who was given the data, and make the letter to them.

    FILE (YAML) holds name, postal_code and address, and may hold reference (theirs), kinds of data and language.
    """
    with door.session():
        from yakusoku.rights.arrival import read_recipient
        from yakusoku.rights.operations.recipients import name_recipient

        named = read_recipient(file.read_bytes(), file=file.name)
        made, _ = name_recipient(request_id=request_id, number=number, named=named, by=by, now=door.now())
        say_made(door, request_id, made)


@click.command()
@REQUEST
@click.option(
    "--recipient", "numbers", type=int, multiple=True, required=True, help="Number; may be repeated."
)
@click.option("--because", required=True, help="not_given, or the case of law: impossible, disproportionate.")
@REASON
@BY
@click.pass_obj
def spare(
    door: Door, request_id: str, numbers: tuple[int, ...], because: str, reason: str | None, by: str
) -> None:
    """Note that recipients are not told: they were given nothing, or law does not ask for it here."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.recipients import spare_recipients

        spare_recipients(
            request_id=request_id, numbers=numbers, because=because, reason=why, by=by, now=door.now()
        )
        say_next(door, request_id)


@click.command("recipients-asked")
@REQUEST
@click.option("--asked-on", type=DAY, required=True, help="The day on which the person asked.")
@BY
@click.pass_obj
def recipients_asked(door: Door, request_id: str, asked_on: datetime, by: str) -> None:
    """Note that the person asked who was given the data."""
    with door.session():
        from yakusoku.rights.operations.recipients import note_recipients_asked

        note_recipients_asked(request_id=request_id, asked_on=asked_on.date(), by=by, now=door.now())
        say_next(door, request_id)


@click.command("recipients-letter")
@REQUEST
@BY
@click.pass_obj
def recipients_letter(door: Door, request_id: str, by: str) -> None:
    """Make the letter that tells the person who was given the data."""
    with door.session():
        from yakusoku.rights.operations.recipients import write_recipients

        say_made(door, request_id, write_recipients(request_id=request_id, by=by, now=door.now()))


@click.command()
@REQUEST
@click.option("--section", required=True, help="Collection, as `dataset.collection`.")
@click.option("--column", required=True, help="The column that is asked about.")
@click.option("--copy-of", "fact", default="", help="The fact it is a copy of; without this it is none.")
@REASON
@BY
@click.pass_obj
def column(
    door: Door, request_id: str, section: str, column: str, fact: str, reason: str | None, by: str
) -> None:
    """Decide whether a column of the same kind of data is a copy of what is corrected."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.columns import decide_column

        decide_column(
            request_id=request_id,
            section=section,
            column=column,
            fact=fact,
            reason=why,
            by=by,
            now=door.now(),
        )
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option(
    "--because", type=click.Choice(["wish", "ended"]), help="The person's wish, or the ground ended."
)
@click.option("--approve", "step", flag_value="approve", help="Agree to it as the second person.")
@click.option("--drop", "step", flag_value="drop", help="Give the proposal up.")
@REASON
@BY
@click.pass_obj
def lift(
    door: Door, request_id: str, because: str | None, step: str | None, reason: str | None, by: str
) -> None:
    """Propose to lift what a request stopped, agree to it, or give it up; the person is told first where law asks."""
    if (because is None) == (step is None):
        raise click.UsageError(text("Give one of --because, --approve and --drop.").say(door.language))
    why = why_of(door, reason) if because else ""
    with door.session():
        from yakusoku.rights.operations import lift as lifting

        if step == "approve":
            lifting.approve_lifting(request_id=request_id, by=by, now=door.now())
        elif step == "drop":
            lifting.drop_lifting(request_id=request_id, by=by, now=door.now())
        else:
            number = lifting.propose_lifting(
                request_id=request_id, because=because or "", reason=why, by=by, now=door.now()
            )
            door.say(
                text("Letter {number} of {request} is made and sealed.", number=number, request=request_id)
            )
        say_next(door, request_id)


def add_letters_to(group: click.Group) -> None:
    """Add the commands of this file."""
    for command in (
        consequences, letter, posted, recipients, recipient, spare, recipients_asked, recipients_letter, column, lift,
    ):  # fmt: skip
        group.add_command(command)
