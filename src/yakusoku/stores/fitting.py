"""Whether an order fits the table that it is about: keys, triggers, types, constraints. Pure."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterator, Sequence

from yakusoku.datamap.parts import Collection
from yakusoku.stores.fitting_within import is_part, unfit_within
from yakusoku.stores.orders import Order, Put, UnableToPlanChange
from yakusoku.stores.plans import Step
from yakusoku.stores.ports import Family
from yakusoku.stores.shapes import Obstacle, Shape, ShapeColumn, Trigger
from yakusoku.stores.values import Value
from yakusoku.terms.text import Text, text

SHORTEST_HASH = 16
_NO_KEYS: frozenset[Family] = frozenset({"bytes"})
_MARKS: dict[Family, Value] = {"boolean": True, "integer": 1, "text": "restricted", "any": 1}


def check_shape(collection: Collection, step: Step, shape: Shape) -> None:
    """
    Let a table pass in which every row can be named for certain.

    :raises UnableToPlanChange: without a primary key that the store keeps unique, for a view, without transactions
    """
    name = collection.address
    if shape.obstacle is not None:
        raise _obstacle(shape.obstacle, str(name))
    if not step.key:
        wrong = text(
            "{collection} has no primary key, so a row cannot be told from its neighbors.", collection=name
        )
        do = text("Mark every column of its key with `fides_meta: {primary_key: true}`.")
        raise UnableToPlanChange(wrong, do=do)
    led = (step.column_of(one) for parameter in step.parameters for one in parameter.columns)
    for column in (*step.key, *led):
        if column not in shape.by_name:
            wrong = text("the table of {collection} has no column {column}.", collection=name, column=column)
            raise UnableToPlanChange(wrong, do=_LOOK)
    if not any(set(unique) <= set(step.key) for unique in shape.unique):
        wrong = text("the store does not keep the key of {collection} unique: {columns}.", collection=name,
                     columns=", ".join(step.key))  # fmt: skip
        do = text("Declare the columns of a primary key or of a unique index as key.")
        raise UnableToPlanChange(wrong, do=do)
    for column in step.key:
        if shape.by_name[column].family in _NO_KEYS:
            wrong = text(
                "the key {column} of {collection} is no text and no number.", column=column, collection=name
            )
            raise UnableToPlanChange(wrong, do=text("Name another unique key in the data map."))


_LOOK = text("Run `yakusoku doctor`: it compares the data map with the tables.")


def check_triggers(collection: Collection, shape: Shape, order: Order) -> tuple[str, ...]:
    """
    Return the notes on triggers that run, and that people accepted in the data map as they are.

    :raises UnableToPlanChange: if one runs that nobody looked at, or that was changed since
    """
    event = "erase" if order.verb == "erase" else "update"
    notes = []
    for trigger in shape.triggers:
        if event not in trigger.events:
            continue
        accepted = collection.triggers.get(trigger.name)
        if accepted is None or accepted.definition != trigger.definition:
            raise _not_accepted(collection, shape, trigger, changed=accepted is not None)
        by = f" by {accepted.accepted_by}" if accepted.accepted_by else ""
        notes.append(
            f"runs the trigger {trigger.name} ({trigger.definition}), accepted{by}: {accepted.reason}"
        )
    computed = [one.name for one in shape.columns if one.computed]
    if computed and order.verb != "erase":
        notes.append(f"the store computes anew: {', '.join(computed)}")
    return tuple(notes)


def _not_accepted(
    collection: Collection, shape: Shape, trigger: Trigger, *, changed: bool
) -> UnableToPlanChange:
    said = {
        "trigger": f"{collection.store}:{shape.name}:{trigger.name}",
        "collection": str(collection.address),
    }
    if changed:
        wrong = text("the trigger {trigger} of {collection} was changed after it was accepted.", **said)
    else:
        wrong = text(
            "the trigger {trigger} runs when rows of {collection} change, and may keep or copy them.", **said
        )
    do = text(
        "Look at what it does, and accept it in the data map: `yakusoku datamap triggers` prints the lines."
    )
    return UnableToPlanChange(wrong, do=do)


def restricting(collection: Collection, shape: Shape) -> tuple[Put, ...]:
    """Return what the declared column of restriction gets. :raises UnableToPlanChange: if no word fits it"""
    column = collection.restrict_column
    if column is None:
        wrong = text("{collection} names no column for restriction.", collection=collection.address)
        do = text("Add `yakusoku_meta: {restrict_column: …}`, or keep the restriction in Yakusoku alone.")
        raise UnableToPlanChange(wrong, do=do)
    there = shape.by_name.get(column)
    if there is None or there.family not in _MARKS:
        wrong = text("the column {column} of {collection} takes no mark of restriction.", column=column,
                     collection=collection.address)  # fmt: skip
        do = text("Say which constant it gets, or name a column of truth, a number or text.")
        raise UnableToPlanChange(wrong, do=do)
    return (Put(column, "constant", _MARKS[there.family]),)


def check_puts(collection: Collection, shape: Shape, order: Order, shapes: Sequence[Shape]) -> None:
    """Let contents pass that their columns can take. :raises UnableToPlanChange: and says what else to do"""
    referred = {
        name for one in shapes for key in one.foreign if shape.referring(key) for name in key.to_columns
    }
    for put in order.puts:
        for wrong, do in _unfit(collection, shape, put, referred):
            raise UnableToPlanChange(wrong, do=do)
    names = sorted(put.column for put in order.puts)
    if any(f"{after}.".startswith(f"{one}.") for at, one in enumerate(names) for after in names[at + 1 :]):
        wrong = text("one column of {collection} is to hold two things.", collection=collection.address)
        raise UnableToPlanChange(wrong, do=text("Name each column once."))


def _unfit(
    collection: Collection, shape: Shape, put: Put, referred: AnyOf[str]
) -> Iterator[tuple[Text, Text]]:
    said = {"column": put.column, "collection": str(collection.address)}
    lies = collection.column_of(put.column)
    column, declared = shape.by_name.get(lies), collection.by_path.get(put.column)
    if column is None:
        yield text("the table of {collection} has no column {column}.", **said), _LOOK
        return
    if declared is None:
        yield (
            text("the column {column} of {collection} is not in the data map.", **said),
            text("Declare it as a field."),
        )
    elif declared.read_only:
        yield (text("the column {column} of {collection} is declared `read_only`.", **said),
               text("Erase the row, or take `read_only` out of the data map."))  # fmt: skip
    if lies in collection.key:
        yield (text("the column {column} of {collection} is part of the key.", **said),
               text("Erase the row: with another key nobody could see that it was done."))  # fmt: skip
    if lies in referred:
        yield (text("other tables refer to the column {column} of {collection}.", **said),
               text("Erase the row, or take the reference away first."))  # fmt: skip
    if column.computed:
        yield (text("the store computes the column {column} of {collection}.", **said),
               text("Change the columns that it is computed from."))  # fmt: skip
    if declared is not None and put.column in collection.within:
        yield from unfit_within(collection, put, column, declared, said)
    if not is_part(collection, put):
        yield from _unfit_content(shape, put, column, said)


def _unfit_content(
    shape: Shape, put: Put, column: ShapeColumn, said: dict[str, str]
) -> Iterator[tuple[Text, Text]]:
    content = put.constant if put.sealed is None else put.sealed.reveal()
    if content is None and put.way != "hash" and not column.nullable:
        yield (text("the column {column} of {collection} may not be empty (NOT NULL).", **said),
               text("Mask it by a constant, or erase the row."))  # fmt: skip
    if put.way == "constant" and content is None:
        yield (
            text("the constant for {column} of {collection} is missing.", **said),
            text("Pass it, or mask by null."),
        )
    if put.way == "constant" and (put.column,) in shape.unique:
        yield (text("the column {column} of {collection} is unique, so two rows cannot hold one constant.", **said),
               text("Mask it by null or hash, or erase the row."))  # fmt: skip
    if isinstance(content, str) and column.longest is not None and len(content) > column.longest:
        yield (text("what the column {column} of {collection} shall hold is longer than it takes.", **said),
               text("Shorten it: nothing is cut in silence."))  # fmt: skip
    if put.way == "hash" and (
        column.family not in ("text", "any") or (column.longest or SHORTEST_HASH) < SHORTEST_HASH
    ):
        yield (text("the column {column} of {collection} takes no keyed hash: it is no text, or too short.", **said),
               text("Mask it by null or a constant."))  # fmt: skip


def _obstacle(obstacle: Obstacle, name: str) -> UnableToPlanChange:
    wrong, do = {
        "view": (text("{collection} is a view.", collection=name),
                 text("Declare the tables behind it: rows are changed where they lie.")),
        "foreign": (text("{collection} lies in another database behind its store.", collection=name),
                    text("Connect that database as a store of its own.")),
        "no-transactions": (text("the table of {collection} knows no transactions, so nothing could be undone.",
                                 collection=name),
                            text("Convert it to an engine with transactions, such as InnoDB.")),
        "versions": (text("the store keeps a history of the rows of {collection}, erased ones too.", collection=name),
                     text("Take the versioning away, or erase the history by hand.")),
    }[obstacle]  # fmt: skip
    return UnableToPlanChange(wrong, do=do)
