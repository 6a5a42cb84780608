"""The tables of J:COM's two sample stores, the same on every database so that one plan reads them all."""

from __future__ import annotations

from dataclasses import dataclass

CUSTOMERS = "jcom-customers"
MEDIA = "jcom-media"


@dataclass(frozen=True)
class Table:
    """
    One table: columns with their SQL types, the primary key first, and the columns that have an index.

    Days and times are text in ISO form and Tokyo time, as such systems often keep them.
    """

    store: str
    name: str
    columns: tuple[tuple[str, str], ...]
    indexed: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the names in their order."""
        return tuple(name for name, _ in self.columns)

    def create(self) -> str:
        """Return the statement that makes the table; it is the same in SQLite and PostgreSQL."""
        (key, key_type), *others = self.columns
        lines = [f"{key} {key_type} NOT NULL PRIMARY KEY", *(f"{name} {kind}" for name, kind in others)]
        return f"CREATE TABLE {self.name} (\n  " + ",\n  ".join(lines) + "\n)"

    def create_indexes(self) -> tuple[str, ...]:
        """Return the statements that make the indexes, best run when the rows are in."""
        return tuple(
            f"CREATE INDEX {self.name}_{column} ON {self.name} ({column})" for column in self.indexed
        )


def _texts(names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "TEXT NOT NULL") for name in names.split())


SUBSCRIBER = Table(
    CUSTOMERS,
    "subscriber",
    (
        ("subscriber_no", "TEXT"),
        *_texts("family_name given_name family_kana given_kana romaji birth_date sex"),
        *_texts("postal_code prefecture city street building"),
        ("telephone", "TEXT"),
        ("mobile", "TEXT"),
        ("email", "TEXT"),
        *_texts("service_area contract_from"),
        ("contract_until", "TEXT"),
        *_texts("status collected_on"),
    ),
    ("telephone", "mobile", "email"),
)
BILLING = Table(
    CUSTOMERS,
    "billing",
    (
        ("bill_no", "INTEGER"),
        *_texts("subscriber_no billed_month"),
        ("amount_yen", "INTEGER NOT NULL"),
        ("tax_yen", "INTEGER NOT NULL"),
        ("paid_on", "TEXT"),
        *_texts("method"),
    ),
    ("subscriber_no",),
)
INQUIRY = Table(
    CUSTOMERS,
    "inquiry",
    (
        ("inquiry_no", "INTEGER"),
        *_texts("subscriber_no received_at channel subject handled_by desk_note"),
        ("handling_score", "INTEGER"),
    ),
    ("subscriber_no",),
)
DEVICE = Table(
    MEDIA, "device", (("device_id", "TEXT"), *_texts("subscriber_no kind installed_on")), ("subscriber_no",)
)
VIEWING = Table(
    MEDIA,
    "viewing",
    (
        ("viewing_id", "INTEGER"),
        *_texts("device_id watched_at"),
        ("channel_no", "INTEGER NOT NULL"),
        *_texts("program_title"),
        ("minutes", "INTEGER NOT NULL"),
    ),
    ("device_id",),
)
CALL_RECORDING = Table(
    MEDIA,
    "call_recording",
    (
        ("recording_id", "INTEGER"),
        *_texts("subscriber_no called_at"),
        ("seconds", "INTEGER NOT NULL"),
        *_texts("file_path operator_name"),
        ("consent_notice_played", "INTEGER NOT NULL"),
    ),
    ("subscriber_no",),
)
CHANNEL = Table(MEDIA, "channel", (("channel_no", "INTEGER"), *_texts("name genre")))

TABLES: tuple[Table, ...] = (SUBSCRIBER, BILLING, INQUIRY, DEVICE, VIEWING, CALL_RECORDING, CHANNEL)
