"""The words around typed facts, in both languages, and how days, amounts, lengths, lists and numbers are written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path

from yakusoku.laws.documents import DocumentsFile
from yakusoku.laws.rights import RightsFile
from yakusoku.laws.values import packaged
from yakusoku.policy.form.common import Length
from yakusoku.terms.bilingual import Bilingual, Language

_FILE = Path(__file__).resolve().parent / "data" / "words.toml"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LONG = {"en": 40, "ja": 24}
_WITHIN_JAPAN = ("0120", "0800", "0570", "0077")


@cache
def _tables() -> dict[str, dict[str, Bilingual]]:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        table: {key: Bilingual(one["en"], one["ja"]) for key, one in entries.items()}
        for table, entries in read.items()
        if table != "left_out"
    }


@cache
def left_out() -> frozenset[str]:
    """Return the fields of the policy format (`Form.field`) that are no part of a notice."""
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["left_out"]["fields"])


def keys(table: str) -> tuple[str, ...]:
    """Return the keys of a table of words. :raises KeyError: if there is no such table"""
    return tuple(_tables()[table])


def found(table: str, *keys: str) -> Bilingual | None:
    """Return the first of `keys` that the table has, or None."""
    entries = _tables()[table]
    return next((entries[key] for key in keys if key in entries), None)


def label(form: str, field: str) -> Bilingual | None:
    """Return what stands before a fact, or None where the words lack it."""
    return found("label", f"{form}.{field}", field)


def flag(form: str, field: str, *, so: bool = True) -> Bilingual | None:
    """Return what is said where something is so (or expressly is not), or None."""
    end = "" if so else ".no"
    return found("flag", f"{form}.{field}{end}", f"{field}{end}")


def value(form: str, field: str, word: str) -> Bilingual | None:
    """Return the name of one value of a field, or None where the words lack it."""
    return found("word", f"{form}.{field}.{word}", f"{field}.{word}", word)


@cache
def paper(code: str) -> Bilingual:
    """Return the name of a paper. :raises KeyError: if our data of law does not know it"""
    return packaged(DocumentsFile, "documents.yaml").documents[code].name


@cache
def zone(code: str, of: str) -> Bilingual:
    """Return the name of a part of a paper; its code where the paper has no such part."""
    entry = packaged(DocumentsFile, "documents.yaml").documents[code]
    zones = [one for law in entry.values.values() for one in law.zones]
    return next((one.name for one in zones if one.code == of), Bilingual(of, of))


@cache
def ground(code: str) -> Bilingual | None:
    """Return a ground of refusal in words, or None where no right has it."""
    files = (packaged(RightsFile, name) for name in ("rights.yaml", "rights-gdpr.yaml"))
    every = (law for file in files for entry in file.rights.values() for law in entry.values.values())
    return next((one.says for law in every for one in law.grounds if one.code == code), None)


@dataclass(frozen=True)
class Hand:
    """Writes facts in one language."""

    language: Language

    def say(self, name: str, /, **places: object) -> str:
        """Return a whole sentence or phrase of the words with its places filled. :raises KeyError: if it is unknown"""
        said = {
            key: one.say(self.language) if isinstance(one, Bilingual) else one for key, one in places.items()
        }
        return _tables()["sentence"][name].say(self.language).format_map(said)

    def head(self, name: str, /, **places: object) -> str:
        """Return what a part without a sentence of its own is called. :raises KeyError: if it is unknown"""
        return _tables()["head"][name].say(self.language).format_map(places)

    def section(self, name: str) -> str:
        """Return a heading. :raises KeyError: if it is unknown"""
        return _tables()["section"][name].say(self.language)

    def right(self, word: str) -> str:
        """Return what a person may ask for. :raises KeyError: if it is unknown"""
        return _tables()["right"][word].say(self.language)

    def day(self, day: date) -> str:
        """Return a day as people write it: 1 April 2020, 2020年4月1日."""
        month: object = _MONTHS[day.month - 1] if self.language == "en" else day.month
        return self.say("day", year=day.year, month=month, day=day.day)

    def hour(self, hour: time) -> str:
        """Return an hour of the day: 9:00."""
        return f"{hour.hour}:{hour.minute:02}"

    def yen(self, amount: int) -> str:
        """Return an amount with its thousands parted: 1,100."""
        return f"{amount:,}"

    def length(self, length: Length) -> str:
        """Return a length of time: two years and six months, 2年6か月."""
        parts = [
            self.say(f"{unit}_one") if number == 1 else self.say(unit, number=number)
            for unit, number in (("years", length.years), ("months", length.months), ("days", length.days))
            if number
        ]
        return (" and " if self.language == "en" else "").join(parts)

    def telephone(self, number: str, *, in_japan: bool) -> str:
        """Return a number as it is dialed: for readers of English with the country, or that it needs Japan."""
        if self.language == "ja" or not in_japan or not number.startswith("0"):
            return number
        if number.startswith(_WITHIN_JAPAN):
            return self.say("within_japan", number=number)
        return self.say("abroad_number", number=number[1:])

    def listed(self, items: Iterable[str]) -> str:
        """Return names in one line: A, B, C or A、B、C."""
        return ("、" if self.language == "ja" else ", ").join(items)

    def stands_apart(self, items: tuple[str, ...]) -> bool:
        """Return whether names are so long, or so full of commas, that each needs a line of its own."""
        comma = "、" if self.language == "ja" else ","
        return len(items) > 1 and any(comma in one or len(one) > _LONG[self.language] for one in items)

    def begun(self, words: str) -> str:
        """Return words with a capital at their beginning."""
        return words[:1].upper() + words[1:] if self.language == "en" else words
