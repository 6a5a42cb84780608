"""`yakusoku policy`: what was promised on a day, what a version says, what changed, and the schema of the format."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from yakusoku.cli.check import EXAMPLES, Day
from yakusoku.cli.context import Door, Refusing
from yakusoku.policy import queries
from yakusoku.terms.text import text

examples_option = click.option(
    "--examples", is_flag=True, help="Look at the packaged companies instead of a home."
)


@click.group(cls=Refusing)
def policy() -> None:
    """Show published policies: one version, the version of a day, what changed; and the schema."""


@policy.command()
@click.argument("company")
@click.argument("key", required=False)
@click.option("--as-of", type=Day(), help="The version in force on this day instead of today.")
@examples_option
@click.pass_obj
def show(door: Door, company: str, key: str | None, as_of: date | None, examples: bool) -> None:
    """Show the policy of COMPANY: its sections, or the part at KEY such as rights.disclosure or clauses.JC-D3.1."""
    history = _history(door, company, examples=examples)
    version = history.in_force(as_of or _today(door, history))
    _say_version(door, version)
    if key is None:
        for name, count in queries.sections(version):
            click.echo(f"  {name:<18} {count:>4}")
        return
    for line, words in queries.part(version, key):
        click.echo(f"{line:>5}  {words}")


@policy.command()
@click.argument("day", type=Day())
@click.argument("company", required=False)
@examples_option
@click.pass_obj
def at(door: Door, day: date, company: str | None, examples: bool) -> None:
    """Say which version was in force on DAY, of COMPANY or of every company."""
    for one in [company] if company else sorted(_folders(door, examples=examples)):
        try:
            _say_version(door, _history(door, one, examples=examples).in_force(day))
        except queries.UnableToFindPolicy as unable:
            if company:
                raise
            door.say(unable.wrong)


@policy.command()
@click.argument("company")
@click.argument("before", type=Day())
@click.argument("after", type=Day())
@examples_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
def diff(door: Door, company: str, before: date, after: date, examples: bool, as_json: bool) -> None:
    """Show what changed between the versions in force on two days."""
    history = _history(door, company, examples=examples)
    changes = queries.differences(history.in_force(before), history.in_force(after))
    if as_json:
        listed = [
            {"key": one.key, "kind": one.kind, "before": one.before, "after": one.after} for one in changes
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2, default=str))
        return
    for one in changes:
        click.echo(f"{one.kind:<8} {one.key}")
        for sign, value in (("-", one.before), ("+", one.after)):
            if value is not None:
                click.echo(f"  {sign} {json.dumps(value, ensure_ascii=False, default=str)}")
    door.say(text("{count} changes.", count=len(changes)))


@policy.command()
def schema() -> None:
    """Print the JSON Schema of a policy file, for editors."""
    click.echo(json.dumps(queries.schema(), ensure_ascii=False, indent=2))


def _folders(door: Door, *, examples: bool) -> dict[str, Path]:
    if examples:
        return {folder.parent.name: folder for folder in EXAMPLES.glob("*/policies")}
    return {folder.name: folder for folder in (door.home / "policies").glob("*") if folder.is_dir()}


def _history(door: Door, company: str, *, examples: bool) -> queries.History:
    folders = _folders(door, examples=examples)
    if company not in folders:
        raise click.UsageError(
            f"There is no policy of {company} here. Known: {', '.join(sorted(folders)) or '-'}."
        )
    return queries.load(folders[company])


def _today(door: Door, history: queries.History) -> date:
    return door.now().astimezone(ZoneInfo(history.versions[-1].controller.timezone)).date()


def _say_version(door: Door, version: queries.Policy) -> None:
    door.say(
        text(
            "{company}: {name}, version of {day}, digest {digest}",
            company=version.id,
            name=version.controller.name,
            day=version.published_from.isoformat(),
            digest=version.digest[:16],
        )
    )
