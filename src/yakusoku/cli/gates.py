"""The register of uses and their gates, one command a deed."""

from __future__ import annotations

from datetime import timedelta

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text

_BY = click.option("--by", required=True, help="The manager who does this, by id.")
_DAYS = 30


@click.group()
def gates() -> None:
    """Which systems ask before they use data, and how often they did."""


@gates.command()
@click.argument("company")
@click.option("--system", required=True, help="The system, as a short code such as newsletter-batch.")
@click.option(
    "--sort",
    type=click.Choice(["job", "export", "mailing", "screen"]),
    required=True,
    help="What in it uses data.",
)
@click.option("--purpose", required=True, help="The purpose, by its id in the policy.")
@click.option(
    "--point",
    type=click.Choice(["guard", "none"]),
    required=True,
    help="Where it asks: a guard in its program, or nowhere yet.",
)
@click.option("--owner", required=True, help="The member who answers for it, by id.")
@_BY
@click.pass_obj
def register(
    door: Door, company: str, system: str, sort: str, purpose: str, point: str, owner: str, by: str
) -> None:
    """Register a use of data and print its id, which the system's guard names."""
    with door.session():
        from yakusoku.gates.operations import register_use
        from yakusoku.gates.rules import Point, Sort

        made = register_use(
            controller=company, system=system, sort=Sort(sort), purpose=purpose, point=Point(point), owner=owner,
            by=by, now=door.now(),
        )  # fmt: skip
    click.echo(made.public_id)


@gates.command()
@click.argument("use")
@_BY
@click.pass_obj
def retire(door: Door, use: str, by: str) -> None:
    """Note that a system does USE no more."""
    with door.session():
        from yakusoku.gates.operations import retire_use

        retire_use(use_id=use, by=by, now=door.now())


@gates.command("list")
@click.argument("company")
@click.option(
    "--days",
    type=click.IntRange(1, 3660),
    default=_DAYS,
    show_default=True,
    help="Count the last so many days.",
)
@click.pass_obj
def list_(door: Door, company: str, days: int) -> None:
    """List the uses of COMPANY, where each asks, and what came of it."""
    with door.session():
        from yakusoku.gates.queries import asked

        found = asked(controller=company, since=door.now() - timedelta(days=days))
    for one in found:
        use = one.use
        ended = text("ended").say(door.language) if use.retired_at else use.point.says.say(door.language)
        click.echo(
            f"{use.public_id}  {use.system}  {use.sort.says.say(door.language)}  {use.purpose}  {ended}"
        )
        if one.last_at is not None:
            door.say(
                text(
                    "    asked since then: allowed {allowed}, refused {refused}; last at {last}",
                    allowed=one.allowed, refused=one.refused, last=one.last_at.isoformat(timespec="seconds"),
                )
            )  # fmt: skip
        for reason, count in one.reasons:
            click.echo(f"      {reason}: {count}")
        if one.lost:
            door.say(text("    gaps in what was counted: {lost}", lost=one.lost))
    if not found:
        door.say(text("No use is registered."))


@gates.command("take-in")
@click.pass_obj
def take_in(door: Door) -> None:
    """Take in what guards counted; the nightly work does it, too."""
    with door.session():
        from yakusoku.gates.operations import take_in as take

        taken = take(now=door.now())
    door.say(text("Tallies taken in: {tallies}; gaps: {lost}.", tallies=taken.tallies, lost=taken.lost))
    if taken.strange:
        door.say(
            text(
                "Files of uses that the register does not know: {count}; register the use.",
                count=taken.strange,
            ),
            err=True,
        )
