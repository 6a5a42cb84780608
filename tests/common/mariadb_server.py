"""
A MariaDB server for tests: one that the environment names, else one that we start and stop.

Programs are Debian's. The server listens on a socket in a folder of ours alone, as an unprivileged user, and every
process of a test run shares it.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TextIO

import pymysql

from yakusoku.stores.adapters.mariadb_connection import Place

ASKED = "YAKUSOKU_TEST_MARIADB"
WITHOUT, OWN = "none", "own"
PLACE = Path("/var/tmp")  # noqa: S108  never a folder that another user made: `OwnServer.join` looks
_OPTIONS = (
    "--no-defaults", "--skip-networking", "--skip-log-bin", "--performance-schema=OFF", "--innodb-flush-method=nosync",
    "--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=64M", "--max-connections=200",
    "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci",
)  # fmt: skip
_SECONDS = 60.0


class NoServerError(Exception):
    """No MariaDB server answers and none could be started; the message says what was tried."""


@dataclass(frozen=True)
class Programs:
    """The server, and the program that makes its first tables."""

    server: Path
    install: Path


def reachable() -> str | None:
    """
    Return the address of the server that the environment names, or None where it names none.

    :raises NoServerError: where one was asked for and does not let us make databases
    """
    asked = os.environ.get(ASKED)
    if not asked or asked in (OWN, WITHOUT):
        return None
    if not lets_us_create(asked):
        raise NoServerError(
            f"the server that {ASKED} names does not answer, or does not let us create databases"
        )
    return asked


def lets_us_create(url: str) -> bool:
    """Return whether a server answers there and takes a new database."""
    name, place = f"yakusoku_test_trial_{os.getpid()}", Place.read(url)
    if place.socket and not Path(place.socket).exists():
        return False
    try:
        with place.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE IF NOT EXISTS {name}")
            cursor.execute(f"DROP DATABASE {name}")
    except (pymysql.MySQLError, OSError):
        return False
    return True


def programs() -> Programs | None:
    """Return where Debian's programs lie, or None."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    server, install = shutil.which("mariadbd", path=path), shutil.which("mariadb-install-db", path=path)
    return Programs(Path(server), Path(install)) if server and install else None


class OwnServer:
    """
    One server of ours per operating-system user, shared by all test processes.

    Each process holds a shared lock while it uses the server; whoever leaves last gets the lock alone and stops it.
    The system frees the lock of a process that was killed, so nothing waits for ever.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Prepare to use the server whose files lie in `folder`."""
        self.folder = folder or PLACE / f"yakusoku-mariadb-{os.getuid()}"
        self._members: TextIO | None = None
        self._process = 0

    @property
    def url(self) -> str:
        """Return the address of the server."""
        return f"mariadb://root@localhost/?unix_socket={self.folder}/data/socket"

    def join(self, found: Programs) -> str:
        """Start the server where it does not run yet and return its address."""
        self.folder.mkdir(exist_ok=True)
        if self.folder.is_symlink() or self.folder.stat().st_uid != os.getuid():
            raise NoServerError(f"{self.folder} belongs to somebody else")
        self.folder.chmod(0o711)
        with self._gate():
            self._members = (self.folder / "users.lock").open("a")
            fcntl.flock(self._members, fcntl.LOCK_SH)
            self._process = os.getpid()
            if not lets_us_create(self.url):
                try:
                    self._start(found)
                except NoServerError:
                    self._members.close()
                    self._members = None
                    self._stop()
                    raise
        return self.url

    def leave(self) -> None:
        """Stop using the server; the last one to leave stops it and removes its files."""
        if self._members is None or self._process != os.getpid():
            return
        with self._gate(), self._members as members:
            self._members = None
            fcntl.flock(members, fcntl.LOCK_UN)
            try:
                fcntl.flock(members, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            self._stop()

    def stop(self) -> None:
        """Stop the server and remove its files, whoever used it: for one that nobody shares, or that stayed."""
        if self._members is not None:
            self._members.close()
            self._members = None
        self._stop()

    @contextmanager
    def _gate(self) -> Iterator[None]:
        with (self.folder / "gate.lock").open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _start(self, found: Programs) -> None:
        self._stop()
        account, data = _unprivileged(), self.folder / "data"
        scratch = (
            self.folder / "scratch"
        )  # a server that starts clears its folder of others' temporary tables, too
        for folder in (data, scratch):
            folder.mkdir(mode=0o700, exist_ok=folder is scratch)
            if account:
                os.chown(folder, account.pw_uid, account.pw_gid)
        install = (
            found.install, "--no-defaults", f"--datadir={data}", f"--tmpdir={scratch}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db", "--innodb-flush-method=nosync",
        )  # fmt: skip
        done = subprocess.run(
            [*map(str, install)], check=False, capture_output=True, text=True, **_as(account)
        )
        if done.returncode:
            raise NoServerError(
                f"mariadb-install-db ended with {done.returncode}: {done.stderr[-500:].strip()}"
            )
        (self.folder / "bin").write_text(str(found.server))
        self.go_on()

    def go_on(self) -> None:
        """Start the server with the data that it has."""
        account, data = _unprivileged(), self.folder / "data"
        command = (
            (self.folder / "bin").read_text(),
            *_OPTIONS,
            f"--datadir={data}",
            f"--tmpdir={self.folder / 'scratch'}",
            f"--socket={data}/socket",
            f"--log-error={data}/log",
        )
        process = subprocess.Popen(
            [*map(str, (*command, f"--pid-file={data}/pid"))],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **_as(account),
        )  # fmt: skip
        (self.folder / "process").write_text(str(process.pid))
        process.returncode = 0  # it is ours to stop, and outlives this process: nobody waits for it
        self._wait()

    def halt(self) -> None:
        """Let the server be gone at once, as a crash leaves it; what it committed is in its files."""
        _end(int((self.folder / "process").read_text()))

    def _wait(self) -> None:
        end = monotonic() + _SECONDS
        while not lets_us_create(self.url):
            if monotonic() > end:
                raise NoServerError("mariadbd did not answer within a minute")
            sleep(0.05)

    def _stop(self) -> None:
        noted = self.folder / "process"
        if noted.exists():
            _end(int(noted.read_text()))
        noted.unlink(missing_ok=True)
        for name in ("data", "scratch"):
            shutil.rmtree(self.folder / name, ignore_errors=True)


def _end(number: int) -> None:
    """End a server that we started, if the process of that number is one."""
    command = Path(f"/proc/{number}/cmdline")
    if not command.exists() or b"mariadbd" not in command.read_bytes():
        return
    os.kill(number, 9)
    end = monotonic() + _SECONDS
    while command.exists() and command.read_bytes() and monotonic() < end:
        sleep(0.02)


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    plain: dict[str, Any] = {"cwd": "/", "env": {"PATH": f"{os.defpath}:/usr/sbin", "LC_ALL": "C"}}
    if account:
        plain |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return plain


def _unprivileged() -> pwd.struct_passwd | None:
    """Return whom the server runs as: MariaDB refuses root. None when we are nobody special ourselves."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("mysql") or known.get("nobody") or known["daemon"]
