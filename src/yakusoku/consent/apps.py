"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """The register of choices, checks on erasure that withdrawals start, and screenings of lists."""

    name = "yakusoku.consent"
    label = "consent"
    default_auto_field = "django.db.models.BigAutoField"
