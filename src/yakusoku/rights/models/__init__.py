"""Rows of the room, private to it; what identifies a person is sealed under the key of the case."""

from __future__ import annotations

from yakusoku.rights.models.after import Misdelivery, Reopening, Returned
from yakusoku.rights.models.asking import Doubt, PaperRequest, PhoneCheck
from yakusoku.rights.models.changes import (
    HandOver,
    ManualTask,
    Representation,
    RowChange,
    Stopped,
    ToldConsequence,
    Tombstone,
)
from yakusoku.rights.models.clocks import Clarification, Extension, Regime
from yakusoku.rights.models.ends import Contact, End, Forwarding
from yakusoku.rights.models.errands import Errand
from yakusoku.rights.models.fees import Payment, Refund
from yakusoku.rights.models.requests import (
    Dispatch,
    Fee,
    Finding,
    IdentityCheck,
    PersonLink,
    ReviewItem,
    RightsRequest,
    Search,
)
from yakusoku.rights.models.said import OtherMethod, Passphrase, Statement, StoppedUse
from yakusoku.rights.models.told import (
    ColumnDecision,
    Letter,
    Lifting,
    Recipient,
    RecipientsAsked,
)

__all__ = [
    "Clarification",
    "ColumnDecision",
    "Contact",
    "Dispatch",
    "Doubt",
    "End",
    "Errand",
    "Extension",
    "Fee",
    "Finding",
    "Forwarding",
    "HandOver",
    "IdentityCheck",
    "Letter",
    "Lifting",
    "ManualTask",
    "Misdelivery",
    "OtherMethod",
    "PaperRequest",
    "Passphrase",
    "Payment",
    "PersonLink",
    "PhoneCheck",
    "Recipient",
    "RecipientsAsked",
    "Refund",
    "Regime",
    "Reopening",
    "Representation",
    "Returned",
    "ReviewItem",
    "RightsRequest",
    "RowChange",
    "Search",
    "Statement",
    "Stopped",
    "StoppedUse",
    "ToldConsequence",
    "Tombstone",
]
