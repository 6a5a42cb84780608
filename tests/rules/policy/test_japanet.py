"""Japanet's policy as data, held to the list of facts beside the text, and what its parts say together."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.rules.policy.test_examples import CLAUSES, latest
from yakusoku.policy.checks import check
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity

TODAY = date(2026, 11, 23)
PERSONS = {"deliver-orders": "customer", "member-registration": "member", "prizes": "entrant",
           "caller-check": "caller", "call-recording": "caller", "recruitment-information": "applicant",
           "hiring": "applicant", "monitors": "monitor", "hometown-tax": "donor",
           "hometown-tax-brochures": "donor", "tv-programs": "program_applicant"}  # fmt: skip
PURPOSES = {
    "JN-2.2": {"deliver-orders", "provide-services", "direct-mail", "catalogs"},
    "JN-2.3": {"explain-products", "after-sales"},
    "JN-2.4": {"member-registration", "mail-magazine", "auctions"},
    "JN-2.5": {"surveys", "campaigns", "prizes"},
    "JN-2.6": {"credit-judgment", "return-payments", "credit-management", "fraud-prevention"},
    "JN-2.7": {"statistics"},
    "JN-2.8": {"caller-check"},
    "JN-2.9": {"call-recording"},
    "JN-2.10": {"recruitment-information", "hiring"},
    "JN-2.11": {"monitors"},
    "JN-2.12": {"order-identity"},
    "JN-2.13": {"hometown-tax", "hometown-tax-brochures"},
    "JN-2.14": {"tv-programs"},
}
WORKPLACE = ("jp.workplace.name", "jp.workplace.phone_number")


@pytest.fixture(scope="module")
def japanet() -> Policy:
    """Japanet's text as it was read; it gives no date of its own."""
    return latest("japanet")


def test_one_desk_takes_every_request(japanet: Policy) -> None:
    assert {right.desk for right in japanet.form.rights.values()} == {"privacy-desk"}
    assert set(japanet.controller.contacts) == {"privacy-desk"}
    assert japanet.controller.contacts["privacy-desk"].errands == (
        "requests",
        "complaints",
        "inquiries",
        "marketing_stop",
        "impersonation",
    )


def test_identity_is_checked_for_the_requests_of_section_8(japanet: Policy) -> None:
    assert {word: right.identity for word, right in japanet.form.rights.items()} == {
        **dict.fromkeys(("disclosure", "record_disclosure", "correction", "cease_use"), ("by-telephone",)),
        "erasure": (),
        "complaint": (),
    }


def test_a_case_without_consent_names_the_exception_of_law_that_it_must_meet(japanet: Policy) -> None:
    assert {name: one.article for name, one in japanet.form.provisions.items() if one.article} == {
        "card-company-inquiries": "A27(1)(ii)",
        "own-card-inquiries": "A27(1)(ii)",
        "recalls": "A27(1)(ii)",
        "authorities": "A27(1)(i)",
        "by-law": "A27(1)(i)",
    }
    assert all("consent" in one.requires for one in japanet.form.provisions.values() if one.article is None)


def test_whoever_asks_or_has_bought_is_told_how_products_are_used(japanet: Policy) -> None:
    assert japanet.purposes["explain-products"].about == ("customer", "inquirer")


def test_the_number_shown_and_the_call_back_rest_on_two_clauses(japanet: Policy) -> None:
    asked = japanet.form.identity["by-telephone"]

    assert asked.caller_number
    assert asked.caller_number.clauses == ("JN-2.8",)
    assert asked.call_back
    assert (asked.call_back.clauses, asked.call_back.always) == (("JN-8.3",), False)


def test_no_clause_is_left_out(japanet: Policy) -> None:
    assert [*japanet.not_encoded] == []
    assert len(japanet.clauses) + len(japanet.headings) == len(CLAUSES["japanet"]) == 86


@pytest.mark.parametrize(("clause", "purposes"), PURPOSES.items(), ids=list(PURPOSES))
def test_the_thirteen_purposes_are_parted_by_what_they_do(
    japanet: Policy, clause: str, purposes: set[str]
) -> None:
    assert {name for name, purpose in japanet.purposes.items() if clause in purpose.clauses} == purposes


def test_there_is_no_purpose_beside_the_thirteen(japanet: Policy) -> None:
    assert set(japanet.purposes) == set().union(*PURPOSES.values())


@pytest.mark.parametrize(("purpose", "person"), PERSONS.items(), ids=list(PERSONS))
def test_a_purpose_is_about_its_group_of_persons(japanet: Policy, purpose: str, person: str) -> None:
    assert japanet.purposes[purpose].about == (person,)


def test_magazines_and_auctions_are_not_for_members_only(japanet: Policy) -> None:
    for name in ("mail-magazine", "auctions"):
        assert japanet.purposes[name].about == ("customer", "member")


def test_surveys_and_statistics_are_about_whoever_answers(japanet: Policy) -> None:
    for name in ("surveys", "statistics"):
        assert japanet.purposes[name].about == ("customer", "entrant")


