"""
Doing a change in one store: one transaction, in which every count must be what was frozen, or nothing is kept.

Nothing here knows our own state; what is done is told by the receipt in the store, or can be done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from yakusoku.stores import receipts, registry
from yakusoku.stores.changes import ChangePlan, ChangeStep, Check, Hashing, Held
from yakusoku.stores.frozen import Frozen
from yakusoku.stores.listing import Part, parts
from yakusoku.stores.ports import Session, Store, StoreRefused
from yakusoku.stores.receipts import Receipt
from yakusoku.stores.shapes import Shape, standings
from yakusoku.stores.values import Row, plain, plain_rows
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

Why = Literal["changed", "shared", "referred", "unconfirmed", "drift", "refused", "receipt"]
Digest = Callable[[bytes], str]


class UnableToChange(UnableTo):
    """A change of which nothing was written in this store, since something there is not as it was planned."""

    asked = text("change rows in a store")

    def __init__(self, why: Why, wrong: Text, *, step: int = 0) -> None:
        """Say `why` as a code, and at which step of the plan."""
        self.why = why
        self.step = step
        super().__init__(
            wrong, do=text("Nothing was written there. Search again, review, and plan the change anew.")
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What a store was left with: the digest of hashes that were put, and whether it was done before this call."""

    result: str = ""
    known: bool = False


