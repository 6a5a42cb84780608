"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ManagementConfig(AppConfig):
    """Inspections, and the corrective actions that they open."""

    name = "yakusoku.management"
    label = "management"
    default_auto_field = "django.db.models.BigAutoField"
