"""An order to provide: who, what, for which purpose, by which way; and what it comes to before anybody is looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from yakusoku.datamap import categories
from yakusoku.datamap.parts import Collection, Field
from yakusoku.decisions.abroad import HOME
from yakusoku.decisions.queries import Compiled, Question
from yakusoku.laws.records import RecordDuty, Way, record_duty
from yakusoku.provision import models
from yakusoku.provision.persons import Known
from yakusoku.provision.ports import wired
from yakusoku.provision.queries import RecipientView, notes_of, watch_of
from yakusoku.provision.rules import Light, Role, columns_of, facts_of, grace_of, ground_of, listed
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yakusoku.decisions.trees import Value
    from yakusoku.policy.queries import Policy

ELECTRONIC, WRITTEN = "electronic", "written"


class UnableToProvide(UnableTo):
    """Nothing is provided, and no file is left that looks whole."""

    asked = text("provide data")


@dataclass(frozen=True)
class Selection:
    """Whose data: a collection (`dataset:collection`), and the values of one of its columns; all rows without them."""

    place: str
    by: str = ""
    values: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True)
class Order:
    """
    What is to be provided. `reference` is the company's own code: a second call with it provides nothing again.

    `items` are kinds of data, those that the declared way lists where none is named. `facts` are facts of this use;
    `event` numbers the accident or other case that the policy asks for. `way` is how the record is made, `document`
    the contract that carries it. `route` is that of the recipient where it is not said.
    """

    controller: str
    recipient: str
    purpose: str
    selection: Selection
    medium: str
    reference: str
    items: tuple[str, ...] = ()
    route: str = ""
    way: Way = "single"
    document: str = ""
    event: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return the digest of the whole order; of the values that select, only theirs stands in it."""
        values = sha256("\0".join(sorted(self.selection.values)).encode()).hexdigest()
        said = [
            self.controller, self.recipient, self.purpose, self.selection.place, self.selection.by, values, self.medium,
            sorted(self.items), self.route, self.way, self.document, self.event,
            {name: str(value) for name, value in self.facts.items()},
        ]  # fmt: skip
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Ready:
    """An order that could be evaluated: its question, the columns to read, who gets them, what law wants recorded."""

    order: Order
    row: models.Recipient
    recipient: RecipientView
    policy: Policy
    compiled: Compiled
    question: Question
    route: str
    collection: Collection
    columns: tuple[Field, ...]
    known: Known
    duty: RecordDuty
    ground: str
    facts: Mapping[str, Value]


def ready(order: Order, *, today: date) -> Ready:
    """
    Return the order with all that it names looked up.

    :raises UnableToProvide: if it names something that is not there, the recipient may get nothing, or the record
        cannot be made as asked
    :raises UnableToApplyLaw: if no case of the law's records fits
    """
    row = recipient_of(order.controller, order.recipient, today)
    recipient = RecipientView.of(row)
    history = wired().histories(order.controller)
    policy = history.in_force(today)
    route = order.route or recipient.route
    collection = _collection(order)
    items = order.items or listed(policy.form, route)
    columns = _columns(order, items, collection, route)
    if any(one.origin.retained not in (None, "ours") for one in columns):
        _require_client(recipient, columns, collection)
    country = None if recipient.country == HOME else recipient.country
    kinds = frozenset(kind for one in columns for kind in one.categories)
    question = Question(
        today, order.purpose, kinds | set(order.items), "controller", route, recipient.company or None, country,
        medium=order.medium,
    )  # fmt: skip
    facts = _facts(recipient, policy, route, today) | dict(order.facts)
    ground = ground_of(policy.form, route, public_body=recipient.role is Role.PUBLIC_BODY)
    abroad = country is not None and not facts["equivalent_measures"] and ground == "consent"
    duty = record_duty(ground, "provider", as_of=today, abroad=abroad)
    _require_way(order, duty)
    return Ready(
        order, row, recipient, policy, Compiled.of(history), question, route, collection, columns,
        Known.of(collection), duty, ground, facts,
    )  # fmt: skip


