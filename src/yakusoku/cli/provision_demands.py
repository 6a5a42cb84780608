"""Demands of police, courts, bar associations and others: noted, settled by a second person, answered."""

from __future__ import annotations

from datetime import date

import click

from yakusoku.cli.check import Day
from yakusoku.cli.context import Door
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_BY = click.option("--by", required=True, help="Who does it, by id.")
_ITEMS = click.option("--item", "items", multiple=True, help="A kind of data, such as user.name.")


@click.command("ask")
@click.argument("company")
@click.option(
    "--sort",
    required=True,
    type=click.Choice(["police", "court", "bar", "tax", "other", "fraud", "recall"]),
    help="Who asks.",
)
@click.option("--body", required=True, help="The body that asks, by its name.")
@click.option("--reference", required=True, help="The number of its letter.")
@click.option("--basis", required=True, help="The article of law that the letter names.")
@click.option("--must/--voluntary", "must", required=True, help="Whether law makes the answer a duty.")
@click.option(
    "--exception", default="", help="The exception of article 27(1), where it is not the usual one."
)
@_ITEMS
@click.option("--received", type=Day(), required=True, help="The day on which it arrived.")
@_BY
@click.pass_obj
def ask(
    door: Door,
    company: str,
    sort: str,
    body: str,
    reference: str,
    basis: str,
    must: bool,
    exception: str,
    items: tuple[str, ...],
    received: date,
    by: str,
) -> None:  # fmt: skip
    """Note what an authority asked COMPANY for; about whom is asked for and sealed. Nothing is given yet."""
    with door.session():
        from yakusoku.provision.operations import Demanded, Sort, note_demand

        about = Personal(click.prompt(text("About whom").say(door.language), err=True))
        made = note_demand(
            demand=Demanded(
                company, Sort(sort), body, reference, basis, must, items, about, received, exception
            ),
            by=by,
            now=door.now(),
        )
    click.echo(made)


@click.command("settle")
@click.argument("demand")
@click.option("--approve/--decline", "approve", required=True, help="What the second person decides.")
@_ITEMS
@click.option("--because", required=True, help="Why, without names.")
@click.option("--confirm", "confirmed", multiple=True, help="What is confirmed, such as law_citation.")
@click.option("--route", default="", help="The provision that the policy declares for it.")
@_BY
@click.pass_obj
def settle(
    door: Door,
    demand: str,
    approve: bool,
    items: tuple[str, ...],
    because: str,
    confirmed: tuple[str, ...],
    route: str,
    by: str,
) -> None:
    """Approve DEMAND with the least items, or decline it: by an approver who did not note it."""
    with door.session():
        from yakusoku.provision.operations import settle_demand

        made = settle_demand(
            demand=demand, approve=approve, items=items, because=because, confirmed=confirmed, route=route, by=by,
            now=door.now(),
        )  # fmt: skip
    door.say(made.outcome.says)


@click.command("answer")
@click.argument("demand")
@click.option("--on", "on", type=Day(), required=True, help="The day on which it was handed over.")
@_ITEMS
@click.option("--medium", type=click.Choice(["electronic", "written", "oral"]), required=True, help="How.")
@click.option("--dispatch", required=True, help="The number of the dispatch or its receipt.")
@_BY
@click.pass_obj
def answer(
    door: Door, demand: str, on: date, items: tuple[str, ...], medium: str, dispatch: str, by: str
) -> None:
    """Note that what was approved of DEMAND was handed over."""
    with door.session():
        from yakusoku.provision.operations import answer_demand

        answer_demand(
            demand=demand, on=on, items=items, medium=medium, dispatch=dispatch, by=by, now=door.now()
        )


@click.command("demands")
@click.argument("company")
@_BY
@click.pass_obj
def demands(door: Door, company: str, by: str) -> None:
    """List what authorities asked COMPANY for; no person may ever be told by this program that they did."""
    with door.session():
        from yakusoku.provision.operations import asked_for

        found = asked_for(controller=company, by=by)
    for one in found:
        must = text("duty").say(door.language) if one.must else text("voluntary").say(door.language)
        outcome = one.outcome.says.say(door.language)
        click.echo(
            f"{one.public_id}  {one.received_on}  {one.sort.says.say(door.language)}  {one.basis}  {must}  {outcome}"
        )
    if not found:
        door.say(text("Nobody asked."))
