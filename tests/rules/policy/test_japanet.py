"""Japanet's policy as data: each number, name, item and condition is the one that the text gives, clause by clause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from operator import attrgetter

import pytest

from tests.rules.policy.test_examples import CLAUSES, latest
from yakusoku.policy.checks import check
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity

TODAY = date(2026, 11, 23)
Look = Callable[[PolicyForm], object]

PERSONS = {"deliver-orders": "customer", "member-registration": "member", "mail-magazine": "member",
           "auctions": "member", "prizes": "entrant", "caller-check": "caller", "call-recording": "caller",
           "recruitment-information": "applicant", "hiring": "applicant", "monitors": "monitor",
           "hometown-tax": "donor", "hometown-tax-brochures": "donor", "tv-programs": "program_applicant"}  # fmt: skip
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
WORKERS = ("officer", "executive_officer", "regular", "contract", "part_time", "temporary", "dispatched",
           "partner_staff", "other_related")  # fmt: skip
NAMED = ("user.name", "user.demographic.date_of_birth", "user.contact.address", "jp.address",
         "user.contact.phone_number", "user.job_title", "user.unique_id", "user.content.self_image",
         "user.biometric.voice")  # fmt: skip
JOINT = ("user.name", "user.contact.address", "jp.address", "user.contact.phone_number", "user.contact",
         "user.behavior.purchase_history", "jp.order")  # fmt: skip
DISCLOSED = ("user.contact.address", "jp.address", "user.name", "user.contact.phone_number",
             "user.behavior.purchase_history")  # fmt: skip
CREDIT_WORK = ("credit-judgment", "return-payments", "credit-management", "fraud-prevention")
STATISTICS = ("user.behavior.purchase_history", "jp.survey_answer", "user.demographic.gender",
              "user.demographic.age_range")  # fmt: skip
BY_APPLICATION = ("internet", "telephone", "post", "fax", "email")
MISUSE = ("card_case", "need_recorded", "consent_hard")


def at(path: str) -> Look:
    """Return a look at one place, such as `rights/disclosure/fee.amount_yen`; `/` enters a group by its name."""

    def look(form: PolicyForm) -> object:
        value: object = form
        for step in path.split("/"):
            name, _, attribute = step.partition(".")
            value = value[name] if isinstance(value, dict) else getattr(value, name)
            if attribute:
                value = attrgetter(attribute)(value)
        return value

    return look


# clause, where the fact stands, the fact
FACTS: list[tuple[str, Look, object]] = [
    ("JN-B0.1", at("controller.name.en"), "Japanet Holdings Co., Ltd."),
    ("JN-B0.1", at("controller.representative.name.en"), "Akito Takata"),
    ("JN-B0.1", at("controller.representative.title.en"), "President & CEO"),
    ("JN-B0.1", at("publication.enacted"), None),
    ("JN-B0.1", at("controller.address"), None),
    ("JN-B0.2", at("companies/group.named"), False),
    ("JN-B0.5", at("governance/bound.whom"), WORKERS),
    ("JN-B1.1", at("controller.roles/manager.title"), None),
    ("JN-B2.1", at("notices/understanding.moment"), "before_giving"),
    ("JN-B2.1", at("notices/understanding.understood"), True),
    (
        "JN-B4.1",
        at("security/threats.against"),
        ("unauthorized_access", "leak", "loss", "destruction", "alteration"),
    ),
    ("JN-B4.2", at("improvement/preventive.sort"), "preventive"),
    ("JN-B4.2", at("improvement/corrective.sort"), "corrective"),
    ("JN-B5.1", at("rights/correction.promptness.speed"), "promptly"),
    ("JN-B5.1", at("rights/erasure.promptness.speed"), "promptly"),
    ("JN-B5.1", at("complaints/inquiries.speed"), "promptly"),
    ("JN-B6.1", at("training/all.whom"), ("all",)),
    (
        "JN-B9.1",
        at("improvement/review.triggers"),
        ("law_change", "management_change", "business_change"),
    ),
    ("JN-B10.1", at("pages/eea-policy.url"), None),
    ("JN-1.1", at("definitions/personal-information.fields"), NAMED),
    ("JN-1.2", at("sources/contacts.channels"), ("telephone", "fax", "post", "internet", "email")),
    ("JN-1.3", at("sources/campaigns-surveys.fields"), ("jp.campaign_entry", "jp.survey_answer")),
    ("JN-1.4", at("sources/official-records.origin"), ("official_record",)),
    ("JN-1.4", at("sources/certificates.origin"), ("person", "certificate")),
    ("JN-1.5", at("sources/dealings.fields"), ("user.behavior.purchase_history", "jp.order.product_use")),
    ("JN-1.6", at("sources/job-applications.fields"), ("jp.recruitment",)),
    ("JN-2.2", at("purposes/direct-mail.marketing"), ("post",)),
    ("JN-2.2", at("purposes/catalogs.marketing"), ("catalog",)),
    ("JN-2.4", at("purposes/mail-magazine.marketing"), ("email",)),
    ("JN-2.7", at("purposes/statistics.identifiable"), False),
    ("JN-2.7", at("items/statistics-base.fields"), STATISTICS),
    ("JN-2.8", at("identity/by-telephone.caller_number.enough"), False),
    ("JN-2.9", at("restrictions/recordings.only_for"), ("call-recording",)),
    ("JN-2.10", at("restrictions/applicants.fields"), ("jp.recruitment",)),
    ("JN-2.10", at("restrictions/applicants.never_for"), ("direct-mail",)),
    ("JN-2.10", at("restrictions/applicants.never_by"), ("post",)),
    ("JN-2.13", at("purposes/hometown-tax.requires"), ("entry_of_person",)),
    ("JN-2.14", at("purposes/tv-programs.requires"), ("entry_of_person",)),
    ("JN-3.1", at("provision_default.ground"), "consent"),
    ("JN-3.2", at("provisions/consented.requires"), ("consent",)),
    ("JN-3.2", at("provisions/travel-participants.ground"), ("consent", "on_behalf")),
    ("JN-3.2", at("provisions/hometown-tax-collection.ground"), ("consent", "on_behalf")),
    ("JN-3.3", at("provisions/introduced-offers.requires"), ("interest_shown",)),
    ("JN-3.4", at("provisions/t-commerce.fields"), ("user.behavior.purchase_history",)),
    ("JN-3.4", at("provisions/t-commerce.only_needed"), True),
    ("JN-3.5", at("provisions/credit-inquiries.purposes"), ("credit-judgment",)),
    ("JN-3.6", at("provisions/card-company-inquiries.requires"), MISUSE),
    ("JN-3.6", at("provisions/own-card-inquiries.requires"), MISUSE),
    ("JN-3.7", at("provisions/recalls.requires"), ("recall_case",)),
    ("JN-3.8", at("provisions/authorities.to.kind"), "public_body"),
    ("JN-3.8", at("provisions/authorities.requires"), ("authority_request", "law_citation")),
    ("JN-3.8", at("provisions/by-law.ground"), ("law",)),
    ("JN-4.1", at("entrustments/all.requires"), ("nda",)),
    ("JN-4.1", at("entrustments/all.only_needed"), True),
    ("JN-4.2", at("entrustments/delivery.to.names.en"), "Delivery companies"),
    ("JN-4.3", at("entrustments/address-labels.purposes"), ("direct-mail", "catalogs")),
    (
        "JN-4.4",
        at("entrustments/repair-installation.to.names.en"),
        "Manufacturers and construction companies",
    ),
    ("JN-4.5", at("entrustments/credit-administration.purposes"), CREDIT_WORK),
    ("JN-5.1", at("transfers/abroad.details_at"), "foreign-third-parties"),
    ("JN-5.1", at("transfers/abroad.to"), None),
    ("JN-6.1", at("joint_use/group.channels"), BY_APPLICATION),
    ("JN-6.1", at("sources/applications.channels"), BY_APPLICATION),
    ("JN-6.2", at("joint_use/group.same_purposes_as_own"), True),
    ("JN-6.3", at("joint_use/group.with_"), ("group",)),
    ("JN-6.4", at("joint_use/group.responsible.address"), None),
    ("JN-6.5", at("joint_use/group.fields"), JOINT),
    ("JN-6.5", at("joint_use/group.only_needed"), True),
    ("JN-6.6", at("joint_use/group.listed_at"), "group-list"),
    ("JN-7.1", at("credit/bureau.requires"), ("consent", "shopping_credit")),
    ("JN-7.1", at("credit/bureau.acts"), ("register", "inquire")),
    ("JN-7.1", at("credit/bureau.name"), None),
    ("JN-7.2", at("credit/bureau.details_at"), "installments"),
    ("JN-8.1", at("controller.contacts/privacy-desk.toll_free"), True),
    ("JN-8.1", at("controller.contacts/privacy-desk.telephone"), None),
    ("JN-8.1", at("rights/cease_use.stops"), ("post", "catalog")),
    ("JN-8.2", at("procedures/by-call.within_law"), True),
    ("JN-8.3", at("identity/by-telephone.call_back.clauses"), ("JN-8.3",)),
    ("JN-8.4", at("rights/disclosure.default_items.uses"), DISCLOSED),
    ("JN-8.5", at("rights/disclosure.default_items.if_held"), ("user.demographic.date_of_birth",)),
    ("JN-8.5", at("rights/disclosure.default_items.if_held_clause"), "JN-8.5"),
    ("JN-8.6", at("accuracy/postal-codes.fields"), ("user.contact.address.postal_code",)),
    ("JN-8.6", at("accuracy/postal-codes.by_company"), True),
    ("JN-8.7", at("items/workplace.fields"), ("user.workplace",)),
    ("JN-8.7", at("items/workplace.when"), "shopping_credit"),
    ("JN-8.8", at("rights/disclosure.fee.amount_incl_tax_yen"), 404),
    ("JN-8.8", at("rights/disclosure.fee.tax_percent"), 10),
    ("JN-8.8", at("rights/record_disclosure.fee.amount_incl_tax_yen"), 404),
    ("JN-8.8", at("rights/correction.fee"), None),
    ("JN-8.9", at("procedures/disclosure-explained.desk"), "privacy-desk"),
    ("JN-8.10", at("rights/disclosure.target.days"), 14),
    ("JN-8.10", at("rights/disclosure.target.about"), True),
    ("JN-8.10", at("rights/erasure.target"), None),
    ("JN-9.1", at("rights/erasure.law_codes"), ("A-STOP1", "A-STOP5")),
    ("JN-9.1", at("rights/erasure.grounds"), {}),
    ("JN-10.1", at("complaints/handling.desk"), "privacy-desk"),
    ("JN-10.2", at("incidents/impersonation.step"), "impersonation"),
    ("JN-10.2", at("incidents/impersonation.to"), ("desk",)),
    ("JN-10.3", at("procedures/page.details_at"), "inquiries"),
]


@pytest.fixture(scope="module")
def japanet() -> Policy:
    """Japanet's text as it was read; it gives no date of its own."""
    return latest("japanet")


@pytest.mark.parametrize(
    ("clause", "look", "fact"), FACTS, ids=[f"{number}-{row[0]}" for number, row in enumerate(FACTS)]
)
def test_a_fact_is_that_of_its_clause(japanet: Policy, clause: str, look: Look, fact: object) -> None:
    assert look(japanet.form) == fact
    assert clause in japanet.clauses


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
        ("shopping_credit", ("user.workplace",), ("JN-8.7",))
    ]
    assert "user.workplace" not in items.uses


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
