"""A judgment told: what was done, what stays on which ground until when, and what is passed on, each from a ruling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from yakusoku.datamap.categories import covers
from yakusoku.datamap.parts import Collection
from yakusoku.laws.citations import cite
from yakusoku.laws.rights import Ground as LawGround
from yakusoku.laws.rights import RightLaw
from yakusoku.policy import keeping
from yakusoku.policy.keeping import Bucket, Fate
from yakusoku.policy.queries import Policy
from yakusoku.rights import answer, cases, inquiry, judging, owed, paragraphs, ports, telling, wishes
from yakusoku.rights.grounds import reason, with_other
from yakusoku.rights.judged import Judged, Judgment
from yakusoku.rights.measures import ground_for_keeping
from yakusoku.rights.models import Representation, ReviewItem, RightsRequest, ToldConsequence
from yakusoku.rights.rules import Measure
from yakusoku.terms.bilingual import Bilingual
from yakusoku.vault import operations as vault

_HOLDS = "holds."
_UNDATED = ".undated"


def changed(row: RightsRequest, *, on: date) -> answer.Changed:
    """
    Return what the answer to a change says; judged as of the day of its preparation, before that as of `on`.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    :raises UnableToJudgeRows: if the data map no longer names what was found
    """
    judgment = judging.judge(row, as_of=judged_on(row, on))
    told = _Telling(row, cases.policy(row))
    kept = tuple(one for section in judgment.sections for one in told.kept(section))
    return answer.Changed(
        measure=_word(judgment.measure),
        done=tuple(told.done(one, judgment) for one in judgment.ours if told.is_done(one, judgment)),
        kept=kept,
        corrected=tuple(_corrected(row, judgment)),
        handed=tuple(told.handed(one) for one in judgment.sections if one.held_for and one.rows),
        restricted=any(owed.wants_substitute(row, one.ground, one.also_ground) for one in kept),
    )


def judged_on(row: RightsRequest, on: date) -> date:
    """Return the day as of which a change is judged: that of its preparation, before that `on`."""
    return ports.day(row.prepared_at, row.controller) if row.prepared_at else on


def _word(measure: Measure) -> Literal["correct", "restrict", "stop_provision", "erase"]:
    """Return the measure as the letter knows it."""
    known: dict[str, Literal["correct", "restrict", "stop_provision", "erase"]] = {
        "correct": "correct", "restrict": "restrict", "stop_provision": "stop_provision", "erase": "erase",
    }  # fmt: skip
    return known[measure.value]


def substituted(row: RightsRequest, section: Judged) -> bool:
    """Return whether what stays of a collection is restricted instead: the ground on which it stays wants that."""
    grounds = {section.refused} if section.refused else set()
    if section.refused:
        item = ReviewItem.objects.filter(request=row, section=section.finding.section, field="").first()
        grounds |= {item.also_ground} if item else set()
    if section.fates:
        held = {_is_hold(ground) for fate in section.fates for ground in fate.grounds}
        grounds |= {ground_for_keeping(law.code, held=one) for one in held for law in owed.rights(row)}
    return owed.wants_substitute(row, *grounds)


def _is_hold(ground: keeping.Ground) -> bool:
    return ground.because.rule.startswith(_HOLDS)


class _Telling:
    """One request under its law and policy."""

    def __init__(self, row: RightsRequest, policy: Policy) -> None:
        self._row, self._policy, self._rights = row, policy, owed.rights(row)
        self._published = cases.promise(row).grounds
        self._items = {
            one.section: one for one in ReviewItem.objects.filter(request=row, decision="refuse", field="")
        }

    def is_done(self, one: Judged, judgment: Judgment) -> bool:
        """Return whether anything was done in a collection."""
        if judgment.measure is Measure.ERASE:
            return bool(one.in_bucket(Bucket.ERASE) or one.in_bucket(Bucket.MASK))
        return bool(one.wrong if judgment.measure is Measure.CORRECT else one.alone)

    def done(self, one: Judged, judgment: Judgment) -> answer.Done:
        """Return what was done in a collection."""
        rows, masked = len(one.alone), 0
        if judgment.measure is Measure.ERASE:
            rows, masked = len(one.in_bucket(Bucket.ERASE)), len(one.in_bucket(Bucket.MASK))
        elif judgment.measure is Measure.CORRECT:
            rows = len(one.corrected)
        return answer.Done(
            section=one.finding.section,
            title=title_of(one.collection),
            store=_store(one.collection),
            rows=rows,
            masked=masked,
            columns=_titles(one.collection, one.puts) if one.wrong else (),
        )

    def kept(self, one: Judged) -> Iterator[answer.Kept]:
        """Yield what stays of a collection, ground by ground."""
        if one.refused and one.rows:
            yield self._refused(one)
        elif one.shared and one.ours:
            yield _shared(one)
        for fate, numbers in one.fates.items():
            if fate.bucket is not Bucket.ERASE:
                for ground in fate.grounds:
                    yield self._ground(one, fate, ground, len(numbers))
                if not fate.grounds:
                    yield _needed(one, fate, len(numbers))

    def _refused(self, one: Judged) -> answer.Kept:
        item, law = self._items[one.finding.section], self._lawful(one.refused)
        return answer.Kept(
            section=one.finding.section,
            title=title_of(one.collection),
            rows=one.rows,
            whole=True,
            columns=(),
            ground=one.refused,
            reason=with_other(self._row, reason(law, item.other_law), item.also_ground, item.also_law),
            until=None,
            clause=item.clause or None,
            article=item.article,
            also_ground=item.also_ground,
        )

    def _ground(self, one: Judged, fate: Fate, ground: keeping.Ground, rows: int) -> answer.Kept:
        held = _is_hold(ground)
        code, *also = (ground_for_keeping(one.code, held=held) for one in self._rights)
        law = self._lawful(code)
        whole = fate.bucket is Bucket.KEEP
        return answer.Kept(
            section=one.finding.section,
            title=title_of(one.collection),
            rows=rows,
            whole=whole,
            columns=() if whole else _titles(one.collection, ground.columns),
            ground=code,
            reason=with_other(self._row, _why(law, ground, held=held), "".join(also), ""),
            until=ground.until,
            clause=self._clause(one.collection, ground, code, held=held),
            article=law.article,
            also_ground="".join(also),
        )

    def _lawful(self, code: str) -> LawGround:
        known = owed.ground(self._row, code)
        assert known is not None  # noqa: S101  the review took only grounds of this right, and `measures` names them
        return known

    def _clause(self, collection: Collection, ground: keeping.Ground, code: str, *, held: bool) -> str | None:
        """Return the clause that publishes the ground, or that says how long such records stay."""
        if code in self._published:
            return self._published[code]
        kinds = {
            kind for name in ground.columns for kind in collection.by_path[name].categories
            if name in collection.by_path
        }  # fmt: skip
        for rule in self._policy.retention.values():
            named = any(covers(one, kind) for one in rule.fields for kind in kinds)
            if held and "claims" in rule.unless:
                return rule.clauses[-1]
            if not held and named and "law" in rule.ends_with:
                return rule.clauses[0]
        return None

    def handed(self, one: Judged) -> answer.Handed:
        """Return rows that are held for another."""
        known = self._policy.form.companies.get(one.held_for)
        return answer.Handed(
            section=one.finding.section,
            title=title_of(one.collection),
            held_for=known.says if known else Bilingual(one.held_for, one.held_for),
            rows=one.rows,
        )


def _shared(one: Judged) -> answer.Kept:
    """Return rows that are about somebody else, too: no ground of refusal, but not this person's alone to change."""
    return answer.Kept(
        section=one.finding.section,
        title=title_of(one.collection),
        rows=len(one.shared),
        whole=True,
        columns=(),
        ground="",
        reason=Bilingual(
            "These records are also about another person; we leave them as they are.",
            "他のご本人にも関する記録であるため、そのままといたします。",
        ),
        until=None,
    )


