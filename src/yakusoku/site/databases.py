"""Own state for Django: SQLite in the one mode that neither loses deeds nor locks, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL with FULL: a deed that was answered survives power loss (a store may already be erased by then).
_SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"

# Values go beside a statement, not inside its text, and what is asked often is planned once: a deed costs the server
# a third less, and bytes arrive as they are. `?prepare_threshold=none` is for a pooler that hands a connection on
# between transactions.
_POSTGRES_START: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 3}

APPS = (
    "yakusoku.ledger",
    "yakusoku.work",
    "yakusoku.vault",
    "yakusoku.staff",
    "yakusoku.webhooks",
    "yakusoku.stores",
    "yakusoku.holds",
    "yakusoku.notices",
    "yakusoku.consent",
    "yakusoku.gates",
    "yakusoku.provision",
    "yakusoku.rights",
    "yakusoku.management",
)


def sqlite_file(url: str, folder: Path) -> Path:
    """Return the file that a `sqlite:///file` address names, relative addresses from `folder`."""
    return folder / url.removeprefix("sqlite:///")


def database(url: str, folder: Path) -> dict[str, Any]:
    """
    Return Django's description of the database at `url`.

    :raises ValueError: if the scheme is neither `sqlite` nor `postgresql`
    """
    if url.startswith("sqlite:///"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite_file(url, folder)),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": _SQLITE_START, "timeout": 20},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("own state lives in sqlite:///file or postgresql://…")
    options: dict[str, Any] = {**_POSTGRES_START, **dict(parse_qsl(parts.query))}
    if options["prepare_threshold"] == "none":
        options["prepare_threshold"] = None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def django_values(own: dict[str, Any]) -> dict[str, Any]:
    """Return the whole of Django's settings: tables, migrations, and the door for programs once it is served."""
    return {
        "DATABASES": {"default": own},
        "INSTALLED_APPS": list(APPS),
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "ROOT_URLCONF": "yakusoku.web.api.doors",
        "MIDDLEWARE": ["yakusoku.web.api.edge.Edge"],
        "ALLOWED_HOSTS": ["*"],  # the edge refuses other names, by the list of the home
        "APPEND_SLASH": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": None,  # the edge refuses what is larger than the home allows
        "LOGGING_CONFIG": None,
        "SECRET_KEY": "unused: this version signs nothing with Django",
    }
