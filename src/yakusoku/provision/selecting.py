"""Who of the people of an order may be given: each row is ruled on by its own facts, and left out with the reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from yakusoku.consent.facts import facts_of_many
from yakusoku.consent.keys import Given
from yakusoku.consent.queries import Row as Asked
from yakusoku.laws.retention import last_permitted
from yakusoku.provision import persons
from yakusoku.provision.ports import wired
from yakusoku.stores.queries import extract
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.decisions.trees import Value
    from yakusoku.provision.ordering import Ready
    from yakusoku.stores.values import Row

Held = Mapping[str, object]
UNREAD, UNKNOWN = "unread", "nobody"
_AT_ONCE = 1_000


@dataclass
class Seen:
    """What was seen while rows went by: who was given, by key and by what identifies them, and who was left out."""

    asked: int = 0
    given: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    keys: set[bytes] = field(default_factory=set)
    who: bytearray = field(default_factory=bytearray, repr=False)


def rows(ready: Ready, seen: Seen, *, now: datetime) -> Iterator[Row]:
    """Yield the whitelisted columns of each row whose person may be given, and note everything in `seen`."""
    names = _names(ready)
    keyed = persons.digester()
    selection = ready.order.selection
    for batch in extract(ready.collection, names, by=selection.by, values=selection.values):
        for start in range(0, len(batch), _AT_ONCE):
            part = batch[start : start + _AT_ONCE]
            for row, reason in zip(part, _ruled(ready, names, part, now), strict=True):
                seen.asked += 1
                identities = [] if reason else list(ready.known.identities(names, row))
                if reason or not identities:
                    seen.left_out[reason or UNKNOWN] += 1
                    continue
                seen.given += 1
                _note(ready, seen, keyed, identities)
                yield row[: len(ready.columns)]


def _names(ready: Ready) -> tuple[str, ...]:
    """Return what is read: the columns that go out first, then what is asked about each row and never leaves."""
    collection = ready.collection
    besides = [name for _, name in ready.known.all] + list(collection.key)
    besides += [one.name for one in collection.fields if one.fact in _NAMES]
    besides += [one.origin.acquired_at for one in ready.columns if one.origin.acquired_at]
    if collection.clock:
        besides.append(collection.clock.column)
    return tuple(dict.fromkeys([*(one.name for one in ready.columns), *besides]))


_NAMES = ("full_name", "family_name", "given_name")


def _ruled(ready: Ready, names: Sequence[str], part: Sequence[Row], now: datetime) -> Iterator[str]:
    """Yield for each row the reason for which it is left out, or nothing."""
    held = [dict(zip(names, row, strict=True)) for row in part]
    chosen = facts_of_many(
        controller=ready.order.controller,
        rows=[_asked(ready, one) for one in held],
        question=ready.question,
        as_of=now,
    )
    keys = [tuple(one[name] for name in ready.collection.key) for one in held]
    section = f"{ready.collection.address.dataset}.{ready.collection.address.collection}"
    controller = ready.order.controller
    stopped = wired().stopped(controller=controller, section=section, keys=keys)
    ceased = wired().stopped(controller=controller, section=section, keys=keys, what="use")
    for one, key, facts in zip(held, keys, chosen, strict=True):
        if facts is None:
            yield UNREAD
            continue
        scope, purpose = ready.route, f"purposes.{ready.question.purpose}"
        own: dict[str, Value] = {
            "cease_provision:*": False, "cease_use:*": False, "restriction": False, **facts, **_of_data(ready, one)
        }  # fmt: skip
        own |= {f"cease_provision:{scope}": True} if key in stopped else {}
        own |= {f"cease_use:{purpose}": True} if key in ceased else {}
        ruling = ready.compiled.decide(ready.question, {**own, **ready.facts})
        yield "" if ruling.allowed else ruling.reason


def _asked(ready: Ready, held: Held) -> Asked:
    """Return what a row holds of the person, as the register of choices is asked."""
    given = tuple(
        Given(identity, Personal(str(held[name])))
        for identity, name in ready.known.all
        if held[name] is not None and str(held[name]).strip()
    )
    by_fact = {one.fact: held[one.name] for one in ready.collection.fields if one.fact in _NAMES}
    parts = [by_fact.get("full_name")] if by_fact.get("full_name") else [
        by_fact.get("family_name"), by_fact.get("given_name")
    ]  # fmt: skip
    name = " ".join(str(one) for one in parts if one)
    return Asked(given, Personal(name) if name else None)


def _of_data(ready: Ready, held: Held) -> dict[str, Value]:
    """Return the facts of the row's own data: under which notice they were collected, whether their time has passed."""
    facts: dict[str, Value] = {}
    under = {one.origin.collected_under for one in ready.columns}
    if len(under) == 1 and isinstance(only := next(iter(under)), date):
        facts["collected_under"] = only.isoformat()
    days = {_day(held.get(one.origin.acquired_at or "")) for one in ready.columns}
    if len(days) == 1 and (day := next(iter(days))) is not None:
        facts["collected_on"] = day
    passed = _passed(ready, held)
    return facts if passed is None else {**facts, "retention_passed": passed}


def _passed(ready: Ready, held: Held) -> bool | None:
    """Return whether a published period has passed for a row; None where its day cannot be read."""
    clock = ready.collection.clock
    rules = [
        one.period
        for one in ready.policy.form.retention.values()
        if one.period is not None
        and one.period.most
        and clock is not None
        and one.period.after == clock.event
    ]
    if not rules or clock is None:
        return False
    day = _day(held.get(clock.column))
    if day is None:
        return None
    last = min(last_permitted(day, 12 * one.years + one.months).on for one in rules)
    return ready.question.as_of > last


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _note(ready: Ready, seen: Seen, keyed: persons.Keyed, identities: Sequence[tuple[str, str]]) -> None:
    controller = ready.order.controller
    for identity, value in identities:
        seen.keys.add(persons.key_of(persons.digest_of(keyed, controller, identity, value)))
    seen.who += json.dumps(identities, ensure_ascii=False).encode() + b"\n"
