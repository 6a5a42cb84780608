"""The process dies at lines of the vault: some here, every one in `make faults`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.operations.vault_deaths import (
    DEEDS,
    destruction_survives,
    intend,
    sealed_file_survives,
    store_survives,
)

if TYPE_CHECKING:
    from yakusoku.site.home import Home


@pytest.mark.parametrize("name", DEEDS)
def test_a_key_store_whose_writer_died_is_whole_and_ends_the_same(name: str, tmp_path: Path) -> None:
    store_survives(name, tmp_path, every=23)


def test_a_sealed_file_whose_writer_died_is_the_older_or_the_newer(home: Home) -> None:
    sealed_file_survives(every=11)


def test_a_destruction_that_died_on_the_way_ends_the_same(home: Home, tmp_path: Path) -> None:
    destruction_survives(intend(home), tmp_path, every=17)
