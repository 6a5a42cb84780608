"""The deeds of messages: endpoints, announcing, delivering, sending again."""

from __future__ import annotations

from yakusoku.webhooks.operations.announcing import Whose, announce
from yakusoku.webhooks.operations.delivering import BURST, forget
from yakusoku.webhooks.operations.endpoints import (
    Made,
    UnableToAnnounce,
    add_endpoint,
    enable,
    replay,
    retire,
    rotate,
)

__all__ = [
    "BURST", "Made", "UnableToAnnounce", "Whose", "add_endpoint", "announce", "enable", "forget", "replay", "retire",
    "rotate",
]  # fmt: skip
