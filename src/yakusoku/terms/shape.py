"""
The shape of a file: typed models, and findings a newcomer can act on.

A document is checked as the JSON it could be (strictly: no text becomes a number, no number a truth value),
all mistakes at once, each with its line, what was read, what is allowed and the nearest word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.shapewalk import Fault, keys_at, settle
from yakusoku.terms.shapewords import Meaning, meaning_of
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlfile import Document, KeyPath, shorten

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A part of a file: nothing converted, nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Wrong(ValueError):
    """Raised by a model's own validator: what is wrong, what to do, and what is allowed."""

    def __init__(
        self, says: Text, do: Text, *, kind: str = "wrong-value", allowed: tuple[str, ...] = ()
    ) -> None:
        """Carry the sentence to the finding that `validate` makes of it."""
        self.says = says
        self.do = do
        self.kind = kind
        self.allowed = allowed
        super().__init__(says.say("en"))


def validate(
    model: type[Model], document: Document, room: str = "policy"
) -> tuple[Model | None, list[Finding]]:
    """
    Check a document against `model`; return the model or None, and all findings sorted by place.

    Kinds of findings begin with `room`, such as `policy.unknown-key`.
    """
    if not isinstance(document.value, dict):
        says = text("The file must hold keys with values.")
        do = text("Begin the file with its first key, such as “{key}: …”.", key=keys_at(model, ())[0])
        return None, [Finding(f"{room}.not-keys", document.where(), says, do, read=shorten(document.value))]
    try:
        return model.model_validate_json(json.dumps(document.value, default=date.isoformat)), []
    except ValidationError as error:
        return None, _findings(error, model, document, room)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None where none is close."""
    words = sorted(known)
    folded = {one.casefold().replace("-", "_"): one for one in words}
    wanted = word.casefold().replace("-", "_")
    close = get_close_matches(wanted, list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def unknown(
    document: Document,
    path: KeyPath,
    known: Iterable[str],
    says: Text,
    *,
    kind: str,
    do: Text | None = None,
    key: bool = False,
) -> Finding:
    """Return the finding for a word that stands at `path` and is not among `known`."""
    read = str(path[-1]) if key else shorten(document.at(path))
    names = tuple(sorted(known))
    close = nearest(read, names)
    advice = do or _choose(close)
    allowed = names if len(names) <= 12 else tuple(sorted(get_close_matches(read, names, n=5, cutoff=0.3)))
    return Finding(
        kind, document.where(path, key=key), says, advice, read=read, allowed=allowed, nearest=close
    )


def _choose(close: str | None) -> Text:
    if close is None:
        return text("Write one of the allowed words.")
    return text("Write “{word}” if that is meant; else another of the allowed words.", word=close)


def _findings(error: ValidationError, model: type[BaseModel], document: Document, room: str) -> list[Finding]:
    faults = settle(error.errors(include_url=False), document.value)
    missing = {fault.path for fault in faults if fault.type == "missing"}
    found: list[Finding] = []
    for fault in faults:
        if fault.type == "missing" and _is_misspelled(fault.path, faults, missing):
            continue
        known = keys_at(model, fault.path[:-1]) if fault.type in ("missing", "extra_forbidden") else ()
        spare = tuple(key for key in known if (*fault.path[:-1], key) in missing) or known
        found.append(_finding(fault.path, meaning_of(fault, known, spare), document, room))
    return sorted(found, key=lambda finding: finding.order)


def _is_misspelled(path: KeyPath, faults: Sequence[Fault], missing: set[KeyPath]) -> bool:
    """Tell whether a missing key stands there under a name so close that one finding says it all."""
    beside = [one.path for one in faults if one.type == "extra_forbidden" and one.path[:-1] == path[:-1]]
    lost = [str(one[-1]) for one in missing if one[:-1] == path[:-1]]
    return any(nearest(str(one[-1]), lost) == path[-1] for one in beside)


def _finding(path: KeyPath, meaning: Meaning, document: Document, room: str) -> Finding:
    where = document.where(path, key=meaning.at_key)
    read = shorten(path[-1] if meaning.at_key else document.at(path)) if path and meaning.shows else None
    return Finding(
        f"{room}.{meaning.kind}",
        where,
        meaning.says,
        meaning.do,
        Severity.ERROR,
        read=read or None,
        allowed=meaning.allowed,
        nearest=meaning.nearest,
    )
