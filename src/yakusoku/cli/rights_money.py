"""Other amounts, receipts and refunds; one command a deed."""

from __future__ import annotations

from datetime import date, datetime

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST
from yakusoku.cli.rights_letters import REASON, say_made, why_of
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text


def take_as_it_came(door: Door, request_id: str, *, yen: int, paid_on: date, by: str) -> None:
    """Note an amount that is not the one that was asked for, and print what is missing or too much."""
    from yakusoku.rights.operations.payments import take_other_amount

    found = take_other_amount(request_id=request_id, yen=yen, paid_on=paid_on, by=by, now=door.now())
    if found.missing:
        door.say(text("{yen} yen are still missing.", yen=found.missing))
    if found.over:
        door.say(text("{yen} yen are too much; `yakusoku rights refund {request}` gives them back.",
                      yen=found.over, request=request_id))  # fmt: skip
    say_next(door, request_id)


@click.command()
@REQUEST
@BY
@click.pass_obj
def receipt(door: Door, request_id: str, by: str) -> None:
    """Make the receipt for the fee as a document."""
    with door.session():
        from yakusoku.rights.operations.payments import write_receipt

        say_made(door, request_id, write_receipt(request_id=request_id, by=by, now=door.now()))


@click.command()
@REQUEST
@click.option("--because", type=click.Choice(["overpaid", "our_fault", "not_payable"]), help="The ground.")
@click.option("--yen", type=int, default=0, help="How much goes back, tax included.")
@click.option("--approve", "approves", is_flag=True, help="Agree to it as the second person.")
@REASON
@BY
@click.pass_obj
def refund(
    door: Door, request_id: str, because: str | None, yen: int, approves: bool, reason: str | None, by: str
) -> None:
    """Propose that money goes back, or agree to it, which makes the letter to the person."""
    if approves == (because is not None):
        raise click.UsageError(text("Give --because and --yen, or --approve.").say(door.language))
    why = "" if approves else why_of(door, reason)
    with door.session():
        from yakusoku.rights.operations import refund as giving_back

        if because is None:
            say_made(
                door, request_id, giving_back.approve_refund(request_id=request_id, by=by, now=door.now())
            )
            return
        giving_back.propose_refund(
            request_id=request_id, because=because, yen=yen, reason=why, by=by, now=door.now()
        )
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--paid-on", type=DAY, required=True, help="The day on which the money went back.")
@BY
@click.pass_obj
def refunded(door: Door, request_id: str, paid_on: datetime, by: str) -> None:
    """Note that the money went back."""
    with door.session():
        from yakusoku.rights.operations.refund import note_refund_paid

        yen = note_refund_paid(request_id=request_id, paid_on=paid_on.date(), by=by, now=door.now())
        door.say(text("{yen} yen went back.", yen=yen))
        say_next(door, request_id)


def add_money_to(group: click.Group) -> None:
    """Add the commands of this file."""
    for command in (receipt, refund, refunded):
        group.add_command(command)
