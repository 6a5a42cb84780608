"""Requests of persons until they can be searched, one command a deed. A person's values come from files alone."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from yakusoku.rights.asked import Asked

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST, add_to
from yakusoku.cli.rights_by_hand import add_by_hand_to
from yakusoku.cli.rights_change import add_changes_to
from yakusoku.cli.rights_clocks import add_clocks_to
from yakusoku.cli.rights_ends import add_ends_to
from yakusoku.cli.rights_letters import add_letters_to
from yakusoku.cli.rights_money import add_money_to, take_as_it_came
from yakusoku.cli.rights_papers import add_papers_to
from yakusoku.cli.rights_show import list_all, say_next, show_candidates, show_request
from yakusoku.cli.rights_told import add_told_to
from yakusoku.cli.rights_who import add_who_to
from yakusoku.terms.text import text

CHANNELS = ["post", "telephone", "counter", "email", "fax", "internet", "forwarded"]
FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))


@click.group()
def rights() -> None:
    """Requests of persons: receive, search, review, answer."""


@rights.command()
@FILE
@click.option("--company", required=True, help="The company that was asked, by its policy's id.")
@click.option("--channel", type=click.Choice(CHANNELS), required=True)
@click.option("--via", default="", help="The company through which it came, with `--channel forwarded`.")
@click.option(
    "--ref", required=True, help="Number on the envelope, call or slip; one number is taken in once."
)
@click.option("--arrived", type=click.DateTime(), help="When it arrived, if earlier (the company's time).")
@click.option("--answer-in", "language", type=click.Choice(["ja", "en"]), default="ja", show_default=True)
@BY
@click.pass_obj
def receive(
    door: Door,
    file: Path,
    company: str,
    channel: str,
    via: str,
    ref: str,
    arrived: datetime | None,
    language: str,
    by: str,
) -> None:
    """Take in a request; FILE (YAML as docs/arrival.yaml, or -) says who writes, where to answer, and what."""
    with door.session():
        from yakusoku.rights.operations.receive import receive_request
        from yakusoku.rights.queries import timezone
        from yakusoku.rights.rules import Channel

        received = receive_request(
            controller=company,
            channel=Channel(channel),
            arrival_ref=ref,
            asked=_asked(file),
            language=language,
            by=by,
            now=door.now(),
            party=via,
            received_at=arrived.replace(tzinfo=ZoneInfo(timezone(company))) if arrived else None,
        )
        click.echo(received.request_id)
        door.say(
            text(
                "Receipt code {code}; arrived {day}; a suit is possible from {suit}.",
                code=received.receipt_code,
                day=received.received_on,
                suit=received.suit_open_on,
            )
        )
        say_next(door, received.request_id)


def _asked(file: Path) -> Asked:
    """Read an arrival's file. :raises UnableToReadArrival: if it is not as it should be"""
    from yakusoku.rights.arrival import read_arrival

    content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    return read_arrival(content, file=file.name)


@rights.command()
@REQUEST
@FILE
@BY
@click.pass_obj
def amend(door: Door, request_id: str, file: Path, by: str) -> None:
    """Correct what was entered of an arrival; FILE holds all of it, as for `receive`."""
    with door.session():
        from yakusoku.rights.operations.receive import amend_request

        amend_request(request_id=request_id, asked=_asked(file), by=by, now=door.now())
        say_next(door, request_id)


@rights.command("list")
@click.option("--company", help="Only this company's.")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not closed.")
@click.pass_obj
def list_requests(door: Door, company: str | None, only_open: bool) -> None:
    """List requests with their clocks and where they stand."""
    with door.session():
        list_all(door, company=company, only_open=only_open)


@rights.command()
@REQUEST
@click.option("--plan", is_flag=True, help="Print the frozen plan (final SQL), too.")
@click.pass_obj
def show(door: Door, request_id: str, plan: bool) -> None:
    """Show one request: state, clocks, what was found, what was decided, what comes next."""
    with door.session():
        show_request(door, request_id, plan=plan)


