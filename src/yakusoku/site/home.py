"""A home: opened, wired and closed. Every port of every room is filled here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections

from yakusoku.site import databases, integrity, versions
from yakusoku.site.settings import Settings, read_settings

if TYPE_CHECKING:
    from yakusoku.jobs.worker import Worker
    from yakusoku.terms.findings import Finding


@dataclass
class Home:
    """An open home. One process has one home open at a time."""

    folder: Path
    settings: Settings

    def settle(self, now: datetime) -> None:
        """Index and sign every entry that was recorded; a command does this once at its end."""
        from yakusoku.ledger.sequencer import sequence

        sequence(now=now)

    def worker(self, clock: Callable[[], datetime]) -> Worker:
        """Return a worker for this home; its engine becomes the one that intents are handed to."""
        from yakusoku.jobs.engine import Engine
        from yakusoku.jobs.worker import Worker
        from yakusoku.site import wiring

        jobs = self.settings.jobs
        engine = Engine(
            url=jobs.database,
            folder=self.folder,
            slot=jobs.slot,
            poll_seconds=jobs.poll_seconds,
            bursts=wiring.bursts(),
            clock=clock,
            failed=wiring.note_failed,
        )
        wiring.wire_work(self.folder, self.settings, starter=engine)
        return Worker(
            engine,
            slot=jobs.slot,
            clock=clock,
            poll_seconds=jobs.poll_seconds,
            prepare=self._prepare_job_tables,
        )

    def _prepare_job_tables(self) -> None:
        from yakusoku.ledger import queries as ledger
        from yakusoku.site import job_tables

        origins = [ledger.beginning(log) for log in ledger.logs()]
        job_tables.prepare(self.settings.jobs.database, self.folder, origins=origins)

    def companies(self) -> tuple[str, ...]:
        """Return the ids of the companies whose policies the home holds, sorted."""
        from yakusoku.site.archive import Archive

        return Archive(self.folder, self.settings.stores).companies()

    def integrity(self) -> tuple[Finding, ...]:
        """Read every page of own state and job tables and return what is damaged; for `doctor`, not for every day."""
        own, jobs = self.settings.own.database, self.settings.jobs.database
        return integrity.examine(own=own, jobs=jobs, folder=self.folder)

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
    if hasattr(connections._connections, "default"):  # type: ignore[attr-defined]  # noqa: SLF001  no public way asks
        del connections["default"]


def open_home(folder: Path, *, whole: bool = True) -> Home:
    """
    Open the home at `folder`: read its configuration, look whether own state is whole, and fill every port.

    `whole=False` is for `doctor`, which looks at the rest of a home whose own state is damaged, or of another
    version.

    :raises UnableToConfigure: if there is no home, or its configuration is wrong
    :raises UnableToOpenHome: if own state is missing, cut, damaged, away or of another version; nothing was changed
    """
    folder = folder.resolve()
    settings = read_settings(folder)
    own = settings.own.database
    if whole:
        integrity.require_whole(own, folder)
    point_django(databases.database(own, folder))
    if whole:
        integrity.require_tables(own, folder)
        versions.require_current()
    wire(folder, settings)
    return Home(folder, settings)


def wire(folder: Path, settings: Settings) -> None:
    """Fill every port for this home; Django must have been pointed at its own state."""
    from yakusoku.site import wiring  # its rooms have models, which Django must know first

    wiring.wire(folder, settings)


# What a home keeps out of its git repository: state, keys and whatever is about a person.
_IGNORED = "/keys/\n/sealed/\n/outside/\n/stores/\n/mail/\n/log/\n/outgoing/\n*.sqlite*\n"

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

    Running it again on a home that was half made finishes it; an existing configuration is kept. Where own state
    was lost, an empty one is made, which the files outside keep read-only until `restore finish`.

    :raises UnableToOpenHome: if own state is damaged, does not answer, or is used and of another version
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("policies", "datamap", "texts", "stores", "keys", "sealed", "outside", "mail", "log"):
        (folder / name).mkdir(exist_ok=True)
    for name in ("keys", "sealed", "outside"):
        (folder / name).chmod(0o700)
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
    file = folder / "yakusoku.toml"
    if not file.exists():
        lines = [_TOML.replace("OWN", own).replace("JOBS", jobs)]
        lines += [f"[stores.{name}]\nurl = {json.dumps(url)}\n\n" for name, url in (stores or {}).items()]
        file.write_text("".join(lines), encoding="utf-8")
    folder = folder.resolve()
    settings = read_settings(folder)
    integrity.require_whole(settings.own.database, folder, making=True)
    point_django(databases.database(settings.own.database, folder))
    integrity.require_answer(settings.own.database, folder)
    wire(folder, settings)
    if versions.is_begun():
        versions.require_current()  # a home that was used is changed by `upgrade` alone
    else:
        (migrate or migrate_own)()
    return Home(folder, settings)


def migrate_own() -> None:
    """Bring the tables of our own state to this version."""
    call_command("migrate", verbosity=0, interactive=False)
