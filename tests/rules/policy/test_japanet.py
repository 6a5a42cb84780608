"""Japanet's policy as data: each number, name, item and condition is the one that the text gives, clause by clause."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from operator import attrgetter

import pytest
from pydantic import BaseModel

from tests.rules.policy.test_examples import CLAUSES, latest
from yakusoku.policy.checks import check
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.form.root import PolicyForm
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
WORKPLACE = ("jp.workplace.name", "jp.workplace.phone_number")
FEE = {"amount_yen": 368, "tax_percent": 10, "amount_incl_tax_yen": 404, "clauses": ("JN-8.8",)}
TARGET = {"days": 14, "about": True, "usually": True, "clauses": ("JN-8.10",)}
ALL_REQUESTS = ("disclosure", "record_disclosure", "correction", "cease_use", "erasure", "complaint")

# clause, then each place in the file where a fact of that clause stands, and the fact
FACTS: dict[str, dict[str, object]] = {
    "JN-B0.1": {
        "controller.representative.name.en": "Akito Takata",
        "controller.representative.title.en": "President & CEO",
        "publication.enacted": None,
        "publication.revised": None,
        "controller.address": None,
    },
    "JN-B0.2": {
        "governance/mail-order.sort": "system",
        "companies/group.named": False,
        "companies/group.relations": [{"kind": "group_company"}, {"kind": "joint_user"}],
    },
    "JN-B0.3": {"governance/asset.sort": "register"},
    "JN-B0.4": {
        "governance/priority.sort": "management_review",
        "governance/awareness.sort": "responsibility",
        "governance/awareness.often": "always",
    },
    "JN-B0.5": {"governance/bound.sort": "bound", "governance/bound.whom": WORKERS},
    "JN-B1.1": {"controller.roles/manager.title": None, "governance/supervision.sort": "supervision"},
    "JN-B2.1": {"notices/understanding.moment": "before_giving", "notices/understanding.understood": True},
    "JN-B2.2": {"security/care.sort": "whole"},
    "JN-B3.1": {"restrictions/recordings.only_for": ("call-recording",)},
    "JN-B4.1": {
        "security/threats.against": ("unauthorized_access", "leak", "loss", "destruction", "alteration")
    },
    "JN-B4.2": {
        "improvement/preventive.sort": "preventive",
        "improvement/corrective.sort": "corrective",
    },
    "JN-B5.1": {
        "rights/correction.promptness.speed": "promptly",
        "rights/erasure.promptness.speed": "promptly",
        "complaints/inquiries.speed": "promptly",
        "complaints/inquiries.about": "all",
    },
    "JN-B6.1": {
        "training/awareness.whom": WORKERS[:7],
        "training/awareness.awareness": True,
        "training/in-house.whom": WORKERS[:7],
    },
    "JN-B8.1": {"norms/privacy-laws.sort": "law", "norms/social-norms.sort": "social_norm"},
    "JN-B8.2": {"improvement/continual.sort": "continual", "improvement/continual.often": "continually"},
    "JN-B9.1": {
        "improvement/review.triggers": ("law_change", "management_change", "business_change"),
        "improvement/review.often": "when_needed",
        "improvement/review.sort": "review",
    },
    "JN-B10.1": {
        "pages/eea-policy.url": None,
        "pages/eea-policy.shows": "policy",
        "pages/eea-policy.says.en": "Basic Policy on Handling of Personal Data within EEA",
    },
    "JN-1.1": {
        "definitions/personal-information.fields": NAMED,
        "definitions/personal-information.word.en": "personal information",
    },
    "JN-1.2": {
        "sources/contacts.origin": ("person",),
        "sources/contacts.channels": ("telephone", "fax", "post", "internet", "email"),
        "sources/contacts.open.ja": "等",
    },
    "JN-1.3": {
        "sources/campaigns-surveys.origin": ("person",),
        "sources/campaigns-surveys.fields": ("jp.campaign_entry", "jp.survey_answer"),
    },
    "JN-1.4": {
        "sources/official-records.origin": ("official_record",),
        "sources/certificates.origin": ("person", "certificate"),
    },
    "JN-1.5": {
        "sources/dealings.origin": ("observed",),
        "sources/dealings.fields": ("user.behavior.purchase_history", "jp.order.product_use"),
        "sources/dealings.open.ja": "等",
    },
    "JN-1.6": {
        "sources/job-applications.origin": ("person",),
        "sources/job-applications.fields": ("jp.recruitment",),
        "sources/job-applications.purposes": ("recruitment-information", "hiring"),
    },
    "JN-2.1": {
        "notices/by-manner.how": ("notified", "published"),
        "notices/by-manner.moment": "published",
    },
    "JN-2.2": {
        "purposes/deliver-orders.requires": ("order",),
        "purposes/provide-services.requires": ("request_of_person",),
        "purposes/direct-mail.marketing": ("post",),
        "purposes/catalogs.marketing": ("catalog",),
    },
    "JN-2.4": {
        "purposes/member-registration.channels": ("internet",),
        "purposes/mail-magazine.channels": ("internet",),
        "purposes/mail-magazine.marketing": ("email",),
        "purposes/auctions.channels": ("internet",),
    },
    "JN-2.5": {
        "purposes/campaigns.marketing": ("any",),
        "purposes/prizes.requires": ("entry_of_person",),
    },
    "JN-2.6": {
        "purposes/credit-judgment.requires": ("credit_application",),
        "purposes/return-payments.requires": ("request_of_person",),
    },
    "JN-2.7": {
        "purposes/statistics.identifiable": False,
        "purposes/statistics.requires": ("cannot_be_identified",),
        "purposes/statistics.uses": STATISTICS,
        "items/statistics-base.fields": STATISTICS,
        "items/statistics-base.purposes": ("statistics",),
        "items/statistics-base.open.en": "other attributes",
    },
    "JN-2.8": {
        "purposes/caller-check.channels": ("telephone",),
        "identity/by-telephone.channels": ("telephone",),
        "identity/by-telephone.caller_number.enough": False,
    },
    "JN-2.9": {
        "purposes/call-recording.channels": ("telephone",),
        "restrictions/recordings.fields": ("jp.call_recording",),
        "restrictions/recordings.about": ("caller",),
        "restrictions/recordings.only_for": ("call-recording",),
    },
    "JN-2.10": {
        "restrictions/applicants.fields": (),
        "restrictions/applicants.about": ("applicant",),
        "restrictions/applicants.never_for": ("direct-mail",),
        "restrictions/applicants.never_by": ("post",),
    },
    "JN-2.12": {"purposes/order-identity.requires": ("order",)},
    "JN-2.13": {
        "purposes/hometown-tax.requires": ("entry_of_person",),
        "purposes/hometown-tax-brochures.requires": ("entry_of_person",),
        "purposes/hometown-tax-brochures.marketing": ("post",),
    },
    "JN-2.14": {"purposes/tv-programs.requires": ("entry_of_person",)},
    "JN-3.1": {
        "provision_default.ground": "consent",
        "provision_default.besides": ("entrustee", "joint_user", "law"),
    },
    "JN-3.2": {
        "provisions/consented.to.kind": "any",
        "provisions/consented.ground": ("consent",),
        "provisions/consented.requires": ("consent",),
        "provisions/incidental-work.ground": ("consent", "on_behalf"),
        "provisions/incidental-work.requires": ("consent", "request_of_person"),
        "provisions/incidental-work.example": False,
        "provisions/travel-participants.to.names.en": "Accommodation and transportation companies",
        "provisions/travel-participants.fields": ("user.name",),
        "provisions/travel-participants.ground": ("consent", "on_behalf"),
        "provisions/travel-participants.requires": ("consent", "request_of_person"),
        "provisions/travel-participants.example": True,
        "provisions/hometown-tax-collection.to.kind": "any",
        "provisions/hometown-tax-collection.ground": ("consent", "on_behalf"),
        "provisions/hometown-tax-collection.requires": ("consent", "entry_of_person"),
        "provisions/hometown-tax-collection.purposes": ("hometown-tax",),
        "provisions/hometown-tax-collection.example": True,
    },
    "JN-3.3": {
        "provisions/introduced-offers.to.names.en": "Companies whose goods or services we introduce",
        "provisions/introduced-offers.ground": ("not_said",),
        "provisions/introduced-offers.requires": ("interest_shown", "consent"),
        "provisions/introduced-offers.moment": "on_event",
    },
    "JN-3.4": {
        "provisions/t-commerce.to.names.en": "T-commerce service providers",
        "provisions/t-commerce.fields": ("user.behavior.purchase_history",),
        "provisions/t-commerce.channels": ("television",),
        "provisions/t-commerce.ground": ("not_said",),
        "provisions/t-commerce.requires": ("order", "consent"),
        "provisions/t-commerce.only_needed": True,
    },
    "JN-3.5": {
        "provisions/credit-inquiries.to.names.en": "Credit companies and credit card companies",
        "provisions/credit-inquiries.purposes": ("credit-judgment",),
        "provisions/credit-inquiries.ground": ("not_said",),
        "provisions/credit-inquiries.requires": ("credit_application", "consent"),
    },
    "JN-3.6": {
        "provisions/card-company-inquiries.to.names.en": "Credit card companies",
        "provisions/card-company-inquiries.purposes": ("fraud-prevention",),
        "provisions/card-company-inquiries.requires": MISUSE,
        "provisions/card-company-inquiries.moment": "on_request",
        "provisions/own-card-inquiries.to.names.en": "Credit card companies",
        "provisions/own-card-inquiries.purposes": ("fraud-prevention",),
        "provisions/own-card-inquiries.requires": MISUSE,
        "provisions/own-card-inquiries.moment": "on_event",
    },
    "JN-3.7": {
        "provisions/recalls.to.names.en": "Manufacturers and other business partners",
        "provisions/recalls.requires": ("recall_case", "need_recorded", "consent_hard"),
        "provisions/recalls.moment": "on_event",
    },
    "JN-3.8": {
        "provisions/authorities.to.kind": "public_body",
        "provisions/authorities.to.names.en": "Police and judicial institutions such as courts",
        "provisions/authorities.requires": ("authority_request", "law_citation"),
        "provisions/authorities.moment": "on_request",
        "provisions/by-law.to.kind": "any",
        "provisions/by-law.ground": ("law",),
        "provisions/by-law.requires": ("law_citation",),
    },
    "JN-4.1": {
        "entrustments/all.to.kind": "any",
        "entrustments/all.contract": ("confidentiality",),
        "entrustments/all.requires": ("nda",),
        "entrustments/all.only_needed": True,
        "entrustments/all.criteria": None,
        "entrustments/all.supervised": None,
    },
    "JN-4.2": {
        "entrustments/delivery.to.names.en": "Delivery companies",
        "entrustments/delivery.work.en": "Shipment of orders, repair parts and replacements",
        "entrustments/delivery.purposes": ("deliver-orders", "after-sales"),
    },
    "JN-4.3": {
        "entrustments/address-labels.to.names.en": "Printing companies",
        "entrustments/address-labels.fields": ("user.name", "user.contact.address", "jp.address"),
        "entrustments/address-labels.purposes": ("direct-mail", "catalogs"),
    },
    "JN-4.4": {
        "entrustments/repair-installation.to.names.en": "Manufacturers and construction companies",
        "entrustments/repair-installation.work.en": "Repair and installation",
        "entrustments/repair-installation.purposes": ("deliver-orders", "after-sales"),
    },
    "JN-4.5": {
        "entrustments/credit-administration.to.names.en": "Management companies",
        "entrustments/credit-administration.purposes": CREDIT_WORK,
    },
    "JN-5.1": {
        "transfers/abroad.details_at": "foreign-third-parties",
        "transfers/abroad.recipients.names.en": "Third parties in foreign countries",
        "transfers/abroad.mechanism": ("not_said",),
        "transfers/abroad.to": None,
        "pages/foreign-third-parties.shows": "foreign_recipients",
        "pages/foreign-third-parties.says.en": "Information concerning Protection of Personal Information of Third "
        "Parties in Foreign Countries",
    },
    "JN-6.1": {
        "joint_use/group.sources": ("applications",),
        "joint_use/group.channels": BY_APPLICATION,
        "sources/applications.origin": ("person",),
        "sources/applications.channels": BY_APPLICATION,
    },
    "JN-6.2": {"joint_use/group.same_purposes_as_own": True, "joint_use/group.purposes": ()},
    "JN-6.3": {"joint_use/group.with_": ("group",), "joint_use/group.scope.en": "Our group companies"},
    "JN-6.4": {
        "joint_use/group.responsible.name.name.en": "Japanet Holdings and its group companies",
        "joint_use/group.responsible.address": None,
        "joint_use/group.responsible.representative": None,
    },
    "JN-6.5": {
        "joint_use/group.fields": JOINT,
        "joint_use/group.open.en": "other personal information of section 1",
        "joint_use/group.only_needed": True,
    },
    "JN-6.6": {
        "companies/group.listed_at": "group-list",
        "joint_use/group.listed_at": "group-list",
        "pages/group-list.shows": "companies",
    },
    "JN-7.1": {
        "credit/bureau.acts": ("register", "inquire", "use"),
        "credit/bureau.requires": ("consent", "shopping_credit"),
        "credit/bureau.purposes": ("credit-judgment",),
        "credit/bureau.name": None,
    },
    "JN-7.2": {
        "credit/bureau.details_at": "installments",
        "pages/installments.shows": "credit",
        "pages/installments.says.en": "Customers who wish to make payment in installments",
    },
    "JN-8.1": {
        "controller.contacts/privacy-desk.name.en": "Personal information inquiry desk",
        "controller.contacts/privacy-desk.toll_free": True,
        "controller.contacts/privacy-desk.telephone": None,
        "rights/disclosure.channels": ("telephone",),
        "rights/record_disclosure.channels": ("telephone",),
        "rights/correction.channels": ("telephone",),
        "rights/cease_use.channels": ("telephone",),
        "rights/cease_use.stops": ("post", "catalog"),
        "procedures/by-call.rights": ("disclosure", "record_disclosure", "correction", "cease_use"),
        "procedures/by-call.how": ("call",),
        "procedures/by-call.channels": ("telephone",),
        "procedures/by-call.desk": "privacy-desk",
    },
    "JN-8.2": {
        "procedures/by-call.within_law": True,
        "rights/disclosure.limits.en": "as far as the law permits",
        "rights/record_disclosure.limits.en": "as far as the law permits",
        "rights/correction.limits.en": "as far as the law permits",
        "rights/cease_use.limits.en": "as far as the law permits",
    },
    "JN-8.3": {
        "identity/by-telephone.call_back.to": "registered_contact",
        "identity/by-telephone.call_back.always": False,
    },
    "JN-8.4": {"rights/disclosure.default_items.uses": DISCLOSED},
    "JN-8.5": {
        "rights/disclosure.default_items.if_held": ("user.demographic.date_of_birth",),
        "rights/disclosure.default_items.if_held_clause": "JN-8.5",
    },
    "JN-8.6": {
        "accuracy/postal-codes.fields": ("user.contact.address.postal_code",),
        "accuracy/postal-codes.by_company": True,
        "accuracy/postal-codes.when.en": "after a merger of municipalities",
    },
    "JN-8.7": {
        "items/workplace.fields": WORKPLACE,
        "items/workplace.purposes": ("credit-judgment",),
        "items/workplace.when": "shopping_credit",
    },
    "JN-8.8": {
        "rights/disclosure.fee": FEE,
        "rights/record_disclosure.fee": FEE,
    },
    "JN-8.9": {
        "procedures/disclosure-explained.desk": "privacy-desk",
        "procedures/disclosure-explained.how": ("explained",),
        "procedures/disclosure-explained.rights": ("disclosure", "record_disclosure"),
    },
    "JN-8.10": {
        f"rights/{word}.target": TARGET
        for word in ("disclosure", "record_disclosure", "correction", "cease_use")
    },
    "JN-9.1": {
        "rights/erasure.law_codes": ("A-STOP1", "A-STOP5"),
        "rights/erasure.grounds": {},
        "rights/erasure.target": None,
        "rights/erasure.channels": (),
        "rights/erasure.limits.en": "as far as the law permits",
        "procedures/deletion.rights": ("erasure",),
        "procedures/deletion.desk": None,
        "procedures/deletion.how": (),
        "procedures/deletion.within_law": True,
    },
    "JN-10.1": {
        "complaints/handling.desk": "privacy-desk",
        "complaints/handling.about": "handling",
        "rights/complaint.desk": "privacy-desk",
    },
    "JN-10.2": {
        "incidents/impersonation.step": "impersonation",
        "incidents/impersonation.to": ("desk",),
        "incidents/impersonation.desk": "privacy-desk",
        "incidents/impersonation.channels": ("post", "telephone"),
    },
    "JN-10.3": {
        "procedures/page.details_at": "inquiries",
        "procedures/page.rights": ALL_REQUESTS,
        "pages/inquiries.shows": "requests",
        "pages/inquiries.says.en": "Inquiries concerning personal information",
    },
}
PLACES = [(clause, place, fact) for clause, facts in FACTS.items() for place, fact in facts.items()]


def stands(form: PolicyForm, place: str) -> object:
    """Return what stands at a place, such as `rights/disclosure.fee.tax_percent`; `/` enters a group by its name."""
    value: object = form
    for step in place.split("/"):
        name, _, attribute = step.partition(".")
        value = value[name] if isinstance(value, dict) else getattr(value, name)
        if attribute:
            value = attrgetter(attribute)(value)
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        return [one.model_dump(exclude_unset=True) for one in value]
    return value.model_dump(exclude_unset=True) if isinstance(value, BaseModel) else value


def cited(form: PolicyForm, place: str) -> set[str]:
    """Return the clauses that are cited in the declaration at a place, or nearest around it."""
    there = tuple(re.split(r"[/.]", place.replace("with_", "with")))
    by_depth: dict[int, set[str]] = {}
    for path, clause in citations(form):
        names = tuple(str(part) for part in path)
        around = names[: names.index("clauses")] if "clauses" in names else names[:-1]
        if around == there[: len(around)] or there == around[: len(there)]:
            by_depth.setdefault(min(len(around), len(there)), set()).add(clause)
    return by_depth[max(by_depth)] if by_depth else set()


@pytest.fixture(scope="module")
def japanet() -> Policy:
    """Japanet's text as it was read; it gives no date of its own."""
    return latest("japanet")


