"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Requests of persons and everything that is decided on the way to an answer."""

    name = "yakusoku.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"
