"""The receipt of a consent: of one form, with the words that were shown, for the person alone."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest

from tests.conftest import NOW
from tests.operations.consent.conftest import INSURED, MAILBOX, Staff, arrived, confirmed, own, staff, whom
from tests.operations.consent.test_register import SENTENCE, entries, give
from tests.rules.policy.json_schema import faults

__all__ = ["own", "staff"]


def schema() -> dict[str, Any]:
    """The packaged JSON Schema of a receipt."""
    read: dict[str, Any] = json.loads(
        files("yakusoku.consent").joinpath("data/receipt.schema.json").read_text("utf-8")
    )
    return read


def receipt(staff: Staff, choice: str, **says: Any) -> bytes:
    """Give a receipt to who gave the consent."""
    from yakusoku.consent.operations import give_receipt

    usual: dict[str, Any] = {
        "choice_id": choice, "whom": whom(email=MAILBOX), "confirmation": confirmed(), "by": staff.jalux, "now": NOW,
    }  # fmt: skip
    return give_receipt(**{**usual, **says})


def test_a_receipt_keeps_to_its_schema_and_says_the_words_in_both_languages(staff: Staff) -> None:
    given = give(staff.jalux)

    made = receipt(staff, given.public_id)

    said = json.loads(made)
    assert list(faults(said, schema(), schema())) == []
    record = said["dpv:hasRecordOfActivity"]
    english, japanese = record["dpv:hasNotice"]
    assert (english["dct:language"], japanese["dct:language"]) == ("en", "ja")
    assert (
        japanese["schema:sha256"]
        == given.text_digest
        == sha256(japanese["dct:description"]["@value"].encode()).hexdigest()
    )
    assert japanese["dct:identifier"].endswith(SENTENCE)
    assert [one["@type"] for one in record["dpv:hasConsentStatus"]] == ["dpv:ConsentGiven"]
    assert record["dpv:hasLegalBasis"] == "dpv:ExplicitlyExpressedConsent"
    assert MAILBOX.encode() not in made
    assert entries()[-1] == "consent:consent-receipt:answered"


def test_the_same_consent_at_the_same_moment_gives_the_same_bytes(staff: Staff) -> None:
    given = give(staff.jalux)

    assert receipt(staff, given.public_id) == receipt(staff, given.public_id)


def test_a_receipt_tells_of_the_withdrawal(staff: Staff) -> None:
    from yakusoku.consent.operations import withdraw

    given = give(staff.jalux)
    withdraw(
        controller="jalux", scope=INSURED, whom=whom(email=MAILBOX), arrived=arrived(-1), by="web-shop", now=NOW
    )  # fmt: skip

    said = json.loads(receipt(staff, given.public_id))

    status = said["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"]
    assert [one["@type"] for one in status] == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
    assert list(faults(said, schema(), schema())) == []


def test_nobody_else_has_a_receipt(staff: Staff) -> None:
    from yakusoku.consent.operations import UnableToConfirm

    given = give(staff.jalux)

    with pytest.raises(UnableToConfirm, match="gave no consent"):
        receipt(staff, given.public_id, whom=whom(email="somebody.else@example.jp"))
    with pytest.raises(UnableToConfirm, match="reason"):
        receipt(staff, given.public_id, confirmation=confirmed(reason=""))


@pytest.mark.parametrize("lacking", ["dpv:hasNotice", "dpv:hasConsentStatus", "dpv:hasDataController"])
def test_the_schema_misses_what_a_receipt_must_say(staff: Staff, lacking: str) -> None:
    said = json.loads(receipt(staff, give(staff.jalux).public_id))
    del said["dpv:hasRecordOfActivity"][lacking]

    assert list(faults(said, schema(), schema()))
