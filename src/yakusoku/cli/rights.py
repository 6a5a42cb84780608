"""Requests of persons, one command a deed. A person's values come from a file, never from the command line."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from yakusoku.rights.asked import Asked
    from yakusoku.rights.papers import Zone

from yakusoku.cli.context import Door
from yakusoku.cli.rights_show import show_candidates, show_request
from yakusoku.terms.text import text

BY = click.option("--by", required=True, help="Your id in the register of staff.")
REQUEST = click.argument("request_id")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def rights() -> None:
    """Requests of persons: receive, search, review, answer."""


@rights.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@click.option("--company", required=True, help="The company that was asked, by its policy's id.")
@click.option("--channel", type=click.Choice(["post", "telephone", "counter"]), required=True)
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
    ref: str,
    arrived: datetime | None,
    language: str,
    by: str,
) -> None:
    """Take in a request; FILE (YAML, or - for standard input) says who writes, where to answer, and what."""
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
            received_at=arrived.replace(tzinfo=ZoneInfo(timezone())) if arrived else None,
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


def _asked(file: Path) -> Asked:
    """Read an arrival's file. :raises UnableToReadArrival: if it is not as it should be"""
    from yakusoku.rights.arrival import read_arrival

    content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    return read_arrival(content, file=file.name)


@rights.command("list")
@click.option("--company", help="Only this company's.")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not closed.")
@click.pass_obj
def list_requests(door: Door, company: str | None, only_open: bool) -> None:
    """List requests with their state, clocks and next step."""
    with door.session():
        from yakusoku.rights import queries

        for row in queries.requests(controller=company, only_open=only_open):
            click.echo(
                f"{row.request_id}  {row.receipt_code}  {row.state:10}  {row.received_on}"
                f"  {row.suit_open_on}  {row.right or '-':7}  {row.next_step}"
            )


@rights.command()
@REQUEST
@click.option("--plan", is_flag=True, help="Print the frozen plan (final SQL).")
@click.pass_obj
def show(door: Door, request_id: str, plan: bool) -> None:
    """Show one request: state, clocks, what was found, what was decided, what comes next."""
    with door.session():
        show_request(door, request_id, plan=plan)


@rights.command()
@REQUEST
@click.option("--right", required=True, help="Code of the right, such as A-DISC.")
@click.option("--method", default="paper", show_default=True, help="How the person chose to be answered.")
@BY
@click.pass_obj
def triage(door: Door, request_id: str, right: str, method: str, by: str) -> None:
    """Assign a request to a right; a published fee is asked for."""
    with door.session():
        from yakusoku.rights.operations.receive import triage_request

        triage_request(request_id=request_id, right=right, method=method, by=by, now=door.now())


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
@click.option("--candidate", type=int, required=True, help="Number in the list of `candidates`.")
@click.option("--reason", help="Why these rows are the person's; asked for when it is not given.")
@BY
@click.pass_obj
def link(door: Door, request_id: str, candidate: int, reason: str | None, by: str) -> None:
    """Confirm that a candidate's rows are the person's, with the reason."""
    why = reason or click.prompt(text("Why are these rows the person's?").say(door.language))
    with door.session():
        from yakusoku.rights import queries
        from yakusoku.rights.operations.identify import UnableToLink, confirm_link

        found = queries.candidates(request_id=request_id, by=by)
        if not 1 <= candidate <= len(found):
            raise UnableToLink(
                text("there is no candidate {number}.", number=candidate),
                do=text("`yakusoku rights candidates {request}` lists them.", request=request_id),
            )
        confirm_link(request_id=request_id, candidate=found[candidate - 1], reason=why, by=by, now=door.now())


@rights.command()
@REQUEST
@click.option("--document", required=True, help="Code of the document, such as qualification_certificate.")
@click.option("--image", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True)
@click.option(
    "--mask",
    "zones",
    multiple=True,
    metavar="ZONE=X0,Y0,X1,Y1",
    help="Rectangle to black out, in pixels; may be repeated.",
)
@click.option("--address-agrees", is_flag=True, help="The address on it is the one to answer to.")
@BY
@click.pass_obj
def identity(
    door: Door,
    request_id: str,
    document: str,
    image: Path,
    zones: tuple[str, ...],
    address_agrees: bool,
    by: str,
) -> None:
    """Note an identity paper; only its masked copy is kept, sealed, until the request is closed."""
    with door.session():
        from yakusoku.rights.operations.identify import confirm_identity

        confirm_identity(
            request_id=request_id,
            document=document,
            image=image.read_bytes(),
            mask=[_zone(zone) for zone in zones],
            address_agrees=address_agrees,
            by=by,
            now=door.now(),
        )


