"""
Change plans: everything that will be written, as final text, in order, before anything is written. Pure.

A plan holds no person's value: keys and new values travel as parameters, from what was sealed. The same map, rows,
orders and tables give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from yakusoku.stores.orders import Verb, Way
from yakusoku.stores.ports import DialectName
from yakusoku.stores.values import Value

FORMAT = 1
PartWay = Literal["keys", "least", "greatest", "watched"]
"""What a statement is given of rows that are named in one parameter."""
OF_PART: frozenset[str] = frozenset(get_args(PartWay))


@dataclass(frozen=True, slots=True)
class Held:
    """A table of the session's own: how it is made and filled, and with which sealed rows (`keys` of what)."""

    name: str
    create: str
    load: str
    keys: str


@dataclass(frozen=True, slots=True)
class Given:
    """
    A parameter: a constant, or (by the column's name) a sealed value of this step; in a step that lists its rows also
    the list or map of keys, the least and the greatest of them, or what all of them hold in a watched column.
    """

    column: str
    way: Way | PartWay
    constant: Value = None


@dataclass(frozen=True, slots=True)
class Check:
    """A statement that counts, and the count without which everything is undone; `why` is what another count means."""

    why: str
    sql: str
    count: int
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    """A statement that writes; where `count` is None, as many rows as there are."""

    sql: str
    count: int | None
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Hashing:
    """
    Columns whose content is replaced by its keyed hash.

    `read` gives keys and contents, before and after; `held` takes keys and hashes.
    """

    columns: tuple[str, ...]
    lengths: tuple[int, ...]
    read: str
    held: Held
    write: str
    check: Check


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """
    One order in one table.

    `rewritten` are columns of which a part changes: what each row will hold there is frozen beside its key.
    `sources` are collections of which several rows may lead to one of these, with their keys. `checks` come before
    anything of the store is written; `loosens` empties references among rows that all go; `before` comes right
    before this step's own writes, and `after` once all is written, and again when it is confirmed.
    """

    number: int
    store: str
    dialect: DialectName
    address: str
    verb: Verb
    rows: int
    puts: tuple[tuple[str, Way], ...]
    key: tuple[str, ...]
    watched: tuple[str, ...]
    rewritten: tuple[str, ...]
    shape: str
    sources: dict[str, tuple[str, ...]]
    held: tuple[Held, ...]
    checks: tuple[Check, ...]
    loosens: tuple[Write, ...]
    before: tuple[Check, ...]
    writes: tuple[Write, ...]
    after: tuple[Check, ...]
    hashing: Hashing | None = None
    notes: tuple[str, ...] = ()
    looks: tuple[Check, ...] = ()
    counted: bool = False
    listed: bool = False
    mapped: bool = False

    @property
    def frozen(self) -> str:
        """Return the name of the frozen rows that the step is about."""
        return f"step {self.number}"


