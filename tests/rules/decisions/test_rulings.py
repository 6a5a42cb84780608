"""What the packaged companies have no case for: opt-out, `only`, ways that never serve, facts of the wrong kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from tests.rules.decisions.asking import COMPANIES, FILES, compiled, tries
from tests.rules.decisions.small import SETTLED, small
from yakusoku.decisions import facts as registry
from yakusoku.decisions.questions import Question
from yakusoku.decisions.rulings import Outcome
from yakusoku.decisions.table import countries
from yakusoku.decisions.trees import Facts, asked
from yakusoku.policy import conditions

DAY = date(2026, 5, 1)
NAME = frozenset({"user.name"})


def reason(question: Question, facts: Mapping[str, object] | None = None, laws: str = "appi") -> str:
    """Return the reason of a ruling on facts beside those that are settled."""
    return small(laws).decide(question, {**SETTLED, **cast("Facts", facts or {})}).reason


def test_opt_out_takes_a_filing_and_data_that_may_be_provided_so() -> None:
    asked = Question(DAY, "orders", NAME, route="provisions.lists")
    filed = {"opt_out_filed": True, "wrongly_acquired": False, "received_by_opt_out": False}
    assert reason(asked, filed) == "allowed"
    assert reason(asked, {**filed, "opt_out_filed": False}) == "opt_out_filed"
    assert reason(asked, {**filed, "received_by_opt_out": True}) == "opt_out_filed"
    assert reason(asked, {**filed, "cease_provision:provisions.lists": True}) == "cease_provision"


def test_special_care_data_are_never_provided_by_opt_out() -> None:
    asked = Question(DAY, "wheelchair", frozenset({"jp.special_care.disability"}), route="provisions.lists")
    assert reason(asked) == "never-by-opt-out"


def test_data_of_a_purpose_with_only_serve_no_other_that_uses_them() -> None:
    asked = Question(DAY, "lending", frozenset({"jp.travel.special_arrangement"}))
    assert reason(asked) == "serves-another-purpose"
    assert reason(asked._replace(purpose="wheelchair")) == "allowed"


def test_people_under_a_restriction_are_never_addressed_by_that_way() -> None:
    asked = Question(DAY, "news", NAME, channel="telephone")
    assert reason(asked, {"stop:telephone": False}) == "allowed"
    assert reason(asked._replace(about="applicant")) == "restricted-never-by"


@pytest.mark.parametrize("value", ["true", "True", 1, 1.0, [], object()])
def test_a_value_that_is_no_truth_permits_nothing(value: object) -> None:
    asked = Question(DAY, "orders", NAME, route="consent", recipient="somebody")
    assert reason(asked, {"consent:recipients.somebody": True}) == "allowed"
    assert reason(asked, {"consent:recipients.somebody": value}) == "consent"


def test_a_family_never_says_that_something_is_so() -> None:
    asked = Question(DAY, "orders", NAME, route="consent", recipient="somebody")
    ruling = small().decide(asked, {**SETTLED, "consent:*": True})
    assert (ruling.outcome, ruling.known) == (Outcome.REFUSED, False)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"purpose": ""}, "purpose-not-declared"),
        ({"categories": frozenset()}, "category-not-known"),
        ({"categories": frozenset({"user.nothing"})}, "category-not-known"),
        ({"categories": frozenset({"user.contact_preferences"})}, "category-not-known"),
        ({"categories": frozenset({"user.financial"})}, "category-not-used"),
        ({"categories": frozenset({"user"})}, "category-not-used"),
        ({"route": "provisions.nowhere"}, "route-not-known"),
        ({"route": "exceptions.nothing"}, "route-not-known"),
        ({"route": "purposes.orders"}, "route-not-known"),
        ({"country": "usa"}, "country-not-known"),
        ({"country": "Jp"}, "country-not-known"),
        ({"who": "nobody"}, "actor-not-known"),
        ({"who": "entrustments.nobody"}, "actor-not-known"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(change: dict[str, str | frozenset[str]], why: str) -> None:
    assert reason(Question(DAY, "orders", NAME)._replace(**change)) == why  # type: ignore[arg-type]  # one field each


def test_a_refusal_that_could_not_be_evaluated_says_so() -> None:
    asked = Question(DAY, "orders", NAME)
    assert not small().decide(asked._replace(country="usa"), SETTLED).known
    assert not small().decide(asked, {}).known
    assert small().decide(asked, {**SETTLED, "restriction": True}).known


def test_where_both_laws_bind_both_are_asked() -> None:
    asked = Question(DAY, "news", NAME, channel="email")
    both = {"balancing_test:purposes.news": True, "consent:channels.email": True}
    assert reason(asked, both, "appi, gdpr") == "allowed"
    assert reason(asked, {**both, "balancing_test:purposes.news": False}, "appi, gdpr") == "balancing_test"
    assert reason(asked, {**both, "consent:channels.email": False}, "appi, gdpr") == "email_consent"
    assert reason(asked, {**both, "objection:purposes.news": True}, "appi, gdpr") == "no_objection"


def test_countries_that_the_act_holds_equivalent_are_the_eea_and_the_united_kingdom() -> None:
    assert countries("equivalent") == countries("EEA") | {"GB"}
    assert len(countries("EEA")) == 30


def test_every_condition_of_the_format_is_answered_by_a_fact() -> None:
    assert set(registry.by_condition()) >= set(conditions.known())


def test_every_fact_is_a_condition_of_the_format_or_asked_for_by_a_gate() -> None:
    lists = small().explain(Question(DAY, "orders", NAME, route="provisions.lists"), {})
    gates = [gate for gate, _ in lists]
    for file in FILES:
        company = file.parent.parent.name
        gates += [gate for one in tries(file) for gate, _ in compiled(company).explain(one.question, {})]
    used = {registry.family(fact) for gate in gates for fact in asked(gate.tree)}
    others = {"bcr", "derogation"}  # mechanisms of transfer that no packaged company names
    assert {fact.name for fact in registry.known().values() if fact.condition is None} - used == others


def test_a_transfer_may_rest_on_each_mechanism_that_the_text_names() -> None:
    away = Question(DAY, "orders", NAME, country="US")
    there = {"contract": True}
    assert reason(away, there, "gdpr") == "transfer_mechanism"
    for fact in ("adequacy", "scc", "bcr", "derogation", "explicit_consent:countries.US"):
        assert reason(away, {**there, fact: True}, "gdpr") == "allowed"
    assert reason(away, {**there, "explicit_consent:countries.TH": True}, "gdpr") == "transfer_mechanism"
    assert reason(away._replace(country="TH"), there, "gdpr") == "country-not-published"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_every_ruling_names_its_rule_and_either_clause_or_article(file: Path) -> None:
    rulings = [one.ruling for one in tries(file)]
    bare = {ruling.because for ruling in rulings if not (ruling.because.clause or ruling.because.article)}
    assert {because.rule for because in bare} <= {"policy.published_from", "laws.exceptions.provision"}
    assert all(ruling.because.rule for ruling in rulings)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_every_ruling_is_said_in_both_languages(file: Path) -> None:
    for one in tries(file):
        ruling = one.ruling
        for said in (ruling.why, ruling.do, *(each.says for each in ruling.obligations)):
            assert said.say("ja") != said.say("en")
        if ruling.because.clause is not None:
            assert ruling.says is not None
            assert ruling.says.ja != ruling.says.en


def test_a_clause_that_a_ruling_names_is_one_of_the_policy() -> None:
    clauses = {company: compiled(company).history.versions[-1].form.clauses for company in COMPANIES}
    for file in FILES:
        for one in tries(file):
            clause = one.ruling.because.clause
            assert clause is None or clause in clauses[file.parent.parent.name], clause


def test_a_case_that_does_not_hold_the_data_cannot_be_relied_on() -> None:
    asked_for = Question(
        DAY,
        "insurance-agency",
        frozenset({"jp.finance_sensitive.health_care"}),
        cases=("premium-collection",),
    )
    ruling = compiled("jcom").decide(asked_for, {})
    assert (ruling.reason, ruling.because.article) == ("no-special-care-case", "FIN5(1)(viii)")


def test_a_company_in_another_country_takes_the_country() -> None:
    asked_for = Question(date(2026, 12, 1), "arrange-trip", NAME, recipient="overseas-subsidiaries")
    ruling = compiled("jalpak").decide(asked_for, {})
    assert (ruling.reason, ruling.known) == ("country-missing", False)


def test_in_joint_use_nothing_is_used_outside_every_arrangement() -> None:
    asked_for = Question(date(2025, 1, 1), "apart", NAME, who="partner")
    assert reason(asked_for, {"collected_under": "2024-04-01"}) == "actor-not-of-purpose"
    assert reason(asked_for._replace(purpose="together"), {"collected_under": "2024-04-01"}) == "allowed"


def test_a_legitimate_interest_takes_a_balancing_test_and_no_objection() -> None:
    study = Question(DAY, "study", NAME)
    balanced = {"balancing_test:purposes.study": True}
    assert reason(study, balanced, "gdpr") == "allowed"
    assert reason(study, {"balancing_test:purposes.study": False}, "gdpr") == "balancing_test"
    assert reason(study, {**balanced, "objection:purposes.study": True}, "gdpr") == "no_objection"


def test_equivalent_measures_keep_the_domestic_rule_until_trouble_is_found() -> None:
    away = Question(DAY, "orders", NAME, route="consent", recipient="somebody", country="TH")
    kept = {"equivalent_measures": True, "recipient_trouble": False, "consent:recipients.somebody": True}
    assert reason(away, kept) == "allowed"
    for change in (
        {"recipient_trouble": True},
        {"equivalent_measures": False},
        {"consent:recipients.somebody": False},
    ):
        assert reason(away, {**kept, **change}) == "protected_abroad"
