"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Destructions of case keys; the keys themselves lie outside the database."""

    name = "yakusoku.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
