"""How ids become a file: whole under its name, or not there."""

from __future__ import annotations

import os
from pathlib import Path

from yakusoku.stores.files import convert
from yakusoku.terms.files import sync_folder


def on_disk(part: Path) -> None:
    """Bring a written file to the disk, readable by its owner alone. :raises OSError: if the disk is full"""
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fchmod(handle, 0o600)
        os.fsync(handle)
    finally:
        os.close(handle)


def in_place(part: Path, out: Path) -> None:
    """Give a file its name, for good."""
    part.replace(out)
    sync_folder(out.parent)


def as_parquet(part: Path, folder: Path, heading: str) -> None:
    """Turn the ids of a store, written as CSV, into Parquet at the same place."""
    made = folder / "ids.parquet"
    convert(part, made, folder, heading)
    made.replace(part)
