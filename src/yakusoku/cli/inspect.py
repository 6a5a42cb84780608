"""Inspections: what people looked at, one command a deed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from yakusoku.cli.check import Day
from yakusoku.cli.context import Door
from yakusoku.terms.text import text

Words = tuple[str, ...]


@click.group()
def inspect() -> None:
    """What people looked at, and what was to be put right."""


@inspect.command()
@click.argument("company")
@click.argument("clause")
@click.argument("control")
@click.option("--by", required=True, help="The member who looked, by id.")
@click.option(
    "--answerable", required=True, help="The member who answers for the control, by id; never the same."
)
@click.option("--on", type=Day(), help="The day of the look; today if it is left out.")
@click.option(
    "--from", "first", type=Day(), help="First day of what was looked at; the day of the look if left out."
)
@click.option("--until", "last", type=Day(), help="Last day of it; the day of the look if left out.")
@click.option("--of", "population", type=click.IntRange(0), required=True, help="How many cases there were.")
@click.option("--sample", type=click.IntRange(0), required=True, help="How many of them were looked at.")
@click.option(
    "--faults", type=click.IntRange(0), default=0, show_default=True, help="How many were at fault."
)
@click.option("--due", type=Day(), help="The day by which faults are put right.")
@click.option(
    "--seen", multiple=True, help="Words of the clause that hold, such as whom=all. May be given again."
)
@click.option("--with", "with_", multiple=True, help="Which control is meant, such as sort=audit.")
@click.option(
    "--exhibit",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A document that the company keeps; its SHA-256 alone is noted.",
)
@click.pass_obj
def note(
    door: Door, company: str, clause: str, control: str, by: str, answerable: str, on: date | None,
    first: date | None, last: date | None, population: int, sample: int, faults: int, due: date | None,
    seen: Words, with_: Words, exhibit: Path | None,
) -> None:  # fmt: skip
    """Note that CONTROL of CLAUSE was looked at, and what was counted."""
    with door.session():
        from yakusoku.management import operations, queries

        day = on or queries.today(company, door.now())
        look = queries.Look(
            on=day,
            period_from=first or day,
            period_until=last or day,
            population=population,
            sample=sample,
            faults=faults,
            seen={name: queries.words(value) for name, value in _pairs(seen).items()},
            due=due,
            exhibit=hashlib.sha256(exhibit.read_bytes()).hexdigest() if exhibit else "",
        )
        noted = operations.note(
            controller=company, clause=clause, control=control, parameters=_meant(with_), look=look, by=by,
            answerable=answerable, now=door.now(),
        )  # fmt: skip
    click.echo(noted.public_id)


def _pairs(words: Words) -> dict[str, str]:
    for word in words:
        if "=" not in word:
            raise click.UsageError(f"{word} is not written as name=word")
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def _meant(words: Words) -> Mapping[str, str | int | bool] | None:
    """Return parameters as a policy writes them: numbers and truth values are no words there."""
    plain: dict[str, str | int | bool] = {"true": True, "false": False}
    given = {
        name: plain.get(value, int(value) if value.isdigit() else value)
        for name, value in _pairs(words).items()
    }
    return given or None


@inspect.command()
@click.argument("company")
@click.option("--clause", help="Of this clause alone.")
@click.pass_obj
def what(door: Door, company: str, clause: str | None) -> None:
    """List what people look at for COMPANY: clause, control, what is counted, which words are asked back."""
    home = door.open()
    try:
        from yakusoku.management import queries

        policy = queries.policy_on(company, queries.today(company, door.now()))
        found = [one for one in queries.inspectable(policy) if clause in (None, one.clause)]
    finally:
        home.close()
    for one in found:
        fixed = ", ".join(f"{name}={value}" for name, value in one.kept.with_.items())
        click.echo(f"{one.clause}  {one.control.name}  {fixed}".rstrip())
        click.echo(f"    {one.control.says.say(door.language)}")
        months = one.inspected.months(one.kept.with_)
        says = text(
            "counted: {cases}; owner: {owner}; months for which a look counts: {months}",
            cases=one.inspected.cases,
            owner=one.control.owner.name,
            months=months,
        )
        click.echo(f"    {says.say(door.language)}")
        for name, words in one.inspected.asked(one.kept.with_).items():
            click.echo(f"    --seen {name}={','.join(words)}")


@inspect.command(name="list")
@click.argument("company")
@click.option("--clause", help="Of this clause alone.")
@click.option("--open", "only_open", is_flag=True, help="Corrective actions that are still open, instead.")
@click.pass_obj
def list_(door: Door, company: str, clause: str | None, only_open: bool) -> None:
    """List the inspections of COMPANY: id, day, clause, control, counts."""
    home = door.open()
    try:
        from yakusoku.management import queries

        if only_open:
            for one in queries.actions(controller=company, only_open=True):
                if clause in (None, one.clause):
                    late = text("(overdue)").say(door.language)
                    end = f" {late}" if one.overdue(queries.today(company, door.now())) else ""
                    click.echo(f"{one.opened_by}  {one.due_on}  {one.clause}  {one.control}{end}")
            return
        for look in queries.inspections(controller=company, clause=clause):
            counts = text(
                "{faults} at fault in {sample} of {population}",
                faults=look.faults,
                sample=look.sample,
                population=look.population,
            )
            said = counts.say(door.language)
            click.echo(f"{look.public_id}  {look.on}  {look.clause}  {look.control}  {said}")
    finally:
        home.close()


@inspect.command()
@click.argument("inspection_id")
@click.pass_obj
def show(door: Door, inspection_id: str) -> None:
    """Show one inspection with everything that was noted."""
    home = door.open()
    try:
        from yakusoku.management import queries

        look = queries.inspection(inspection_id)
        about = queries.inspected()[look.control]
        followed = [
            one
            for one in queries.actions(controller=look.controller)
            if inspection_id in (one.opened_by, one.closed_by)
        ]
    finally:
        home.close()
    fixed = ", ".join(f"{name} = {value}" for name, value in look.parameters.items())
    seen = ", ".join(f"{name} = {', '.join(words)}" for name, words in look.seen.items())
    rows = (
        (text("clause"), f"{look.clause} ({look.controller}, {look.policy_version})"),
        (text("control"), look.control),
        (text("for this clause"), fixed),
        (text("looked on"), str(look.on)),
        (text("by"), f"{look.inspector} ({', '.join(role.says.say(door.language) for role in look.roles)})"),
        (text("answerable"), look.answerable),
        (text("period"), f"{look.period_from} – {look.period_until}"),
        (text("cases"), f"{look.population} ({about.cases.say(door.language)})"),
        (text("sample"), str(look.sample)),
        (text("faults"), str(look.faults)),
        (text("seen"), seen),
        (text("exhibit"), look.exhibit),
    )
    for label, value in rows:
        if value:
            click.echo(f"{label.say(door.language)}: {value}")
    for one in followed:
        end = one.closed_by or text("open").say(door.language)
        says = text(
            "corrective action of {opened}, due {due}: {end}", opened=one.opened_by, due=one.due_on, end=end
        )
        door.say(says)
