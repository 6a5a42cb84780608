"""Holds, one command a deed. Values of persons are asked for, never typed as options: a command line is remembered."""

from __future__ import annotations

import click

from yakusoku.cli.context import Door
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_DAY = click.DateTime(["%Y-%m-%d"])
_BASES = click.Choice(["claim", "authority", "audit", "leak"])
_ENDINGS = click.Choice(["settled", "withdrawn", "mistaken"])
_BY = click.option("--by", required=True, help="The manager who does this.")


@click.group()
def holds() -> None:
    """Reasons why data must not be touched for now."""


@holds.command()
@click.argument("company")
@click.option("--matter", required=True, help="The matter's reference, such as CLAIM-2026-014; names nobody.")
@click.option("--basis", type=_BASES, required=True, help="Why.")
@click.option("--owner", required=True, help="Who answers for it.")
@click.option("--asked-by", required=True, help="Who needs it; another than who places it.")
@click.option("--review-on", type=_DAY, required=True, help="When it is looked at again: within half a year.")
@click.option(
    "--collection", default="*", show_default=True, help="`dataset:collection`, or all of the company."
)
@click.option(
    "--identity",
    default="",
    help="Only rows of the person with this identity, such as email; its value is asked for.",
)
@click.option(
    "--key", "keys", multiple=True, help="Only the row with this key: a column; its value is asked for."
)
@_BY
@click.pass_obj
def place(
    door: Door,
    company: str,
    matter: str,
    basis: str,
    owner: str,
    asked_by: str,
    review_on: object,
    collection: str,
    identity: str,
    keys: tuple[str, ...],
    by: str,
) -> None:
    """Put data of COMPANY on hold and print the hold's id."""
    from yakusoku.holds.rules import Basis, Reach

    value = Personal(_asked(door, identity)) if identity else None
    key = {name: _asked(door, name) for name in keys} or None
    with door.session():
        from datetime import datetime

        from yakusoku.holds.operations import place as place_hold

        assert isinstance(review_on, datetime)  # noqa: S101  click made it of the option's type
        placed = place_hold(
            controller=company,
            matter=matter,
            basis=Basis(basis),
            reaches=[Reach(collection, identity, value, key)],
            owner=owner,
            asked_by=asked_by,
            review_on=review_on.date(),
            by=by,
            now=door.now(),
        )
    click.echo(placed.public_id)


def _asked(door: Door, name: str) -> str:
    answer: str = click.prompt(
        text("Value of {name}", name=name).say(door.language), hide_input=True, err=True
    )
    return answer


@holds.command()
@click.argument("hold_id")
@click.option("--review-on", type=_DAY, required=True, help="The next day on which it is looked at.")
@_BY
@click.pass_obj
def review(door: Door, hold_id: str, review_on: object, by: str) -> None:
    """Note that HOLD_ID was looked at and goes on."""
    with door.session():
        from datetime import datetime

        from yakusoku.holds.operations import review as review_hold

        assert isinstance(review_on, datetime)  # noqa: S101  click made it of the option's type
        found = review_hold(hold_id=hold_id, review_on=review_on.date(), by=by, now=door.now())
    door.say(text("{hold} is looked at again on {day}.", hold=hold_id, day=found.review_on))


@holds.command()
@click.argument("hold_id")
@click.option("--ending", type=_ENDINGS, required=True, help="Why it ends.")
@_BY
@click.pass_obj
def release(door: Door, hold_id: str, ending: str, by: str) -> None:
    """Release HOLD_ID."""
    with door.session():
        from yakusoku.holds.operations import release as release_hold
        from yakusoku.holds.rules import Ending

        release_hold(hold_id=hold_id, ending=Ending(ending), by=by, now=door.now())
    door.say(text("{hold} is released.", hold=hold_id))


@holds.command(name="list")
@click.argument("company")
@click.option("--released", is_flag=True, help="The released too.")
@click.pass_obj
def list_(door: Door, company: str, released: bool) -> None:
    """List the holds of COMPANY: id, matter, basis, owner, day of review."""
    home = door.open()
    try:
        from yakusoku.holds import queries

        found = queries.holds(controller=company, released=released)
        today = queries.today(company, door.now())
    finally:
        home.close()
    for one in found:
        end = ""
        if not one.active:
            end = " " + text("(released)").say(door.language)
        elif one.review_on < today:
            end = " " + text("(overdue)").say(door.language)
        basis = one.basis.says.say(door.language)
        click.echo(f"{one.public_id}  {one.matter}  {basis}  {one.owner}  {one.review_on}{end}")
