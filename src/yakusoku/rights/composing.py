"""Puts an answer together: decisions, sealed findings, policy, law and data map become its content."""

from __future__ import annotations

import json
from datetime import date
from typing import get_args

from yakusoku import __version__
from yakusoku.datamap.parts import Address, Collection
from yakusoku.laws import clocks
from yakusoku.laws import queries as laws
from yakusoku.laws.citations import cite
from yakusoku.laws.grounds import Due
from yakusoku.laws.rights import RightLaw
from yakusoku.ledger.queries import Proof as LedgerProof
from yakusoku.policy.form.controller import Contact, Hours
from yakusoku.policy.queries import Policy
from yakusoku.rights import answer, cases, changing, found, paragraphs, ports
from yakusoku.rights.models import (
    Fee,
    Finding,
    IdentityCheck,
    ManualTask,
    Representation,
    ReviewItem,
    RightsRequest,
)
from yakusoku.rights.rules import METHODS, Measure
from yakusoku.stores.values import Row
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_DAYS = {
    "every_day": Bilingual("every day", "年中無休"),
    "monday_to_friday": Bilingual("Monday to Friday", "月曜日から金曜日まで"),
    "business_days": Bilingual("on business days", "営業日"),
}


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
    changed = cases.measure(row) is not Measure.SHOW
    sections, withheld, not_held = ((), (), _absent(row)) if changed else _parts(row)
    return answer.AnswerContent(
        language="en" if row.language == "en" else "ja",
        controller=_controller(policy),
        desk=_desk(policy.controller.contacts[promise.desk], policy),
        person=_addressee(row),
        request_id=row.public_id,
        receipt_code=row.receipt_code,
        received_on=row.received_on,
        answered_on=on,
        right=answer.Right(code=row.right, name=law.name, article=law.article),
        outcome=_outcome(outcome),
        paragraphs=_paragraphs(row, withheld=bool(withheld), not_held=bool(not_held)),
        changed=changing.changed(row, on=on) if changed else None,
        sent_to=_sent_to(row),
        sections=sections,
        withheld=withheld,
        not_held=not_held,
        fee=_fee(row),
        method=answer.Method(code=row.method, name=METHODS[row.method]),
        body=_body(policy),
        suit=_suit(row, law, outcome),
        proof=_proof(proof),
        policy_version=policy.published_from.isoformat(),
        policy_digest=policy.digest,
        engine=f"Yakusoku {__version__}",
    )


def _suit(row: RightsRequest, law: RightLaw, outcome: str) -> Due | None:
    """Return from when a suit may be brought (APPI 39), where the Act gives one for this right."""
    if outcome == "full" or law.law != "appi":
        return None
    return clocks.suit_open(row.received_on)


def _sent_to(row: RightsRequest) -> answer.Addressee | None:
    """Return the representative to whom the letter goes, or None where it goes to the person."""
    found = Representation.objects.filter(request=row, answer_to="representative").first()
    if found is None:
        return None
    plain = json.loads(vault.unseal(case_id=row.public_id, label="representative", sealed=bytes(found.who)))
    return answer.Addressee(
        name=Personal(plain["name"]),
        postal_code=Personal(plain["postal_code"]),
        address=Personal(tuple(plain["address"])),
    )


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


def _controller(policy: Policy) -> answer.Controller:
    company = policy.controller
    return answer.Controller(name=company.name, address=company.seat, representative=company.signature)


def _desk(desk: Contact, policy: Policy) -> answer.Desk:
    address = policy.controller.seat
    return answer.Desk(
        name=desk.name,
        phone=desk.telephone or "",
        hours=_hours(desk.hours),
        address=desk.address or address,
        email=desk.email,
    )


def _hours(hours: Hours | None) -> Bilingual:
    if hours is None:
        return Bilingual("no hours published", "受付時間の公表なし")
    span = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    days = _DAYS[hours.days]
    return Bilingual(f"{span}, {days.en}", f"{hours.opens:%-H:%M}～{hours.closes:%-H:%M}（{days.ja}）")


def _addressee(row: RightsRequest) -> answer.Addressee:
    asked = cases.asked(row)
    return answer.Addressee(name=asked.name, postal_code=asked.postal_code, address=asked.address)


def _body(policy: Policy) -> answer.AuthorizedBody | None:
    body = next(iter(policy.controller.bodies.values()), None)
    if body is None:
        return None
    return answer.AuthorizedBody(name=body.name, scope=body.scope, url=body.url, clause=body.clauses[0])


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
    findings = list(Finding.objects.filter(request=row))
    stores = {_collection(finding).store for finding in findings}
    said = []
    check = IdentityCheck.objects.filter(request=row).first()
    if check is not None and not check.document:
        said.append(paragraphs.recognized(article=check.article))
    elif check is not None:
        name = laws.document(check.document, as_of=ports.day(check.checked_at, row.controller)).name
        said.append(paragraphs.identified(name, clause=check.clause, article=check.article))
    said.append(paragraphs.searched(collections=len(findings), stores=len(stores), article=law.article))
    said += changing.paragraphs_of(row, law)
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
        hidden = {item.field for item in own}
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
    for task in ManualTask.objects.filter(request=row, answered_at__isnull=False).order_by("pk"):
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
    ground = laws.right(row.right, as_of=row.received_on).ground(item.ground)
    assert ground is not None  # noqa: S101  the review took only grounds of this right
    column = collection.by_path.get(item.field)
    other = cite(item.other_law) if item.other_law else None
    return answer.Withheld(
        section=item.section,
        column=item.field or None,
        title=(column.title if column is not None else None) or _title(collection),
        ground=item.ground,
        reason=Bilingual(
            f"{ground.says.en} ({other.en})." if other else f"{ground.says.en}.",
            f"{ground.says.ja}（{other.ja}）に該当するため。"
            if other
            else f"{ground.says.ja}に該当するため。",
        ),
        clause=item.clause or None,
        article=item.article,
    )


def _section(
    finding: Finding, collection: Collection, rows: Personal[tuple[Row, ...]], *, hidden: set[str]
) -> answer.Section:
    shown = [at for at, name in enumerate(finding.columns) if name not in hidden]
    return answer.Section(
        dataset=finding.dataset,
        collection=finding.collection,
        title=_title(collection),
        store=_store(collection),
        source=_source(collection),
        columns=tuple(_column(finding, collection, finding.columns[at]) for at in shown),
        rows=tuple(tuple(Personal(line[at]) for at in shown) for line in rows.reveal()),
    )


def _column(finding: Finding, collection: Collection, name: str) -> answer.Column:
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
