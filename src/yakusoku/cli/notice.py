"""Notices: what the public read on a day, who put it there, what changed, and what a text lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from yakusoku.cli.check import Day
from yakusoku.cli.context import Door
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.notices.queries import Difference, Format, Linted, NoticeView
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


@notice.command()
@click.argument("company")
@click.argument("before", type=Day())
@click.argument("after", type=Day())
@click.option(
    "--in", "language", type=_LANGUAGES, help="Its language; that of the program if it is left out."
)
@click.pass_obj
def diff(door: Door, company: str, before: date, after: date, language: Language | None) -> None:
    """Show what changed in the notice of COMPANY from one day to another, and whose data is concerned."""
    home = door.open()
    try:
        from yakusoku.notices import queries

        chosen: Language = language or ("ja" if door.language == "ja" else "en")
        found = queries.difference(company, before, after, chosen)
        sections = queries.SECTIONS
    finally:
        home.close()
    for line in _difference(found, sections, door.language):
        click.echo(line)


def _difference(found: Difference, sections: Mapping[str, Text], language: str) -> Iterator[str]:
    says = text("From the version of {before} to that of {after}", before=found.before, after=found.after)
    yield says.say(language)
    signs = {"added": "+", "removed": "-", "changed": "~"}
    for one in found.sentences:
        yield f"{signs[one.kind]} {one.id}"
        for sign, said in (("-", one.before), ("+", one.after)):
            if said is not None:
                words = "; ".join((said.text, *said.items)).strip("; ")
                yield f"    {sign} {said.label}{': ' if said.label else ''}{words}"
    if found.impacts:
        yield text("What this touches:").say(language)
    for impact in found.impacts:
        section = sections[impact.section].say(language)
        more = f" (+ {', '.join(impact.widened)})" if impact.widened else ""
        yield f"{signs[impact.kind]} {section}: {impact.name} [{' '.join(impact.clauses)}]{more}"
    yield from _concerned(found, language)


def _concerned(found: Difference, language: str) -> Iterator[str]:
    """Yield a line a collection: whose data it is, and how many of its fields were given under the older version."""
    by_collection: dict[tuple[str, str, bool], int] = {}
    for one in found.concerned:
        place = one.field.rsplit(":", 1)[0], one.person_kind or "-", one.by_day
        by_collection[place] = by_collection.get(place, 0) + 1
    if by_collection:
        yield text("Collected under the older version:").say(language)
    for (collection, who, by_day), count in by_collection.items():
        says = text("{collection}: {who}; fields: {count}", collection=collection, who=who, count=count)
        if by_day:
            says = text(
                "{collection}: {who}; fields: {count}; rows acquired before {day}",
                collection=collection,
                who=who,
                count=count,
                day=found.after,
            )
        yield f"  {says.say(language)}"


@notice.command()
@click.argument("company")
@click.option("--on", "day", type=Day(), help="Text and law of this day; today if it is left out.")
@click.option("--all", "every", is_flag=True, help="Also what no field of a policy can show.")
@click.pass_obj
def lint(door: Door, company: str, day: date | None, every: bool) -> None:
    """List what the text of COMPANY lacks under the checklists of its laws. Advice: it fails nothing."""
    home = door.open()
    try:
        from yakusoku.notices import queries

        found = queries.lint(company, day=day or queries.today(company, door.now()))
    finally:
        home.close()
    for line in _linted(found, door.language, every=every):
        click.echo(line)


def _linted(found: Linted, language: str, *, every: bool) -> Iterator[str]:
    weighs = {
        "must": text("must"),
        "on_request": text("must, or on request"),
        "advice": text("advice"),
    }
    for one in (*found.lacking, *(found.unseen if every else ())):
        weight = weighs[one.weighs].say(language)
        yield f"{one.code:<7} {one.says.say(language)} [{weight}; {one.article.say(language)}]"
        place = text("{checklist}; in the policy: {field}", checklist=one.list_name, field=one.field)
        yield f"        {place.say(language)}"
    yield text(
        "Items looked for: {count}; lacking: {lacking}; only people can see: {unseen}.",
        count=found.looked_for,
        lacking=len(found.lacking),
        unseen=len(found.unseen),
    ).say(language)
