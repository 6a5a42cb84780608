"""Puts an answer together: decisions, sealed findings, policy, law and data map become its content."""

from __future__ import annotations

from datetime import date
from typing import get_args

from yakusoku import __version__
from yakusoku.datamap.parts import Collection
from yakusoku.laws import clocks
from yakusoku.laws import queries as laws
from yakusoku.ledger.queries import Proof as LedgerProof
from yakusoku.policy.form.controller import Contact, Hours
from yakusoku.policy.queries import Policy
from yakusoku.rights import answer, cases, found, paragraphs, ports
from yakusoku.rights.models import Fee, Finding, IdentityCheck, ReviewItem, RightsRequest
from yakusoku.stores.found import Found
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.personal import Personal

_METHODS = {
    "paper": Bilingual("in writing", "書面の交付"),
    "electronic": Bilingual("as an electronic record", "電磁的記録の提供"),
}
_DAYS = {
    "every_day": Bilingual("every day", "年中無休"),
    "monday_to_friday": Bilingual("Monday to Friday", "月曜日から金曜日まで"),
    "business_days": Bilingual("on business days", "営業日"),
}


def content(row: RightsRequest, *, proof: LedgerProof, on: date) -> answer.AnswerContent:
    """
    Return the content of the approved answer to `row`, dated `on`.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    """
    policy = ports.policy(row.controller, row.received_on)
    law = laws.right(row.right, as_of=row.received_on)
    promise = next(p for p in policy.rights.values() if row.right in p.law_codes)
    desk = policy.controller.contacts[promise.desk]
    sections, withheld, not_held = _parts(row)
    return answer.AnswerContent(
        language="en" if row.language == "en" else "ja",
        controller=_controller(policy),
        desk=_desk(desk, policy),
        person=_addressee(row),
        request_id=row.public_id,
        receipt_code=row.receipt_code,
        received_on=row.received_on,
        answered_on=on,
        right=answer.Right(code=row.right, name=law.name, article=law.article),
        outcome=_outcome(row.outcome),
        paragraphs=_paragraphs(row, withheld=bool(withheld), not_held=bool(not_held)),
        sections=sections,
        withheld=withheld,
        not_held=not_held,
        fee=_fee(row),
        method=answer.Method(code=row.method, name=_METHODS[row.method]),
        body=_body(policy),
        suit=clocks.suit_open(row.received_on) if row.outcome != "full" else None,
        proof=answer.Proof(
            address=proof.address,
            index=proof.index,
            leaf_hash=proof.leaf_hash,
            checkpoint_hash=proof.checkpoint_hash,
            full=proof.full,
        ),
        policy_version=policy.published_from.isoformat(),
        policy_digest=policy.digest,
        engine=f"Yakusoku {__version__}",
    )


def _outcome(code: str) -> answer.Outcome:
    """Return the outcome as the letter knows it."""
    known: dict[str, answer.Outcome] = {one: one for one in get_args(answer.Outcome)}
    return known[code]


def _controller(policy: Policy) -> answer.Controller:
    company = policy.controller
    representative = Bilingual(
        f"{company.representative.name.en}, {company.representative.title.en}",
        f"{company.representative.title.ja}　{company.representative.name.ja}",
    )
    address = Bilingual(company.address.en, company.address.ja)
    return answer.Controller(name=company.name, address=address, representative=representative)


def _desk(desk: Contact, policy: Policy) -> answer.Desk:
    address = Bilingual(policy.controller.address.en, policy.controller.address.ja)
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
    policy = ports.policy(row.controller, row.received_on)
    promise = next(p for p in policy.rights.values() if row.right in p.law_codes)
    findings = list(Finding.objects.filter(request=row))
    stores = {ports.collection(_address(f)).store for f in findings}
    said = []
    check = IdentityCheck.objects.filter(request=row).first()
    if check is not None:
        name = laws.document(check.document, as_of=ports.day(check.checked_at)).name
        said.append(paragraphs.identified(name, clause=check.clause, article=check.article))
    said.append(paragraphs.searched(collections=len(findings), stores=len(stores), article=law.article))
    if withheld:
        said.append(paragraphs.withheld(clause=promise.reasons_on_refusal, article="A36"))
    if not_held:
        said.append(paragraphs.not_held(article="A33(3)"))
    return tuple(said)


def _address(finding: Finding) -> str:
    return f"{finding.dataset}.{finding.collection}"


def _parts(
    row: RightsRequest,
) -> tuple[tuple[answer.Section, ...], tuple[answer.Withheld, ...], tuple[answer.NotHeld, ...]]:
    """Return what is shown, what is withheld and what is not held, in the order of the plan."""
    sections, withheld, not_held = [], [], []
    decided = list(ReviewItem.objects.filter(request=row, decision="withhold").order_by("section", "field"))
    for finding in Finding.objects.filter(request=row).order_by("step"):
        collection = ports.collection(_address(finding))
        title, store = _title(collection), _store(collection)
        if not finding.rows:
            not_held.append(answer.NotHeld(section=_address(finding), title=title, store=store))
            continue
        own = [item for item in decided if item.section == _address(finding)]
        withheld += [_withheld(row, item, collection) for item in own]
        hidden = {item.field for item in own}
        if "" not in hidden:
            sections.append(_section(finding, found.read(finding), collection, hidden=hidden))
    return tuple(sections), tuple(withheld), tuple(not_held)


def _withheld(row: RightsRequest, item: ReviewItem, collection: Collection) -> answer.Withheld:
    ground = laws.right(row.right, as_of=row.received_on).ground(item.ground)
    assert ground is not None  # noqa: S101  the review took only grounds of this right
    column = collection.by_path[item.field] if item.field else None
    title = column.title if column is not None and column.title is not None else _title(collection)
    return answer.Withheld(
        section=item.section,
        column=item.field or None,
        title=title,
        ground=item.ground,
        reason=Bilingual(f"{ground.says.en}.", f"{ground.says.ja}に該当するため。"),
        clause=item.clause or None,
        article=item.article,
    )


def _section(finding: Finding, rows: Found, collection: Collection, *, hidden: set[str]) -> answer.Section:
    shown = [at for at, name in enumerate(rows.columns) if name not in hidden]
    fields = collection.by_path
    columns = tuple(
        answer.Column(
            name=rows.columns[at],
            title=fields[rows.columns[at]].title or Bilingual(rows.columns[at], rows.columns[at]),
            meaning=fields[rows.columns[at]].meaning
            or fields[rows.columns[at]].title
            or Bilingual(rows.columns[at], rows.columns[at]),
            category=next(iter(fields[rows.columns[at]].categories), ""),
        )
        for at in shown
    )
    return answer.Section(
        dataset=finding.dataset,
        collection=finding.collection,
        title=_title(collection),
        store=_store(collection),
        source=_source(collection),
        columns=columns,
        rows=tuple(tuple(Personal(line[at]) for at in shown) for line in rows.rows.reveal()),
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
