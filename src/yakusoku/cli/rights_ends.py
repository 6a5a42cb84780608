"""What arrived and is answered elsewhere or not at all; one command a deed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST
from yakusoku.cli.rights_letters import REASON, say_made, why_of
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text


@click.command()
@REQUEST
@click.option("--as", "other", metavar="REQUEST", required=True, help="The other request.")
@REASON
@BY
@click.pass_obj
def same(door: Door, request_id: str, other: str, reason: str | None, by: str) -> None:
    """Note that two requests are one: the earlier arrival is kept, the later one ends."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.ending import link_double

        kept, later = link_double(request_id=request_id, other=other, reason=why, by=by, now=door.now())
        door.say(text("{later} ends; {kept} is answered.", later=later, kept=kept))
        say_next(door, kept)


@click.command()
@REQUEST
@click.option("--answered-on", type=DAY, required=True, help="The day on which the desk answered it.")
@REASON
@BY
@click.pass_obj
def inquiry(door: Door, request_id: str, answered_on: datetime, reason: str | None, by: str) -> None:
    """Note that what arrived exercises no right, and was answered."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.ending import note_inquiry

        note_inquiry(request_id=request_id, answered_on=answered_on.date(), reason=why, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--to", "party", required=True, help="The company that it is for.")
@click.option("--passed-on", type=DAY, required=True, help="The day on which it was passed on.")
@REASON
@BY
@click.pass_obj
def forward(
    door: Door, request_id: str, party: str, passed_on: datetime, reason: str | None, by: str
) -> None:
    """Note that a request was passed on to the company that it is for, and make the letter that says so."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.ending import pass_on

        number = pass_on(
            request_id=request_id, party=party, passed_on=passed_on.date(), reason=why, by=by, now=door.now()
        )
        say_made(door, request_id, number)


@click.command()
@REQUEST
@click.option("--approve", "step", flag_value="approve", help="Agree to it as the second person.")
@click.option("--drop", "step", flag_value="drop", help="Say as the second person that it is none.")
@REASON
@BY
@click.pass_obj
def spam(door: Door, request_id: str, step: str | None, reason: str | None, by: str) -> None:
    """Propose that what arrived is spam; it ends when a second person agreed."""
    why = "" if step else why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations import ending

        if step is None:
            ending.propose_spam(request_id=request_id, reason=why, by=by, now=door.now())
        else:
            ending.settle_spam(request_id=request_id, agreed=step == "approve", by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option(
    "--because",
    type=click.Choice(["unknown", "refused", "not_collected", "moved"]),
    required=True,
    help="Why.",
)
@click.option("--returned-on", type=DAY, required=True, help="The day on which it came back.")
@BY
@click.pass_obj
def returned(door: Door, request_id: str, because: str, returned_on: datetime, by: str) -> None:
    """Note that the answer came back by post; it waits to be sent again."""
    with door.session():
        from yakusoku.rights.operations.returned import note_returned

        note_returned(
            request_id=request_id, because=because, returned_on=returned_on.date(), by=by, now=door.now()
        )
        door.say(text("Look into the address, and note it with `yakusoku rights address {request}`.",
                      request=request_id))  # fmt: skip


@click.command()
@REQUEST
@click.option("--then", type=click.Choice(["send", "pickup"]), required=True, help="Sent again, or fetched.")
@click.option(
    "--new",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="YAML file with name, postal_code and address, where the person has moved; its correction is offered.",
)
@REASON
@BY
@click.pass_obj
def address(door: Door, request_id: str, then: str, new: Path | None, reason: str | None, by: str) -> None:
    """Note what was found about the address of an answer that came back."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.arrival import read_representative
        from yakusoku.rights.operations.returned import note_address

        moved = read_representative(new.read_bytes(), file=new.name) if new else None
        note_address(request_id=request_id, then=then, found=why, new=moved, by=by, now=door.now())
        if moved is not None:
            door.say(text("Offer the person to correct it, and note the word with `yakusoku rights offer {request}`.",
                          request=request_id))  # fmt: skip
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--declined", is_flag=True, help="The person does not want it.")
@click.option("--channel", type=click.Choice(["post", "telephone", "counter", "email", "fax", "internet"]),
              help="How the person said yes.")  # fmt: skip
@click.option("--ref", help="Number on the envelope, call or slip.")
@BY
@click.pass_obj
def offer(door: Door, request_id: str, declined: bool, channel: str | None, ref: str | None, by: str) -> None:
    """Note what the person said to an offered correction of the address; a yes is a request of its own."""
    if declined == bool(channel and ref):
        raise click.UsageError(text("Give --channel and --ref, or --declined.").say(door.language))
    with door.session():
        from yakusoku.rights.operations import offer as offering
        from yakusoku.rights.rules import Channel

        if declined or not channel or not ref:
            offering.decline_offer(request_id=request_id, by=by, now=door.now())
            say_next(door, request_id)
            return
        made = offering.take_offer(
            request_id=request_id, channel=Channel(channel), arrival_ref=ref, by=by, now=door.now()
        )
        door.say(made.request_id)
        say_next(door, made.request_id)


@click.command()
@REQUEST
@click.option(
    "--what", type=click.Choice(["answer", "letter", "package"]), required=True, help="What it was."
)
@click.option("--noticed-on", type=DAY, required=True, help="The day on which it was noticed.")
@click.option("--recovered-on", type=DAY, help="The day on which it was back, if it is.")
@click.option("--to-whom", help="Whom it reached, sealed; asked for when it is not given.")
@BY
@click.pass_obj
def astray(
    door: Door, request_id: str, what: str, noticed_on: datetime, recovered_on: datetime | None,
    to_whom: str | None, by: str,
) -> None:  # fmt: skip
    """Note that something about a request reached somebody else; the request goes on."""
    who = to_whom or str(click.prompt(text("Whom did it reach?").say(door.language)))
    with door.session():
        from yakusoku.rights.operations.returned import note_misdelivery

        note_misdelivery(
            request_id=request_id, what=what, to_whom=who, noticed_on=noticed_on.date(),
            recovered_on=recovered_on.date() if recovered_on else None, by=by, now=door.now(),
        )  # fmt: skip
        door.say(text("Noted. Judge today whether it is an incident that has to be reported."))
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--because", type=click.Choice(["complaint", "error", "came_back"]), required=True, help="Why.")
@REASON
@BY
@click.pass_obj
def reopen(door: Door, request_id: str, because: str, reason: str | None, by: str) -> None:
    """Let an ended request go on; its clocks never stopped."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.reopen import reopen_request

        reopen_request(request_id=request_id, because=because, reason=why, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--reply-by", type=DAY, required=True, help="The day by which something has to come.")
@BY
@click.pass_obj
def remind(door: Door, request_id: str, reply_by: datetime, by: str) -> None:
    """Make the letter that reminds of papers or of the fee, two weeks ahead at least."""
    with door.session():
        from yakusoku.rights.operations.lapse import write_reminder

        number = write_reminder(request_id=request_id, reply_by=reply_by.date(), by=by, now=door.now())
        say_made(door, request_id, number)


@click.command()
@REQUEST
@BY
@click.pass_obj
def lapse(door: Door, request_id: str, by: str) -> None:
    """End a request of which the person did not answer the reminder, and make the letter that says so."""
    with door.session():
        from yakusoku.rights.operations.lapse import let_lapse

        say_made(door, request_id, let_lapse(request_id=request_id, by=by, now=door.now()))


def add_ends_to(group: click.Group) -> None:
    """Add the commands of this file."""
    for command in (same, inquiry, forward, spam, remind, lapse, returned, address, offer, astray, reopen):
        group.add_command(command)
