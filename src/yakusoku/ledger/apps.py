"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Entries, tiles and checkpoints."""

    name = "yakusoku.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
