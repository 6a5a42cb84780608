"""Words that several modules of the ledger must spell alike."""

from __future__ import annotations

ROTATED = "rotated"
"""Why a generation was closed whose key named the next one; every other reason is a trouble of a restore."""

OPENED = "yakusoku.ledger/opened/v1"
CLOSED = "yakusoku.ledger/closed/v1"
SUCCEEDED = "yakusoku.ledger/closed/v2"
"""The title of a closing that names the key of the next generation."""
