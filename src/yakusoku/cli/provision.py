"""To whom data were given and from whom they came, one command a deed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypedDict, Unpack

import click

from yakusoku.cli.check import Day
from yakusoku.cli.context import Door
from yakusoku.cli.provision_demands import answer, ask, demands, settle
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.provision.operations import Order, Way
    from yakusoku.provision.queries import RecipientView, Watch

_BY = click.option("--by", required=True, help="Who does it: a member of the desk, by id.")
_BY_DESK = click.option(
    "--by", required=True, help="Who does it: a member of the desk, or the code of a system."
)
_WAY = click.option(
    "--way",
    type=click.Choice(["single", "batch", "contract"]),
    default="single",
    show_default=True,
    help="How the record is made.",
)
_DOCUMENT = click.option("--document", default="", help="The number of the contract that carries the record.")
_NOTES = (
    "selection", "contract", "check", "trouble", "settled", "measures", "information", "scc", "bcr", "adequacy",
    "derogation", "listed", "opt-out-filed", "extension",
)  # fmt: skip


class Wanted(TypedDict):
    """The options of `give`, as they were written."""

    purpose: str
    place: str
    by_column: str
    values: TextIO | None
    everybody: bool
    items: tuple[str, ...]
    route: str
    medium: str
    cases: tuple[str, ...]
    facts: tuple[str, ...]
    reference: str
    folder: Path
    way: Way
    document: str
    by: str


class Came(TypedDict):
    """The options of `received`, as they were written."""

    ground: str
    items: tuple[str, ...]
    identity: str
    persons: TextIO
    history: str
    shown: str
    published: bool
    on: date | None
    reference: str
    way: Way
    document: str
    by: str


@click.group()
def provision() -> None:
    """To whom data go and from whom they come: recipients, provisions, receipts, demands of authorities."""


for _command in (ask, settle, answer, demands):
    provision.add_command(_command)


@provision.command("add")
@click.argument("company")
@click.argument("route")
@click.option("--role", required=True,
              type=click.Choice(["third_party", "joint_user", "entrustee", "client", "public_body"]),
              help="As what it is given data.")  # fmt: skip
@click.option("--named", default="", help="Its word in the policy, where the text names it.")
@click.option("--country", default="JP", show_default=True, help="Where it is, such as TH.")
@click.option("--key", default="", help="Its public key of age, to which files are encrypted.")
@click.option("--since", type=Day(), help="The first day; else today.")
@_BY
@click.pass_obj
def add(
    door: Door,
    company: str,
    route: str,
    role: str,
    named: str,
    country: str,
    key: str,
    since: date | None,
    by: str,
) -> None:
    """Enter a recipient, or a giver, under ROUTE, such as provisions.insurers; who it is is asked for."""
    with door.session():
        from yakusoku.provision.operations import Party, Role, add_recipient

        name, address, representative = (_asked(door, one) for one in ("name", "address", "representative"))
        party = Party(name, address, representative, country, key)
        made = add_recipient(
            controller=company, role=Role(role), route=route, party=party, company=named,
            since=since or _today(door, company), by=by, now=door.now(),
        )  # fmt: skip
    click.echo(made.public_id)


@provision.command("end")
@click.argument("recipient")
@click.option("--until", type=Day(), required=True, help="The last day on which it gets anything.")
@_BY
@click.pass_obj
def end(door: Door, recipient: str, until: date, by: str) -> None:
    """Note that RECIPIENT gets nothing after a day: a member leaves, a contract ends."""
    with door.session():
        from yakusoku.provision.operations import end_recipient

        end_recipient(recipient=recipient, until=until, by=by, now=door.now())


@provision.command("note")
@click.argument("recipient")
@click.argument("kind", type=click.Choice(_NOTES))
@click.option("--on", "on", type=Day(), help="The day; else today.")
@click.option("--reference", required=True, help="The number of what shows it, such as CHK-2026-4.")
@click.option("--until", type=Day(), help="How long it holds, or to which day a look is put off.")
@click.option("--term", "terms", multiple=True, help="What a contract says, such as confidentiality.")
@click.option("--reason", default="", help="Why, for trouble, its end, or an extension; without names.")
@_BY
@click.pass_obj
def note(
    door: Door,
    recipient: str,
    kind: str,
    on: date | None,
    reference: str,
    until: date | None,
    terms: tuple[str, ...],
    reason: str,
    by: str,
) -> None:
    """Note of RECIPIENT an assessment, a contract, a look, trouble, a mechanism of transfer."""
    with door.session():
        from yakusoku.provision import queries
        from yakusoku.provision.operations import Note
        from yakusoku.provision.operations import note as do

        found = queries.recipient(recipient)
        day = on or (_today(door, found.controller) if found else door.now().date())
        do(
            recipient=recipient, kind=Note(kind), on=day, reference=reference, until=until, terms=terms,
            reason=reason, by=by, now=door.now(),
        )  # fmt: skip


@provision.command("recipients")
@click.argument("company")
@click.option("--as-of", type=Day(), help="How they stand on this day instead of today.")
@click.pass_obj
def recipients(door: Door, company: str, as_of: date | None) -> None:
    """List whom COMPANY gives data or gets data from, and how each stands."""
    with door.session():
        from yakusoku.provision import queries

        found = list(queries.standing(controller=company, as_of=as_of or _today(door, company)))
    for one, seen in found:
        click.echo(_line(door, one, seen))
    if not found:
        door.say(text("No recipient is registered."))


@provision.command("give")
@click.argument("company")
@click.argument("recipient")
@click.option("--purpose", required=True, help="The purpose, by its id in the policy.")
@click.option("--from", "place", required=True, help="Whose data: dataset:collection of the data map.")
@click.option("--where", "by_column", default="", help="The column by which rows are chosen.")
@click.option("--values", type=click.File("r", encoding="utf-8"), help="A file with one value a line, or -.")
@click.option("--all", "everybody", is_flag=True, help="All rows of the collection.")
@click.option("--item", "items", multiple=True, help="A kind of data; else those that the policy lists.")
@click.option("--route", default="", help="The way, where it is not the recipient's own.")
@click.option(
    "--medium", type=click.Choice(["electronic", "written"]), required=True, help="How the data go out."
)
@click.option("--case", "cases", multiple=True, help="A case and its number: accident_case=ACC-2026-17.")
@click.option("--fact", "facts", multiple=True, help="A fact of this use, such as acquired_by=internet.")
@click.option("--reference", required=True, help="The company's own code of this provision.")
@click.option("--to", "folder", required=True, help="The folder into which the file goes.",
              type=click.Path(exists=True, file_okay=False, path_type=Path))  # fmt: skip
@_WAY
@_DOCUMENT
@_BY_DESK
@click.pass_obj
def give(door: Door, /, company: str, recipient: str, **said: Unpack[Wanted]) -> None:
    """Provide data to RECIPIENT and make the record: those of whom the ruling is against are left out, counted."""
    with door.session():
        from yakusoku.provision.operations import provide

        made = provide(
            order=_order(company, recipient, said), to=said["folder"], by=said["by"], now=door.now()
        )
    if made.again:
        door.say(text("This was provided before; nothing was provided again."), err=True)
    click.echo(f"{made.record.public_id}  {made.file or '-'}")
    door.say(text("Asked: {asked}; given: {given}.", asked=made.record.asked, given=made.record.given))
    for reason, count in sorted(made.left_out.items()):
        click.echo(f"  {reason}: {count}")


@provision.command("received")
@click.argument("company")
@click.argument("provider")
@click.option("--ground", required=True, help="On what the giver rests it, such as consent or opt_out.")
@click.option("--item", "items", multiple=True, required=True, help="A kind of data that arrived.")
@click.option(
    "--of", "identity", required=True, help="By which number persons are named, as in the data map."
)
@click.option(
    "--persons", type=click.File("r", encoding="utf-8"), required=True, help="One number a line, or -."
)
@click.option("--history", default="", help="How the giver acquired them: from_person, from_public, from_other, "
              "by_provider, by_entrustment.")  # fmt: skip
@click.option("--shown", default="", help="The number of the document that showed it.")
@click.option("--published", is_flag=True, help="The Commission published the filing of the opt-out.")
@click.option("--on", type=Day(), help="The day of arrival; else today.")
@click.option("--reference", required=True, help="The company's own code of this arrival.")
@_WAY
@_DOCUMENT
@_BY_DESK
@click.pass_obj
def received(door: Door, /, company: str, provider: str, **said: Unpack[Came]) -> None:
    """Record that data came from PROVIDER, how it had acquired them, and what showed that."""
    with door.session():
        from yakusoku.provision.operations import Arrival, receive

        lines = [one.strip() for one in said["persons"]]
        made = receive(
            arrival=Arrival(
                controller=company, provider=provider, ground=said["ground"], items=said["items"],
                identity=said["identity"], history=said["history"], shown=said["shown"],
                on=said["on"] or _today(door, company), reference=said["reference"],
                persons=[one for one in lines if one], way=said["way"], document=said["document"],
                published=said["published"],
            ),
            by=said["by"], now=door.now(),
        )  # fmt: skip
    click.echo(made.public_id)


@provision.command("records")
@click.argument("company")
@click.pass_obj
def records(door: Door, company: str) -> None:
    """List what COMPANY gave and received, with counts, case and last day of each record."""
    with door.session():
        from yakusoku.provision import queries

        made, got = queries.records(controller=company), queries.receipts(controller=company)
    for one in made:
        kind = one.exemption or one.case
        counts = f"{one.given}/{one.asked}"
        click.echo(
            f"{one.public_id}  {one.on}  {one.route}  {one.recipient}  {counts}  {kind}  {one.kept_until}"
        )
    for each in got:
        kind = each.exemption or each.case
        click.echo(f"{each.public_id}  {each.on}  {each.provider}  {each.persons}  {kind}  {each.kept_until}")
    if not made and not got:
        door.say(text("Nothing was given or received."))


@provision.command("expire")
@click.pass_obj
def expire_(door: Door) -> None:
    """Erase records whose time has passed; the nightly work does it, too."""
    with door.session():
        from yakusoku.provision.operations import expire

        gone = expire(now=door.now())
    door.say(text("Records erased: {count}.", count=gone))


def _order(company: str, recipient: str, said: Wanted) -> Order:
    from yakusoku.decisions.queries import read_facts
    from yakusoku.provision.operations import Order, Selection

    file, column = said["values"], said["by_column"]
    if (file is None) is not said["everybody"] or (file is None) is bool(column):
        raise click.UsageError("Say whose data: --where COLUMN with --values FILE, or --all.")
    values = tuple(one.strip() for one in file if one.strip()) if file is not None else ()
    cases = [one.partition("=") for one in said["cases"]]
    if any(not number for _, _, number in cases) or len({number for _, _, number in cases}) > 1:
        raise click.UsageError("Write one case with its number: accident_case=ACC-2026-17.")
    facts = read_facts((*said["facts"], *(name for name, _, _ in cases)))
    return Order(
        controller=company, recipient=recipient, purpose=said["purpose"],
        selection=Selection(said["place"], column, values), medium=said["medium"], reference=said["reference"],
        items=said["items"], route=said["route"], way=said["way"], document=said["document"],
        event=cases[0][2] if cases else "", facts=facts,
    )  # fmt: skip


def _today(door: Door, company: str) -> date:
    from yakusoku.provision.queries import today

    return today(company, door.now())


def _asked(door: Door, name: str) -> Personal[str]:
    says = {
        "name": text("Name"),
        "address": text("Address"),
        "representative": text("Who represents it, empty for a person"),
    }[name]
    default = "" if name == "representative" else None
    return Personal(click.prompt(says.say(door.language), default=default, show_default=False, err=True))


def _line(door: Door, one: RecipientView, seen: Watch) -> str:
    due = f"  {seen.due_on}" if seen.due_on else ""
    light, role = seen.light.says.say(door.language), one.role.says.say(door.language)
    return f"{one.public_id}  {one.route}  {one.company or '-'}  {role}  {one.country}  {light}{due}"
