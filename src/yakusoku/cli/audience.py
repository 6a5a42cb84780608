"""`yakusoku audience`: of whom among many a use may be made; made, shown, held against its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypedDict, cast
from zoneinfo import ZoneInfo

import click

from yakusoku.cli.check import Day
from yakusoku.cli.context import Door
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.consent.operations import Made
    from yakusoku.consent.queries import AudienceView

_EVERY_S = 2.0
_STAGES = {"bound": text("rows held against the register"), "asked": text("rows asked")}
_NAMED = click.option("--language", type=click.Choice(["en", "ja"]), help="Language of what is printed.")


class _Rows(TypedDict):
    """The options that say where the rows are."""

    collection: str
    file: Path | None
    key: str
    of: str
    columns: tuple[str, ...]
    identities: tuple[str, ...]
    name: tuple[str, ...]


class _Way(TypedDict):
    """The options that are fields of the question."""

    who: str
    route: str | None
    recipient: str | None
    country: str | None
    channel: str | None
    medium: str | None
    about: str
    cases: tuple[str, ...]


@click.group()
def audience() -> None:
    """Of whom among many may a use be made? Ids, counts by reason, and how long that holds."""


@audience.command()
@click.argument("company")
@click.argument("purpose", default="")
@click.option(
    "--from", "collection", default="", help="The rows: a collection of the data map, dataset:collection."
)
@click.option(
    "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The rows: CSV or Parquet."
)
@click.option("--id", "key", default="", help="The column of the ids; of a collection, else its primary key.")
@click.option(
    "--of", default="", help="The collection whose ids FILE holds: what people chose is known from there."
)
@click.option("--column", "columns", multiple=True, help="Which column holds a fact: order=has_order.")
@click.option(
    "--identity", "identities", multiple=True, help="By what people are known: email=mail, address=住所."
)
@click.option(
    "--name-column", "name", multiple=True, help="The column of the name; family and given name as two."
)
@click.option("--data", multiple=True, required=True, help="A kind of data, such as user.name.")
@click.option("--who", default="controller", help="Who uses: a company by its id; else the company itself.")
@click.option("--way", "route", help="The way to others, such as provisions.insurers.")
@click.option("--to", "recipient", help="Who gets the data, a company by its id.")
@click.option("--country", help="Where the recipient is, such as US.")
@click.option("--channel", help="How people are addressed, such as post.")
@click.option("--medium", help="How the data go out, such as written.")
@click.option("--about", default="customer", help="What these people are to the company.")
@click.option("--case", "cases", multiple=True, help="A special-care case that is relied on.")
@click.option("--fact", "facts", multiple=True, help="What is so of everybody, as `may` takes it.")
@click.option("--as-of", type=Day(), help="Ask for this day instead of today.")
@click.option(
    "--hours", type=click.IntRange(1, 720), default=24, show_default=True, help="How long it holds."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the ids go: CSV, or .parquet."
)
@click.option("--by", required=True, help="A member of the desk, or the code of a system.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_NAMED
@click.pass_context
def make(
    ctx: click.Context,
    /,
    *,
    company: str,
    purpose: str,
    data: tuple[str, ...],
    facts: tuple[str, ...],
    as_of: date | None,
    hours: int,
    out: Path | None,
    by: str,
    as_json: bool,
    language: str | None,
    **asked: object,
) -> None:
    """
    Decide of whom in the rows COMPANY may make this use for PURPOSE.

    \b
    Exit codes:
      0  it was decided, also where nobody may be used
      1  it could not be decided; no file was written
      2  asked wrongly
    """
    door = _door(ctx, language)
    with door.session():
        from yakusoku.consent.operations import Drawn, make_audience
        from yakusoku.consent.queries import timezone
        from yakusoku.decisions.queries import Question, read_facts

        day = as_of or door.now().astimezone(ZoneInfo(timezone(company))).date()
        rows = cast("_Rows", asked)
        way = cast("_Way", {name: asked[name] for name in _Way.__annotations__})
        drawn = Drawn(
            collection=rows["collection"], file=rows["file"], of=rows["of"], key=rows["key"], name=rows["name"],
            columns=_pairs(rows["columns"]),
            identities={column: identity for identity, column in _pairs(rows["identities"]).items()},
        )  # fmt: skip
        made = make_audience(
            controller=company, question=Question(day, purpose, frozenset(data), **way), drawn=drawn,
            told=read_facts(facts), out=out, by=by, now=door.now(), valid=timedelta(hours=hours),
            progress=_progress(door),
        )  # fmt: skip
    _tell_left_out(door, made)
    _tell(door, made.audience, as_json)


@audience.command()
@click.argument("audience_id")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_NAMED
@click.pass_context
def show(ctx: click.Context, /, *, audience_id: str, as_json: bool, language: str | None) -> None:
    """
    Show AUDIENCE_ID: question, counts by reason, and whether it still holds.

    \b
    Exit codes:
      0  it holds
      1  there is none
      3  it has expired, or something came since
    """
    door = _door(ctx, language)
    found = _found(door, audience_id)
    _tell(door, found, as_json)
    ctx.exit(0 if found.fresh else 3)


@audience.command("list")
@click.argument("company")
@click.pass_obj
def list_(door: Door, company: str) -> None:
    """List the audiences of COMPANY, the oldest first."""
    home = door.open()
    try:
        from yakusoku.consent import queries

        found = queries.audiences(controller=company, now=door.now())
    finally:
        home.close()
    for one in found:
        holds = "; ".join(said.say(door.language) for said in _holds(one))
        click.echo(f"{one.public_id}  {one.purpose}  {one.drawn_from}  {one.allowed}/{one.rows}  {holds}")
    if not found:
        door.say(text("No audience was made."))


@audience.command()
@click.argument("audience_id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_NAMED
@click.pass_context
def verify(ctx: click.Context, /, *, audience_id: str, file: Path, language: str | None) -> None:
    """
    Hold FILE against AUDIENCE_ID and the ledger: the same ids, unchanged, and still to be used.

    \b
    Exit codes:
      0  it is the audience, and it holds
      1  it is another, or the ledger says otherwise
      3  it is the audience, and has expired or something came since
    """
    door = _door(ctx, language)
    home = door.open()
    try:
        from yakusoku.consent import queries

        found = queries.verified(audience_id, file, now=door.now())
    finally:
        home.close()
    door.say(
        text("The ids are those of the audience.")
        if found.same
        else text("The ids are others than those of the audience.")
    )
    if not found.recorded:
        door.say(text("The ledger does not know this audience as it stands."))
    for said in _holds(found.audience):
        door.say(said)
    ctx.exit(1 if not (found.same and found.recorded) else 0 if found.audience.fresh else 3)


def _found(door: Door, audience_id: str) -> AudienceView:
    home = door.open()
    try:
        from yakusoku.consent import queries
        from yakusoku.consent.operations import UnableToMakeAudience

        found = queries.audience(audience_id, now=door.now())
        if found is None:
            raise UnableToMakeAudience(
                text("there is no audience {audience}.", audience=audience_id),
                do=text("`yakusoku audience list` names them."),
            )
        return found
    finally:
        home.close()


def _door(ctx: click.Context, language: str | None) -> Door:
    door = ctx.ensure_object(Door)
    return replace(door, language=language or door.language)


def _pairs(written: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for one in written:
        word, mark, column = one.partition("=")
        if not mark or not column or word in pairs:
            raise click.UsageError(f"Write it once, as word=column: {one}")
        pairs[word] = column
    return pairs


def _progress(door: Door) -> Callable[[str, int], None]:
    """Return what tells on standard error how far it is, every two seconds."""
    last = monotonic()

    def tell(stage: str, rows: int) -> None:
        nonlocal last
        if monotonic() - last >= _EVERY_S:
            last = monotonic()
            door.say(text("… {rows} {what}", rows=f"{rows:,}", what=_STAGES[stage]), err=True)

    return tell


def _tell_left_out(door: Door, made: Made) -> None:
    """Name on standard error the lines that stand in no audience, the first of each sort."""
    bad, malformed, twice = (", ".join(map(str, one)) for one in (made.bad_rows, made.malformed, made.twice))
    if bad:
        door.say(
            text("rows with another number of cells than the headings, on lines {lines}", lines=bad), err=True
        )
    if malformed:
        door.say(text("ids that are none, on lines {lines}", lines=malformed), err=True)
    if twice:
        door.say(text("ids that stand there again, first on lines {lines}", lines=twice), err=True)


def _tell(door: Door, one: AudienceView, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(one), ensure_ascii=False, indent=2))
        return
    for line in _lines(one):
        door.say(line)


def _lines(one: AudienceView) -> Iterator[Text | str]:
    yield text(
        "{audience}: {allowed} of {rows} rows allowed",
        audience=one.public_id,
        allowed=one.allowed,
        rows=one.rows,
    )
    for reason, known, count in one.counts:
        yield (
            f"  {reason}: {count}"
            if known
            else text("  {reason}: {count} (not known)", reason=reason, count=count)
        )
    yield text(
        "  asked for {purpose} as of {day}, policy of {version}",
        purpose=one.purpose or "-", day=one.as_of.isoformat(), version=one.version.isoformat() if one.version else "-",
    )  # fmt: skip
    yield text("  digest {digest}", digest=one.digest)
    yield from _holds(one)


def _holds(one: AudienceView) -> Iterator[Text]:
    if one.fresh:
        yield text("holds until {moment}", moment=one.expires_at.isoformat(timespec="minutes"))
    if one.expired:
        yield text("expired at {moment}: make it again", moment=one.expires_at.isoformat(timespec="minutes"))
    if one.later:
        yield text("{count} choices were recorded since: make it again", count=one.later)
    if one.other_policy:
        yield text("the policy changed since: make it again")


def _as_json(one: AudienceView) -> dict[str, object]:
    return {
        "audience": one.public_id, "rows": one.rows, "allowed": one.allowed,
        "against": [{"reason": reason, "known": known, "count": count} for reason, known, count in one.counts],
        "question": dict(one.question), "policy": one.policy,
        "version": one.version.isoformat() if one.version else None, "as_of": one.as_of.isoformat(),
        "made_at": one.made_at.isoformat(), "expires_at": one.expires_at.isoformat(), "digest": one.digest,
        "fresh": one.fresh, "expired": one.expired, "later_choices": one.later, "other_policy": one.other_policy,
    }  # fmt: skip
