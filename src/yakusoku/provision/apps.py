"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    """Recipients, what each was given, what was received, and what authorities asked for."""

    name = "yakusoku.provision"
    label = "provision"
    default_auto_field = "django.db.models.BigAutoField"