def recipient_of(controller: str, public_id: str, today: date) -> models.Recipient:
    """Return a recipient of this day. :raises UnableToProvide: if there is none, or its time has not come or is over"""
    row = models.Recipient.objects.filter(controller=controller, public_id=public_id).first()
    if row is None:
        raise UnableToProvide(
            text("there is no recipient {recipient}.", recipient=public_id),
            do=text("`yakusoku provision recipients {company}` names them.", company=controller),
        )
    if today < row.since or (row.until is not None and today > row.until):
        raise UnableToProvide(
            text("{recipient} is a recipient from {since} to {until} only.", recipient=public_id, since=row.since,
                 until=row.until or "-"),
            do=text("Look whether somebody else took its place; enter a new one for a new time."),
        )  # fmt: skip
    return row


def _collection(order: Order) -> Collection:
    known = wired().datamaps(order.controller).collections
    found = next((one for one in known.values() if str(one.address) == order.selection.place), None)
    if found is None or not found.walked:
        places = [str(one) for one in known]
        near = nearest(order.selection.place, places) or (places[0] if places else "-")
        raise UnableToProvide(
            text("{place} is nothing in the data map that can be read.", place=order.selection.place),
            do=text("Write a place as {near}.", near=near),
        )
    if order.selection.by and order.selection.by not in found.by_path:
        raise UnableToProvide(
            text("{place} has no column {column}.", place=found.address, column=order.selection.by),
            do=text("Name one of: {columns}.", columns=", ".join(one.name for one in found.fields)),
        )
    return found


def _columns(order: Order, items: Sequence[str], collection: Collection, route: str) -> tuple[Field, ...]:
    strange = sorted(set(items) - set(categories.known()))
    if strange or not items:
        named = ", ".join(strange)
        raise UnableToProvide(
            text("{kinds} is no kind of data.", kinds=named) if strange
            else text("{route} lists no items, and none was named.", route=route),
            do=text("Name the kinds of data that are needed, such as user.name."),
        )  # fmt: skip
    found = columns_of(collection, items)
    lacking = [one for one in order.items if not columns_of(collection, (one,))]
    if lacking or not found:
        raise UnableToProvide(
            text("{place} holds none of these kinds of data.", place=collection.address)
            if not lacking
            else text("{place} holds no {kinds}.", place=collection.address, kinds=", ".join(lacking)),
            do=text("Provide from the collection that holds them."),
        )
    return found


def _require_client(recipient: RecipientView, columns: Sequence[Field], collection: Collection) -> None:
    held = {one.origin.retained for one in columns} - {None, "ours"}
    if recipient.role is Role.CLIENT and held == {recipient.company}:
        return
    raise UnableToProvide(
        text("{place} holds data for {principals}, and they are not ours to give.", place=collection.address,
             principals=", ".join(sorted(map(str, held)))),
        do=text("Hand them back to the principal, or do as its instructions say."),
    )  # fmt: skip


def _facts(recipient: RecipientView, policy: Policy, route: str, today: date) -> dict[str, Value]:
    notes = notes_of(recipient.public_id)
    seen = watch_of(recipient, notes, grace=grace_of(policy.form, route), as_of=today)
    if seen.light is Light.RED:
        raise UnableToProvide(
            text("{recipient} is blocked: trouble is not settled, or it was not looked at in time.",
                 recipient=recipient.public_id),
            do=text("Look at it and note what was found: `yakusoku provision note {recipient}`.",
                    recipient=recipient.public_id),
        )  # fmt: skip
    return dict(facts_of(notes, seen, as_of=today))


def _require_way(order: Order, duty: RecordDuty) -> None:
    if duty.owed and order.way not in duty.ways:
        raise UnableToProvide(
            text("a record of this case is never made as “{way}”.", way=order.way),
            do=text("Make it as one of: {ways}.", ways=", ".join(duty.ways)),
        )
    if order.way == "contract" and not order.document:
        raise UnableToProvide(
            text("which contract carries the record was not said."),
            do=text("Name the contract or other document by its number."),
        )
