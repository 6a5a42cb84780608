"""Reads of the company's stores (here), and of what was changed in them (`changes`)."""

from __future__ import annotations

from yakusoku.stores.accepting import TriggerView
from yakusoku.stores.queries.extracting import extract
from yakusoku.stores.queries.looking import drift, find_candidates, triggers
from yakusoku.stores.queries.sketching import draft_of, sketches

__all__ = ["TriggerView", "draft_of", "drift", "extract", "find_candidates", "sketches", "triggers"]
