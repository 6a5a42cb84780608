"""Choices of persons, one command a deed. What a person gave is asked for, never typed as an option."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack
from zoneinfo import ZoneInfo

import click

from yakusoku.cli.check import Day
from yakusoku.cli.consent_lists import check, checks, stopped
from yakusoku.cli.context import Door
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.consent.operations import Arrived, Whom
    from yakusoku.consent.queries import ChoiceView
    from yakusoku.consent.rules import Confirmation

Command = TypeVar("Command", bound=Callable[..., Any])
_WAYS = click.Choice(["post", "email", "telephone", "fax", "catalog", "sms", "screen", "any"])
_KINDS = click.Choice(["stop", "objection", "suspension", "restriction"])
_BY = click.option(
    "--by", required=True, help="Who records it: a member of the desk, or the code of a system."
)
_WHOM = (
    click.option(
        "--of", "identities", multiple=True, required=True,
        help="What the person gave: email, phone_number, address, or a number's word; its value is asked for.",
    ),
    click.option("--named", is_flag=True, help="For one person there; the name is asked for."),
    click.option("--household", is_flag=True, help="For everybody at the address or number."),
)  # fmt: skip
_ARRIVED = (
    click.option("--channel", default="internet", show_default=True, help="How it arrived, such as telephone."),
    click.option("--through", default="desk", show_default=True, help="The company's own code of form or desk."),
    click.option("--chosen", type=click.DateTime(), help="When the person said so, in the home's zone; else now."),
    click.option("--reference", default="", help="The number of the delivery: a second one records nothing."),
    click.option("--proof", default="", help="The number of what shows it, such as FORM-2026-118."),
    click.option("--proof-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                 help="What shows it; its SHA-256 is kept, and nothing else of it."),
)  # fmt: skip
_CONFIRMED = (
    click.option("--how", required=True,
                 type=click.Choice(["request", "call-back", "papers", "account", "mailbox"]),
                 help="How the person was confirmed."),
    click.option("--confirmed", required=True, help="The request or note in which that stands."),
    click.option("--because", default="own-wish", show_default=True, help="Why, as a short code."),
)  # fmt: skip


class Said(TypedDict, total=False):
    """The options of a command, as they were written."""

    identities: tuple[str, ...]
    named: bool
    household: bool
    channel: str
    through: str
    chosen: datetime | None
    reference: str
    proof: str
    proof_file: Path | None
    how: str
    confirmed: str
    because: str
    by: str
    refused: bool
    kind: str
    form: str
    version: date | None
    sentence: str
    language: str


def _taking(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def take(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return take


@click.group()
def consent() -> None:
    """What persons chose: consents, withdrawals, stops; lists are held against it."""


consent.add_command(stopped)
consent.add_command(checks)
consent.add_command(check)


@consent.command()
@click.argument("company")
@click.argument("scope")
@click.option("--refused", is_flag=True, help="The person refused.")
@click.option("--kind", type=click.Choice(["consent", "objection", "suspension", "restriction"]), default="consent",
              show_default=True, help="What it is.")  # fmt: skip
@click.option("--form", type=click.Choice(["plain", "explicit", "written"]), default="plain", show_default=True,
              help="How a consent was expressed.")  # fmt: skip
@click.option("--version", type=Day(), help="The version of the notice that was shown, by its day.")
@click.option("--sentence", default="", help="The id of the sentence that was shown.")
@click.option("--in", "language", type=click.Choice(["en", "ja"]), default="ja", help="The language shown.")
@_taking(*_WHOM, *_ARRIVED)
@_BY
@click.pass_obj
def record(door: Door, company: str, scope: str, **said: Unpack[Said]) -> None:
    """Record for COMPANY what a person chose about SCOPE, such as purposes.news, and print its id."""
    typed = _typed(door, said)
    with door.session():
        from yakusoku.consent.operations import About
        from yakusoku.consent.operations import record as record_choice
        from yakusoku.consent.rules import Form, Kind, Turn

        kind = Kind(said["kind"])
        turn = Turn.MADE if kind is not Kind.CONSENT else Turn.REFUSED if said["refused"] else Turn.GIVEN
        made = record_choice(
            controller=company, about=About(kind, scope, form=Form(said["form"])), turn=turn, whom=_whom(typed, said),
            arrived=_arrived(door, company, said), by=said["by"], now=door.now(), version=said["version"],
            sentence=said["sentence"], language=said["language"],
        )  # fmt: skip
    click.echo(made.public_id)


@consent.command()
@click.argument("company")
@click.argument("scope")
@_taking(*_WHOM, *_ARRIVED)
@_BY
@click.pass_obj
def withdraw(door: Door, company: str, scope: str, **said: Unpack[Said]) -> None:
    """Withdraw the consent to SCOPE at COMPANY, at once; a check on erasure is opened."""
    typed = _typed(door, said)
    with door.session():
        from yakusoku.consent.operations import withdraw as withdraw_consent

        made = withdraw_consent(
            controller=company, scope=scope, whom=_whom(typed, said), arrived=_arrived(door, company, said),
            by=said["by"], now=door.now(),
        )  # fmt: skip
    click.echo(made.public_id)


@consent.command()
@click.argument("company")
@click.option("--way", type=_WAYS, required=True, help="By which way no more is wanted.")
@click.option("--purpose", default="", help="Only of this purpose.")
@_taking(*_WHOM, *_ARRIVED)
@_BY
@click.pass_obj
def stop(door: Door, company: str, way: str, purpose: str, **said: Unpack[Said]) -> None:
    """Stop advertising by COMPANY to what was given, at once; say what may still arrive."""
    typed = _typed(door, said)
    with door.session():
        from yakusoku.consent.operations import stop as stop_advertising

        made = stop_advertising(
            controller=company, way=way, purpose=purpose, whom=_whom(typed, said),
            arrived=_arrived(door, company, said), by=said["by"], now=door.now(),
        )  # fmt: skip
        zone = _zone(company)
    click.echo(made.choice.public_id)
    door.say(text("The stop is in force."))
    for one in made.handed_over:
        day = one.handed_over_at.astimezone(zone).date()
        door.say(text("May still arrive: {mailing}, handed over on {day}.", mailing=one.mailing, day=day))


@consent.command()
@click.argument("company")
@click.argument("scope")
@click.option("--kind", type=_KINDS, default="stop", show_default=True, help="What is loosened.")
@click.option("--purpose", default="", help="The purpose that the stop was for.")
@_taking(*_WHOM, *_ARRIVED, *_CONFIRMED)
@_BY
@click.pass_obj
def loosen(door: Door, company: str, scope: str, purpose: str, **said: Unpack[Said]) -> None:
    """Loosen what a person chose about SCOPE (of a stop: its way), once it was confirmed who asks."""
    typed = _typed(door, said)
    with door.session():
        from yakusoku.consent.operations import About
        from yakusoku.consent.operations import loosen as loosen_choice
        from yakusoku.consent.rules import Kind

        made = loosen_choice(
            controller=company, about=About(Kind(said["kind"]), scope, purpose), whom=_whom(typed, said),
            arrived=_arrived(door, company, said), confirmation=_confirmation(said), by=said["by"], now=door.now(),
        )  # fmt: skip
    click.echo(made.public_id)


@consent.command()
@click.argument("company")
@_taking(*_WHOM, *_CONFIRMED)
@_BY
@click.pass_obj
def show(door: Door, company: str, **said: Unpack[Said]) -> None:
    """Show what was chosen under what the person gives, once it was confirmed who asks."""
    typed = _typed(door, said)
    with door.session():
        from yakusoku.consent.operations import show as show_choices

        found = show_choices(
            controller=company,
            whom=_whom(typed, said),
            confirmation=_confirmation(said),
            by=said["by"],
            now=door.now(),
        )
        zone = _zone(company)
    for one in found:
        click.echo(_line(door, one, zone))
    if not found:
        door.say(text("Nothing was chosen under what was given."))


@consent.command()
@click.argument("company")
@click.argument("choice_id")
@_taking(*_WHOM, *_CONFIRMED)
@_BY
@click.pass_obj
def receipt(door: Door, company: str, choice_id: str, **said: Unpack[Said]) -> None:
    """Print the receipt of the consent CHOICE_ID (ISO/IEC TS 27560, JSON-LD) for who gave it."""
    del company
    typed = _typed(door, said)
    with door.session():
        from yakusoku.consent.operations import give_receipt

        made = give_receipt(
            choice_id=choice_id,
            whom=_whom(typed, said),
            confirmation=_confirmation(said),
            by=said["by"],
            now=door.now(),
        )
    click.echo(made.decode(), nl=False)


def _typed(door: Door, said: Said) -> dict[str, Personal[str]]:
    """Return what was typed, by what was asked for; it is asked for before anything is opened."""
    words = (*said["identities"], *(["name"] if said["named"] else []))
    return {one: Personal(_asked(door, one)) for one in words}


def _whom(typed: dict[str, Personal[str]], said: Said) -> Whom:
    """Return whom a choice acts on; rooms are read once the home is open."""
    from yakusoku.consent.operations import Given, Whom

    given = tuple(Given(one, typed[one]) for one in said["identities"])
    return Whom(given, typed["name"] if said["named"] else None, said["household"])


def _asked(door: Door, name: str) -> str:
    answer: str = click.prompt(
        text("Value of {name}", name=name).say(door.language), hide_input=True, err=True
    )
    return answer


def _arrived(door: Door, company: str, said: Said) -> Arrived:
    from hashlib import sha256

    from yakusoku.consent.operations import Arrived

    chosen, file = said["chosen"], said["proof_file"]
    return Arrived(
        said["channel"], said["through"], chosen.replace(tzinfo=_zone(company)) if chosen else door.now(),
        said["reference"], said["proof"], sha256(file.read_bytes()).hexdigest() if file else "",
    )  # fmt: skip


def _confirmation(said: Said) -> Confirmation:
    from yakusoku.consent.rules import Confirmation, How

    return Confirmation(How(said["how"]), said["confirmed"], said["because"])


def _zone(company: str) -> ZoneInfo:
    from yakusoku.consent import queries

    return ZoneInfo(queries.timezone(company))


def _line(door: Door, one: ChoiceView, zone: ZoneInfo) -> str:
    on = one.chosen_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    what = f"{one.kind.says.say(door.language)}: {one.turn.says.say(door.language)}"
    about = f"{one.scope} {one.purpose}".strip()
    line = f"{one.public_id}  {on}  {what}  {about}  {one.channel}"
    if one.ended_at is None:
        return line
    ended = text("ended {on} with its request", on=one.ended_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"))
    return f"{line}  {ended.say(door.language)}"
