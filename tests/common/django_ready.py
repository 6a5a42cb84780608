"""Lets test modules import rooms with models at their top: Django is configured before they are read."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from yakusoku.site import databases


def ready() -> None:
    """Configure Django where that was not done; a fixture points it at a home's own state later."""
    if not settings.configured:
        import django

        settings.configure(**databases.django_values(databases.database("sqlite:///:memory:", Path())))
        django.setup()
