"""Folders of a vault for tests, and what can happen to files in them."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from tests.common.repeatable import Repeatable
from yakusoku.terms import entropy
from yakusoku.vault import ports
from yakusoku.vault.store import DATABASE

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
_DIED = 77
_ROOM = f"{os.sep}yakusoku{os.sep}vault{os.sep}"
_FILES = f"{os.sep}terms{os.sep}files.py"


@dataclass(frozen=True)
class Folders:
    """The two folders of a vault."""

    keys: Path
    sealed: Path

    @property
    def database(self) -> Path:
        """Return the file of case keys."""
        return self.keys / DATABASE


@contextmanager
def wired(root: Path, *, backup_days: int = 35) -> Iterator[Folders]:
    """Make the folders below `root`, wire the vault to them, and make entropy repeatable."""
    folders = Folders(root / "keys", root / "sealed")
    for folder in (folders.keys, folders.sealed):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ports.wire(keys=folders.keys, sealed=folders.sealed, backup_days=backup_days)
    entropy.use(Repeatable("vault"))
    yield folders
    entropy.use(entropy.system)


@contextmanager
def flipped(path: Path, at: int, bit: int) -> Iterator[None]:
    """Flip one bit of the file, and put it back at the end."""
    kept = path.read_bytes()
    wrong = bytearray(kept)
    wrong[at] ^= 1 << bit
    path.write_bytes(wrong)
    try:
        yield
    finally:
        path.write_bytes(kept)


def dies_at(line: int, act: Callable[[], object]) -> bool:
    """
    Do `act` in a process that is gone before its `line`-th line in the vault; return whether it died there.

    It ends as by `kill -9`: no handler, no rollback, no flush. False: `act` had fewer lines and ended.
    """
    child = os.fork()
    if child == 0:
        _act_and_die(line, act)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, _DIED):
        raise AssertionError(f"the process failed by itself at line {line}")
    return code == _DIED


def _act_and_die(line: int, act: Callable[[], object]) -> None:
    left = line

    def lines(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if left == 0:
                os._exit(_DIED)
        return lines

    def calls(frame: FrameType, _: str, __: Any) -> Any:
        name = frame.f_code.co_filename
        return lines if _ROOM in name or name.endswith(_FILES) else None

    sys.settrace(calls)
    try:
        act()
    except BaseException:  # noqa: BLE001  the child may not return into the test
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
