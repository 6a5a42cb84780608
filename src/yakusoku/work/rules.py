"""House rules of the outbox: when to try again, when work counts as stuck, how long a silent slot stays taken. Pure."""

from __future__ import annotations

from datetime import timedelta

SLOT_LIFE = timedelta(seconds=30)
"""A worker that has not beaten for so long no longer holds its slot."""
PATIENCE = timedelta(minutes=15)
"""Work that is due or has begun, and has not ended for so long, is overdue or stuck."""
CLAIM = timedelta(minutes=1)
"""For so long a mail belongs to the worker that is sending it."""
_RETRY = (1, 5, 15, 60)


def retry_after(attempts: int) -> timedelta:
    """Return how long an intent waits after so many attempts: longer each time, up to an hour."""
    return timedelta(minutes=_RETRY[min(attempts, len(_RETRY) - 1)])
