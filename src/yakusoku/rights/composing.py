"""Puts an answer together: decisions, sealed findings, policy, law and data map become its content."""

from __future__ import annotations

from datetime import date
from typing import get_args

from yakusoku import __version__
from yakusoku.datamap.parts import Address, Collection
from yakusoku.laws import clocks
from yakusoku.laws import queries as laws
from yakusoku.laws.grounds import Due
from yakusoku.laws.rights import RightLaw
from yakusoku.ledger.queries import Proof as LedgerProof
from yakusoku.rights import (
    answer,
    carried,
    cases,
    changing,
    found,
    itemizing,
    methods,
    owed,
    paragraphs,
    ports,
    proven,
    regime,
    sender,
)
from yakusoku.rights.by_hand import enclosing, places
from yakusoku.rights.by_hand import enclosures as enclosed
from yakusoku.rights.grounds import reason, with_other
from yakusoku.rights.measures import ABOUT_NOBODY, SHOWS
from yakusoku.rights.models import (
    Fee,
    Finding,
    ManualTask,
    ReviewItem,
    RightsRequest,
)
from yakusoku.rights.rules import METHODS
from yakusoku.rights.within import unfolded
from yakusoku.stores.values import Row
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text


class UnableToCompose(UnableTo):
    """The data map no longer names what the search found, so nobody can say what it means."""

    asked = text("put the answer together")


def content(row: RightsRequest, *, outcome: str, proof: LedgerProof | None, on: date) -> answer.AnswerContent:
    """
    Return the content of an answer to `row`, dated `on`; `proof` is of its approval, None before there is one.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    :raises UnableToCompose: if the data map no longer names what was found
    :raises UnableToJudge: if the policy was changed since the request was assigned
    """
    policy, promise = cases.policy(row), cases.promise(row)
    law = laws.right(row.right, as_of=row.received_on)
    changed = cases.changes_rows(row)
    shown = cases.measure(row) in SHOWS
    sections, withheld, not_held = _parts(row) if shown else ((), (), _absent(row))
    items, left = itemizing.told(row), itemizing.withheld(row)
    not_held = itemizing.absent(row) if row.right == "A-REC" else not_held
    return answer.AnswerContent(
        language="en" if row.language == "en" else "ja",
        controller=sender.controller(policy),
        desk=sender.desk(policy.controller.contacts[promise.desk], policy),
        person=sender.addressee(row),
        request_id=row.public_id,
        receipt_code=row.receipt_code,
        received_on=row.received_on,
        answered_on=on,
        right=answer.Right(code=row.right, name=law.name, article=law.article, laws=regime.laws(row)),
        outcome=_outcome(outcome),
        paragraphs=_paragraphs(row, withheld=bool(withheld or left), not_held=bool(not_held)),
        changed=changing.changed(row, on=on) if changed else None,
        sent_to=sender.sent_to(row),
        sections=sections,
        withheld=(*left, *withheld),
        not_held=not_held,
        items=items,
        fee=_fee(row),
        method=answer.Method(code=row.method, name=METHODS[row.method]),
        body=sender.body(policy),
        suit=_suit(row, outcome),
        proof=_proof(proof),
        policy_version=policy.published_from.isoformat(),
        policy_digest=policy.digest,
        engine=f"Yakusoku {__version__}",
        **enclosing.enclosed_with(row),
    )


def _suit(row: RightsRequest, outcome: str) -> Due | None:
    """Return from when a suit may be brought (APPI 39), where the Act gives one for what was asked for."""
    if outcome == "full" or not any(law.suit for law in owed.rights(row)):
        return None
    return clocks.suit_open(row.received_on)


def _proof(proof: LedgerProof | None) -> answer.Proof | None:
    if proof is None:
        return None
    return answer.Proof(
        address=proof.address,
        index=proof.index,
        leaf_hash=proof.leaf_hash,
        checkpoint_hash=proof.checkpoint_hash,
        full=proof.full,
    )


def _outcome(code: str) -> answer.Outcome:
    """Return the outcome as the letter knows it."""
    known: dict[str, answer.Outcome] = {one: one for one in get_args(answer.Outcome)}
    return known[code]


def _fee(row: RightsRequest) -> answer.FeePaid | None:
    fee = Fee.objects.filter(request=row, paid_on__isnull=False).first()
    if fee is None or fee.paid_on is None:
        return None
    return answer.FeePaid(
        amount=fee.yen,
        tax=fee.tax_yen,
        tax_percent=fee.tax_percent,
        paid_on=fee.paid_on,
        receipt_no=fee.receipt or "",
        clause=fee.clause,
        article=fee.article,
    )


def _paragraphs(row: RightsRequest, *, withheld: bool, not_held: bool) -> tuple[answer.Paragraph, ...]:
    law = laws.right(row.right, as_of=row.received_on)
    findings = list(places.read_by_program(row))
    stores = {_collection(finding).store for finding in findings}
    said = proven.paragraphs_of(row)
    if row.right not in (*ABOUT_NOBODY, "A-REC"):
        said.append(paragraphs.searched(collections=len(findings), stores=len(stores), article=law.article))
    if places.finds(row.public_id).exists():
        said.append(paragraphs.searched_by_hand(places=row.tasks.count(), article=law.article))
    said += changing.paragraphs_of(row, law)
    outside = carried.paragraph(row, law.article)
    said += [outside] if outside else []
    said += methods.paragraphs(row)
    said += [paragraphs.both_laws(one.name, article=one.article) for one in owed.rights(row)[1:]]
    if withheld:
        said.append(paragraphs.withheld(clause=cases.promise(row).reasons_on_refusal, article="A36"))
    if not_held:
        said.append(paragraphs.not_held(article=_silence_broken(law)))
    return tuple(said)


