"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Published versions, their words, and the times at which they were shown."""

    name = "yakusoku.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
