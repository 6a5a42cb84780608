"""Who is to be told of a change: recipients found when it is done, what they were given, what the person reads."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime

from yakusoku.datamap.categories import catalogue, lies_in
from yakusoku.laws.rights import Duty
from yakusoku.policy.keeping import Bucket
from yakusoku.rights import answer, cases, owed, ports, wishes
from yakusoku.rights.answer import Addressee, Named
from yakusoku.rights.judged import Judged, Judgment
from yakusoku.rights.models import Recipient, RightsRequest
from yakusoku.rights.recipients import OTHERS, Candidate, candidates, declared
from yakusoku.rights.rules import Measure
from yakusoku.terms.bilingual import Bilingual, Language
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

DUTY = "tell-recipients"
_TOLD_OF = (Measure.CORRECT, Measure.ERASE, Measure.RESTRICT)
_LABEL = "recipient"


def duty(row: RightsRequest) -> Duty | None:
    """Return the duty of a law that binds to tell recipients of this request's measure (GDPR 19), or None."""
    if cases.measure(row) not in _TOLD_OF:
        return None
    return owed.duty(row, DUTY)


def note_recipients(row: RightsRequest, judgment: Judgment, *, now: datetime) -> None:
    """
    Note who may have been given what was changed, each with a day; called within the deed that notes the change.

    Where law binds the company to tell each, staff also say whether there were others than the text speaks of.
    """
    kinds = changed_kinds(judgment)
    if judgment.measure not in _TOLD_OF or not kinds:
        return
    policy, bound = cases.policy(row), duty(row)
    found = list(candidates(policy, kinds))
    if bound is not None:
        found.append(declared(policy)[OTHERS])
    day = _due(row, ports.day(now, row.controller))
    Recipient.objects.bulk_create(
        Recipient(
            request=row, number=number, source=one.source, clause=one.clause, must=bound is not None,
            article=bound.article if bound else "", owner=cases.promise(row).desk, due_on=day,
        )
        for number, one in enumerate(found, 1)
    )  # fmt: skip


def _due(row: RightsRequest, today: date) -> date:
    """Return the day by which recipients are told: law names none of its own, so that of the answer, or today."""
    known = [day for day in (row.due_on, row.target_on, row.suit_open_on) if day is not None]
    return max(today, min(known, default=today))


def changed_kinds(judgment: Judgment) -> frozenset[str]:
    """Return the kinds of data of which some row was changed."""
    return frozenset(
        kind
        for one in judgment.ours
        for name in _columns(one, judgment.measure)
        if name in one.collection.by_path
        for kind in one.collection.by_path[name].categories
    )


def _columns(one: Judged, measure: Measure) -> Collection[str]:
    if measure is Measure.CORRECT:
        return one.puts if one.wrong else ()
    if measure is Measure.ERASE and not one.in_bucket(Bucket.ERASE):
        return {name for fate in one.fates if fate.bucket is Bucket.MASK for name in fate.masked}
    return one.collection.by_path if one.alone else ()


def of(row: RightsRequest, recipient: Recipient) -> Candidate:
    """Return what the policy says of a recipient's class."""
    known = declared(cases.policy(row))
    return known.get(recipient.source) or known[OTHERS]


def given(candidate: Candidate, named: Named, judgment: Judgment) -> tuple[str, ...]:
    """Return the kinds that a recipient was given and that were changed: what staff say, else what the text does."""
    kinds = changed_kinds(judgment)
    said = named.kinds or candidate.kinds
    return tuple(one for one in said if any(lies_in(one, kind) or lies_in(kind, one) for kind in kinds))


def in_words(kinds: Collection[str], language: Language) -> str:
    """Return the names of kinds of data as a list."""
    known = catalogue()
    names = [known[one].name.say(language) if one in known else one for one in kinds]
    return ("、" if language == "ja" else ", ").join(dict.fromkeys(names))


def corrected(
    row: RightsRequest, judgment: Judgment, kinds: Collection[str], language: Language
) -> list[dict[str, str]]:
    """Return the facts that were put in, of those kinds alone: a recipient learns no more than it was given."""
    if judgment.measure is not Measure.CORRECT or row.wish is None:
        return []
    wish = wishes.Wish.from_bytes(
        vault.unseal(case_id=row.public_id, label=wishes.LABEL, sealed=bytes(row.wish))
    )
    titles: dict[str, Bilingual] = {}
    for one in judgment.sections:
        for column in one.collection.fields:
            fact = wishes.fact_of(column)
            if fact in wish.facts and column.title and _among(column.categories, kinds):
                titles.setdefault(fact, column.title)
    return [
        {"title": title.say(language), "value": wish.facts[fact].reveal()} for fact, title in titles.items()
    ]


def _among(categories: Collection[str], kinds: Collection[str]) -> bool:
    return any(lies_in(one, kind) for one in categories for kind in kinds)


def seal_named(row: RightsRequest, named: Named) -> bytes:
    """Return name, address, reference and kinds of a recipient, sealed."""
    plain = {
        "name": named.who.name.reveal(),
        "postal_code": named.who.postal_code.reveal(),
        "address": list(named.who.address.reveal()),
        "reference": named.reference.reveal(),
        "kinds": list(named.kinds),
        "language": named.language,
    }
    content = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
    return vault.seal(case_id=row.public_id, label=_LABEL, content=content)


def named(row: RightsRequest, recipient: Recipient) -> Named | None:
    """Return who a recipient is, or None where it is a class that the text speaks of."""
    if recipient.who is None:
        return None
    sealed = bytes(recipient.who)
    plain: Mapping[str, str] = json.loads(vault.unseal(case_id=row.public_id, label=_LABEL, sealed=sealed))
    return Named(
        who=Addressee(
            name=Personal(plain["name"]),
            postal_code=Personal(plain["postal_code"]),
            address=Personal(tuple(plain["address"])),
        ),
        reference=Personal(plain["reference"]),
        kinds=tuple(plain["kinds"]),
        language="en" if plain["language"] == "en" else "ja",
    )


def paragraphs(row: RightsRequest) -> list[answer.Paragraph]:
    """Return what the answer says of recipients: that each is told, and that the person may ask who they are."""
    bound = duty(row)
    if bound is None or row.outcome not in ("", "full", "partial"):
        return []
    asked = hasattr(row, "recipients_asked")
    return [answer.Paragraph(code="recipients", says=_ASKED if asked else _MAY_ASK, article=bound.article)]


_ASKED = Bilingual(
    "You asked who had been given these data. We tell each of them of this, unless that is impossible or takes"
    " disproportionate effort, and then tell you in a letter of its own who they are.",
    "個人データの提供先につきましてお尋ねをいただきました。不可能又は過大な負担となる場合を除き各提供先に"
    "今回の措置を通知の上、提供先を別途書面でお知らせいたします。",
)
_MAY_ASK = Bilingual(
    "We tell each recipient to whom these data were given of this, unless that is impossible or takes"
    " disproportionate effort. If you ask, we tell you who they are.",
    "これらの個人データの各提供先には、不可能又は過大な負担となる場合を除き、今回の措置を通知いたします。"
    "ご希望があれば、提供先をお知らせいたします。",
)