def _silence_broken(law: RightLaw) -> str:
    """Return the article by which the person is told that something is not held."""
    duties = {one.code: one.article for one in law.duties}
    return duties.get("notify-not-held") or duties.get("notify-result") or law.article


def _parts(
    row: RightsRequest,
) -> tuple[tuple[answer.Section, ...], tuple[answer.Withheld, ...], tuple[answer.NotHeld, ...]]:
    """Return what is shown, what is withheld and what is not held, in the order of the plan."""
    sections, withheld, not_held = [], [], []
    decided = list(ReviewItem.objects.filter(request=row, decision="withhold").order_by("section", "field"))
    for finding in Finding.objects.filter(request=row).order_by("step"):
        collection = _collection(finding)
        if not finding.rows:
            title, store = _title(collection), _store(collection)
            not_held.append(answer.NotHeld(section=finding.section, title=title, store=store))
            continue
        own = [item for item in decided if item.section == finding.section]
        withheld += [_withheld(row, item, collection) for item in own]
        hidden = {item.field for item in own} | carried.outside(row, finding)
        if "" not in hidden and not hidden >= set(finding.columns):
            sections.append(_section(finding, collection, found.read(finding).rows, hidden=hidden))
    return tuple(sections), tuple(withheld), (*not_held, *_searched_by_hand(row))


def _absent(row: RightsRequest) -> tuple[answer.NotHeld, ...]:
    """Return the collections and places that hold nothing about the person."""
    empty = [
        answer.NotHeld(section=one.section, title=_title(_collection(one)), store=_store(_collection(one)))
        for one in Finding.objects.filter(request=row, rows=0).order_by("step")
    ]
    return (*empty, *_searched_by_hand(row))


def _searched_by_hand(row: RightsRequest) -> tuple[answer.NotHeld, ...]:
    """Return the places in which people searched and found nothing."""
    told = []
    for task in ManualTask.objects.filter(request=row, answered_at__isnull=False, rows=0).order_by("pk"):
        place = ports.collection(task.section)
        told.append(answer.NotHeld(section=task.section, title=_title(place), store=_store(place)))
    return tuple(told)


def loose(finding: Finding) -> answer.Section:
    """
    Return the rows of a step that the store took for a match and our comparison did not, for the desk to look at.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    :raises UnableToCompose: if the data map no longer names what was found
    """
    return _section(finding, _collection(finding), found.read(finding).candidates, hidden=set())


def _withheld(row: RightsRequest, item: ReviewItem, collection: Collection) -> answer.Withheld:
    ground = owed.ground(row, item.ground)
    assert ground is not None  # noqa: S101  the review took only grounds of this right
    column = collection.by_path.get(item.field)
    title = enclosed.title(item.field) if enclosed.is_one(item.field) else column and column.title
    return answer.Withheld(
        section=item.section,
        column=item.field or None,
        title=title or _title(collection),
        ground=item.ground,
        reason=with_other(row, reason(ground, item.other_law), item.also_ground, item.also_law),
        clause=item.clause or None,
        article=item.article,
        also_ground=item.also_ground,
    )


def _section(
    finding: Finding, collection: Collection, rows: Personal[tuple[Row, ...]], *, hidden: set[str]
) -> answer.Section:
    shown = [at for at, name in enumerate(finding.columns) if name not in hidden]
    columns, lines = unfolded(
        collection,
        [finding.columns[at] for at in shown],
        [tuple(line[at] for at in shown) for line in rows.reveal()],
    )
    columns, lines = enclosed.folded(columns, lines)
    return answer.Section(
        dataset=finding.dataset,
        collection=finding.collection,
        title=_title(collection),
        store=_store(collection),
        source=_source(collection),
        columns=tuple(_column(finding, collection, name) for name in columns),
        rows=tuple(tuple(map(Personal, line)) for line in lines),
    )


def _column(finding: Finding, collection: Collection, name: str) -> answer.Column:
    if name == enclosed.NAME and name not in collection.by_path:
        return answer.Column(name=name, title=enclosed.TITLE, meaning=enclosed.MEANING, category="")
    field = collection.by_path.get(name)
    if field is None:
        raise _unnamed(finding)
    title = field.title or Bilingual(name, name)
    category = next(iter(field.categories), "")
    return answer.Column(name=name, title=title, meaning=field.meaning or title, category=category)


def _collection(finding: Finding) -> Collection:
    found = ports.datamap().collections.get(Address(finding.dataset, finding.collection))
    if found is None:
        raise _unnamed(finding)
    return found


def _unnamed(finding: Finding) -> UnableToCompose:
    return UnableToCompose(
        text("the data map no longer names what was found in {section}.", section=finding.section),
        do=text("Put the data map back as it was when the search began."),
    )


def _source(collection: Collection) -> Bilingual | None:
    """Return from whom the data came, as the data map declares it."""
    return next((field.origin.source for field in collection.fields if field.origin.source), None)


def _title(collection: Collection) -> Bilingual:
    name = str(collection.address)
    return collection.title or Bilingual(name, name)


def _store(collection: Collection) -> Bilingual:
    dataset = next(d for d in ports.datamap().datasets if d.key == collection.address.dataset)
    return dataset.title or Bilingual(dataset.key, dataset.key)
