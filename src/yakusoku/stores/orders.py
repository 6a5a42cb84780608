"""What is to be done to rows that a search found: erase them, or give columns another content. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from yakusoku.stores.values import Value
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

Verb = Literal["erase", "mask", "correct", "restrict", "cut"]
"""`cut` takes a person's elements out of arrays that hold others' too: erasing, where the row itself must stay."""
Way = Literal["null", "constant", "hash", "set", "elements"]
VERBS: tuple[Verb, ...] = get_args(Verb)
WAYS: tuple[Way, ...] = get_args(Way)
REPEATABLE = frozenset({"null", "constant", "set", "elements"})
"""Ways that give the same result however often they are done; the others need a receipt in the store."""
_OF_VERB: dict[str, frozenset[str]] = {
    "mask": frozenset({"null", "constant", "hash"}),
    "correct": frozenset({"null", "set"}),
    "restrict": frozenset({"constant", "null"}),
    "erase": frozenset(),
    "cut": frozenset({"elements"}),
}


class UnableToPlanChange(UnableTo):
    """A change that cannot be made certain of; nothing was written. The text names places, never values."""

    asked = text("plan a change in a store")


@dataclass(frozen=True, slots=True)
class Put:
    """
    What one column shall hold, or one field within a column (by its path): there the rest of the content stays.

    `constant` is anybody's word and stands in the plan; `sealed` is a person's new value and stands in no plan.
    """

    column: str
    way: Way
    constant: Value = None
    sealed: Personal[Value] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """
    What is to be done to rows of one collection.

    `rows` are numbers of the rows that the search found there, from zero; None means all of them. `restrict`
    without `puts` writes the column that the data map names, in the word that fits its type.
    """

    address: str
    verb: Verb
    puts: tuple[Put, ...] = ()
    rows: Collection[int] | None = None


def check(order: Order) -> None:
    """
    Let an order pass that says a verb with ways that belong to it.

    :raises UnableToPlanChange: if it does not, as with a shift or an append: nobody could tell whether it was done
    """
    if order.verb not in VERBS:
        wrong = text("{collection} is to be changed by an unknown verb.", collection=order.address)
        raise UnableToPlanChange(wrong, do=text("Say erase, cut, mask, correct or restrict."))
    for put in order.puts:
        if put.way not in _OF_VERB[order.verb]:
            wrong = text(
                "the column {column} of {collection} is to be changed by a way that {verb} does not know.",
                column=put.column, collection=order.address, verb=order.verb,
            )  # fmt: skip
            do = text(
                "Mask by null, constant or hash; correct by set or null; restrict by a constant or null."
            )
            raise UnableToPlanChange(wrong, do=do)
        if (put.way == "set") != (put.sealed is not None):
            wrong = text(
                "the new value of {column} of {collection} is missing, or belongs to no correction.",
                column=put.column, collection=order.address,
            )  # fmt: skip
            raise UnableToPlanChange(wrong, do=text("Pass a correction's value sealed, and no other."))
    if order.verb != "restrict" and bool(order.puts) == (order.verb == "erase"):
        wrong = text(
            "{verb} of {collection} names too many columns or none.",
            verb=order.verb,
            collection=order.address,
        )
        raise UnableToPlanChange(wrong, do=text("Name the columns to change; whole rows are erased without."))
