"""
A log as static files, laid out as C2SP tlog-tiles says, so that any web server can serve it to any monitor.

Hash tiles hold nothing that anybody could guess from, since each entry has random bytes; they are public. The
bundles hold the entries themselves (tags, ids, counts, digests) and are for the auditor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yakusoku.ledger import tiles
from yakusoku.ledger.models import Checkpoint, Log
from yakusoku.ledger.tiles import WIDTH
from yakusoku.ledger.tree import HASH
from yakusoku.ledger.verification import rows
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import write_whole
from yakusoku.terms.text import text

_PUBLIC = 0o644
_AUDITOR = 0o600


class UnableToExport(UnableTo):
    """The log cannot be written out as it stands."""

    asked = text("export a log")


@dataclass(frozen=True)
class Exported:
    """One generation, written below `folder`: its size, and how many tiles and bundles there are."""

    origin: str
    folder: Path
    size: int
    tiles: int
    bundles: int


def export(log: str, folder: Path, *, bundles: bool = False) -> tuple[Exported, ...]:
    """
    Write each generation of `log` below `folder`: tiles, the newest checkpoint, and bundles if asked for.

    The checkpoint is written last, so a reader never finds one without its tiles.

    :raises UnableToExport: if there is no such log, or a tile is missing
    """
    generations = Log.objects.filter(name=log).order_by("generation")
    if not generations:
        raise UnableToExport(
            text("there is no log {log}.", log=log),
            do=text("`yakusoku ledger verify` lists the logs there are."),
        )
    return tuple(_export(row, folder / row.origin, bundles=bundles) for row in generations)


def _export(log: Log, folder: Path, *, bundles: bool) -> Exported:
    newest = Checkpoint.objects.filter(log=log).order_by("-size").first()
    if newest is None:
        return Exported(log.origin, folder, 0, 0, 0)
    made = list(tiles.places(newest.size))
    for place in made:
        _write_tile(log, folder, *place)
    bundled = _write_bundles(log, folder, newest.size) if bundles else 0
    _write(folder / "checkpoint", newest.note.encode(), _PUBLIC)
    return Exported(log.origin, folder, newest.size, len(made), bundled)


def _write_tile(log: Log, folder: Path, level: int, number: int, width: int) -> None:
    tile = rows.tiles(log.id, level, number, number + 1).get(number, b"")[: width * HASH]
    if len(tile) != width * HASH:
        raise UnableToExport(
            text("tile {level}/{number} of log {log} is missing.", level=level, number=number, log=log.name),
            do=text("Run `yakusoku ledger rebuild`: tiles are computed from entries."),
        )
    _write(folder / tiles.path(level, number, width), tile, _PUBLIC)


def _write_bundles(log: Log, folder: Path, size: int) -> int:
    count = 0
    for start in range(0, size, WIDTH):
        width = min(WIDTH, size - start)
        bodies = [bytes(row[1]) for row in rows.entries(log.id, start, start + width)]
        if len(bodies) != width:
            raise UnableToExport(
                text("entries of log {log} are missing.", log=log.name),
                do=text("Run `yakusoku ledger verify`."),
            )
        _write(folder / tiles.path("entries", start // WIDTH, width), bundle(bodies), _AUDITOR)
        count += 1
    return count


def bundle(bodies: Sequence[bytes]) -> bytes:
    """Return entries as a bundle: each behind its length in sixteen bits."""
    return b"".join(len(body).to_bytes(2, "big") + body for body in bodies)


def _write(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content, mode=mode)
