"""The points of an answer for one request: drawn, said by staff where the policy says nothing, withheld on a ground."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from django.db.models import Q

from yakusoku.datamap.parts import Address
from yakusoku.laws.rights import RightLaw
from yakusoku.rights import answer, cases, owed, ports, provided, rules
from yakusoku.rights.grounds import reason, with_other
from yakusoku.rights.items import access, purposes, records, uses, words
from yakusoku.rights.items.drawing import Drawn, Ground, Held, sentence
from yakusoku.rights.models import Finding, ReviewItem, RightsRequest, Statement, StoppedUse
from yakusoku.rights.rules import Outcome, Shown
from yakusoku.terms.bilingual import Bilingual
from yakusoku.vault import operations as vault

LABEL = "statement"
_OF_RIGHT: dict[str, Callable[[Ground], Iterable[Drawn]]] = {
    "G-ACC": access.draw,
    "A-PURP": purposes.draw,
    "A-EQV": words.measures_abroad,
    "A-CPL": words.complaint,
    "G-ADM": words.human_review,
    "G-SAF": words.transfer_copy,
    "G-CPL": words.authority,
}
_RECORDS, _STOPS = "A-REC", ("G-OBJ", "G-WDR")


def has_items(right: str) -> bool:
    """Return whether an answer to this right tells points in words."""
    return right in _OF_RIGHT or right in (_RECORDS, *_STOPS)


def tells(row: RightsRequest) -> bool:
    """Return whether the answer to a request tells points in words, be it for the other law alone."""
    return any(has_items(law.code) for law in owed.rights(row))


def drawn(row: RightsRequest) -> tuple[Drawn, ...]:
    """
    Return every point that the answer must tell, in its order; none for a right that only shows or changes.

    Where both laws give what was asked for, the points of the other law's answer come behind.

    :raises UnableToJudge: if the policy was changed since the request was assigned
    """
    own, *others = owed.rights(row)
    return (*_drawn(row, own), *(point for law in others for point in _beside(row, law)))


def _drawn(row: RightsRequest, law: RightLaw) -> tuple[Drawn, ...]:
    """Return the points that one law wants told."""
    if law.code == _RECORDS:
        return tuple(records.draw(_ground(row, law), provided.records_of(row)))
    if law.code in _STOPS:
        uses_ = StoppedUse.objects.filter(request=row).order_by("number")
        return tuple(uses.draw(_ground(row, law), [one.scope for one in uses_]))
    make = _OF_RIGHT.get(law.code)
    return tuple(make(_ground(row, law))) if make and not _not_followed(row) else ()


def _beside(row: RightsRequest, law: RightLaw) -> tuple[Drawn, ...]:
    """Return the points of the other law's answer that come beside those of the chosen right."""
    twin = owed.twin(row)
    if twin is None or not (twin.all_points or twin.points) or not _reaches(row, law):
        return ()
    return tuple(one for one in _drawn(row, law) if twin.all_points or one.code in twin.points)


def _reaches(row: RightsRequest, law: RightLaw) -> bool:
    """Return whether the text knows a transfer of the kind that a right about transfers speaks of."""
    ways = cases.policy(row).form.transfers.values()
    if law.code == "A-EQV":
        return any("equivalent_measures" in way.mechanism for way in ways)
    return law.code != "G-SAF" or any(set(way.mechanism) - {"equivalent_measures"} for way in ways)


def _not_followed(row: RightsRequest) -> bool:
    """Return whether everything found is withheld because the request need not be followed (GDPR 12(5))."""
    whole = [one.code for law in owed.rights(row) for one in law.grounds if one.whole]
    found = Finding.objects.filter(request=row, rows__gt=0)
    left = ReviewItem.objects.filter(request=row, field="", decision="withhold")
    known = set(left.filter(Q(ground__in=whole) | Q(also_ground__in=whole)).values_list("section", flat=True))
    return bool(known) and all(one.section in known for one in found)


def _ground(row: RightsRequest, law: RightLaw) -> Ground:
    found = Finding.objects.filter(request=row, rows__gt=0).order_by("step")
    return Ground(
        law=law,
        policy=cases.policy(row),
        held=tuple(held for one in found if (held := _held(one)) is not None),
    )


