"""What a model's error means in words: one sentence, one advice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from yakusoku.terms.shapewalk import Fault
from yakusoku.terms.text import Text, text


@dataclass(frozen=True)
class Meaning:
    """An error in words: its stable kind, what is wrong, what to do, and what is allowed."""

    kind: str
    says: Text
    do: Text
    allowed: tuple[str, ...] = ()
    nearest: str | None = None
    at_key: bool = False
    shows: bool = True


def meaning_of(fault: Fault, known: tuple[str, ...] = (), spare: tuple[str, ...] = ()) -> Meaning:
    """
    Return the words for a fault.

    `known` are the keys allowed where it stands, `spare` those that are still missing there.
    """
    if fault.type == "extra_forbidden":
        return _unknown_key(fault, known, spare)
    if fault.type == "missing":
        return _missing(fault)
    error: Any = fault.facts.get("error")
    if fault.type == "value_error" and hasattr(error, "says"):
        return Meaning(error.kind, error.says, error.do, error.allowed, at_key=fault.at_key)
    make = _WORDS.get(fault.type)
    meaning = make(fault) if make else _by_family(fault)
    if not fault.at_key:
        return meaning
    return Meaning(meaning.kind, meaning.says, meaning.do, meaning.allowed, meaning.nearest, at_key=True)


def _unknown_key(fault: Fault, known: tuple[str, ...], spare: tuple[str, ...]) -> Meaning:
    read = str(fault.path[-1])
    close = get_close_matches(read, spare, n=1, cutoff=0.6) or get_close_matches(read, known, n=1, cutoff=0.6)
    nearest = close[0] if close else None
    says = text("The key “{key}” is not known here.", key=read)
    if nearest:
        do = text("Write “{word}” if that is meant; else remove the key.", word=nearest)
    elif fault.read is None:
        do = text("If this is part of a text with a comma, put quotes around the whole text.")
    else:
        do = text("Remove it, or use one of the allowed keys.")
    return Meaning("unknown-key", says, do, known, nearest, at_key=True)


def _missing(fault: Fault) -> Meaning:
    key = str(fault.path[-1])
    if key == "ja":
        says = text("The Japanese wording is missing.")
        return Meaning("missing-japanese", says, text("Add “ja: …” beside the English."), shows=False)
    if key == "en":
        says = text("The English wording is missing.")
        return Meaning("missing-english", says, text("Add “en: …” beside the Japanese."), shows=False)
    says = text("The key “{key}” is missing.", key=key)
    return Meaning("missing-key", says, text("Add “{key}: …” to this group.", key=key), shows=False)


def _by_family(fault: Fault) -> Meaning:
    for family, kind in (
        ("date", "date"),
        ("time", "time"),
        ("int", "number"),
        ("float", "number"),
        ("bool", "truth"),
        ("string", "text"),
        ("list", "list"),
        ("tuple", "list"),
        ("set", "list"),
        ("frozen_set", "list"),
        ("dict", "group"),
        ("mapping", "group"),
        ("model", "group"),
        ("dataclass", "group"),
    ):
        if fault.type.startswith(family):
            says, do = _EXPECTED[kind]
            if kind == "text" and isinstance(fault.read, dict | list):
                do = text("Write one word or sentence, not a list or a group.")
            return Meaning(f"not-a-{kind}", says, do)
    return Meaning("wrong-value", text("This value does not fit here."), text("Compare it with the example."))


_EXPECTED: dict[str, tuple[Text, Text]] = {
    "date": (text("A date is expected here."), text("Write year, month and day, such as 2020-04-01.")),
    "time": (text("A time of day is expected here."), text("Write hours and minutes, such as 09:00.")),
    "number": (
        text("A number is expected here."),
        text("Write digits only, without quotes, commas or units, such as 1000."),
    ),
    "truth": (
        text("Yes or no is expected here."),
        text("Write true or false, in small letters and without quotes."),
    ),
    "text": (text("Text is expected here."), text('Write words; put quotes around digits, such as "012".')),
    "list": (
        text("A list is expected here."),
        text("Write [one, two], or one line for each, beginning with a dash."),
    ),
    "group": (
        text("A group of keys is expected here."),
        text("Write the keys on lines of their own, indented, each with a colon and its value."),
    ),
}


def _choice(fault: Fault) -> Meaning:
    expected = str(fault.facts.get("expected", fault.facts.get("expected_tags", "")))
    allowed = tuple(re.findall(r"'([^']*)'", expected)) or (expected.lower(),)
    close = get_close_matches(str(fault.read), allowed, n=1, cutoff=0.6)
    says = text("This word is not one of those allowed here.")
    if close:
        do = text("Write “{word}” if that is meant; else another of the allowed words.", word=close[0])
        return Meaning("not-allowed", says, do, allowed, close[0])
    return Meaning("not-allowed", says, text("Write one of the allowed words."), allowed)


def _bound(fault: Fault) -> Meaning:
    bounds = {
        "greater_than": text("The number must be more than {bound}.", bound=fault.facts.get("gt")),
        "greater_than_equal": text("The number must be {bound} or more.", bound=fault.facts.get("ge")),
        "less_than": text("The number must be less than {bound}.", bound=fault.facts.get("lt")),
        "less_than_equal": text("The number must be {bound} or less.", bound=fault.facts.get("le")),
    }
    return Meaning("out-of-range", bounds[fault.type], text("Write a number within these bounds."))


def _short(fault: Fault) -> Meaning:
    says = text("Nothing is written here.")
    if fault.type == "too_short":
        return Meaning("empty", says, text("Write at least one entry."))
    return Meaning(
        "empty", says, text("Write the words; where the text has none, leave out the whole group.")
    )


def _pattern(fault: Fault) -> Meaning:
    says = text("This text does not have the form expected here.")
    do = text("Write it in the form {pattern}.", pattern=fault.facts.get("pattern", ""))
    return Meaning("wrong-form", says, do)


def _forms(fault: Fault) -> Meaning:
    if set(fault.alternatives) & _SCALARS == set(fault.alternatives):
        says = text("A word or a whole number is expected here.")
        return Meaning("wrong-form", says, text("Write a word, or digits only."))
    says = text("This has none of the forms that are allowed here.")
    return Meaning("wrong-form", says, text("Write one word, or a group of keys as the other entries do."))


_SCALARS = frozenset({"string_type", "int_type", "int_from_float", "bool_type", "float_type"})


def _own(fault: Fault) -> Meaning:
    says = text("This value is refused: {reason}.", reason=fault.facts.get("error", ""))
    return Meaning("wrong-value", says, text("Correct the value."))


_WORDS: dict[str, Callable[[Fault], Meaning]] = {
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _choice,
    "union_tag_not_found": _forms,
    "union": _forms,
    "greater_than": _bound,
    "greater_than_equal": _bound,
    "less_than": _bound,
    "less_than_equal": _bound,
    "string_too_short": _short,
    "too_short": _short,
    "string_pattern_mismatch": _pattern,
    "value_error": _own,
    "assertion_error": _own,
}
