"""
A backup of own state and of the keys, each in a folder of its own that has its name only once it is whole.

SQLite copies itself while others write. A server's own program makes the dump; where it is not here, the refusal says
what to type. No password is shown or handed over on a command line.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from yakusoku import __version__
from yakusoku.site.databases import sqlite_file
from yakusoku.site.integrity import is_sound
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import sync_folder, write_whole
from yakusoku.terms.text import text
from yakusoku.vault import lock

_MAGIC = b"PGDMP"
_OURS = "prepare_threshold"


class UnableToBackUp(UnableTo):
    """There is no backup, so nothing is changed."""

    asked = text("back up this home")


@dataclass(frozen=True)
class Places:
    """Where the two backups go."""

    own: Path
    keys: Path


def places(home: Path, *, own: Path | None, keys: Path | None, now: datetime) -> Places:
    """
    Return the folders of the two backups, by default beside the home and named by the moment.

    :raises UnableToBackUp: if one is there, lies in the home, or holds the other: keys lie apart
    """
    name = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    found = Places(
        (own or home.parent / f"{home.name}-backups" / name).resolve(),
        (keys or home.parent / f"{home.name}-key-backups" / name).resolve(),
    )
    for one, other in ((found.own, found.keys), (found.keys, found.own)):
        if one.exists():
            raise UnableToBackUp(
                text("{folder} is there already.", folder=one), do=text("Name a new folder.")
            )
        if one.is_relative_to(home) or one.is_relative_to(other):
            raise UnableToBackUp(
                text("{folder} is not apart from what it is a backup of.", folder=one),
                do=text("Name folders outside the home, and one for the keys that is not in the other."),
            )
    return found


def own_state(url: str, home: Path, target: Path, *, dump: Path | None, steps: tuple[str, ...]) -> None:
    """
    Write the backup of own state into the folder `target`; `dump` is one that was made by hand.

    :raises UnableToBackUp: if it cannot be made, or is not whole; `target` is not there then
    """
    part = _begun(target)
    if url.startswith("sqlite:///"):
        file = part / "own.sqlite"
        _copy_sqlite(sqlite_file(url, home), file)
    elif dump is not None:
        file = part / "own.dump"
        shutil.copyfile(dump, file)
        if not file.read_bytes()[: len(_MAGIC)] == _MAGIC:
            raise UnableToBackUp(
                text("{file} is no dump of pg_dump in its own format.", file=dump.name),
                do=text("Make it so: {command}", command=command(url, dump)),
            )
    else:
        file = part / "own.dump"
        _dump(url, file)
    file.chmod(0o600)
    said = {"file": file.name, "sha256": _digest(file), "steps": steps, "version": __version__}
    write_whole(part / "backup.json", f"{json.dumps(said, sort_keys=True, indent=1)}\n".encode())
    _finished(part, target)


def keys(folder: Path, target: Path) -> None:
    """Copy the files of keys into the folder `target` (0700, files 0600) while no key is being written."""
    part = _begun(target)
    with lock.held(folder, shared=True):
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                write_whole(part / path.name, path.read_bytes(), mode=0o600)
    _finished(part, target)


def _begun(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f".{target.name}.part")
    if part.exists():
        shutil.rmtree(part)  # left by a process that died
    part.mkdir(mode=0o700)
    return part


def _finished(part: Path, target: Path) -> None:
    for path in part.iterdir():
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    sync_folder(part)
    os.replace(part, target)  # noqa: PTH105  the tests stop the process at this very call
    sync_folder(target.parent)


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=20)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
    if not is_sound(target):
        raise UnableToBackUp(
            text("the copy of {file} is damaged inside.", file=source.name),
            do=text("Run `yakusoku doctor`: own state itself may be damaged."),
        )


def address(url: str) -> str:
    """Return the address for the server's programs: without password, and without what is ours alone."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")
    account = place[0].partition(":")[0]
    netloc = f"{account}@{place[2]}" if account else place[2]
    query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] != _OURS])
    return urlunsplit((parts.scheme, netloc, parts.path, query, ""))


def command(url: str, file: Path) -> str:
    """Return what a person types to make the dump; the program asks for the password where there is one."""
    return f"pg_dump --format=custom --file={file} --dbname='{address(url)}'"


def _dump(url: str, file: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        typed = command(url, Path("own.dump"))
        raise UnableToBackUp(
            text("no pg_dump is here to back up the server's database."),
            do=text(
                "Where it is, run: {command} Then run `yakusoku upgrade --dump own.dump` here.", command=typed
            ),
        )
    password = urlsplit(url).password
    environment = {**os.environ, **({"PGPASSWORD": unquote(password)} if password else {})}
    words = (program, "--format=custom", "--no-password", f"--file={file}", f"--dbname={address(url)}")
    done = subprocess.run(words, env=environment, capture_output=True, check=False)
    if done.returncode or not file.exists():
        raise UnableToBackUp(
            text("pg_dump failed (exit code {code}).", code=done.returncode),
            do=text("Run it by hand to see why: {command}", command=command(url, Path("own.dump"))),
        )


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
