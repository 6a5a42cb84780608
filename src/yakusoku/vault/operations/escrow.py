"""The escrow of keys: made, tried, opened. Two people are present at each, and the ledger says who and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from yakusoku.ledger.deeds import deed
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import write_whole
from yakusoku.terms.text import Text, text
from yakusoku.vault import escrow, escrowed, holders, keyfiles, lock, tags
from yakusoku.vault.escrow import LEAST, MOST, BrokenEscrowError
from yakusoku.vault.holders import Opened, UnableToHold
from yakusoku.vault.models import CHECKED, MADE, RESTORED, EscrowDeed
from yakusoku.vault.ports import ports
from yakusoku.vault.wrapping import moment_of

ABOUT = "escrow"


class UnableToEscrow(UnableTo):
    """The escrow cannot be made, tried or opened as asked."""

    asked = text("use the escrow of the keys")


@dataclass(frozen=True)
class Escrowed:
    """An escrow that was made: digest of its file, its holders, and what it holds by name."""

    digest: str
    holders: tuple[str, ...]
    holds: tuple[str, ...]


@dataclass(frozen=True)
class Drill:
    """
    What a drill found: of `keys` case keys the escrow opens `opened`; `lacks` names today's keys that it lacks.

    `holds` says whether it opens everything.
    """

    digest: str
    made: str
    keys: int
    opened: int
    lacks: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Say whether the escrow opens all of today's keys."""
        return self.keys == self.opened and not self.lacks


@dataclass(frozen=True)
class Recovered:
    """What was put back into the folder of keys, and what was there and the same."""

    digest: str
    written: tuple[str, ...]
    kept: tuple[str, ...]


def make_holder(*, name: str, passphrase: str, to: Path) -> str:
    """
    Make the key of a holder in a file of mode 0600; return the public line, which is no secret.

    :raises UnableToHold: if name or passphrase will not do, or there is such a file
    """
    return holders.make(name, passphrase, to).line()


def make_escrow(*, lines: Sequence[str], by: str, present: str, to: Path, now: datetime) -> Escrowed:
    """
    Seal wrapping keys, digest key and signing keys into the file `to`, mode 0600, for any two of the holders.

    An older escrow there is replaced, whole or not at all. Wrapped case keys are not in it: they stay in their
    database, whose backups end. If the process dies before the deed, the file is there and the ledger says
    nothing of it: make it again.

    :raises UnableToEscrow: if the holders will not do, two people are not present, or there is nothing to seal
    :raises UnableToHold: if a holder's line is wrong
    :raises UnableToReadKeys: if a file of keys is damaged
    """
    log = _company(by, present)
    known = [holders.read_line(line) for line in lines]
    if not LEAST <= len(known) <= MOST or len(
        {one.name for one in known} | {one.public for one in known}
    ) != 2 * len(known):
        raise UnableToEscrow(
            text("an escrow has {least} to {most} different holders.", least=LEAST, most=MOST),
            do=text("Pass one --holder for each: any two of them open it together."),
        )
    if to.exists() and not to.read_bytes().startswith(escrow.TITLE.encode()):
        raise UnableToEscrow(text("{file} is no escrow.", file=to.name), do=text("Name another file."))
    with lock.held(ports().keys, shared=True):
        files = escrowed.gather(ports().keys)
    if not files:
        raise UnableToEscrow(
            text("this home has no keys yet."), do=text("Make the escrow when the first request has come.")
        )
    content = escrow.seal(files, known, made=moment_of(now))
    write_whole(to, content, mode=0o600)
    made = Escrowed(_digest(content), tuple(one.name for one in known), escrowed.names(files))
    with deed(tags.ESCROW_MADE, log=log, about=ABOUT, by=by, now=now) as entry:
        _note(MADE, made.digest, log, by, present, now, holds=made.holds)
        entry.say(escrow=made.digest, holders=len(known), keys=len(made.holds), present=present)
    return made


def check_escrow(
    *, file: Path, keys: Sequence[tuple[Path, str]], by: str, present: str, now: datetime
) -> Drill:
    """
    Open the escrow with the keys (file, passphrase) of two holders and see that it opens today's keys; keep nothing.

    The result is recorded with its day, also where it is that the escrow does not hold.

    :raises UnableToEscrow: if the file was altered, or these are not two of its holders
    :raises UnableToHold: if a holder's key does not open
    :raises UnableToReadKeys: if today's keys are damaged themselves
    """
    log = _company(by, present)
    content, files, made = _opened(file, keys)
    total, opened = escrowed.opens(ports().keys, files)
    lacks = escrowed.lacks(ports().keys, files)
    found = Drill(_digest(content), made, total, opened, lacks)
    with deed(tags.ESCROW_CHECKED, log=log, about=ABOUT, by=by, now=now) as entry:
        _note(CHECKED, found.digest, log, by, present, now, holds=escrowed.names(files), held=found.holds)
        entry.say(escrow=found.digest, keys=total, opened=opened, missing=len(lacks), present=present)
    return found


