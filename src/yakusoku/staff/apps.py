"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The register of those who act."""

    name = "yakusoku.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"
