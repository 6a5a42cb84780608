"""The process dies at every line of the vault, and every byte of its database is flipped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.operations.test_vault_flips import database_is_watched, folders
from tests.operations.vault_deaths import (
    DEEDS,
    destruction_survives,
    intend,
    sealed_file_survives,
    store_survives,
)

if TYPE_CHECKING:
    from tests.operations.vault_folders import Folders
    from yakusoku.site.home import Home

__all__ = ["folders"]

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("name", DEEDS)
def test_a_key_store_survives_at_every_line(name: str, tmp_path: Path) -> None:
    store_survives(name, tmp_path, every=1)


def test_a_sealed_file_survives_at_every_line(home: Home) -> None:
    sealed_file_survives(every=1)


def test_a_destruction_survives_at_every_line(home: Home, tmp_path: Path) -> None:
    destruction_survives(intend(home), tmp_path, every=1)


def test_any_byte_of_the_database(folders: Folders) -> None:
    database_is_watched(folders, range(folders.database.stat().st_size))
