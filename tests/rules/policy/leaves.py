"""Every typed fact of a policy with its path and the clauses that it cites; and a company's own list of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from pydantic import BaseModel

from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.bilingual import Bilingual

# `says` is a sentence of ours and no fact, but in these sections it is a name
_NAMED = {"companies", "norms", "pages"}
_LEFT_OUT = {"clauses", "headings", "not_encoded", "gaps", "yakusoku", "wording"}


@dataclass(frozen=True)
class Leaf:
    """One fact: where it stands, what it is in the forms that TOML has, and which clauses stand on the way to it."""

    path: str
    value: object
    cited: frozenset[str]


def leaves(form: PolicyForm) -> Iterator[Leaf]:
    """Yield each fact that the file itself gives, defaults left out."""
    for section in sorted(form.model_fields_set - _LEFT_OUT):
        yield from _below(getattr(form, section), (section,), frozenset())


def listed(company: str) -> dict[str, dict[str, object]]:
    """Return the list that a reader wrote beside the text: by clause, each path with its fact, and the controls."""
    file = Path(__file__).parent / "facts" / f"{company}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def kept_by(form: PolicyForm, clause: str) -> list[str]:
    """Return the controls of a clause as words: name, then each parameter as it is written."""
    return [
        " ".join([one.control, *(f"{name}={value}" for name, value in one.with_.items())])
        for one in form.clauses[clause].kept_by
    ]


def _below(value: object, path: tuple[str, ...], cited: frozenset[str]) -> Iterator[Leaf]:
    if isinstance(value, BaseModel):
        cited |= {one for one in getattr(value, "clauses", ()) if isinstance(one, str)}
        left_out = {"clauses"} if path[0] in _NAMED else {"clauses", "says"}
        names = sorted(value.model_fields_set - left_out)
        if not names:  # it says only that it is there, as a paper that is accepted does
            yield Leaf(".".join(path), {}, cited)
        for name in names:
            yield from _below(getattr(value, name), (*path, name), cited)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _below(inner, (*path, key), cited)
    elif isinstance(value, tuple) and any(isinstance(one, (BaseModel, Bilingual)) for one in value):
        for number, inner in enumerate(value):
            yield from _below(inner, (*path, str(number)), cited)
    else:
        yield Leaf(".".join(path), _plain(value), cited)


def _plain(value: object) -> object:
    if isinstance(value, Bilingual):
        return {"en": value.en, "ja": value.ja}
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat("minutes") if isinstance(value, time) else value