@pytest.mark.parametrize(("clause", "place", "fact"), PLACES, ids=[f"{row[0]} {row[1]}" for row in PLACES])
def test_a_fact_is_that_of_its_clause(japanet: Policy, clause: str, place: str, fact: object) -> None:
    assert stands(japanet.form, place) == fact
    assert fact is None or clause in cited(japanet.form, place)


# what evidence is asked of where a clause fixes a number or a list
KEPT: dict[str, dict[str, dict[str, object]]] = {
    "JN-B0.5": {"governance.bound": {"whom": ", ".join(WORKERS)}},
    "JN-B4.1": {"security.measures": {"against": "unauthorized_access, leak, loss, destruction, alteration"}},
    "JN-B5.1": {"complaints.answered": {"about": "all", "desk": "privacy-desk", "speed": "promptly"}},
    "JN-B7.1": {"publication.in_places": {"places": "website, catalog, brochure"}},
    "JN-B8.1": {"compliance.norms_registered": {"norms": "privacy-laws, social-norms"}},
    "JN-B9.1": {"publication.reviewed": {"triggers": "law_change, management_change, business_change"}},
    "JN-2.10": {"purposes.never_for": {"restriction": "applicants", "purposes": "direct-mail", "by": "post"}},
    "JN-7.1": {"credit.consented": {"acts": "register, inquire, use"}},
    "JN-8.8": {"rights.fee": {"yen": 404, "rights": "disclosure, record_disclosure"}},
    "JN-8.10": {"rights.target": {"days": 14}},
}


@pytest.mark.parametrize(("clause", "controls"), KEPT.items(), ids=list(KEPT))
def test_a_control_is_asked_with_what_its_clause_fixes(
    japanet: Policy, clause: str, controls: dict[str, dict[str, object]]
) -> None:
    kept = {one.control: one.with_ for one in japanet.clauses[clause].kept_by}

    assert {name: kept.get(name) for name in controls} == controls


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


def test_inquirers_and_customers_are_told_how_products_are_used(japanet: Policy) -> None:
    assert japanet.purposes["explain-products"].about == ("customer", "inquirer")


def test_nothing_is_declared_that_the_table_does_not_name(japanet: Policy) -> None:
    declared = {
        f"{section}/{name}"
        for section, value in japanet.form
        if isinstance(value, dict) and section not in ("clauses", "headings", "purposes")
        for name in value
    }

    named = {re.split(r"\.", place)[0] for _, place, _ in PLACES if "/" in place}
    assert declared - named == set()


def test_the_company_is_named(japanet: Policy) -> None:
    assert japanet.controller.name.en == "Japanet Holdings Co., Ltd."


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
