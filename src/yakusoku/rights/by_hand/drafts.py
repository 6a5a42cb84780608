"""What a judgment asks people to do: place by place, record by record, as their sheet says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yakusoku.policy.keeping import Bucket, Fate
from yakusoku.rights import changing, found
from yakusoku.rights.by_hand import enclosures
from yakusoku.rights.judged import Judged, Judgment
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.rules import Measure
from yakusoku.terms.bilingual import Bilingual, Language


@dataclass(frozen=True)
class Act:
    """What is done to records of a place, by their numbers in the find, from zero; to `columns` alone where named."""

    code: str
    numbers: tuple[int, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """An errand that is to be made: what is asked for, and to which records of which place."""

    kind: str
    section: Judged
    acts: tuple[Act, ...]
    substitute: bool = False

    @property
    def rows(self) -> int:
        """Count the records."""
        return sum(len(one.numbers) for one in self.acts)


def by_program(judgment: Judgment) -> Judgment:
    """Return a judgment without the places that people search: what a program changes."""
    return replace(judgment, sections=tuple(one for one in judgment.sections if not one.collection.manual))


def drafts(row: RightsRequest, judgment: Judgment) -> tuple[Draft, ...]:
    """Return the errands of a judgment, in the order of its places; none where people found nothing."""
    places = (one for one in judgment.sections if one.collection.manual and one.rows and not one.held_for)
    return tuple(draft for one in places for draft in _of(row, one, judgment.measure))


def _of(row: RightsRequest, one: Judged, measure: Measure) -> Iterator[Draft]:
    acts = tuple(act for act in _acts(one, measure) if act.numbers) if one.ours else ()
    if acts:
        yield Draft(measure.value, one, acts)
    stays = tuple(range(one.rows)) if one.refused else one.in_bucket(Bucket.MASK) + one.in_bucket(Bucket.KEEP)
    if stays and changing.substituted(row, one):
        yield substitute(one, stays)


def substitute(one: Judged, numbers: Sequence[int] = ()) -> Draft:
    """Return the errand that restricts what stays on a ground that wants a substitute (APPI 35(2), 35(6))."""
    return Draft(
        "restrict", one, (Act("restrict", tuple(sorted(numbers or range(one.rows)))),), substitute=True
    )


def _acts(one: Judged, measure: Measure) -> Iterator[Act]:
    if measure is Measure.ERASE:
        yield Act("erase", one.in_bucket(Bucket.ERASE))
        yield from (_masking(fate, rows) for fate, rows in one.fates.items() if fate.bucket is Bucket.MASK)
    elif measure is Measure.CORRECT:
        yield from (Act("correct", rows, columns) for columns, rows in one.wrong.items())
    else:
        yield Act(measure.value, one.alone)


def _masking(fate: Fate, rows: tuple[int, ...]) -> Act:
    return Act("mask", rows, fate.masked)


def records(draft: Draft, language: Language) -> list[dict[str, object]]:
    """
    Return the records of an errand as its sheet lists them: number, what is done, and what stands there.

    :raises UnableToReadFindings: if the sealed find is not the one that the ledger names
    """
    rows = found.read(draft.section.finding)
    lines = rows.rows.reveal()
    told: list[dict[str, object]] = []
    for act in draft.acts:
        for number in act.numbers:
            cells = zip(rows.columns, lines[number], strict=True)
            told.append(
                {
                    "number": f"{number + 1}",
                    "act": act.code,
                    "columns": "、".join(_titles(draft, act.columns, language)),
                    "fields": [
                        {
                            "title": _title(draft, name).say(language),
                            "value": _value(name, value),
                            "right": _right(draft, act, name),
                        }
                        for name, value in cells
                        if value is not None or _right(draft, act, name)
                    ],
                }
            )
    return told


def _titles(draft: Draft, columns: Sequence[str], language: Language) -> list[str]:
    return list(dict.fromkeys(_title(draft, name).say(language) for name in columns))


def _title(draft: Draft, name: str) -> Bilingual:
    field = draft.section.collection.by_path.get(name)
    if field is None and enclosures.is_one(name):
        return enclosures.title(name)
    return (field.title if field else None) or Bilingual(name, name)


def _value(name: str, value: object) -> str:
    if value is None:
        return ""
    return enclosures.read_cell(value)[0] if enclosures.is_one(name) else str(value)


def _right(draft: Draft, act: Act, name: str) -> str:
    """Return what is right in a column that is corrected."""
    if act.code != "correct" or name not in act.columns or name not in draft.section.puts:
        return ""
    return draft.section.puts[name].reveal()
