"""One lock for a folder, between processes and threads; the system frees it when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """
    Hold the lock of `folder`: one writer, or many readers.

    The lock is a file of its own, so that reading a database's bytes does not let go of SQLite's own locks
    (POSIX frees all of a process's locks on a file when any handle on it closes). Never take it twice in
    one thread.
    """
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)  # also where a fork has inherited the handle
        os.close(handle)
