"""Collecting: closed lists of items, sources, kinds, and what was told when data were taken."""

from __future__ import annotations

from yakusoku.promises.evidence.fields import NOTHING, beyond, marked, none_of, of_kinds
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, UnableToLook, broken, kept, missing, uncalled
from yakusoku.terms.text import text

GIVERS = {
    "person": "person", "certificate": "person", "observed": "observed", "derived": "derived", "public": "third_party",
    "official_record": "third_party", "purchased": "third_party", "third_party": "third_party",
    "group_company": "third_party", "principal": "third_party",
}  # fmt: skip
"""For each word of a policy for an origin, the giver by which the data map marks it."""


def classified(asked: Asked) -> tuple[Evidence, ...]:
    """Fields about people that no kind of data classes: none; and something is held of the kinds of `definition`."""
    named = asked.policy.form.definitions.get(asked.fixed("definition"))
    if named is None:
        raise _undeclared("definition", asked)
    fields = asked.records.fields
    bare = [name for name, field in fields if not field.categories]
    if bare:
        says = text(
            "Fields of the data map without a kind: {count}, such as {field}.", count=len(bare), field=bare[0]
        )
        return (broken(says, count=len(bare), newest=asked.now),)
    meant = of_kinds(asked, named.fields)
    if not meant:
        nothing = text("Nothing of the kinds that “{word}” means is held.", word=named.word)
        return (uncalled(nothing) if fields else missing(NOTHING),)
    says = text(
        "Fields of the data map: {count}; without a kind: 0; of the kinds that “{word}” means: {meant}.",
        count=len(fields),
        word=named.word,
        meant=len(meant),
    )
    return (kept(says, newest=asked.now, count=len(meant)),)


def items_closed(asked: Asked) -> tuple[Evidence, ...]:
    """Fields held for the purposes of `items` and of a kind that the list does not name: none."""
    items = asked.policy.form.items.get(asked.fixed("items"))
    if items is None:
        raise _undeclared("items", asked)
    fields = marked(asked, items.purposes) if items.purposes else list(asked.records.fields)
    listed = (*items.fields, *items.if_held)
    program = none_of(
        asked, fields, lambda field: beyond(field, listed),
        held=text("Fields for which the list is made"), faults=text("of a kind that the list does not name"),
    )  # fmt: skip
    return program, looked(asked)


def only_needed(asked: Asked) -> tuple[Evidence, ...]:
    """Fields of the kinds of `items`, or held for its purposes, that none of these purposes names: none."""
    items = asked.policy.form.items.get(asked.fixed("items"))
    if items is None:
        raise _undeclared("items", asked)
    purposes = asked.policy.purposes
    needing = [use for name in items.purposes if name in purposes for use in purposes[name].uses]
    fields = dict([*of_kinds(asked, items.fields), *marked(asked, items.purposes)])
    program = none_of(
        asked, fields.items(), lambda field: beyond(field, needing),
        held=text("Fields that are asked for"), faults=text("that no purpose of the list needs"),
    )  # fmt: skip
    return program, looked(asked)


def source_known(asked: Asked) -> tuple[Evidence, ...]:
    """
    Fields from `source` that the data map marks as given by somebody else: none.

    What the company itself notes on a record that the source gave, such as the day on which it came, is no other
    source. A source of which the text names no kind of data cannot be told from others by the map: people look at it.
    """
    source = asked.policy.form.sources.get(asked.fixed("source"))
    if source is None:
        raise _undeclared("source", asked)
    if not source.fields:
        return (looked(asked),)
    givers = {GIVERS[one] for one in source.origin}
    kinds = of_kinds(asked, source.fields)
    given = {_record(name) for name, field in kinds if field.origin.provided_by in givers}
    fields = [
        (name, field)
        for name, field in kinds
        if field.origin.provided_by in givers
        or field.origin.provided_by not in {"derived", "observed"}
        or (field.origin.provided_by == "observed" and _record(name) not in given)
    ]
    program = none_of(
        asked,
        fields,
        lambda field: field.origin.source is None or field.origin.provided_by not in givers,
        held=text("Fields from this source"),
        faults=text("marked with another giver, or with no source"),
    )
    return (program,)


def _record(name: str) -> str:
    """Return the collection of a field's address."""
    return name.rsplit(":", 1)[0]


def shown_at_collection(asked: Asked) -> tuple[Evidence, ...]:
    """Fields that people gave and that name no version of the notice under which they were taken: none."""
    given = [(name, field) for name, field in asked.records.fields if field.origin.provided_by == "person"]
    program = none_of(
        asked, given, lambda field: field.origin.collected_under is None,
        held=text("Fields that people gave"), faults=text("without the version that was shown"),
    )  # fmt: skip
    return program, looked(asked)


def _undeclared(parameter: str, asked: Asked) -> UnableToLook:
    return UnableToLook(
        text(
            "{clause} names “{word}”, which its policy does not declare.",
            clause=asked.clause,
            word=asked.fixed(parameter),
        ),
        do=text("Declare it, or correct the word."),
    )
