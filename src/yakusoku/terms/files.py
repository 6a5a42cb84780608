"""Files that are there whole or not at all, and files that only grow."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive power loss."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """
    Put `content` at `path` so that a reader finds the old file or the new one and nothing between.

    The bytes are synced before the name changes and the name after, so a file that was seen
    survives power loss. A process that dies on the way leaves `.<name>.part`, which the next write replaces.
    """
    part = path.with_name(f".{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)  # noqa: PTH105  the fault tests stop the process at this very call
    sync_folder(path.parent)


def append_line(path: Path, line: bytes, *, mode: int = 0o600) -> None:
    """Add one line to a file that only grows, synced before this returns; a torn last line is completed first."""
    if b"\n" in line:
        raise ValueError("a line holds no line break")
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        torn = b""
        if size:
            file.seek(size - 1)
            torn = b"" if file.read(1) == b"\n" else b"\n"
        file.write(torn + line + b"\n")
        os.fsync(file.fileno())
