"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class HoldsConfig(AppConfig):
    """Holds, and what each of them reaches."""

    name = "yakusoku.holds"
    label = "holds"
    default_auto_field = "django.db.models.BigAutoField"
