"""Reads of the company's stores (here), and of what was changed in them (`changes`)."""

from __future__ import annotations

from yakusoku.stores.queries.looking import drift, find_candidates

__all__ = ["drift", "find_candidates"]
