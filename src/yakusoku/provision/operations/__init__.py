"""The deeds of the room: recipients, provisions, receipts, and what authorities ask for."""

from __future__ import annotations

from yakusoku.laws.records import Way
from yakusoku.provision.demands import Outcome, Sort
from yakusoku.provision.operations.demanding import (
    Demanded,
    DemandView,
    UnableToNoteDemand,
    UnableToSettleDemand,
    answer_demand,
    asked_for,
    note_demand,
    settle_demand,
)
from yakusoku.provision.operations.expiring import expire
from yakusoku.provision.operations.providing import Order, Provided, Selection, UnableToProvide, provide
from yakusoku.provision.operations.receiving import HISTORIES, Arrival, UnableToReceive, receive
from yakusoku.provision.operations.recipients import (
    Party,
    UnableToEnterRecipient,
    UnableToNote,
    add_recipient,
    end_recipient,
    note,
)
from yakusoku.provision.rules import Note, Role

__all__ = [
    "HISTORIES", "Arrival", "DemandView", "Demanded", "Note", "Order", "Outcome", "Party", "Provided", "Role",
    "Selection", "Sort", "UnableToEnterRecipient", "UnableToNote", "UnableToNoteDemand", "UnableToProvide",
    "UnableToReceive", "UnableToSettleDemand", "Way", "add_recipient", "answer_demand", "asked_for", "end_recipient",
    "expire", "note", "note_demand", "provide", "receive", "settle_demand",
]  # fmt: skip