@dataclass(frozen=True)
class ChangePlan:
    """All steps in order; `receipts` are the stores that keep a receipt of what was done there."""

    steps: tuple[ChangeStep, ...]
    receipts: tuple[str, ...]

    @property
    def stores(self) -> tuple[str, ...]:
        """Return the stores in the order in which they are changed."""
        return tuple(dict.fromkeys(step.store for step in self.steps))

    def of(self, store: str) -> tuple[ChangeStep, ...]:
        """Return the steps of one store in order."""
        return tuple(step for step in self.steps if step.store == store)

    def text(self) -> str:
        """Return the plan for a reader: stable bytes, one block for each step."""
        return "\n".join(_lines(self)) + "\n"

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the plan's text, in hex."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    def to_json(self) -> str:
        """Return the plan in a form that `from_json` reads back."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, content: str) -> ChangePlan:
        """Return what `to_json` kept; whether it is the plan that was meant, its digest says."""
        whole = json.loads(content)
        return cls(tuple(map(_step, whole["steps"])), tuple(whole["receipts"]))


def _step(plain: dict[str, Any]) -> ChangeStep:
    made = {**plain, "puts": tuple(map(tuple, plain["puts"]))}
    for name in ("key", "watched", "rewritten", "notes"):
        made[name] = tuple(plain.get(name, ()))
    made["sources"] = {address: tuple(key) for address, key in plain["sources"].items()}
    made["held"] = tuple(Held(**one) for one in plain["held"])
    for name in ("checks", "looks", "before", "after"):
        made[name] = tuple(Check(**{**one, "given": _given(one)}) for one in plain.get(name, ()))
    for name in ("loosens", "writes"):
        made[name] = tuple(Write(**{**one, "given": _given(one)}) for one in plain[name])
    if (hashing := plain["hashing"]) is not None:
        lists = {name: tuple(hashing[name]) for name in ("columns", "lengths")}
        check = Check(**{**hashing["check"], "given": ()})
        made["hashing"] = Hashing(**{**hashing, **lists, "held": Held(**hashing["held"]), "check": check})
    return ChangeStep(**made)


def _given(plain: dict[str, Any]) -> tuple[Given, ...]:
    return tuple(Given(**one) for one in plain["given"])


def _lines(plan: ChangePlan) -> Iterator[str]:
    yield f"yakusoku change plan {FORMAT}"
    for store in plan.stores:
        yield f"in {store}: one transaction, {'with a' if store in plan.receipts else 'without'} receipt"
    for step in plan.steps:
        yield ""
        yield f"step {step.number}  {step.verb} {step.rows} rows of {step.address}  in {step.store} ({step.dialect})"
        yield f"  keys     {', '.join(step.key)}" + (
            f"; watched {', '.join(step.watched)}" if step.watched else ""
        )
        yield f"  shape    {step.shape}"
        for column, way in step.puts:
            yield f"  column   {column} by {way}"
        for column in step.rewritten:
            yield f"  rewrites {column}: a part of it, row by row, as it was frozen"
        for note in step.notes:
            yield f"  note     {note}"
        yield from _kept(step)
        yield from _checked("looks", step.looks)
        yield from _checked("checks", step.checks)
        for write in step.loosens:
            yield f"  loosens  {write.sql}"
        yield from _checked("before", step.before)
        if step.hashing is not None:
            yield f"  reads    {step.hashing.read}"
            yield f"  holds    {step.hashing.held.create}"
            lengths = ", ".join(map(str, step.hashing.lengths))
            yield f"  loads    {step.hashing.held.load}  <- keyed hashes, cut to {lengths}"
            yield f"  writes   {step.hashing.write}  = {step.rows}"
            yield from _checked("after", (step.hashing.check,))
        for write in step.writes:
            yield f"  writes   {write.sql}{_said(write.given)}" + (
                "" if write.count is None else f"  = {write.count}"
            )
        yield from _checked("confirms" if step.counted else "after", step.after)


def _kept(step: ChangeStep) -> Iterator[str]:
    """Yield how frozen keys come into the store."""
    if step.listed:
        how = (
            "maps     its rows by key from the least to the greatest"
            if step.mapped
            else "lists    its rows by key"
        )
        yield f"  {how}, those together that are alike in what is watched  <- {step.frozen}"
    for held in step.held:
        yield f"  holds    {held.create}"
        yield f"  loads    {held.load}  <- {held.keys}"


def _checked(word: str, checks: tuple[Check, ...]) -> Iterator[str]:
    for check in checks:
        yield f"  {word:8} {check.sql}{_said(check.given)}  = {check.count}, else {check.why}"


def _said(given: tuple[Given, ...]) -> str:
    words = {
        "set": "sealed ",
        "keys": "listed ",
        "least": "least ",
        "greatest": "greatest ",
        "watched": "watched ",
    }
    shown = (
        f"{words[one.way]}{one.column}" if one.way in words else json.dumps(one.constant, ensure_ascii=False)
        for one in given
    )
    return f"  <- {', '.join(shown)}" if given else ""
