"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class StoresConfig(AppConfig):
    """Changes of rows in the company's stores."""

    name = "yakusoku.stores"
    label = "stores"
    default_auto_field = "django.db.models.BigAutoField"
