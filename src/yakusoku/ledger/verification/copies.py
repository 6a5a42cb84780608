"""The file outside the database: every line held against the checkpoints that the database holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from yakusoku.ledger import notes, outside, ports, standing
from yakusoku.ledger.chain import Succession
from yakusoku.ledger.models import Checkpoint, Log
from yakusoku.ledger.rules import ROTATED
from yakusoku.ledger.standing import Trouble
from yakusoku.ledger.verification.faults import MOST, Faults

_STEP = 500


@dataclass(frozen=True)
class _Line:
    number: int
    recorded: outside.Recorded


def check(log: str, generations: Sequence[Log], faults: Faults) -> None:
    """Hold the file of `log` against the database, in both directions."""
    held = {row.origin: row for row in generations}
    path = str(outside.file_of(ports.wired().outside, log))
    keys = standing.keys_of(log)
    copied: Counter[str] = Counter()
    last = (0, 0)
    lines = _read(log, path, faults)
    while some := list(islice(lines, _STEP)):
        known = _known(some)
        for line in some:
            last = _place(line, last, path, faults)
            copied[line.recorded.checkpoint.origin] += _compare(line, known, held, keys, path, faults)
    for row in generations:
        _check_all_copied(row, copied[row.origin], last, path, faults)


def _read(log: str, path: str, faults: Faults) -> Iterator[_Line]:
    """Give the checkpoints of the file; name the lines that are none."""
    torn: tuple[int, bytes] | None = None
    for number, raw, complete in outside.lines(ports.wired().outside, log):
        if torn is not None:
            whole = raw.startswith(torn[1])
            faults.add("outside.torn" if whole else "outside.line", f"{path}:{torn[0]}")
            torn = None
        if not complete:
            faults.add("outside.torn", f"{path}:{number}")
            return
        try:
            said = outside.read_line(raw)
            if said["kind"] == outside.CHECKPOINT:
                yield _Line(number, outside.recorded(said))
            elif said["kind"] == outside.KEY:
                _check_succession(log, outside.succession(said), f"{path}:{number}", faults)
        except outside.UnreadableLineError:
            if outside.is_torn(raw):
                torn = (number, raw)
            else:
                faults.add("outside.line", f"{path}:{number}")
    if torn is not None:
        faults.add("outside.line", f"{path}:{torn[0]}")


def _check_succession(log: str, said: Succession, where: str, faults: Faults) -> None:
    if not any(said.note.signed_by(notes.Key(said.origin, public)) for public in standing.keys_of(log)):
        faults.add("outside.line", where)


def _known(some: Sequence[_Line]) -> dict[tuple[str, int], tuple[str, str]]:
    """Return note and root that the database holds at the sizes that these lines name."""
    sizes = {line.recorded.checkpoint.size for line in some}
    origins = {line.recorded.checkpoint.origin for line in some}
    rows = Checkpoint.objects.filter(log__origin__in=origins, size__in=sizes)
    return {
        (origin, size): (note, root)
        for origin, size, note, root in rows.values_list("log__origin", "size", "note", "root")
    }


def _place(line: _Line, last: tuple[int, int], path: str, faults: Faults) -> tuple[int, int]:
    here = line.recorded.place
    if here <= last:
        faults.add("outside.order", f"{path}:{line.number}", here[1] - 1)
        return last
    return here


def _compare(
    line: _Line,
    known: dict[tuple[str, int], tuple[str, str]],
    held: dict[str, Log],
    keys: Sequence[bytes],
    path: str,
    faults: Faults,
) -> int:
    """Hold one line against the row of its size, and return 1 if they agree: that note was verified with the row."""
    head, where = line.recorded.checkpoint, f"{path}:{line.number}"
    stored = known.get((head.origin, head.size))
    if stored is not None and stored[0] == line.recorded.note:
        return 1
    note = notes.read_note(line.recorded.note)
    if not any(note.signed_by(notes.Key(head.origin, public)) for public in keys):
        faults.add("outside.line", where, head.size - 1)
    elif _was_given_up(held.get(head.origin), head):
        return 0
    elif stored is None:
        faults.add("outside.unknown", where, head.size - 1)
    elif _says_otherwise(stored[0], head, keys):
        faults.add("outside.fork", where, head.size - 1)
    return 0


def _was_given_up(row: Log | None, head: notes.Checkpoint) -> bool:
    """Say whether a closing acknowledged that the log had been this far, and what the database holds instead."""
    closed = row is not None and row.closed_at is not None and row.closed_because != ROTATED
    return row is not None and closed and head.size <= (row.known_size or 0)


def _says_otherwise(note: str, head: notes.Checkpoint, keys: Sequence[bytes]) -> bool:
    """Say whether the row's own note is signed too, and over another root."""
    try:
        own = notes.open_checkpoint(note, [notes.Key(head.origin, public) for public in keys])
    except notes.UnreadableNoteError:
        return False
    return own != head


def _check_all_copied(row: Log, copied: int, last: tuple[int, int], path: str, faults: Faults) -> None:
    """Find checkpoints that the file does not hold; the newest may still be on its way."""
    if row.closed_because == Trouble.FORKED:  # its closing says that the file knows another history
        return
    own = Checkpoint.objects.filter(log=row)
    upto = own.filter(size__lte=last[1]) if last[0] == row.generation else own
    if row.generation > last[0] or upto.count() < own.count():
        late = own.exclude(pk__in=upto.values("pk")) if last[0] == row.generation else own
        for size in late.order_by("size").values_list("size", flat=True)[:MOST]:
            faults.add("outside.late", path, size - 1)
    if row.generation > last[0] or copied >= upto.count():
        return
    held = {read.checkpoint.size for read in _again(row) if read.checkpoint.origin == row.origin}
    for size in upto.order_by("size").values_list("size", flat=True):
        if size not in held:
            faults.add("outside.missing", path, size - 1)


def _again(row: Log) -> Iterator[outside.Recorded]:
    return (line.recorded for line in _read(row.name, "", Faults()))
