"""Django's settings for tools that want a module: type checks and the writing of migrations. A home does not use it."""

from __future__ import annotations

from pathlib import Path

from yakusoku.site.databases import database, django_values

globals().update(django_values(database("sqlite:///:memory:", Path())))
