"""Own state on both engines, for deeds that must hold on both."""

from __future__ import annotations

from tests.common import django_ready

django_ready.ready()

from tests.operations.own_states import own  # noqa: E402  after Django was configured

__all__ = ["own"]
