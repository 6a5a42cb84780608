"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The outbox and the slots of workers."""

    name = "yakusoku.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
