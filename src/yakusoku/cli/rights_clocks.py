"""Which laws apply, how long an answer may take, and what the person was asked; one command a deed."""

from __future__ import annotations

from datetime import datetime

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST
from yakusoku.cli.rights_letters import METHOD, REASON, SENT_ON, TRACKING, say_made, why_of
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text


@click.command()
@REQUEST
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    help="Why a law reaches the request: appi-company, appi-offer, gdpr-establishment, gdpr-offer, gdpr-watch.",
)
@click.option("--country", default="", help="State of the Union whose holidays count, such as DE.")
@REASON
@BY
@click.pass_obj
def regime(
    door: Door, request_id: str, scopes: tuple[str, ...], country: str, reason: str | None, by: str
) -> None:
    """Decide which laws apply to a request, where the text follows several."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.regime import decide_regime

        laws = decide_regime(
            request_id=request_id, scopes=scopes, country=country, reason=why, by=by, now=door.now()
        )
        door.say(text("These laws apply: {laws}.", laws=", ".join(laws)))
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option(
    "--because", type=click.Choice(["complexity", "number"]), required=True, help="The law's reason."
)
@click.option("--reason", help="What the person reads, in the letter's language; asked for when not given.")
@BY
@click.pass_obj
def extend(door: Door, request_id: str, because: str, reason: str | None, by: str) -> None:
    """Make the letter that tells why the answer takes up to two months longer; it counts when it left in time."""
    why = why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations.extend import write_extension
        from yakusoku.rights.queries import clocks_of

        number = write_extension(request_id=request_id, because=because, reason=why, by=by, now=door.now())
        say_made(door, request_id, number)
        extension = clocks_of(request_id).extension
        if extension is not None:
            door.say(text("It has to leave by {day}; note that with `yakusoku rights extended {request}`.",
                          day=extension.tell_by, request=request_id))  # fmt: skip


@click.command()
@REQUEST
@METHOD
@TRACKING
@SENT_ON
@BY
@click.pass_obj
def extended(door: Door, request_id: str, method: str, tracking: str, sent_on: datetime, by: str) -> None:
    """Note that the letter about the extension left; from then on the later day counts."""
    with door.session():
        from yakusoku.rights.operations.extend import note_extension_told
        from yakusoku.rights.rules import Dispatching

        until = note_extension_told(
            request_id=request_id,
            method=Dispatching(method),
            tracking=tracking,
            sent_on=sent_on.date(),
            by=by,
            now=door.now(),
        )
        late = text("It left after the first month: it extends nothing. Answer at once.")
        door.say(text("The answer is due by {day}.", day=until) if until else late)
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--asked-on", type=DAY, help="The day on which the person was asked.")
@click.option("--way", type=click.Choice(["post", "telephone", "counter", "email"]), help="How.")
@click.option("--reply-by", type=DAY, help="The day by which a reply was asked for.")
@click.option("--question", help="What was asked; asked for when it is not given.")
@click.option("--answered-on", type=DAY, help="The day on which the person's word came.")
@BY
@click.pass_obj
def clarify(
    door: Door,
    request_id: str,
    asked_on: datetime | None,
    way: str | None,
    reply_by: datetime | None,
    question: str | None,
    answered_on: datetime | None,
    by: str,
) -> None:
    """Note that the person was asked what is meant, or that the word came; only the house's own day waits."""
    asks = asked_on is not None and way is not None and reply_by is not None
    if asks == (answered_on is not None):
        says = text("Give --asked-on, --way and --reply-by, or --answered-on.")
        raise click.UsageError(says.say(door.language))
    what = "" if answered_on else question or str(click.prompt(text("What was asked?").say(door.language)))
    with door.session():
        from yakusoku.rights.operations import clarify as clarifying

        if answered_on is not None:
            clarifying.note_clarification_answered(
                request_id=request_id, answered_on=answered_on.date(), by=by, now=door.now()
            )
        elif asked_on is not None and reply_by is not None:
            clarifying.note_clarification_asked(
                request_id=request_id, asked=what, way=way or "", asked_on=asked_on.date(),
                reply_by=reply_by.date(), by=by, now=door.now(),
            )  # fmt: skip
        say_next(door, request_id)


def add_clocks_to(group: click.Group) -> None:
    """Add the commands of this file."""
    for command in (regime, extend, extended, clarify):
        group.add_command(command)
