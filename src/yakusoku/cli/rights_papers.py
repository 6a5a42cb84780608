"""Papers of who asks, one command a deed: taken, found insufficient, asked for by letter."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST, TO, write_files
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.rights.papers import Zone

WHOSE = click.option(
    "--whose", type=click.Choice(["person", "representative"]), default="person", show_default=True,
    help="Whose paper it is: the person's, or of whoever asks in the person's place.",
)  # fmt: skip
DOCUMENT = click.option(
    "--document", required=True, help="Code of the document, such as qualification_certificate."
)
_REASONS = (
    "ended", "not_accepted", "expired", "too_old", "unreadable", "cut_off", "name_differs", "address_differs",
    "unsigned", "other_right", "relation_not_shown",
)  # fmt: skip


@click.command()
@REQUEST
@DOCUMENT
@click.option("--image", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True)
@click.option(
    "--mask",
    "zones",
    multiple=True,
    metavar="ZONE=X0,Y0,X1,Y1",
    help="Rectangle to black out, in pixels; may be given again.",
)
@click.option(
    "--absent", multiple=True, metavar="ZONE", help="A part that is not on this copy; may be given again."
)
@click.option(
    "--address-agrees",
    is_flag=True,
    help="The address to answer to is the one on it or, where it shows none, the registered one.",
)
@WHOSE
@click.option("--issued-on", type=DAY, help="The day of issue that stands on it, as 2026-10-05.")
@click.option("--valid-until", type=DAY, help="Its last day of validity, where it bears one.")
@click.option(
    "--names-both", is_flag=True, help="It names the person and the representative, and their relation."
)
@click.option("--signed", is_flag=True, help="It bears a signature or seal of whoever gives it.")
@click.option(
    "--for-right", "scope", multiple=True, metavar="RIGHT", help="A right that a mandate is for, or all."
)
@click.option("--original", is_flag=True, help="The document itself was seen, not a copy.")
@BY
@click.pass_obj
def identity(
    door: Door,
    request_id: str,
    document: str,
    image: Path,
    zones: tuple[str, ...],
    absent: tuple[str, ...],
    address_agrees: bool,
    whose: str,
    issued_on: datetime | None,
    valid_until: datetime | None,
    names_both: bool,
    signed: bool,
    scope: tuple[str, ...],
    original: bool,
    by: str,
) -> None:
    """Note a paper of who asks; only its masked copy is kept, sealed, until the request is closed."""
    with door.session():
        from yakusoku.rights.operations.papers import Bears, Whose, confirm_identity

        confirm_identity(
            request_id=request_id,
            document=document,
            image=image.read_bytes(),
            mask=[_zone(zone) for zone in zones],
            absent=absent,
            address_agrees=address_agrees,
            whose=Whose(whose),
            bears=Bears(
                issued_on=_day(issued_on), valid_until=_day(valid_until), names_both=names_both,
                signed=signed, scope=scope, original=original,
            ),
            by=by,
            now=door.now(),
        )  # fmt: skip
        say_next(door, request_id)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _zone(words: str) -> Zone:
    """Read `code=x0,y0,x1,y1`."""
    from yakusoku.rights.papers import Zone

    code, _, box = words.partition("=")
    try:
        x0, y0, x1, y1 = (float(part) for part in box.split(","))
    except ValueError:
        raise click.BadParameter(f"{words}: ZONE=X0,Y0,X1,Y1") from None
    return Zone(code, x0, y0, x1, y1, unit="pixel")


@click.command("insufficient")
@REQUEST
@DOCUMENT
@click.option("--why", type=click.Choice(_REASONS), required=True, help="What is wrong with it.")
@WHOSE
@BY
@click.pass_obj
def insufficient(door: Door, request_id: str, document: str, why: str, whose: str, by: str) -> None:
    """Note that a paper does not suffice; where it was taken before, it no longer counts."""
    with door.session():
        from yakusoku.rights.operations.papers import Insufficient, Whose, reject_paper

        reject_paper(
            request_id=request_id, document=document, why=Insufficient(why), whose=Whose(whose), by=by,
            now=door.now(),
        )  # fmt: skip
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option(
    "--reply-by", type=DAY, required=True, help="Until when the papers should arrive, as 2026-12-10."
)
@TO
@BY
@click.pass_obj
def ask(door: Door, request_id: str, reply_by: datetime, folder: Path, by: str) -> None:
    """Make the letter that asks for what is missing, with why and by when, and write it out for printing."""
    with door.session():
        from yakusoku.rights.operations.ask_papers import ask_for_papers

        letter = ask_for_papers(request_id=request_id, reply_by=reply_by.date(), by=by, now=door.now())
        write_files(folder, {"ask.pdf": letter})
        door.say(
            text(
                "Post it, then note it: yakusoku rights asked {request} --sent-on … --by …",
                request=request_id,
            )
        )


@click.command()
@REQUEST
@click.option("--sent-on", type=DAY, required=True, help="The day on which it left, as 2026-11-25.")
@BY
@click.pass_obj
def asked(door: Door, request_id: str, sent_on: datetime, by: str) -> None:
    """Note that the letter that asks for papers left the house; from then on the request waits for the person."""
    with door.session():
        from yakusoku.rights.operations.ask_papers import record_asked

        record_asked(request_id=request_id, sent_on=sent_on.date(), by=by, now=door.now())
        say_next(door, request_id)


def add_papers_to(group: click.Group) -> None:
    """Add the commands of this module to the group `rights`."""
    for command in (identity, insufficient, ask, asked):
        group.add_command(command)