def _held(finding: Finding) -> Held | None:
    collection = ports.datamap().collections.get(Address(finding.dataset, finding.collection))
    if collection is None:
        return None  # whoever composes the letter says so
    known = collection.by_path
    return Held(collection, tuple(known[name] for name in finding.columns if name in known))


def missing(row: RightsRequest) -> tuple[Drawn, ...]:
    """Return the points of which neither the policy nor staff say anything, and that nobody withheld."""
    said = set(Statement.objects.filter(request=row).values_list("item", flat=True)) | _withheld(row).keys()
    return tuple(one for one in _silent(row) if one.code not in said and not one.may_lack)


def _silent(row: RightsRequest) -> list[Drawn]:
    return [one for one in drawn(row) if not one.says]


def absent(row: RightsRequest) -> tuple[answer.NotHeld, ...]:
    """Return the points that do not exist about this person, such as a record of a provision that was never made."""
    said = set(Statement.objects.filter(request=row).values_list("item", flat=True)) | _withheld(row).keys()
    return tuple(
        answer.NotHeld(section=one.code, title=one.title, store=records.STORE)
        for one in _silent(row)
        if one.may_lack and one.code not in said
    )


def told(row: RightsRequest) -> tuple[answer.Item, ...]:
    """Return what the answer tells, point by point; what staff said stands after what was drawn."""
    said, left = _said(row), _withheld(row)
    return tuple(
        answer.Item(code=one.code, title=one.title, says=(*one.says, *_spoken(one, said)))
        for one in drawn(row)
        if one.code not in left and (one.says or one.code in said)
    )


def withheld(row: RightsRequest) -> tuple[answer.Withheld, ...]:
    """Return the points that are withheld, each with its ground, and without what it would have said."""
    left = _withheld(row)
    made = []
    for one in drawn(row):
        item = left.get(one.code)
        ground = owed.ground(row, item.ground) if item else None
        if item is None or ground is None:
            continue
        made.append(
            answer.Withheld(
                section=one.code.partition(".")[0],
                title=one.held_back or one.title,
                ground=item.ground,
                reason=with_other(row, reason(ground, item.other_law), item.also_ground, item.also_law),
                clause=item.clause or None,
                article=item.article,
                also_ground=item.also_ground,
            )
        )
    return tuple(made)


def refused(row: RightsRequest) -> frozenset[str]:
    """Return the points that are withheld, by their codes: of an objection, the uses that go on."""
    return frozenset(_withheld(row))


def outcome(row: RightsRequest) -> Outcome:
    """Name the outcome of an answer that only tells, by its points."""
    lacking, left = {one.section for one in absent(row)}, _withheld(row)
    points = [one for one in drawn(row) if one.code not in lacking]
    return rules.outcome(Shown(1, 0, withheld_whole=one.code in left) for one in points)


def _withheld(row: RightsRequest) -> dict[str, ReviewItem]:
    decided = ReviewItem.objects.filter(request=row, field="", decision__in=("withhold", "refuse"))
    return {one.section: one for one in decided}


def _said(row: RightsRequest) -> dict[str, Bilingual]:
    return {one.item: read(row, one) for one in Statement.objects.filter(request=row)}


def _spoken(one: Drawn, said: dict[str, Bilingual]) -> tuple[answer.Paragraph, ...]:
    if one.code not in said:
        return ()
    return (sentence("said", said[one.code], article=one.article),)


def read(row: RightsRequest, statement: Statement) -> Bilingual:
    """Return what staff said. :raises UnableToUnseal: if the case was destroyed"""
    plain = json.loads(
        vault.unseal(case_id=row.public_id, label=f"{LABEL}:{statement.item}", sealed=bytes(statement.says))
    )
    return Bilingual(plain["en"], plain["ja"])


def said_digest(row: RightsRequest) -> list[list[str]]:
    """Return what staff said as an approval fixes it: points and keyed digests."""
    rows = Statement.objects.filter(request=row).order_by("item")
    return [[one.item, one.digest] for one in rows]
