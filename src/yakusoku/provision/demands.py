"""What authorities, courts, bar associations and others may ask for, and on which exception that can rest. Pure."""

from __future__ import annotations

from enum import StrEnum

from yakusoku.terms.text import Text, text


class Sort(StrEnum):
    """Who asks, or for what."""

    POLICE = "police"
    COURT = "court"
    BAR = "bar"
    TAX = "tax"
    OTHER = "other"
    FRAUD = "fraud"
    RECALL = "recall"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return {
            Sort.POLICE: text("police or prosecutors"),
            Sort.COURT: text("a court"),
            Sort.BAR: text("a bar association"),
            Sort.TAX: text("a tax office"),
            Sort.OTHER: text("another public body"),
            Sort.FRAUD: text("fraud or impersonation"),
            Sort.RECALL: text("a recall of goods"),
        }[self]


class Outcome(StrEnum):
    """What a second person decided."""

    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return {
            Outcome.OPEN: text("waits for a second person"),
            Outcome.APPROVED: text("approved"),
            Outcome.DECLINED: text("declined"),
        }[self]


EXCEPTIONS: dict[Sort, tuple[str, ...]] = {
    Sort.POLICE: ("law", "state_coop", "life_property"),
    Sort.COURT: ("law",),
    Sort.BAR: ("law",),
    Sort.TAX: ("law", "state_coop"),
    Sort.OTHER: ("law", "state_coop", "life_property", "health_child"),
    Sort.FRAUD: ("life_property", "law"),
    Sort.RECALL: ("life_property", "law"),
}
"""On which exceptions of article 27(1) each can rest, the usual one first."""
FACTS: dict[str, tuple[str, ...]] = {
    "law": ("law_citation", "authority_request"),
    "state_coop": ("authority_request", "hindrance", "need_recorded"),
    "life_property": ("need_recorded", "consent_hard", "card_case", "recall_case"),
    "health_child": ("need_recorded", "consent_hard"),
}
"""What whoever approves an exception confirms, as a ruling asks for it."""
