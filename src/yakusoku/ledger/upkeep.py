"""What is computed can be computed again: tiles from entries, triggers from their migration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

from django.db import connection, transaction
from django.db.models import Max

from yakusoku.ledger import sequencer, tiles
from yakusoku.ledger.models import Checkpoint, Log, Tile
from yakusoku.ledger.tiles import WIDTH, Edge, Place, widths
from yakusoku.ledger.tree import HASH
from yakusoku.ledger.verification import around, rows
from yakusoku.ledger.verification.verify import verify
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_MENDED = ("tile.", "database.unprotected", "outside.", "standing.", "key.")


class UnableToRebuild(UnableTo):
    """More than tiles is damaged, so tiles made from the entries would be wrong."""

    asked = text("rebuild the tiles of a log")


def rebuild(log: str) -> int:
    """
    Make every tile of `log` anew from its entries, which must lead to the signed roots; return how many changed.

    Tiles are no record but a result, so no entry is written. Missing triggers are made anew too.

    :raises UnableToRebuild: if entries or checkpoints are damaged
    """
    found = [fault for fault in verify(log).findings if not fault.kind.startswith(_MENDED)]
    if found:
        raise UnableToRebuild(
            text("{file} is damaged: {says}", file=found[0].file, says=found[0].says), do=found[0].do
        )
    _protect()
    return sum(_rebuild(row) for row in Log.objects.filter(name=log).order_by("generation"))


def _rebuild(log: Log) -> int:
    """Make full tiles in short transactions, then under the sequencer's lock what is left at the right edge."""
    size = _size(log)
    edge, changed = Edge(0, {}), 0
    for start, end, found in rows.stretches(log.id, size):
        changed += _go_on(log, edge, rows.leaves(found, start, end))
    with transaction.atomic():
        sequencer.lock(wait=True)
        newest = _size(log)
        if newest > size:
            found = rows.entries(log.id, size, newest)
            _go_on(log, edge, rows.leaves(found, size, newest))
        changed += _keep(log, {place: edge.tile(place) for place in widths(newest)})
        changed += sum(_remove_beyond(log, level, number) for level, number in tiles.beyond(newest))
    return changed


def _size(log: Log) -> int:
    return Checkpoint.objects.filter(log=log).aggregate(size=Max("size"))["size"] or 0


def _go_on(log: Log, edge: Edge, leaves: Iterable[bytes | None]) -> int:
    edge.changed.clear()
    edge.append(leaf for leaf in leaves if leaf is not None)
    return _keep(log, {place: tile for place, tile in edge.changed.items() if len(tile) == WIDTH * HASH})


def _keep(log: Log, made: Mapping[Place, bytes]) -> int:
    """Store the tiles that differ from what is stored; return how many."""
    numbers = {number for _, number in made}
    with transaction.atomic():
        kept = Tile.objects.filter(log=log, number__in=numbers).values_list("level", "number", "hashes")
        stored = {(level, number): bytes(hashes) for level, number, hashes in kept}
        differ = {place: tile for place, tile in made.items() if stored.get(place) != tile}
        sequencer.keep_tiles(log, differ)
    return len(differ)


def _remove_beyond(log: Log, level: int, number: int) -> int:
    return Tile.objects.filter(log=log, level=level, number__gte=number).delete()[0]


def _protect() -> None:
    """Make the triggers that are missing."""
    migration = import_module("yakusoku.ledger.migrations.0002_only_grows")
    missing = set(around.missing_triggers())
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in migration.statements(connection.vendor):
            if any(f"TRIGGER {name} " in statement for name in missing):
                cursor.execute(statement)
