"""What the commands on requests print. Nothing printed is a person's value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from yakusoku.cli.context import Door
from yakusoku.cli.promises_show import padded
from yakusoku.cli.rights_arrival_lines import arrival_lines
from yakusoku.cli.rights_buckets import what_changes
from yakusoku.cli.rights_clock_lines import clock_lines
from yakusoku.cli.rights_going_lines import going_lines
from yakusoku.cli.rights_money_lines import money_lines
from yakusoku.cli.rights_open import say_open
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import Day, ItemView, RequestView

_LABEL = 22
_FACTS = {
    "name": text("name"),
    "kana": text("name in kana"),
    "romaji": text("name in Latin letters"),
    "birth_date": text("date of birth"),
    "phone_number": text("telephone"),
    "email": text("e-mail address"),
    "address": text("address"),
    "postal_code": text("postal code"),
    "family_name": text("family name"),
    "given_name": text("given name"),
    "family_kana": text("family name in kana"),
    "given_kana": text("given name in kana"),
}
Said = Text | Bilingual | str


def say_next(door: Door, request_id: str) -> None:
    """Print where a request now stands, and the command that comes next."""
    from yakusoku.rights import queries

    row = queries.request(request_id)
    door.say(text("{request}: {state}.", request=request_id, state=row.stands))
    _next(door, row)


def _next(door: Door, row: RequestView) -> None:
    if row.next_step:
        door.say(text("Next: {command}", command=row.next_step))


def list_all(door: Door, *, company: str | None, only_open: bool) -> None:
    """Print one line a request, the oldest arrival first."""
    from yakusoku.rights import queries

    rows = queries.requests(controller=company, only_open=only_open)
    if not rows:
        nothing = text("There is no request. `yakusoku rights receive` takes one in.")
        door.say(text("No request is open.") if only_open else nothing)
        return
    heads = (
        text("request"),
        text("receipt code"),
        text("arrived"),
        text("suit from"),
        text("next day"),
        text("right"),
        text("state"),
    )
    widths = (22, 18, 12, 12, 20, 8, 0)
    lines = [[head.say(door.language) for head in heads]]
    nearest = {one.request_id: one.nearest for one in queries.running_clocks(controller=company)}
    for row in rows:
        days = (row.received_on.isoformat(), row.suit_open_on.isoformat())
        state = row.stands.say(door.language)
        lines.append(
            [
                row.request_id,
                row.receipt_code,
                *days,
                _nearest(door, nearest.get(row.request_id)),
                row.right or "-",
                state,
            ]
        )
    for line in lines:
        click.echo("".join(padded(words, width) for words, width in zip(line, widths, strict=True)).rstrip())
    say_open(door, company=company)
    door.say(text("`yakusoku rights show REQUEST` says what comes next."))


def _nearest(door: Door, day: Day | None) -> str:
    return f"{day.on.isoformat()} {day.says.say(door.language)}" if day else "-"


def show_request(door: Door, request_id: str, *, plan: bool) -> None:
    """Print one request."""
    from yakusoku.rights import queries

    row = queries.request(request_id)
    click.echo(row.request_id)
    told = (
        *_facts(row),
        *_who(row, door),
        *_progress(row),
        *_decisions(request_id),
        *what_changes(row, door.now()),
    )
    for label, value in told:
        said = value if isinstance(value, str) else value.say(door.language)
        click.echo(f"  {padded(label.say(door.language), _LABEL)}{said}")
    if row.outcome:
        from yakusoku.rights.rules import Outcome, outcome_in_words

        said = outcome_in_words(Outcome(row.outcome), row.measure).say(door.language)
        click.echo(f"  {padded(text('outcome').say(door.language), _LABEL)}{said}")
    for label, line in going_lines(row):
        click.echo(f"  {padded(label.say(door.language), _LABEL)}{line.say(door.language)}")
    _next(door, row)
    if plan:
        click.echo(queries.plan_text(request_id) or text("No plan is frozen yet.").say(door.language))


def _facts(row: RequestView) -> Iterator[tuple[Text, Said]]:
    from yakusoku.laws import queries as laws
    from yakusoku.rights.rules import METHODS, Channel

    yield text("state"), row.stands
    yield text("receipt code"), row.receipt_code
    yield text("arrived"), text("{day} {channel}", day=row.received_on, channel=Channel(row.channel).says)
    yield text("suit possible from"), row.suit_open_on.isoformat()
    if row.due_on is not None:
        yield text("by law at the latest"), row.due_on.isoformat()
    if row.target_on is not None:
        yield text("promised by"), row.target_on.isoformat()
    else:
        yield text("promised by"), text("no day is promised; the law says without delay")
    yield from clock_lines(row)
    yield from arrival_lines(row)
    if row.policy_version is None:
        yield text("policy"), text("could not be read when it arrived")
    else:
        yield text("policy"), text("of {day}", day=row.policy_version)
    if row.right:
        name = laws.right(row.right, as_of=row.received_on).name
        yield text("right"), text("{code} ({name})", code=row.right, name=name)
        yield text("answered"), METHODS[row.method]


def _who(row: RequestView, door: Door) -> Iterator[tuple[Text, Said]]:
    """Say which papers were seen, which do not suffice, and what is missing with clause and article."""
    from yakusoku.rights import queries

    for one in queries.papers(row.request_id):
        whose = one.whose.says
        if one.why:
            told = text("{document} {whose}: {why}", document=one.document, whose=whose, why=one.why)
            yield text("insufficient"), told
        else:
            clause = one.clause or one.article
            yield (
                text("paper seen"),
                text("{document} {whose} ({clause})", document=one.document, whose=whose, clause=clause),
            )
    for wait in queries.waits(row.request_id):
        if wait.answered_on is None:
            yield (
                text("asked for papers"),
                text("on {day}, to arrive by {last}", day=wait.asked_on, last=wait.reply_by),
            )
    for lack in queries.missing(row.request_id, now=door.now()):
        yield (
            text("missing"),
            text(
                "{what}, {whose} ({basis})",
                what=lack.what.says,
                whose=lack.whose.says,
                basis=lack.basis,
            ),
        )


def _progress(row: RequestView) -> Iterator[tuple[Text, Said]]:
    from yakusoku.rights import queries

    fee = queries.fee_of(row.request_id)
    if fee is not None:
        asked = text("{yen} yen ({clause}), not paid", yen=fee.yen, clause=fee.clause)
        paid = text(
            "{yen} yen ({clause}), receipt {receipt}", yen=fee.yen, clause=fee.clause, receipt=fee.receipt
        )
        yield text("fee"), paid if fee.receipt else asked
    yield from money_lines(row)
    search = queries.search(row.request_id)
    if search is not None:
        yield text("search"), text("{read} of {steps} collections", read=search.read, steps=search.steps)
        if search.next_try is not None:
            moment = search.next_try.astimezone(ZoneInfo(queries.timezone(row.controller)))
            at = f"{moment:%Y-%m-%d %H:%M}"
            yield text("waits"), text("a store did not answer; it is asked again at {moment}", moment=at)
        if search.stuck:
            yield text("stuck"), text("its work has failed; the log names the kind of error")
    for finding in queries.findings(row.request_id):
        one = text("{section}: 1 row", section=finding.section)
        many = text("{section}: {rows} rows", section=finding.section, rows=finding.rows)
        yield text("found"), one if finding.rows == 1 else many
        if finding.candidates:
            yield (
                text("look at"),
                text(
                    "{section}: {count} rows match only loosely and are not in the answer",
                    section=finding.section,
                    count=finding.candidates,
                ),
            )


def _decisions(request_id: str) -> Iterator[tuple[Text, Said]]:
    from yakusoku.rights import queries

    for item in queries.items(request_id):
        name = f"{item.section}.{item.field}" if item.field else item.section
        yield text("decided"), _decided(item, name)


def _decided(item: ItemView, name: str) -> Text:
    if item.decision == "act":
        return text("{item}: done as asked", item=name)
    if item.decision == "refuse":
        return text("{item}: left as it is ({basis})", item=name, basis=_basis(item))
    withheld = text("{item}: withheld ({basis})", item=name, basis=_basis(item))
    return withheld if item.ground else text("{item}: shown", item=name)


def _basis(item: ItemView) -> str:
    return ", ".join(
        part for part in (item.ground, item.clause, item.article, item.other_law, item.also) if part
    )


def show_candidates(door: Door, request_id: str, *, by: str) -> None:
    """Print candidates: places and what agrees. The values themselves stay in their store."""
    from yakusoku.rights import queries

    found = queries.offered(request_id=request_id, by=by)
    if not found:
        door.say(text("No row agrees with anything the person gave. Ask for more to find it by."))
    for offered in found:
        candidate = offered.candidate
        door.say(
            text(
                "{code}  {place}, score {score}{confirmed}",
                code=offered.code,
                place=f"{candidate.dataset}.{candidate.collection}",
                score=candidate.score,
                confirmed=text(" (confirmed)") if offered.confirmed else "",
            )
        )
        if not candidate.proposed:
            click.echo(f"        {candidate.standing.says.say(door.language)}")
        for fact in candidate.facts:
            name = _FACTS[fact.word].say(door.language) if fact.word in _FACTS else fact.word
            because = f" ({fact.reason.say(door.language)})" if fact.reason else ""
            click.echo(f"        {padded(name, _LABEL)}{fact.agreement.says.say(door.language)}{because}")
    if found:
        first = found[0].code if found[0].candidate.proposed else "…"
        command = f"yakusoku rights link {request_id} --candidate {first} --reason … --by …"
        door.say(text("To confirm one: {command}", command=command))
