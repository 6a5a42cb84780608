"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Endpoints, and what was delivered to them."""

    name = "yakusoku.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
