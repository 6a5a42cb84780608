"""Homes of J:COM in which a request stands at some state, on both kinds of own state."""

from __future__ import annotations

from tests.common import django_ready

django_ready.ready()

from tests.operations.rights.stages import at, at_both, both_stages, sqlite_stages  # noqa: E402  after Django

__all__ = ["at", "at_both", "both_stages", "sqlite_stages"]