@dataclass(frozen=True)
class Execution:
    """
    One change in one store.

    `noting` is called right before the store is told to keep what was written, and `again` says that it was called
    in an earlier attempt, which may have been kept. `digest` is keyed and belongs to this home.
    """

    plan: ChangePlan
    store: str
    frozen: Frozen
    change: str
    moment: str
    digest: Digest
    again: bool = False
    noting: Callable[[], object] = lambda: None
    _parts: dict[int, tuple[Part, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def steps(self) -> tuple[ChangeStep, ...]:
        """Return the steps of this store."""
        return self.plan.of(self.store)

    def parts(self, step: ChangeStep) -> Sequence[Part | None]:
        """Return for which parts of its rows the statements of a step run: all at once, or list by list."""
        if step.listed and step.number not in self._parts:
            self._parts[step.number] = tuple(parts(step, self.frozen.of(step.frozen)))
        return self._parts.get(step.number, (None,))


def execute(one: Execution) -> Done:
    """
    Do the change in its store, or find that it was done.

    If the process dies here: the store keeps all of it or nothing. With a receipt the next call sees which; without
    one, what was done is done again with the same result.

    :raises UnableToChange: if rows, tables or references are not as they were; nothing was written
    :raises StoreUnavailable: if the store does not answer or another holds its rows; the same call may be made again
    """
    store = registry.get(one.store)
    with_receipt = one.store in one.plan.receipts
    try:
        with store.session() as session:
            if with_receipt and (kept := _kept(session, store, one)):
                return kept
            _require_standing(store.shapes(session), one.steps)
            if with_receipt:
                rows = sum(step.rows for step in one.steps)
                receipts.write(
                    session, store.dialect, Receipt(one.change, one.plan.digest, "", rows, one.moment)
                )
            done = _do(session, one, known=one.again and not with_receipt)
            if with_receipt and done.result:
                receipts.note_result(session, store.dialect, one.change, done.result)
            one.noting()
            session.commit()
            return done
    except StoreRefused as refusal:
        return _refused(store, one, refusal)


def check(one: Execution) -> None:
    """
    See that a store is as it was when the change was planned, and write nothing.

    :raises UnableToChange: if it is not
    :raises UnableToRead: if the store does not answer or refuses
    """
    store = registry.get(one.store)
    with store.session() as session:
        if one.store in one.plan.receipts and _kept(session, store, one):
            return
        _require_standing(store.shapes(session), one.steps)
        _load(session, one)
        if not (one.again and _is_as_asked(session, one)):
            _check_all(session, one)
            for step in one.steps:
                for look in step.looks:
                    _require(session, one, step, look)


def confirm(one: Execution, result: str) -> None:
    """
    Read back by the frozen keys that rows are gone, or that columns hold what was asked.

    :raises UnableToChange: if they do not
    :raises UnableToRead: if the store does not answer or refuses
    """
    with registry.get(one.store).session() as session:
        _load(session, one)
        for step in one.steps:
            for after in step.after:
                _require(session, one, step, after)
        if _hashed(session, one) != result:
            raise _different("unconfirmed", next(step for step in one.steps if step.hashing))


def _refused(store: Store, one: Execution, refusal: StoreRefused) -> Done:
    """Tell a statement that the store rejects from a receipt that another hand wrote at the same moment."""
    if one.store in one.plan.receipts:
        with store.session() as session:
            if kept := _kept(session, store, one):
                return kept
    raise UnableToChange("refused", refusal.wrong) from None


def _kept(session: Session, store: Store, one: Execution) -> Done | None:
    receipt = receipts.find(session, store.dialect, one.change)
    if receipt is None:
        return None
    if receipt.plan != one.plan.digest:
        wrong = text(
            "the receipt of {change} in the store {store} names another plan.",
            change=one.change,
            store=one.store,
        )
        raise UnableToChange("receipt", wrong)
    return Done(receipt.result, known=True)


def _do(session: Session, one: Execution, *, known: bool) -> Done:
    _load(session, one)
    if known and _is_as_asked(session, one):
        return Done(known=True)
    _check_all(session, one)
    hashes = [_hashes(session, step, one) for step in one.steps]
    for step in one.steps:
        for write in step.loosens:
            session.run(write.sql)
    for step, rows in zip(one.steps, hashes, strict=True):
        _write(session, one, step, rows)
    for step in one.steps:
        for after in () if step.counted else step.after:
            _require(session, one, step, after)
        if step.hashing is not None:
            _require(session, one, step, step.hashing.check)
    return Done(_hashed(session, one))


def _load(session: Session, one: Execution) -> None:
    for step in one.steps:
        for held in step.held:
            _hold(session, held, one.frozen.of(held.keys))


def _hold(session: Session, held: Held, rows: Sequence[Sequence[object]]) -> None:
    session.run(held.create)
    session.load(held.load, rows)


def _check_all(session: Session, one: Execution) -> None:
    for step in one.steps:
        for check in step.checks:
            _require(session, one, step, check)


def _is_as_asked(session: Session, one: Execution) -> bool:
    """Return whether all steps are done already: rows gone, columns as asked."""
    return all(_count(session, one, step, after) == after.count for step in one.steps for after in step.after)


def _write(session: Session, one: Execution, step: ChangeStep, hashes: Sequence[Row]) -> None:
    for before in step.before:
        _require(session, one, step, before)
    for write in step.writes:
        changed = sum(
            session.run(write.sql, one.frozen.given(step, write.given, part)) for part in one.parts(step)
        )
        if write.count is not None and changed != write.count:
            raise _different("changed", step)
    if step.hashing is not None:
        _hold(session, step.hashing.held, hashes)
        if session.run(step.hashing.write) != step.rows:
            raise _different("changed", step)


def _hashes(session: Session, step: ChangeStep, one: Execution) -> list[Row]:
    """Return keys, and the keyed hash of what each column holds; what is empty stays empty."""
    hashing = step.hashing
    if hashing is None:
        return []
    width = len(step.key)
    made: list[Row] = []
    for row in plain_rows(session.ask(hashing.read)):
        contents = zip(hashing.columns, hashing.lengths, row[width:], strict=True)
        cells = (
            None if value is None else _hash(one, step, name, value)[:length]
            for name, length, value in contents
        )
        made.append((*row[:width], *cells))
    return made


def _hash(one: Execution, step: ChangeStep, column: str, value: object) -> str:
    whole = json.dumps([step.address, column, plain(value)], ensure_ascii=False, separators=(",", ":"))
    return one.digest(whole.encode())


def _hashed(session: Session, one: Execution) -> str:
    """Return the keyed digest of all columns that got a hash, as the store now holds them; empty where none did."""
    found: list[list[str]] = []
    for hashing in (step.hashing for step in one.steps):
        if isinstance(hashing, Hashing):
            rows = plain_rows(session.ask(hashing.read))
            found.append(sorted(json.dumps(row, ensure_ascii=False) for row in rows))
    return one.digest(json.dumps(found).encode()) if found else ""


def _require(session: Session, one: Execution, step: ChangeStep, check: Check) -> None:
    if _count(session, one, step, check) != check.count:
        raise _different(check.why, step)  # type: ignore[arg-type]  # one of the codes, written by the planning


def _count(session: Session, one: Execution, step: ChangeStep, check: Check) -> int:
    found = [session.ask(check.sql, one.frozen.given(step, check.given, part)) for part in one.parts(step)]
    return sum(int(str(count)) for [(count,)] in found)


def _require_standing(shapes: Sequence[Shape], steps: Sequence[ChangeStep]) -> None:
    """Let tables pass that are as they were when the change was planned. :raises UnableToChange: otherwise"""
    names = {step.address.partition(":")[2] for step in steps}
    now = set(standings(shapes, (shape for shape in shapes if shape.name in names)))
    for step in steps:
        if step.shape not in now:
            raise _different("drift", step)


def _different(why: Why, step: ChangeStep) -> UnableToChange:
    place = {"collection": step.address, "step": step.number}
    wrong = {
        "changed": text(
            "rows of {collection} are no longer those that were reviewed (step {step}).", **place
        ),
        "shared": text("somebody else's rows now lead to rows of {collection} (step {step}).", **place),
        "referred": text("other rows still refer to rows of {collection} (step {step}).", **place),
        "unconfirmed": text("rows of {collection} do not hold what was written (step {step}).", **place),
        "drift": text(
            "the table of {collection} is another than when the change was planned (step {step}).", **place
        ),
    }[why]
    return UnableToChange(why, wrong, step=step.number)
