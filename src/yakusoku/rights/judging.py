"""
What becomes of each row that a search found: the buckets of an erasure, the copies of a correction, what is stopped.

Computed from the sealed findings, the data map, the law's statutes, the active holds and the review's decisions; the
same of these give the same judgment, so that it can be computed anew before anything is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from yakusoku.datamap.parts import Address, Collection, DataMap
from yakusoku.holds.queries import Held
from yakusoku.laws.grounds import Because
from yakusoku.policy import keeping
from yakusoku.policy.keeping import Bucket, Fate
from yakusoku.rights import alike, cases, found, ports, skeletons, wishes
from yakusoku.rights.alike import Alike
from yakusoku.rights.by_hand import outcomes
from yakusoku.rights.judged import UNMARKED, Judged, Judgment
from yakusoku.rights.models import ColumnDecision, Finding, ReviewItem, RightsRequest, RowChange
from yakusoku.rights.rules import Measure
from yakusoku.stores.contents import held_at
from yakusoku.stores.found import Found
from yakusoku.stores.shared import Rows
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

FROZEN = "judged"
"""The sealed file of a judgment that is carried out."""


class UnableToJudgeRows(UnableTo):
    """The data map no longer names what the search found, so nobody can say what may be done with it."""

    asked = text("judge the rows that were found")


def freeze(row: RightsRequest, judgment: Judgment) -> None:
    """
    Seal a judgment before it is carried out: what was done and is told afterwards is this one, and no later one.

    If the process dies here, the next attempt writes it again.
    """
    sections = [
        {
            "step": one.finding.step,
            "rows": one.rows,
            "shared": one.shared,
            "held_for": one.held_for,
            "refused": one.refused,
            "fates": [[_written(fate), rows] for fate, rows in one.fates.items()],
            "puts": {name: value.reveal() for name, value in one.puts.items()},
            "wrong": [[columns, rows] for columns, rows in one.wrong.items()],
            "marked": one.marked,
        }
        for one in judgment.sections
    ]
    content = json.dumps(
        {"measure": judgment.measure, "sections": sections}, ensure_ascii=False, sort_keys=True
    )
    vault.put(case_id=row.public_id, name=FROZEN, content=content.encode())


def _written(fate: Fate) -> list[object]:
    grounds = [
        [[one.because.rule, one.because.clause, one.because.article], one.columns,
         one.until.isoformat() if one.until else None]
        for one in fate.grounds
    ]  # fmt: skip
    return [fate.bucket, fate.masked, grounds]


def _frozen(row: RightsRequest) -> Judgment:
    """Return the judgment that is or was carried out. :raises UnableToUnseal: if its file is gone or was altered"""
    whole = json.loads(vault.get(case_id=row.public_id, name=FROZEN))
    datamap = ports.datamap()
    findings = {one.step: one for one in Finding.objects.filter(request=row)}
    sections = [_thawed(findings[one["step"]], one, datamap) for one in whole["sections"]]
    return Judgment(Measure(whole["measure"]), outcomes.as_it_went(row, sections))


def _thawed(finding: Finding, plain: dict[str, Any], datamap: DataMap) -> Judged:
    return Judged(
        finding,
        _collection(datamap, finding),
        plain["rows"],
        tuple(plain["shared"]),
        plain["held_for"],
        plain["refused"],
        {_read_fate(fate): tuple(rows) for fate, rows in plain["fates"]},
        {name: Personal(value) for name, value in plain["puts"].items()},
        {tuple(columns): tuple(rows) for columns, rows in plain["wrong"]},
        tuple(plain["marked"]),
    )


def _read_fate(plain: list[Any]) -> Fate:
    bucket, masked, grounds = plain
    return Fate(
        Bucket(bucket),
        tuple(masked),
        tuple(
            keeping.Ground(Because(*because), tuple(columns), date.fromisoformat(until) if until else None)
            for because, columns, until in grounds
        ),
    )


def judge(row: RightsRequest, *, as_of: date) -> Judgment:
    """
    Return what becomes of every row that was found for this request, as things stand on `as_of`.

    Once the change was begun it is the judgment that was frozen then, whatever holds and periods say by now.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    :raises UnableToJudgeRows: if the data map no longer names what was found
    """
    if RowChange.objects.filter(request=row).exists():
        return _frozen(row)
    datamap = ports.datamap(row.controller)
    findings = list(Finding.objects.filter(request=row).order_by("step"))
    refused = dict(
        ReviewItem.objects.filter(request=row, decision="refuse", field="").values_list("section", "ground")
    )
    read = {finding.section: found.read(finding) for finding in findings if finding.rows}
    judging = _Judging(row.controller, cases.measure(row), wish_of(row), datamap, read, as_of)
    judging.decided = _decided(row)
    return judging.all(findings, refused)


def _decided(row: RightsRequest) -> dict[str, dict[str, str]]:
    """Return the columns that staff decided to be copies of a fact, by section."""
    decided: dict[str, dict[str, str]] = {}
    for one in ColumnDecision.objects.filter(request=row).exclude(fact=""):
        decided.setdefault(one.section, {})[one.column] = one.fact
    return decided


def columns_alike(row: RightsRequest) -> tuple[Alike, ...]:
    """
    Return the columns of found rows that hold the same kind of data as what is corrected, and that no fact names.

    Nothing for another measure; nothing of what is held for others or left on a ground.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    """
    wish = wish_of(row)
    if cases.measure(row) is not Measure.CORRECT or wish is None:
        return ()
    datamap = ports.datamap(row.controller)
    left = set(ReviewItem.objects.filter(request=row, decision="refuse").values_list("section", flat=True))
    wanted = alike.kinds(datamap, wish)
    return tuple(
        column
        for finding in Finding.objects.filter(request=row, rows__gt=0).order_by("step")
        if finding.section not in left
        for collection in [_collection(datamap, finding)]
        if not _held_for(collection)
        for column in alike.alike(
            collection, found.read(finding), wanted,
            referred=datamap.referred.get(collection.address, frozenset()),
        )
    )  # fmt: skip


def wish_of(row: RightsRequest) -> wishes.Wish | None:
    """Return what a correction shall put in, or None. :raises UnableToUnseal: if the case was destroyed"""
    if row.wish is None:
        return None
    sealed = bytes(row.wish)
    return wishes.Wish.from_bytes(vault.unseal(case_id=row.public_id, label=wishes.LABEL, sealed=sealed))


def judge_again(controller: str, read: Mapping[str, Found], *, left: Rows, as_of: date) -> Judgment:
    """
    Return what an erasure takes of rows that came back, by address; `left` are rows that are not to be touched.

    :raises UnableToJudgeRows: if the data map does not name what was found
    """
    findings = []
    for number, (address, rows) in enumerate(sorted(read.items()), 1):
        dataset, _, name = address.partition(":")
        spared = sorted(left.get(address, ()))
        findings.append(
            Finding(step=number, dataset=dataset, collection=name, rows=rows.count, shared=spared)
        )
    by_section = {one.section: read[f"{one.dataset}:{one.collection}"] for one in findings if one.rows}
    judging = _Judging(controller, Measure.ERASE, None, ports.datamap(controller), by_section, as_of)
    return judging.all(findings, {})


class _Judging:
    """One request, its data map and what was found: judged collection by collection."""

    def __init__(
        self,
        controller: str,
        measure: Measure,
        wish: wishes.Wish | None,
        datamap: DataMap,
        read: Mapping[str, Found],
        as_of: date,
    ) -> None:
        self.measure, self._wish = measure, wish
        self._datamap, self._read, self._as_of = datamap, read, as_of
        self.decided: Mapping[str, Mapping[str, str]] = {}
        person = _identities(datamap, read)
        self._held = Held(controller, person=person) if measure is Measure.ERASE else None

    def all(self, findings: Iterable[Finding], refused: Mapping[str, str]) -> Judgment:
        """Return the judgment of all collections."""
        sections = [self.section(finding, refused.get(finding.section, "")) for finding in findings]
        if self.measure is Measure.ERASE:
            sections = skeletons.upheld(sections, self._datamap, self._read)
        return Judgment(self.measure, tuple(sections))

    def section(self, finding: Finding, refused: str) -> Judged:
        """Return what becomes of one collection."""
        collection = _collection(self._datamap, finding)
        held_for = _held_for(collection)
        plain = Judged(finding, collection, finding.rows, tuple(finding.shared), held_for, refused)
        if not plain.ours:
            return plain
        rows = self._read[finding.section]
        if self.measure is Measure.ERASE:
            return replace(plain, fates=self._fates(collection, rows, frozenset(finding.shared)))
        if self.measure is Measure.CORRECT and self._wish is not None:
            copies = {
                **wishes.copies(collection, self._wish, referred=self._referred(collection)),
                **alike.copies(self.decided.get(finding.section, {}), self._wish, collection),
            }
            wrong = _differing(rows, copies, frozenset(plain.shared))
            changed = {name for columns in wrong for name in columns}
            puts = {name: copy.right for name, copy in copies.items() if name in changed}
            return replace(plain, puts=puts, wrong=wrong)
        if self.measure is Measure.RESTRICT:
            return replace(plain, marked=_marked(collection, rows))
        return plain

    def _referred(self, collection: Collection) -> frozenset[str]:
        return self._datamap.referred.get(collection.address, frozenset())

    def _fates(
        self, collection: Collection, rows: Found, shared: frozenset[int]
    ) -> dict[Fate, tuple[int, ...]]:
        """Sort the rows of a collection by what becomes of them."""
        assert self._held is not None  # noqa: S101  made for every erasure
        shape = keeping.shape(collection, referred=self._referred(collection))
        address = str(collection.address)
        whole = self._held.whole(address)
        usual = keeping.erasures(shape, holds=whole, as_of=self._as_of)
        days = [(one.column, rows.columns.index(one.column)) for one in collection.statutes
                if one.column in rows.columns]  # fmt: skip
        single = self._held.by_row(address)
        groups: dict[Fate, list[int]] = {}
        for number, line in enumerate(rows.rows.reveal()):
            if number in shared:
                continue
            events = {name: _day(line[at]) for name, at in days}
            fate = usual(events)
            if single:
                key = {name: line[rows.columns.index(name)] for name in collection.key}
                holds = self._held.row(address, key)
                if holds != whole:
                    fate = keeping.erasure(shape, events, holds=holds, as_of=self._as_of)
            groups.setdefault(fate, []).append(number)
        return {fate: tuple(numbers) for fate, numbers in groups.items()}


def _collection(datamap: DataMap, finding: Finding) -> Collection:
    known = datamap.collections.get(Address(finding.dataset, finding.collection))
    if known is None:
        raise UnableToJudgeRows(
            text("the data map no longer names what was found in {section}.", section=finding.section),
            do=text("Put the data map back as it was when the search began."),
        )
    return known


def _held_for(collection: Collection) -> str:
    """Return whom the rows are held for; empty where they are ours."""
    said = {one.origin.retained for one in collection.fields if not one.not_personal}
    others = sorted(one for one in said if one not in (None, "ours"))
    return others[0] or "" if others and "ours" not in said else ""


def _day(value: object) -> date | None:
    """Return the day of an event as a store gives it; None where there is none that can be read."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _identities(datamap: DataMap, read: Mapping[str, Found]) -> dict[str, set[str]]:
    """Return every identity that the found rows hold: whatever a hold may know the person by."""
    known: dict[str, set[str]] = {}
    for rows in read.values():
        collection = datamap.collections[_address(rows.address)]
        for path, one in collection.by_path.items():
            if one.identity and collection.column_of(path) in rows.columns:
                known.setdefault(one.identity, set()).update(held_at(collection, path, rows))
    return known


def _address(words: str) -> Address:
    dataset, _, name = words.partition(":")
    return Address(dataset, name)


def _marked(collection: Collection, rows: Found) -> tuple[int, ...]:
    """Return the rows whose column of restriction holds something already; what people found by hand has none."""
    if collection.restrict_column not in rows.columns:
        return ()
    at = rows.columns.index(str(collection.restrict_column))
    return tuple(number for number, line in enumerate(rows.rows.reveal()) if line[at] not in UNMARKED)


def _differing(
    rows: Found, copies: Mapping[str, wishes.Copy], shared: frozenset[int]
) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Return which rows differ from what is right, by the columns in which they do."""
    places = [(name, rows.columns.index(name), copy) for name, copy in copies.items() if name in rows.columns]
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, line in enumerate(rows.rows.reveal()):
        columns = tuple(name for name, at, copy in places if copy.is_wrong(line[at]))
        if columns and number not in shared:
            groups.setdefault(columns, []).append(number)
    return {columns: tuple(numbers) for columns, numbers in groups.items()}