def restore_escrow(
    *,
    file: Path,
    keys: Sequence[tuple[Path, str]],
    by: str,
    present: str,
    now: datetime,
    digest: str | None = None,
) -> Recovered:
    """
    Put the files of keys that are missing back from the escrow. A file that is there is never replaced.

    Anybody who knows the holders' public lines can make an escrow, so own state must know this one, or the
    caller must name its `digest`, as it was noted when it was made. If the process dies here: some files are
    back, whole; call again.

    :raises UnableToEscrow: if a file is there and another or damaged (nothing is written then), if the escrow
        is not one of this home, or as `check_escrow`
    """
    log = _company(by, present)
    content, files, _ = _opened(file, keys)
    _refuse_unknown(file, content, files, digest)
    folder = ports().keys
    with lock.held(folder):
        kept = tuple(name for name in files if (folder / name).exists())
        for name in kept:
            _refuse_another(folder / name, files[name])
        missing = tuple(name for name in files if name not in kept)
        for name in missing:
            write_whole(folder / name, files[name], mode=0o600)
    with deed(tags.ESCROW_RESTORED, log=log, about=ABOUT, by=by, now=now) as entry:
        _note(RESTORED, _digest(content), log, by, present, now, holds=escrowed.names(files))
        entry.say(escrow=_digest(content), files=len(missing), present=present)
    return Recovered(_digest(content), missing, kept)


def _refuse_unknown(file: Path, content: bytes, files: Mapping[str, bytes], digest: str | None) -> None:
    own = EscrowDeed.objects.filter(kind=MADE, digest=_digest(content)).exists()
    if (own or digest == _digest(content)) and all(map(escrowed.is_named, files)):
        return
    raise UnableToEscrow(
        text("own state does not know that {file} was made here.", file=file.name),
        do=text(
            "Where own state came back from an earlier day, pass --digest with what was printed when the escrow was"
            " made. Otherwise find out who made this file."
        ),
    )


def _refuse_another(path: Path, content: bytes) -> None:
    if path.read_bytes() != content:
        raise UnableToEscrow(
            text("{file} is there and is not the one in the escrow.", file=keyfiles.shown(path)),
            do=text(
                "Where it is whole it is newer: keep it. Where it is damaged, move it aside and call again;"
                " nothing was written."
            ),
        )


def _company(by: str, present: str) -> str:
    """Return the company in whose log the deed stands. :raises UnableToEscrow: if one person is there alone"""
    if by == present:
        raise UnableToEscrow(
            text("two people must be present, and {by} is one.", by=by),
            do=text("Let a second member be there and pass their id with --present."),
        )
    ports().company_of(present)
    return ports().company_of(by)


def _opened(file: Path, keys: Sequence[tuple[Path, str]]) -> tuple[bytes, Mapping[str, bytes], str]:
    try:
        content = file.read_bytes()
        read = escrow.read(content)
        one, other = _two(keys)
        return content, read.open(one, other), read.made
    except OSError as problem:
        raise _refused(file, text("it cannot be read ({problem}).", problem=problem.strerror)) from None
    except BrokenEscrowError as broken:
        raise _refused(file, _why(str(broken))) from None


def _two(keys: Sequence[tuple[Path, str]]) -> tuple[Opened, Opened]:
    opened = {one.holder.name: one for one in (holders.open_key(path, phrase) for path, phrase in keys)}
    if len(opened) != LEAST:
        raise UnableToHold(
            text("the keys of two different holders are needed."),
            do=text("Pass --key twice, each with the file of another holder."),
        )
    one, other = opened.values()
    return one, other


def _why(broken: str) -> Text:
    if broken == "holder":
        return text("these keys do not belong to two of its holders.")
    if broken == "content":
        return text("its content does not open with the keys of these holders.")
    return text("it was altered or cut, at line {line}.", line=broken.removeprefix("line "))


def _refused(file: Path, wrong: Text) -> UnableToEscrow:
    return UnableToEscrow(
        text("the escrow {file}: {wrong}", file=file.name, wrong=wrong),
        do=text("Take another copy of it, or make a new escrow while the keys are here."),
    )


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _note(
    kind: str,
    digest: str,
    log: str,
    by: str,
    present: str,
    now: datetime,
    *,
    holds: Sequence[str],
    held: bool | None = None,
) -> None:
    EscrowDeed.objects.create(
        kind=kind,
        digest=digest,
        log=log,
        by=by,
        present=present,
        at=now,
        holds=" ".join(holds),
        held=held,
    )