def _zone(words: str) -> Zone:
    """Read `code=x0,y0,x1,y1`."""
    from yakusoku.rights.papers import Zone

    code, _, box = words.partition("=")
    try:
        x0, y0, x1, y1 = (float(part) for part in box.split(","))
    except ValueError:
        raise click.BadParameter(f"{words}: ZONE=X0,Y0,X1,Y1") from None
    return Zone(code, x0, y0, x1, y1, unit="pixel")


@rights.command()
@REQUEST
@click.option("--yen", type=int, required=True, help="What was paid, tax included.")
@click.option("--paid-on", type=DAY, required=True)
@BY
@click.pass_obj
def fee(door: Door, request_id: str, yen: int, paid_on: datetime, by: str) -> None:
    """Note that the fee was paid; prints the receipt's number."""
    with door.session():
        from yakusoku.rights.operations.identify import record_payment

        click.echo(
            record_payment(request_id=request_id, yen=yen, paid_on=paid_on.date(), by=by, now=door.now())
        )


@rights.command()
@REQUEST
@BY
@click.pass_obj
def search(door: Door, request_id: str, by: str) -> None:
    """Freeze the plan and start the search; a running worker (`yakusoku work run`) does it."""
    with door.session():
        from yakusoku.rights.operations.search import start_search

        click.echo(start_search(request_id=request_id, by=by, now=door.now()))


@rights.command()
@REQUEST
@click.option("--section", required=True, help="Collection, as `dataset.collection`.")
@click.option("--field", default="", help="One field of it; without this the whole collection.")
@click.option(
    "--withhold",
    "ground",
    default="",
    help="Ground on which it is withheld, such as DISC-2; without this it is shown.",
)
@click.option("--law", default="", help="Article of the other law that a ground rests on.")
@BY
@click.pass_obj
def review(door: Door, request_id: str, section: str, field: str, ground: str, law: str, by: str) -> None:
    """Decide on one item: shown, or withheld on a lawful ground."""
    with door.session():
        from yakusoku.rights.operations.review import review_item

        review_item(
            request_id=request_id, section=section, field=field, ground=ground, law=law, by=by, now=door.now()
        )


@rights.command()
@REQUEST
@BY
@click.pass_obj
def prepare(door: Door, request_id: str, by: str) -> None:
    """Fix the decisions for the second person's look; prints the outcome."""
    with door.session():
        from yakusoku.rights.operations.review import prepare_answer

        click.echo(prepare_answer(request_id=request_id, by=by, now=door.now()))


@rights.command()
@REQUEST
@click.option("--return", "back", is_flag=True, help="Send it back to review instead.")
@BY
@click.pass_obj
def approve(door: Door, request_id: str, back: bool, by: str) -> None:
    """Approve a prepared answer as the second person, or send it back."""
    with door.session():
        from yakusoku.rights.operations.review import approve_answer, return_to_review

        deed = return_to_review if back else approve_answer
        deed(request_id=request_id, by=by, now=door.now())


@rights.command()
@REQUEST
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write into.",
)
@BY
@click.pass_obj
def package(door: Door, request_id: str, folder: Path, by: str) -> None:
    """Open the sealed package for printing or sending: writes letter.pdf and package.zip, and notes that you did."""
    with door.session():
        from yakusoku.rights.operations.build import release_package
        from yakusoku.terms.files import write_whole

        folder.mkdir(parents=True, exist_ok=True)
        for name, content in release_package(request_id=request_id, by=by, now=door.now()).items():
            write_whole(folder / name, content)
            click.echo(folder / name)


@rights.command()
@REQUEST
@click.option(
    "--method", type=click.Choice(["registered_post", "simple_registered_post", "in_hand"]), required=True
)
@click.option("--tracking", required=True, help="Number of the registered item.")
@click.option("--sent-on", type=DAY, required=True)
@BY
@click.pass_obj
def dispatch(door: Door, request_id: str, method: str, tracking: str, sent_on: datetime, by: str) -> None:
    """Note how and when the answer left the house."""
    with door.session():
        from yakusoku.rights.operations.dispatch import record_dispatch
        from yakusoku.rights.rules import Dispatching

        day: date = sent_on.date()
        record_dispatch(
            request_id=request_id,
            method=Dispatching(method),
            tracking=tracking,
            sent_on=day,
            by=by,
            now=door.now(),
        )


@rights.command()
@REQUEST
@BY
@click.pass_obj
def close(door: Door, request_id: str, by: str) -> None:
    """Close an answered request; copies of identity papers are destroyed."""
    with door.session():
        from yakusoku.rights.operations.dispatch import close_request

        close_request(request_id=request_id, by=by, now=door.now())


@rights.command()
@REQUEST
@BY
@click.pass_obj
def withdraw(door: Door, request_id: str, by: str) -> None:
    """Close a request because the person took it back."""
    with door.session():
        from yakusoku.rights.operations.dispatch import withdraw_request

        withdraw_request(request_id=request_id, by=by, now=door.now())