def _needed(one: Judged, fate: Fate, rows: int) -> answer.Kept:
    """Return rows that stay as skeletons because of rows that are not judged here, such as those held for another."""
    left = [column.name for column in one.collection.fields if column.name not in fate.masked]
    return answer.Kept(
        section=one.finding.section,
        title=title_of(one.collection),
        rows=rows,
        whole=False,
        columns=_titles(one.collection, left),
        ground="",
        reason=Bilingual(
            "Other records that stay refer to these; only what holds them together is kept.",
            "引き続き保存する他の記録から参照されているため、参照に必要な項目のみを残します。",
        ),
        until=None,
    )


def _why(law: LawGround, ground: keeping.Ground, *, held: bool) -> Bilingual:
    if held or ground.because.article is None:
        return reason(law, "")
    if ground.because.rule.endswith(_UNDATED):
        other = cite(ground.because.article)
        return Bilingual(
            f"{law.says.en} ({other.en}). We have yet to find the day from which that period runs.",
            f"{law.says.ja}（{other.ja}）に該当し、その期間の起算日を確認中であるため。",
        )
    return reason(law, ground.because.article)


def _corrected(row: RightsRequest, judgment: Judgment) -> Iterator[answer.Corrected]:
    """Yield each fact that was put in, by the title of a column that holds it."""
    if row.wish is None:
        return
    wish = wishes.Wish.from_bytes(
        vault.unseal(case_id=row.public_id, label=wishes.LABEL, sealed=bytes(row.wish))
    )
    titles = {
        wishes.fact_of(one): one.title
        for judged in judgment.sections
        for one in judged.collection.fields
        if one.title and wishes.fact_of(one)
    }
    order = list(titles)
    for name in sorted(wish.facts, key=lambda fact: order.index(fact) if fact in titles else len(order)):
        title = titles.get(name) or Bilingual(name, name)
        yield answer.Corrected(title=title, value=wish.facts[name])


def paragraphs_of(row: RightsRequest, law: RightLaw) -> list[answer.Paragraph]:
    """Return what an answer says of who asked, of the case that is met and of what was told first."""
    said = []
    represented = Representation.objects.filter(request=row).first()
    if represented is not None:
        said.append(
            paragraphs.represented(
                law.asked_by["mandated" if represented.kind == "mandated" else "statutory"],
                clause=represented.clause or None,
                article=represented.article,
            )
        )
    case = next((one for one in law.cases if one.code == row.law_case), None)
    if case is not None:
        said.append(paragraphs.case_met(case.says, article=case.article))
    told = ToldConsequence.objects.filter(request=row).order_by("number").first()
    if told is not None:
        said.append(paragraphs.consequences_told(clause=told.clause))
    return [*said, *inquiry.paragraphs(row), *telling.paragraphs(row)]


def title_of(collection: Collection) -> Bilingual:
    """Return what a reader calls the collection."""
    name = str(collection.address)
    return collection.title or Bilingual(name, name)


def _store(collection: Collection) -> Bilingual:
    dataset = next(one for one in ports.datamap().datasets if one.key == collection.address.dataset)
    return dataset.title or Bilingual(dataset.key, dataset.key)


def _titles(collection: Collection, columns: Iterable[str]) -> tuple[Bilingual, ...]:
    known = collection.by_path
    found = [known[name].title or Bilingual(name, name) for name in columns if name in known]
    return tuple(dict.fromkeys(found))
