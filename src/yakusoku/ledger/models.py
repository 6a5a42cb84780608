"""
Rows of the ledger. Private to the room.

Entries and checkpoints only grow: triggers in the database refuse every other change (migration
`0002_only_grows`). Tiles are computed from entries and can be rebuilt, so they have no triggers.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Log(models.Model):
    """
    One origin: the entries of one controller from an opening to a closing.

    A database that was restored behind its outside checkpoint closes its log and opens the next generation.
    `opening` and `closing` are signed notes that say what the columns say.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=40)
    generation = models.PositiveIntegerField()
    origin = models.CharField(max_length=200, unique=True)
    key = models.CharField(max_length=300)
    opened_at = models.CharField(max_length=27)
    opening = models.TextField()
    closed_at = models.CharField(max_length=27, null=True)  # null: the log is open
    closed_because = models.CharField(max_length=12, null=True)
    known_size = models.BigIntegerField(null=True)
    known_root = models.CharField(max_length=64, null=True)  # null: the log is open
    closing = models.TextField(null=True)  # null: the log is open

    class Meta:
        db_table = "ledger_log"
        constraints = (
            models.UniqueConstraint(fields=("name", "generation"), name="ledger_log_generation_once"),
            models.UniqueConstraint(
                fields=("name",), condition=Q(closed_at__isnull=True), name="ledger_log_one_is_open"
            ),
            models.CheckConstraint(condition=Q(generation__gte=1), name="ledger_log_generation_counts"),
            models.CheckConstraint(
                condition=Q(
                    closed_at__isnull=True,
                    closed_because__isnull=True,
                    closing__isnull=True,
                    known_size__isnull=True,
                    known_root__isnull=True,
                )
                | Q(
                    closed_at__isnull=False,
                    closed_because__isnull=False,
                    closing__isnull=False,
                    known_size__gte=0,
                    known_root__isnull=False,
                ),
                name="ledger_log_closed_says_how",
            ),
        )


class Entry(models.Model):
    """
    What one deed wrote, in that deed's transaction; `position` is its index, given by the sequencer.

    `about`, `tag` and `recorded_at` are copies of what `body` says, kept for finding.
    If the process dies before the sequencer ran: the entry is committed and gets its index later.
    The reference to the log is no constraint: PostgreSQL locks the row that it leads to, and every deed at
    once would lock the same one. Logs are never removed, and the deed's statement reads the row.
    """

    id = models.BigAutoField(primary_key=True)
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    position = models.BigIntegerField(null=True)
    body = models.BinaryField()
    about = models.CharField(max_length=64)
    tag = models.CharField(max_length=100)
    recorded_at = models.CharField(max_length=27)

    class Meta:
        db_table = "ledger_entry"
        constraints = (
            models.UniqueConstraint(
                fields=("log", "position"),
                condition=Q(position__isnull=False),  # a deed writes to one index less
                name="ledger_entry_position_once",
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | Q(position__gte=0), name="ledger_entry_position_counts"
            ),
        )
        indexes = (
            models.Index(fields=("log", "about"), name="ledger_entry_about"),
            models.Index(
                fields=("log", "id"), condition=Q(position__isnull=True), name="ledger_entry_waiting"
            ),
        )


class Tile(models.Model):
    """Up to 256 hashes of one level, as C2SP tlog-tiles serves them; the last ones of a level are partial."""

    id = models.BigAutoField(primary_key=True)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, db_index=False, related_name="+")
    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        db_table = "ledger_tile"
        constraints = (
            models.UniqueConstraint(fields=("log", "level", "number"), name="ledger_tile_place_once"),
            models.CheckConstraint(condition=Q(level__lte=63, number__gte=0), name="ledger_tile_has_a_place"),
        )


class Checkpoint(models.Model):
    """A signed tree head; `size` and `root` are copies of what `note` says."""

    id = models.BigAutoField(primary_key=True)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, db_index=False, related_name="+")
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()

    class Meta:
        db_table = "ledger_checkpoint"
        constraints = (
            models.UniqueConstraint(fields=("log", "size"), name="ledger_checkpoint_size_once"),
            models.CheckConstraint(condition=Q(size__gte=1), name="ledger_checkpoint_size_counts"),
        )
