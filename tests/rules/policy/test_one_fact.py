"""One fact of a policy changes what is ruled, asked, due or found: by data alone, through public functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.rules.policy.mistakes.planting import DAY, GOOD, POLICY
from yakusoku.laws import clocks
from yakusoku.laws import queries as laws
from yakusoku.policy.checks import check
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import History, Policy
from yakusoku.policy.keeping import stay
from yakusoku.rights import rules
from yakusoku.terms import yamlfile
from yakusoku.terms.shape import validate

ARRIVAL = date(2026, 11, 2)


@dataclass(frozen=True)
class Fact:
    """A fact: its words in the file and others, a question, and its answer before and after."""

    name: str
    words: str
    others: str
    ask: Callable[[Policy], object]
    before: object
    after: object


def policy(*changes: tuple[str, str]) -> Policy:
    """Return the good policy with changes."""
    words = (GOOD / POLICY).read_text("utf-8")
    for old, new in changes:
        assert words.count(old), old
        words = words.replace(old, new, 1)
    document = yamlfile.parse(words.encode(), "policy.yaml")
    form, findings = validate(PolicyForm, document)
    assert form is not None, [str(one.says) for one in findings]
    return Policy(form, document)


def disclosure(policy: Policy) -> Any:
    """Return the promise of disclosure; a right that the text lists binds as it is listed."""
    return policy.rights["disclosure"]


def fee(policy: Policy) -> tuple[int, int] | None:
    """Return the fee that may be taken and the tax in it."""
    charge = rules.charge(laws.right("A-DISC", as_of=ARRIVAL), disclosure(policy))
    return (charge.yen, charge.tax_yen) if charge else None


def due(policy: Policy) -> str | None:
    """Return the day by which the company means to answer."""
    days = disclosure(policy).target_days
    return clocks.house_target(ARRIVAL, days).on.isoformat() if days else None


def refused(paper: str, channel: str = "post") -> Callable[[Policy], str | None]:
    """Return the question why a paper is not taken."""

    def ask(policy: Policy) -> str | None:
        law = laws.document(paper, as_of=ARRIVAL)
        accepted = policy.rights["disclosure"].documents(channel)
        found = rules.paper_refused(law, accepted=accepted, as_of=ARRIVAL)
        return found.reason.say("en") if found else None

    return ask


def unmasked(policy: Policy) -> str | None:
    """Return why an unmasked driving license is not taken."""
    found = rules.copy_refused(
        laws.document("driving_licence", as_of=ARRIVAL),
        named=policy.rights["disclosure"].masks("driving_licence"), masked=(), absent=(), address_agrees=True,
    )  # fmt: skip
    return found.reason.say("en") if found else None


def found(kind: str) -> Callable[[Policy], bool]:
    """Return the question whether the check finds this."""
    return lambda policy: any(one.kind == f"policy.{kind}" for one in check(policy, as_of=DAY))


def in_force(day: date) -> Callable[[Policy], bool]:
    """Return the question whether this version binds on a day, beside one of 2020."""
    older = policy(("published_from: 2026-04-01", "published_from: 2020-04-01"))
    return lambda policy: History("example", (older, policy)).in_force(day) is policy


def stays(policy: Policy) -> tuple[str, str]:
    """Return how a boarding of 2023-11-01 stands today, and its last day."""
    standing = stay(policy.retention["boarding"], event_on=date(2023, 11, 1), used=True, as_of=DAY)
    return standing.standing.value, str(standing.until)


PAPERS = (
    "    documents: {driving_licence: {clauses: [EX-4.1]}, "
    "insurance_card: {mask: [insurer_number], on: copies, clauses: [EX-4.1]}}\n"
    "    other_documents: {issuer: public, clauses: [EX-4.1]}\n"
)
FACTS = (
    Fact("fee", "amount_yen: 368, tax_percent: 10, amount_incl_tax_yen: 404",
         "amount_yen: 1000, tax_percent: 10, amount_incl_tax_yen: 1100", fee, (404, 36), (1100, 100)),
    Fact("target days", "target: {days: 14", "target: {days: 30", due, "2026-11-16", "2026-12-02"),
    Fact("paper", PAPERS, "    documents: {passport: {clauses: [EX-4.1]}}\n", refused("driving_licence"),
         None, "the policy does not accept this document."),
    Fact("papers of others", "    other_documents: {issuer: public, clauses: [EX-4.1]}\n", "",
         refused("passport"), None, "the policy does not accept this document."),
    Fact("channel of a check", "    channels: [post]\n    documents", "    channels: [counter]\n    documents",
         refused("passport"), None, "the policy does not accept this document."),
    Fact("masks", "driving_licence: {clauses", "driving_licence: {mask: [registered_domicile], clauses", unmasked,
         None, "parts that must not be kept are not masked: registered_domicile."),
    Fact("desk", "telephone: 0120-000-000", "telephone: 0120-000-001",
         lambda policy: policy.desk("disclosure").telephone, "0120-000-000", "0120-000-001"),
    Fact("way to reach the desk", "      telephone: 0120-000-000\n", "", found("desk-out-of-reach"), False, True),
    Fact("representative's name", "name: {en: Hana Rei, ja: 例 花}", "name: {en: Taro Rei, ja: 例 太郎}",
         lambda policy: policy.controller.signature.ja, "代表取締役社長　例 花", "代表取締役社長　例 太郎"),
    Fact("address", "1-2-3 Konan", "4-5-6 Konan",
         lambda policy: policy.controller.seat.en[:11], "1-2-3 Konan", "4-5-6 Konan"),
    Fact("ground", "grounds: {DISC-1: EX-4.5}", "grounds: {PURP-1: EX-4.5}",
         found("ground-wider-than-law"), False, True),
    Fact("published_from", "published_from: 2026-04-01", "published_from: 2026-12-01", in_force(ARRIVAL), True, False),
    Fact("period", "period: {years: 3, after: boarding}", "period: {years: 5, after: boarding}", stays,
         ("overdue", "2026-11-01"), ("active", "2028-11-01")),
    Fact("joint users", "    with: [parent]\n    scope: {en: Our group, ja: 当社グループ}\n", "",
         found("joint-users-not-named"), False, True),
    Fact("joint items", "jp.membership.number]\n", "jp.membership.number]\n    open: {en: and others, ja: 等}\n",
         lambda policy: sum(one.kind == "policy.open-list" for one in check(policy, as_of=DAY)), 1, 2),
    Fact("methods", "methods: {allowed: [paper],", "methods: {allowed: [electronic, paper],",
         lambda policy: policy.rights["disclosure"].methods, ("paper",), ("electronic", "paper")),
    Fact("parameter of a control", "with: {yen: 404,", "with: {yen: 405,", found("parameter-differs"), False, True),
    Fact("law that binds", "laws: [appi, gdpr,", "laws: [appi,", found("right-not-in-notice"), True, False),
    Fact("word for a right", "  erasure: {law_codes", "  cease_provision: {law_codes",
         lambda policy: sorted(policy.rights), ["cease_use", "disclosure", "erasure", "portability"],
         ["cease_provision", "cease_use", "disclosure", "portability"]),
)  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_one_fact_changes_one_answer(fact: Fact) -> None:
    assert fact.ask(policy()) == fact.before
    assert fact.ask(policy((fact.words, fact.others))) == fact.after
    assert fact.before != fact.after
