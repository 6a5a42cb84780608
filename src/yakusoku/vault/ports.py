"""Where the vault keeps its files and how long backups of keys live. `site` fills this once per process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToUseVault(UnableTo):
    """The vault was asked before it was wired."""

    asked = text("use the vault")


@dataclass(frozen=True)
class Ports:
    """
    The folders of keys and of sealed files, for how many days a backup of the keys exists, the house's time zone.

    `company_of` gives the company of a member of staff who may be present when keys leave the house, and refuses
    anybody else.
    """

    keys: Path
    sealed: Path
    backup_days: int
    timezone: str
    company_of: Callable[[str], str]


@dataclass
class _Wired:
    """The ports of this process; empty until a home is opened."""

    ports: Ports | None = None


_wired = _Wired()


def _nobody(by: str) -> str:
    raise UnableToUseVault(
        text("nobody is known here, so {by} cannot be present.", by=by), do=text("Open a home first.")
    )


def wire(
    *,
    keys: Path,
    sealed: Path,
    backup_days: int,
    timezone: str = "UTC",
    company_of: Callable[[str], str] = _nobody,
) -> None:
    """
    Fill the ports of this process. Only `site` and tests call this.

    Nothing is opened: every call of the vault opens and closes its own files, so a fork inherits no handle.
    """
    _wired.ports = Ports(keys, sealed, backup_days, timezone, company_of)


def ports() -> Ports:
    """Return the ports. :raises UnableToUseVault: if the process was not wired"""
    if _wired.ports is None:
        raise UnableToUseVault(text("no home is open."), do=text("Open a home before the vault is used."))
    return _wired.ports
