"""What `rights list` and `rights show` print of what is open beside the answer: nothing that is a person's value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from yakusoku.cli.context import Door
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import ColumnView, LetterView, LiftingView, Open, RecipientView, RequestView


def say_open(door: Door, *, company: str | None) -> None:
    """Print what answers announced and nobody has done yet, each with its days."""
    from yakusoku.rights import queries

    for (request, _, _), found in _grouped(queries.everything_open(controller=company)).items():
        today = door.now().astimezone(ZoneInfo(queries.timezone(found[0].controller))).date()
        door.say(text("{request}: {what}", request=request, what=_open(found, today)))


def _grouped(found: Iterable[Open]) -> dict[tuple[str, str, str], list[Open]]:
    """Put the recipients of a request together, the earliest first; everything else stands by itself."""
    groups: dict[tuple[str, str, str], list[Open]] = {}
    for one in found:
        item = "" if one.what == "recipient" else one.item
        groups.setdefault((one.request_id, one.what, item), []).append(one)
    return groups


def _open(found: list[Open], today: date) -> Text:
    one, several = found[0], len(found) > 1
    days, late = one.days(today), one.is_late(today)
    if several:
        what = text("{count} recipients wait to be told, for {days} days", count=len(found), days=days)
        return _by(what, one, late=late)
    what = {
        "hand_over": text("{item} waits to be passed on, for {days} days", item=one.item, days=days),
        "recipient": text("recipient {item} waits to be told, for {days} days", item=one.item, days=days),
        "recipients": text("the person waits to learn who the recipients are, for {days} days", days=days),
        "reply": text("a word of the person is awaited, for {days} days", days=days),
    }[one.what]
    return _by(what, one, late=late)


def _by(what: Text, one: Open, *, late: bool) -> Text:
    if one.due_on is None:
        return what
    if late:
        return text("{what}; late since {day}", what=what, day=one.due_on)
    return text("{what}; until {day}", what=what, day=one.due_on)


def beside(row: RequestView, now: datetime) -> Iterator[tuple[Text, Text]]:
    """Yield labels and lines of one request: columns, letters, recipients, what is stopped, liftings."""
    from yakusoku.rights import queries

    for column in queries.columns(row.request_id):
        yield text("same kind"), _column(column)
    for letter in queries.letters(row.request_id):
        yield text("letter {number}", number=letter.number), _letter(letter)
    for recipient in queries.recipients(row.request_id):
        yield text("recipient {number}", number=recipient.number), _recipient(recipient)
    for stop in queries.restrictions(controller=row.controller, request_id=row.request_id):
        what = _STOPPED[stop.what]
        yield (
            text("in force"),
            text("{what}: {section}, {rows} rows", what=what, section=stop.section, rows=stop.rows),
        )
    for lifting in queries.liftings(row.request_id):
        yield text("lifting {number}", number=lifting.number), _lifting(lifting)
    zone = ZoneInfo(queries.timezone(row.controller))
    today = now.astimezone(zone).date()
    mine = (
        one for one in queries.everything_open(controller=row.controller) if one.request_id == row.request_id
    )
    for found in _grouped(mine).values():
        yield text("open"), _open(found, today)


def _column(one: ColumnView) -> Text:
    said = {"section": one.section, "column": one.column, "rows": one.rows}
    if not one.decided:
        return text("{section}.{column}: {rows} rows, not decided", **said)
    if one.fact:
        return text("{section}.{column}: {rows} rows, a copy of {fact}", fact=one.fact, **said)
    return text("{section}.{column}: {rows} rows, something else", **said)


def _letter(one: LetterView) -> Text:
    kind = _LETTERS[one.kind]
    if one.sent_on is not None:
        return text("{kind}: left on {day}", kind=kind, day=one.sent_on)
    return text("{kind}: made, has not left", kind=kind)


def _recipient(one: RecipientView) -> Text:
    said = {"source": one.source, "day": one.settled_on or one.due_on}
    if one.state == "told":
        return text("{source}: told on {day}", **said)
    if one.state == "spared":
        return text("{source}: not told ({because}), {day}", because=one.because, **said)
    if one.state == "named":
        return text("{source}: somebody was named on {day}", **said)
    if one.must:
        return text("{source}: to be told until {day} ({article})", article=one.article, **said)
    return text("{source}: may be told", **said)


def _lifting(one: LiftingView) -> Text:
    return {
        "proposed": text("proposed; letter {letter}", letter=one.letter),
        "approved": text("approved; a worker carries it out"),
        "lifted": text("lifted"),
        "dropped": text("given up"),
    }[one.state]


_STOPPED = {"use": text("use is stopped"), "provision": text("provision is stopped")}
_LETTERS = {
    "consequences": text("what follows from the request"),
    "recipient": text("to a recipient"),
    "recipients": text("who the recipients are"),
    "lifting": text("before a lifting"),
    "extension": text("that the answer takes longer"),
    "forwarded": text("that it was passed on"),
    "receipt": text("receipt for the fee"),
    "refund": text("that money goes back"),
    "reminder": text("reminder"),
    "lapsed": text("that the request has ended"),
}
