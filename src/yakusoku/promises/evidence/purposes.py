"""Purposes: specified, and data marked with them."""

from __future__ import annotations

from yakusoku.datamap import categories
from yakusoku.datamap.parts import Field
from yakusoku.policy.checks.uses import check_uses
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing, uncalled
from yakusoku.terms.text import text

_RECORDING = "jp.call_recording"


def specified(asked: Asked) -> tuple[Evidence, ...]:
    """
    Kinds of data that are held and that no published purpose names: none.

    For a clause that itself names a catch-all, the question is whether anything is held under it.
    """
    own = [name for name, purpose in asked.policy.purposes.items() if asked.clause in purpose.clauses]
    return _held_under(asked, set(own)) if own else _all_named(asked)


def _held_under(asked: Asked, purposes: set[str]) -> tuple[Evidence, ...]:
    fields = [name for name, field in asked.records.fields if purposes.intersection(field.origin.purposes)]
    if fields:
        says = text(
            "Fields of the data map held for a purpose that names no use: {count}.", count=len(fields)
        )
        return (broken(says, count=len(fields)),)
    return (
        uncalled(
            text("It refers to purposes named elsewhere, and nothing in the data map is held for them.")
        ),
    )


def _all_named(asked: Asked) -> tuple[Evidence, ...]:
    fields = asked.records.fields
    if not fields:
        return (missing(text("The data map holds nothing about people.")), *_vague(asked))
    named = {use for purpose in asked.policy.purposes.values() for use in purpose.uses}
    held = {str(finding.read) for finding in check_uses(asked.policy, asked.records.datamap)}
    unserved = sorted(kind for kind in held if not any(categories.covers(use, kind) for use in named))
    if unserved:
        says = text(
            "Kinds of data held without a published purpose: {count} ({kinds}).",
            count=len(unserved),
            kinds=", ".join(unserved),
        )
        return (broken(says, count=len(unserved), newest=asked.now), *_vague(asked))
    says = text(
        "Fields of the data map: {count}; of a kind that no published purpose names: 0.", count=len(fields)
    )
    return (kept(says, newest=asked.now, count=len(fields)), *_vague(asked))


def _vague(asked: Asked) -> tuple[Evidence, ...]:
    """A purpose that nobody can foresee keeps the clause from being kept; data held for one break it."""
    vague = [name for name, purpose in asked.policy.purposes.items() if purpose.vague is not None]
    if not vague:
        return ()
    held = [name for name, field in asked.records.fields if set(vague).intersection(field.origin.purposes)]
    says = text(
        "Published purposes too vague to foresee the use: {vague}; fields held for them: {held}.",
        vague=len(vague),
        held=len(held),
    )
    return (broken(says, count=len(held), newest=asked.now) if held else missing(says),)


def linked(asked: Asked) -> tuple[Evidence, ...]:
    """Fields marked with `purpose` and of a kind it does not name: none; and the uses were looked at."""
    purpose = asked.fixed("purpose")
    named = asked.policy.purposes[purpose].says if purpose in asked.policy.purposes else purpose
    asking = looked(asked)
    marked = [(name, field) for name, field in asked.records.fields if purpose in field.origin.purposes]
    if not marked:
        says = text("No field of the data map is marked with the purpose “{purpose}”.", purpose=named)
        return missing(says), asking
    uses = asked.policy.purposes[purpose].uses if purpose in asked.policy.purposes else ()
    beyond = [name for name, field in marked if not _named(field, uses)]
    if beyond:
        says = text(
            "Fields marked with the purpose “{purpose}” that are of a kind it does not name: {count}.",
            purpose=named,
            count=len(beyond),
        )
        return broken(says, count=len(beyond)), asking
    says = text(
        "Fields marked with the purpose “{purpose}”: {count}; of a kind that it does not name: 0.",
        purpose=named,
        count=len(marked),
    )
    return kept(says, newest=asked.now, count=len(marked)), asking


def recorded_calls(asked: Asked) -> tuple[Evidence, ...]:
    """Recordings of calls held for anything else than `purpose`: none; and that they end was looked at."""
    purpose = asked.fixed("purpose")
    ending = looked(asked)
    fields = [
        (name, field)
        for name, field in asked.records.fields
        if any(categories.covers(_RECORDING, category) for category in field.categories)
    ]
    other = [name for name, field in fields if set(field.origin.purposes) - {purpose}]
    if other:
        says = text("Fields of recordings held for another purpose: {count}.", count=len(other))
        return broken(says, count=len(other)), ending
    if not fields or any(not field.origin.purposes for _, field in fields):
        return missing(text("Recordings in the data map are not marked with a purpose.")), ending
    says = text("Fields of recordings: {count}; held for another purpose: 0.", count=len(fields))
    return kept(says, newest=asked.now, count=len(fields)), ending


def retained(asked: Asked) -> tuple[Evidence, ...]:
    """Fields held for `purposes` that are not marked as the company's own to disclose and correct: none."""
    wanted = set(asked.words("purposes"))
    fields = [
        (name, field) for name, field in asked.records.fields if wanted.intersection(field.origin.purposes)
    ]
    if not fields:
        says = text("No field of the data map is marked with one of these purposes.")
        return (missing(says),)
    others = [name for name, field in fields if field.origin.retained != "ours"]
    if others:
        says = text(
            "Fields held for these purposes and not marked as retained personal data: {count}.",
            count=len(others),
        )
        return (broken(says, count=len(others)),)
    says = text(
        "Fields held for these purposes: {count}; not marked as retained personal data: 0.", count=len(fields)
    )
    return (kept(says, newest=asked.now, count=len(fields)),)


def source_and_method(asked: Asked) -> tuple[Evidence, ...]:
    """Fields of the data map without source or method: none."""
    fields = asked.records.fields
    if not fields:
        return (missing(text("The data map holds nothing about people.")),)
    bare = [name for name, field in fields if field.origin.source is None or field.origin.method is None]
    if bare:
        says = text(
            "Fields of the data map without source or method: {count}, such as {field}.",
            count=len(bare),
            field=bare[0],
        )
        return (broken(says, count=len(bare), newest=asked.now),)
    says = text("Fields of the data map: {count}; without source or method: 0.", count=len(fields))
    return (kept(says, newest=asked.now, count=len(fields)),)


def _named(field: Field, uses: tuple[str, ...]) -> bool:
    return all(any(categories.covers(use, category) for use in uses) for category in field.categories)
