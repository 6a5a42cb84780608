"""Rows of the room, private to it; what identifies a person is sealed under the key of the case."""

from __future__ import annotations

from yakusoku.rights.models.changes import (
    HandOver,
    ManualTask,
    Representation,
    RowChange,
    Stopped,
    ToldConsequence,
    Tombstone,
)
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

__all__ = [
    "Dispatch",
    "Fee",
    "Finding",
    "HandOver",
    "IdentityCheck",
    "ManualTask",
    "PersonLink",
    "Representation",
    "ReviewItem",
    "RightsRequest",
    "RowChange",
    "Search",
    "Stopped",
    "ToldConsequence",
    "Tombstone",
]
