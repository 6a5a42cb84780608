"""Notices: what the public read on a day, who put it there, what changed, and what a text lacks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from yakusoku.cli.check import Day
from yakusoku.cli.context import Door
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.notices.queries import Format, NoticeView
    from yakusoku.terms.bilingual import Language

_FORMATS = click.Choice(["text", "md", "html"])
_LANGUAGES = click.Choice(["en", "ja"])


@click.group()
def notice() -> None:
    """What the public read on a day; publish a version; what a text lacks."""


@notice.command()
@click.argument("company")
@click.option("--on", "day", type=Day(), help="What it said on this day; today if it is left out.")
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="How it is written.")
@click.option(
    "--in", "language", type=_LANGUAGES, help="Its language; that of the program if it is left out."
)
@click.pass_obj
def show(door: Door, company: str, day: date | None, form: Format, language: Language | None) -> None:
    """Show the notice of COMPANY as it was on a day: as published, or as the file says where nothing is published."""
    home = door.open()
    try:
        from yakusoku.notices import queries

        chosen: Language = language or ("ja" if door.language == "ja" else "en")
        found = queries.notice_on(company, day or queries.today(company, door.now()), chosen)
        click.echo(queries.write(found.page, form), nl=False)
    finally:
        home.close()
    _say_standing(door, company, found)


def _say_standing(door: Door, company: str, found: NoticeView) -> None:
    """Say beside the notice, and not in it, whether it was published."""
    if found.published is None:
        says = text(
            "Not published here: this is what the file of {day} says. `yakusoku notice prepare {company} {day}`",
            day=found.in_force_from,
            company=company,
        )
    else:
        says = text(
            "Published on {day}; digest of the words: {digest}",
            day=found.published.published_on or "-",
            digest=found.page.digest,
        )
    door.say(says, err=True)


@notice.command(name="list")
@click.argument("company")
@click.pass_obj
def list_(door: Door, company: str) -> None:
    """List the versions of COMPANY that were prepared or published, the oldest first."""
    home = door.open()
    try:
        from yakusoku.notices import queries

        found = queries.versions(controller=company, prepared=True)
        changed = {finding.where.file: finding for finding in queries.changed_files(company)}
    finally:
        home.close()
    for one in found:
        says = text("prepared by {by}", by=one.prepared_by)
        if one.published_on is not None:
            says = text("published on {day} by {by}", day=one.published_on, by=one.published_by)
            if one.taken_over:
                says = text("taken over on {day} by {by}", day=one.published_on, by=one.published_by)
        click.echo(f"{one.in_force_from}  {one.file_digest[:16]}  {says.say(door.language)}")
        finding = changed.get(f"policies/{company}/{one.in_force_from}.yaml")
        if finding is not None:
            click.echo(f"    {finding.says.say(door.language)} {finding.do.say(door.language)}")


@notice.command()
@click.argument("company")
@click.argument("version", type=Day())
@click.option("--by", required=True, help="The member who prepares it, by id.")
@click.pass_obj
def prepare(door: Door, company: str, version: date, by: str) -> None:
    """Prepare the file of VERSION for publication and print its digest."""
    with door.session():
        from yakusoku.notices import operations

        made = operations.prepare(controller=company, version=version, by=by, now=door.now())
    click.echo(f"{made.in_force_from}  {made.file_digest}")


@notice.command()
@click.argument("company")
@click.argument("version", type=Day())
@click.option("--by", required=True, help="The manager who publishes it, by id; never who prepared it.")
@click.pass_obj
def publish(door: Door, company: str, version: date, by: str) -> None:
    """Publish the prepared VERSION of COMPANY: from now on its file is never changed."""
    with door.session():
        from yakusoku.notices import operations

        made = operations.publish(controller=company, version=version, by=by, now=door.now())
    for language, digest in made.words:
        click.echo(f"{made.in_force_from}  {language}  {digest}")
