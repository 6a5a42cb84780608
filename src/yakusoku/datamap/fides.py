"""
The shape of a Fides dataset file with our own `yakusoku_meta` beside what Fides says.

Fides ignores keys that it does not know, so these models keep them; inside `yakusoku_meta` every key is
ours and an unknown one is a mistake. `ALSO` lists keys that Fides knows and we only carry along.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from yakusoku.datamap.parts import ColumnType, Direction, Giver
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text


def _key(value: str) -> str:
    """Return a key of Fides, or say by an example what one looks like."""
    if not _KEY.fullmatch(value):
        says = text("A key is expected here.")
        do = text(
            "Use letters, digits, underscores, dots and hyphens without spaces, such as shop_customers."
        )
        raise Wrong(says, do, kind="wrong-form")
    return value


def _digest(value: str) -> str:
    """Return the digest of a trigger's definition, or say where it comes from."""
    if not _DIGEST.fullmatch(value):
        says = text("The digest of a definition is expected here.")
        do = text("Copy it from `yakusoku datamap triggers`: `sha256:` and 64 digits.")
        raise Wrong(says, do, kind="wrong-form")
    return value


_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_KEY = re.compile(r"[a-zA-Z0-9_.<>-]+")
Key = Annotated[str, AfterValidator(_key)]
Name = Annotated[str, StringConstraints(min_length=1)]
DataType = Literal[
    "string", "integer", "float", "boolean", "object", "object_id",
    "string[]", "integer[]", "float[]", "boolean[]", "object[]", "object_id[]",
]  # fmt: skip
Fact = Literal[
    "full_name", "family_name", "given_name", "full_kana", "family_kana", "given_kana", "romaji",
    "birth_date", "postal_code", "address", "prefecture", "city", "street", "building",
    "phone_number", "email",
]  # fmt: skip
_COMMON = ("name", "description", "data_categories", "data_uses", "data_purposes", "data_subjects")
_META = AliasChoices("fides_meta", "fidesops_meta")


