"""Servers of one run's own go with it: at its end, after a failure, and at the next start where it was killed."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.common import mariadb_server, postgres_server, private_servers
from tests.common.mariadb import SKIPPED

_HOLDS = """
import sys, time
from pathlib import Path
from tests.common import private_servers
with private_servers.pair(Path(sys.argv[1])) as both:
    print(both[0].folder.parent, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the servers' own user can enter."""
    if postgres_server.programs() is None or mariadb_server.programs() is None:
        pytest.skip(f"{SKIPPED} of our own to stop: programs of PostgreSQL and MariaDB are not both here")
    made = postgres_server.PLACE / f"yakusoku-test-place-{os.getpid()}"
    made.mkdir()
    made.chmod(0o755)
    yield made
    private_servers.clear(made)
    made.rmdir()


def processes_of(folder: Path) -> list[int]:
    """Return the processes whose command names a folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = one.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in said and b"sys.argv" not in said:
            found.append(int(one.parent.name))
    return found


@pytest.mark.server
def test_what_a_killed_run_left_goes_at_the_next_start(place: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", _HOLDS, str(place)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    folder = Path(holder.stdout.readline().strip())
    assert len(processes_of(folder)) >= 2
    assert private_servers.clear(place) == [], "somebody has them"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    assert processes_of(folder) != [], "servers outlive who started them"

    assert private_servers.clear(place) == [folder]

    assert not folder.exists()
    assert processes_of(folder) == []


@pytest.mark.server
def test_they_go_when_their_test_fails_with_one_of_them_halted(place: Path) -> None:
    folder = place

    def fails() -> None:
        nonlocal folder
        with private_servers.pair(place) as both:
            assert both is not None
            folder = both[0].folder.parent
            both[1].halt()
            raise RuntimeError("a test failed")

    with pytest.raises(RuntimeError, match="a test failed"):
        fails()
    assert not folder.exists()
    assert processes_of(folder) == []


def test_a_folder_that_is_being_made_and_what_is_not_ours_stay(tmp_path: Path) -> None:
    (tmp_path / "yakusoku-outage-new").mkdir()
    (tmp_path / "yakusoku-outage-link").symlink_to(tmp_path / "yakusoku-outage-new")
    (tmp_path / "other").mkdir()
    (tmp_path / "yakusoku-outage-held").mkdir()
    with (tmp_path / "yakusoku-outage-held" / "owner.lock").open("a") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        assert private_servers.clear(tmp_path) == []
    assert private_servers.clear(tmp_path) == [tmp_path / "yakusoku-outage-held"]
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "other", "yakusoku-outage-link", "yakusoku-outage-new",
    ]  # fmt: skip
