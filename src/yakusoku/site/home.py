"""A home: opened, wired and closed. Every port of every room is filled here and nowhere else."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections

from yakusoku.site import databases, wiring
from yakusoku.site.settings import Settings, read_settings


@dataclass
class Home:
    """An open home. One process has one home open at a time."""

    folder: Path
    settings: Settings

    def settle(self, now: datetime) -> None:
        """Index and sign every entry that was recorded; a command does this once at its end."""
        from yakusoku.ledger.sequencer import sequence

        sequence(now=now)

    def close(self) -> None:
        """Let go of every connection of this thread."""
        connections.close_all()


def point_django(own: dict[str, object]) -> None:
    """Let Django speak to `own`: configured at the first call, pointed elsewhere by later ones."""
    if not django_settings.configured:
        django_settings.configure(**databases.django_values(own))
        django.setup()
        return
    connections.close_all()
    filled = connections.configure_settings({"default": dict(own)})
    connections.databases["default"] = filled["default"]
    del connections["default"]


def open_home(folder: Path) -> Home:
    """
    Open the home at `folder`: read its configuration and fill every port.

    :raises UnableToConfigure: if there is no home, or its configuration is wrong
    """
    folder = folder.resolve()
    settings = read_settings(folder)
    point_django(databases.database(settings.own.database, folder))
    wiring.wire(folder, settings)
    return Home(folder, settings)


_TOML = """\
# A Yakusoku home. Every key is explained in docs/configuration.md; secrets are written as ${NAME} and come from
# the environment. A key that is not known is refused.

[home]
language = "ja"

[own]
database = "OWN"

[jobs]
database = "JOBS"

[keys]
backup_days = 35

"""


def make_home(
    folder: Path,
    *,
    own: str = "sqlite:///own.sqlite",
    jobs: str = "sqlite:///jobs.sqlite",
    stores: Mapping[str, str] | None = None,
    migrate: Callable[[], None] | None = None,
) -> Home:
    """
    Make a home at `folder` (folders, configuration, keys, tables) and open it.

    Running it again on a home that was half made finishes it; an existing configuration is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("policies", "datamap", "texts", "stores", "keys", "sealed", "outside", "mail", "log"):
        (folder / name).mkdir(exist_ok=True)
    for name in ("keys", "sealed", "outside"):
        (folder / name).chmod(0o700)
    file = folder / "yakusoku.toml"
    if not file.exists():
        lines = [_TOML.replace("OWN", own).replace("JOBS", jobs)]
        lines += [f"[stores.{name}]\nurl = {json.dumps(url)}\n\n" for name, url in (stores or {}).items()]
        file.write_text("".join(lines), encoding="utf-8")
    home = open_home(folder)
    (migrate or migrate_own)()
    wiring.prepare_keys(folder, home.settings)
    return home


def migrate_own() -> None:
    """Bring the tables of our own state to this version."""
    call_command("migrate", verbosity=0, interactive=False)


def log_to(target: str, folder: Path) -> None:
    """Send the line of each deed to a file of the home, or to standard error where `target` is empty."""
    logger = logging.getLogger("yakusoku.deed")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    handler: logging.Handler = logging.StreamHandler()
    if target:
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
        os.chmod(path, 0o600)  # noqa: PTH101  the handler has just made it
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