def _truth(value: object) -> object:
    """Return the truth value of a word that Fides' reader takes for one; ours leaves it a word."""
    return {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(
        str(value).lower(), value
    )


def _notice_day(value: object) -> object:
    """Return the day of a notice version, or the word that leaves it to the column of acquisition."""
    if value is None or value == "acquired_at":
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        says = text("This names no version of the notice.")
        do = text(
            "Write the day of the version, such as 2020-04-01, or `acquired_at` for the one then in force."
        )
        raise Wrong(says, do, kind="wrong-day") from None


Truth = Annotated[bool | None, BeforeValidator(_truth)]


class HeldFor(Strict):
    """Data that is held for another company, as its entrustee."""

    held_for: Name


class OriginMeta(Strict):
    """Where content came from; may stand at any level."""

    source: Bilingual | None = None
    method: Bilingual | None = None
    acquired_at: Name | None = None
    collected_under: Annotated[date | Literal["acquired_at"] | None, BeforeValidator(_notice_day)] = None
    provided_by: Giver | None = None
    retained: Literal["ours"] | HeldFor | None = None
    purposes: tuple[Name, ...] = ()
    not_personal: Name | None = None
    title: Bilingual | None = None
    meaning: Bilingual | None = None


class ManualMeta(Strict):
    """Who searches a place by hand, and within how many days."""

    owner: Name
    days: Annotated[int, Field(ge=1, le=30)] = 7


class ClockMeta(Strict):
    """The event that starts the clock of retention, and the column that holds its day."""

    event: Key
    column: Name


def _year_end(value: object) -> object:
    """Return month and day of "03-31"."""
    if value is None:
        return None
    try:
        day = date.fromisoformat(f"2024-{value}")  # a leap year: years may end on 29 February
    except ValueError:
        says = text("This is no day of a year.")
        do = text("Write month and day on which fiscal years end, such as 03-31, in quotes.")
        raise Wrong(says, do, kind="wrong-day") from None
    return (day.month, day.day)


class StatuteMeta(Strict):
    """The statutory period whose papers the rows are, and the column with the day from which it runs."""

    period: Key
    column: Name
    year_ends: Annotated[
        tuple[int, int] | None, BeforeValidator(_year_end, json_schema_input_type=str | None)
    ] = None


class CollectionMeta(OriginMeta):
    """What we say about a table."""

    person_kind: Key | None = None
    clock_starts: ClockMeta | None = None
    statutes: tuple[StatuteMeta, ...] = ()
    restrict_column: Name | None = None
    backup_days: Annotated[int, Field(ge=0, le=36500)] | None = None
    manual: ManualMeta | None = None


class TriggerMeta(Strict):
    """A trigger that people looked at: why it may run, the digest of what it was then, and who said so."""

    reason: Name
    definition: Annotated[str, AfterValidator(_digest)]
    accepted_by: Name | None = None


class TableMeta(CollectionMeta):
    """What we say about one table alone."""

    triggers: dict[Name, TriggerMeta] = Field(default_factory=dict)


class DatasetMeta(CollectionMeta):
    """
    What we say about a dataset; its collections inherit it.

    `controller` is the company that answers for it, where a home holds several. `identities` are those that people
    give themselves, although no row of theirs holds them.
    """

    controller: Key | None = None
    store: Key | None = None
    identities: tuple[Key, ...] = ()


class FieldMeta(OriginMeta):
    """What we say about a column."""

    fact: Fact | None = None
    part_of: Key | None = None
    column_type: ColumnType | None = None


class Kept(BaseModel):
    """A part in Fides' own words: unknown keys are kept."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)
    ALSO: ClassVar[tuple[str, ...]] = ()


class FidesReference(Kept):
    """A field elsewhere that holds the same key."""

    dataset: Key
    field: Name
    direction: Direction | None = None


class FidesOverride(Kept):
    """How erasure is to treat a column or table whatever the policy says."""

    strategy: Name
    configuration: dict[str, object] | None = None


class FidesFieldMeta(Kept):
    """`fides_meta` of a column."""

    ALSO = ("redact",)
    references: tuple[FidesReference, ...] | None = None
    identity: Key | None = None
    primary_key: Truth = None
    data_type: DataType | None = None
    length: Annotated[int, Field(gt=0)] | None = None
    read_only: Truth = None
    return_all_elements: Truth = None
    custom_request_field: Name | None = None
    masking_strategy_override: FidesOverride | None = None


class FidesField(Kept):
    """A column, or a field within one."""

    ALSO = _COMMON
    name: Name
    data_categories: tuple[Key, ...] | None = None
    fides_meta: Annotated[FidesFieldMeta | None, Field(validation_alias=_META)] = None
    fields: tuple[FidesField, ...] | None = None
    yakusoku_meta: FieldMeta = FieldMeta()


class FidesCollectionMeta(Kept):
    """`fides_meta` of a table."""

    ALSO = ("partitioning", "redact")
    after: tuple[Key, ...] | None = None
    erase_after: tuple[Key, ...] | None = None
    skip_processing: Truth = None
    masking_strategy_override: FidesOverride | None = None


class FidesCollection(Kept):
    """A table."""

    ALSO = _COMMON
    name: Name
    data_categories: tuple[Key, ...] | None = None
    fides_meta: Annotated[FidesCollectionMeta | None, Field(validation_alias=_META)] = None
    fields: tuple[FidesField, ...]
    yakusoku_meta: TableMeta = TableMeta()


class Namespace(Kept):
    """Where the tables lie within the store; we read `schema`, other stores of Fides know more."""

    ALSO = ("database", "database_name", "dataset_id", "project_id", "catalog")
    schema_name: Annotated[Name | None, Field(validation_alias=AliasChoices("schema", "schema_name"))] = None


class FidesDatasetMeta(Kept):
    """`fides_meta` of a dataset."""

    ALSO = ("resource_id", "redact")
    after: tuple[Key, ...] | None = None
    namespace: Namespace | None = None


class FidesDataset(Kept):
    """A dataset."""

    ALSO = (*_COMMON, "organization_fides_key", "tags", "meta", "third_country_transfers", "retention")
    fides_key: Key
    data_categories: tuple[Key, ...] | None = None
    fides_meta: Annotated[FidesDatasetMeta | None, Field(validation_alias=_META)] = None
    collections: tuple[FidesCollection, ...]
    yakusoku_meta: DatasetMeta = DatasetMeta()


class FidesFile(Kept):
    """A file of datasets; Fides lets other resources stand beside them."""

    ALSO = ("data_category", "data_subject", "data_use", "organization", "policy", "registry", "system")
    dataset: tuple[FidesDataset, ...]
