"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class GatesConfig(AppConfig):
    """The register of uses and the tallies of their gates."""

    name = "yakusoku.gates"
    label = "gates"
    default_auto_field = "django.db.models.BigAutoField"
