"""What papers show, hide and prove."""

from __future__ import annotations

from datetime import date

import pytest

from yakusoku.laws import queries
from yakusoku.laws.values import UnableToApplyLaw

TODAY = date(2026, 11, 23)
INSURANCE = {"insurer_number", "insured_symbol", "insured_number", "branch_number", "qr_code"}


@pytest.mark.parametrize(
    ("code", "kind", "shows_address", "required"),
    [
        ("driving_licence", "identity", True, set()),
        ("insurance_card", "identity", True, INSURANCE),
        ("qualification_certificate", "identity", True, INSURANCE),
        ("passport", "identity", False, set()),
        ("residence_card", "identity", True, set()),
        ("special_permanent_resident_certificate", "identity", True, set()),
        ("my_number_card", "identity", True, {"reverse_side"}),
        ("pension_book", "identity", False, {"basic_pension_number"}),
        ("seal_certificate", "identity", True, set()),
        ("residence_record", "address", True, {"my_number"}),
        ("family_register", "authority", False, set()),
        ("guardianship_certificate", "authority", True, set()),
        ("mandate_letter", "authority", False, set()),
        ("driving_history_certificate", "identity", True, set()),
        ("residence_entries_certificate", "address", True, {"my_number"}),
        ("tax_certificate", "address", True, {"my_number"}),
        ("utility_receipt", "address", True, set()),
        ("court_appointment", "authority", False, set()),
        ("parental_consent", "authority", False, set()),
        ("attorney_identification", "authority", True, set()),
        ("scrivener_identification", "authority", True, set()),
    ],
)
def test_a_paper_is_as_the_guideline_has_it(
    code: str, kind: str, shows_address: bool, required: set[str]
) -> None:
    paper = queries.document(code, as_of=TODAY)

    assert (paper.kind, paper.shows_address) == (kind, shows_address)
    assert {zone.code for zone in paper.required_zones} == required


def test_the_table_holds_every_paper_and_what_it_is_taken_for_is_what_it_proves() -> None:
    for code in queries.document_codes():
        paper = queries.document(code, as_of=TODAY)
        assert paper.kind == "authority" or paper.kind in paper.proves
        assert ("address" in paper.proves) == paper.shows_address or code == "guardianship_certificate"


def test_what_only_a_private_hand_gives_is_no_public_document() -> None:
    private = {
        one for one in queries.document_codes() if queries.document(one, as_of=TODAY).issuer == "private"
    }
    assert private == {"mandate_letter", "parental_consent", "utility_receipt"}


def test_the_old_insurance_card_ended_and_names_its_successor() -> None:
    card = queries.document("insurance_card", as_of=TODAY)

    assert card.issued_until == date(2025, 12, 1)
    assert card.successor == "qualification_certificate"
    assert queries.document(card.successor, as_of=TODAY).issued_until is None


def test_every_successor_exists() -> None:
    for code in queries.document_codes():
        successor = queries.document(code, as_of=TODAY).successor
        assert successor is None or successor in queries.document_codes()


def test_what_we_could_not_verify_says_so() -> None:
    zones = {zone.code: zone.status for zone in queries.document("driving_licence", as_of=TODAY).zones}

    assert zones["registered_domicile"] == "unverified"
    assert queries.document("qualification_certificate", as_of=TODAY).address_status == "unverified"


def test_an_unknown_paper_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="library_card"):
        queries.document("library_card", as_of=TODAY)