def test_there_are_seven_cases_of_provision_and_two_have_two_halves(japanet: Policy) -> None:
    cases = [clause for one in japanet.form.provisions.values() for clause in one.clauses]

    assert Counter(cases) == {
        "JN-3.2": 4,
        "JN-3.3": 1,
        "JN-3.4": 1,
        "JN-3.5": 1,
        "JN-3.6": 2,
        "JN-3.7": 1,
        "JN-3.8": 2,
    }


def test_entrustees_are_examples_beside_one_rule_for_all(japanet: Policy) -> None:
    assert {name: one.example for name, one in japanet.form.entrustments.items()} == {
        "all": False,
        "delivery": True,
        "address-labels": True,
        "repair-installation": True,
        "credit-administration": True,
    }
    assert {(one.requires, one.only_needed) for one in japanet.form.entrustments.values()} == {
        (("nda",), True)
    }


def test_we_are_holdings_and_its_group(japanet: Policy) -> None:
    assert {purpose.by for purpose in japanet.purposes.values()} == {("controller", "group_company")}
    assert {provision.by for provision in japanet.form.provisions.values()} == {
        ("controller", "group_company")
    }


def test_no_marketing_is_about_applicants_for_work(japanet: Policy) -> None:
    marketing = [purpose for purpose in japanet.purposes.values() if purpose.marketing]

    assert len(marketing) == 5
    assert [one for one in marketing if "applicant" in one.about or "jp.recruitment" in one.uses] == []


def test_mailings_end_where_the_person_stops_them(japanet: Policy) -> None:
    stopped = [name for name, purpose in japanet.purposes.items() if "not_stopped" in purpose.requires]

    assert stopped == ["direct-mail", "catalogs"]


def test_the_workplace_is_disclosed_with_shopping_credit_only(japanet: Policy) -> None:
    items = japanet.form.rights["disclosure"].default_items

    assert items is not None
    assert [(one.when, one.uses, one.clauses) for one in items.also] == [
        ("shopping_credit", WORKPLACE, ("JN-8.7",))
    ]
    assert not set(WORKPLACE) & set(items.uses)


def test_the_fee_is_taken_for_disclosures_only(japanet: Policy) -> None:
    assert [word for word, right in japanet.form.rights.items() if right.fee] == [
        "disclosure",
        "record_disclosure",
    ]


def test_two_weeks_hold_for_the_requests_of_section_8(japanet: Policy) -> None:
    assert [word for word, right in japanet.rights.items() if right.target_days == 14] == [
        "disclosure",
        "record_disclosure",
        "correction",
        "cease_use",
    ]


def test_whoever_calls_is_called_back_and_asked_for_no_papers(japanet: Policy) -> None:
    promise = japanet.rights["disclosure"]

    assert promise.needs_identity("telephone")
    assert promise.documents("telephone") == {}
    assert not japanet.rights["erasure"].needs_identity("telephone")


def test_deletion_costs_warranty_and_word_of_recalls(japanet: Policy) -> None:
    told = [one.says.en for one in japanet.form.rights["erasure"].consequences]

    assert len(told) == 2
    assert "warranty" in told[0]
    assert "recalls" in told[1]


def test_the_text_stands_in_three_places_at_all_times(japanet: Policy) -> None:
    assert [(place.medium, place.always) for place in japanet.form.publication.places] == [
        ("website", True),
        ("catalog", True),
        ("brochure", True),
    ]


def test_no_page_and_no_period_is_invented(japanet: Policy) -> None:
    assert {page.url for page in japanet.form.pages.values()} == {None}
    assert japanet.retention == {}
    assert japanet.form.representatives is None


@pytest.mark.parametrize(
    "kind",
    [
        "no-address",
        "no-date",
        "desk-out-of-reach",
        "page-without-address",
        "open-list",
        "joint-responsible-incomplete",
        "bureau-not-named",
        "representatives-not-mentioned",
        "right-not-described",
        "methods-not-published",
        "payment-not-published",
    ],
)
def test_a_gap_is_found(japanet: Policy, kind: str) -> None:
    found = check(japanet, as_of=TODAY)

    assert f"policy.{kind}" in {one.kind for one in found if one.severity is Severity.GAP}


@pytest.mark.parametrize(
    ("clause", "article"),
    [
        ("JN-B1.1", "GL10-3(1)"),
        ("JN-3.3", "A27(1)"),
        ("JN-3.6", "A27(1)"),
        ("JN-3.6", "A27(1)(ii)"),
        ("JN-5.1", "A28(1)"),
        ("JN-6.4", "A27(5)(iii)"),
        ("JN-6.5", "A27(5)(iii)"),
        ("JN-7.1", "ISA35-3-57(2)"),
        ("JN-8.1", "A35(1)"),
        ("JN-8.4", "A33(2)"),
        ("JN-9.1", "A22"),
    ],
)
def test_what_the_text_says_too_little_of_is_noted(japanet: Policy, clause: str, article: str) -> None:
    assert (clause, article) in {(clause, gap.article) for gap in japanet.form.gaps for clause in gap.about}