@rights.command()
@REQUEST
@click.option("--right", required=True, help="Code of the right, such as A-DISC (disclosure).")
@click.option(
    "--method",
    default="paper",
    show_default=True,
    help="How the person chose to be answered: paper, electronic.",
)
@click.option(
    "--measure",
    type=click.Choice(["show", "correct", "restrict", "stop_provision", "erase"]),
    help="What is asked for, where the right gives several.",
)
@click.option("--case", "law_case", default="", help="Case of the law that is met, such as STOP5-a.")
@click.option(
    "--wish",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="YAML file with the right content by fact, for a correction.",
)
@click.option(
    "--use", "uses", multiple=True, help="Use that is objected to, as `purposes.news`; may be given again."
)
@BY
@click.pass_obj
def triage(
    door: Door,
    request_id: str,
    right: str,
    method: str,
    measure: str | None,
    law_case: str,
    wish: Path | None,
    uses: tuple[str, ...],
    by: str,
) -> None:
    """Assign a request to a right; a published fee is asked for."""
    with door.session():
        from yakusoku.rights.arrival import read_wish
        from yakusoku.rights.operations.triage import triage_request
        from yakusoku.rights.queries import fee_of
        from yakusoku.rights.rules import Measure

        triage_request(
            request_id=request_id,
            right=right,
            method=method,
            measure=Measure(measure) if measure else None,
            law_case=law_case,
            wish=read_wish(wish.read_bytes(), file=wish.name) if wish else None,
            uses=uses,
            by=by,
            now=door.now(),
        )
        fee = fee_of(request_id)
        if fee is not None:
            door.say(text("{yen} yen are asked for ({clause}).", yen=fee.yen, clause=fee.clause))
        say_next(door, request_id)


@rights.command()
@REQUEST
@BY
@click.pass_obj
def candidates(door: Door, request_id: str, by: str) -> None:
    """Show rows that may be the person's, with what agrees and what differs."""
    with door.session():
        show_candidates(door, request_id, by=by)


@rights.command()
@REQUEST
@click.option("--candidate", "code", required=True, help="Code of the candidate in the list of `candidates`.")
@click.option("--reason", help="Why these rows are the person's; asked for when it is not given.")
@BY
@click.pass_obj
def link(door: Door, request_id: str, code: str, reason: str | None, by: str) -> None:
    """Confirm that a candidate's rows are the person's, with the reason."""
    why = reason or click.prompt(text("Why are these rows the person's?").say(door.language))
    with door.session():
        from yakusoku.rights import queries
        from yakusoku.rights.operations.identify import confirm_link

        candidate = queries.candidate(request_id=request_id, code=code, by=by)
        confirm_link(request_id=request_id, candidate=candidate, reason=why, by=by, now=door.now())
        say_next(door, request_id)


@rights.command()
@REQUEST
@click.option("--yen", type=int, required=True, help="What was paid, tax included.")
@click.option("--paid-on", type=DAY, required=True, help="The day on which it was paid, as 2026-11-05.")
@click.option("--as-came", is_flag=True, help="Note an amount that is not the one that was asked for.")
@BY
@click.pass_obj
def fee(door: Door, request_id: str, yen: int, paid_on: datetime, as_came: bool, by: str) -> None:
    """Note that the fee was paid; prints the receipt's number."""
    with door.session():
        if as_came:
            take_as_it_came(door, request_id, yen=yen, paid_on=paid_on.date(), by=by)
            return
        from yakusoku.rights.operations.identify import record_payment

        receipt = record_payment(
            request_id=request_id, yen=yen, paid_on=paid_on.date(), by=by, now=door.now()
        )
        door.say(text("Receipt {receipt}.", receipt=receipt))
        say_next(door, request_id)


add_papers_to(rights)
add_who_to(rights)
add_to(rights)
add_changes_to(rights)
add_letters_to(rights)
add_clocks_to(rights)
add_told_to(rights)
add_ends_to(rights)
add_by_hand_to(rights)
add_money_to(rights)
