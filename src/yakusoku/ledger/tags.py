"""
The closed list of what the ledger may say, and the kinds of fact that an entry may hold.

Each room declares its tags in its own `tags.py`. A fact is an id, a code, a count, a digest, a date or an
amount, in a form that a name, an address, a mail address or a telephone number does not have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

Fact = str | int

_TAG = re.compile(r"[a-z][a-z_-]*(:[a-z][a-z_-]*){1,3}")
_FACT_NAME = re.compile(r"[a-z][a-z_]{0,30}")
_ID = re.compile(r"[a-z][a-z0-9]{1,11}_[0-9A-HJKMNP-TV-Z]{16}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([-._:/]{1,2}[A-Za-z0-9]+)*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST_DIGITS = 8
_LONGEST_CODE = 64
_MOST = 999_999_999


class UnableToRecord(UnableTo):
    """The ledger does not take this entry, so the deed is not done."""

    asked = text("record a deed in the ledger")


class Kind(StrEnum):
    """What a fact is."""

    ID = "id"
    CODE = "code"
    COUNT = "count"
    DIGEST = "digest"
    DATE = "date"
    AMOUNT = "amount"


_FORM: Mapping[Kind, Text] = {
    Kind.ID: text("a public id, such as `req_` and sixteen letters or digits"),
    Kind.CODE: text(
        "a short code of Latin letters, parted by `-`, `.`, `_`, `:` or `/`, with at most eight digits"
    ),
    Kind.COUNT: text("a whole number from 0 to 999999999"),
    Kind.DIGEST: text("64 lower-case hexadecimal digits"),
    Kind.DATE: text("a day, such as 2026-11-23"),
    Kind.AMOUNT: text("an amount in yen: a whole number between -999999999 and 999999999"),
}


@dataclass(frozen=True)
class Tag:
    """One thing that can be recorded: its name, what it says, and the facts that its entries may hold."""

    name: str
    says: Text
    facts: Mapping[str, Kind] = field(default_factory=dict)


_registered: dict[str, Tag] = {}


def register(*tags: Tag) -> tuple[Tag, ...]:
    """
    Add the tags of a room to the closed list and return them; adding the same tag again changes nothing.

    :raises ValueError: if a name is malformed, or taken by a tag that says something else
    """
    for tag in tags:
        if not _TAG.fullmatch(tag.name) or not all(_FACT_NAME.fullmatch(name) for name in tag.facts):
            raise ValueError(f"name tags as `room:thing:happened` and facts in small letters: {tag.name}")
        if _registered.setdefault(tag.name, tag) != tag:
            raise ValueError(f"the tag {tag.name} is declared twice, and differently")
    return tags


def known() -> tuple[Tag, ...]:
    """Return every tag of the rooms that are loaded, by name."""
    return tuple(_registered[name] for name in sorted(_registered))


def require(tag: Tag) -> None:
    """Let only registered tags pass. :raises UnableToRecord: if `tag` is not one"""
    if _registered.get(tag.name) != tag:
        raise UnableToRecord(
            text("the tag {tag} is not on the list.", tag=tag.name),
            do=text("Declare it in the `tags.py` of its room and pass it to `ledger.tags.register`."),
        )


def is_id(value: str) -> bool:
    """Say whether `value` has the form of a public id."""
    return bool(_ID.fullmatch(value))


def is_code(value: str) -> bool:
    """Say whether `value` has the form of a code; more than eight digits could be a telephone number."""
    return (
        len(value) <= _LONGEST_CODE
        and bool(_CODE.fullmatch(value))
        and sum(letter.isdigit() for letter in value) <= _MOST_DIGITS
    )


def reference(name: str, value: str) -> str:
    """
    Return who or what an entry names (`about`, `by`).

    :raises UnableToRecord: if it is neither id nor code
    """
    if isinstance(value, str) and value.isascii() and (is_id(value) or is_code(value)):
        return value
    raise UnableToRecord(
        text("{name} is neither a public id nor a code.", name=name),
        do=text("Pass the public id of the row, or a short code of Latin letters."),
    )


def _whole(value: object, least: int) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= _MOST:
        return value
    return None


def _day(value: object) -> str | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            return None
    return None


def _canonical(kind: Kind, value: object) -> Fact | None:
    if kind is Kind.COUNT:
        return _whole(value, 0)
    if kind is Kind.AMOUNT:
        return _whole(value, -_MOST)
    if kind is Kind.DATE:
        return _day(value)
    if not isinstance(value, str) or not value.isascii():
        return None
    if kind is Kind.ID:
        return str(value) if is_id(value) else None
    if kind is Kind.CODE:
        return str(value) if is_code(value) else None
    return str(value) if _DIGEST.fullmatch(value) else None


def check(tag: Tag, facts: Mapping[str, object]) -> dict[str, Fact]:
    """
    Return the facts as they are stored. A refusal names the fact and never repeats its value.

    :raises UnableToRecord: if `tag` does not declare one of them, or a value is not of its kind
    """
    stored: dict[str, Fact] = {}
    for name, value in facts.items():
        kind = tag.facts.get(name)
        if kind is None:
            raise UnableToRecord(
                text("the tag {tag} declares no fact {fact}.", tag=tag.name, fact=name),
                do=text("Add the fact and its kind to the tag, or leave it out."),
            )
        fact = _canonical(kind, value)
        if fact is None:
            raise UnableToRecord(
                text(
                    "the fact {fact} of the tag {tag} is not {form}.",
                    fact=name,
                    tag=tag.name,
                    form=_FORM[kind],
                ),
                do=text("The ledger holds no free text. Pass a value of this form, or a keyed digest."),
            )
        stored[name] = fact
    return stored


RESTORED = Tag(
    "ledger:restore:finished",
    text("A database that was restored to an earlier day was taken into use again, under a new log"),
    {
        "because": Kind.CODE,
        "generation": Kind.COUNT,
        "held": Kind.COUNT,
        "held_checkpoint": Kind.DIGEST,
        "known": Kind.COUNT,
        "known_checkpoint": Kind.DIGEST,
        "replayed": Kind.COUNT,
    },
)

KEY_ROTATED = Tag(
    "ledger:key:rotated",
    text("The signing key of a log named another one, which opened the next generation"),
    {"checkpoint": Kind.DIGEST, "generation": Kind.COUNT, "size": Kind.COUNT},
)

register(RESTORED, KEY_ROTATED)
