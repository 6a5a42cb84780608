"""Yakusoku's own tables have a data map: every table and column of the models is declared, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from tests.common.django_ready import ready
from yakusoku.datamap.graph import walk
from yakusoku.datamap.own import STORE, own_state
from yakusoku.datamap.parts import DataMap
from yakusoku.stores import registry
from yakusoku.stores.queries import drift
from yakusoku.terms.telling import tell_all

if TYPE_CHECKING:
    from yakusoku.site.home import Home

_WHOLE = {"AutoField", "BigAutoField", "BigIntegerField", "IntegerField", "PositiveIntegerField",
          "PositiveBigIntegerField",           "PositiveSmallIntegerField"}  # fmt: skip

Column = tuple[str, str, str]
"""Table, column, and Fides' word for its type."""


@pytest.fixture(scope="module")
def declared() -> DataMap:
    """The data map of own state."""
    return own_state()[0]


def models() -> Sequence[type[Model]]:
    """Return every model of the program, whichever room has it."""
    ready()
    return [one for one in apps.get_models() if one.__module__.startswith("yakusoku.")]


def columns_of_models() -> set[Column]:
    """Return every column that the models make."""
    found: set[Column] = set()
    for model in models():
        for field in model._meta.local_fields:
            kind = field.target_field if isinstance(field, ForeignKey) else field
            found.add((model._meta.db_table, str(field.column), _word(kind.get_internal_type())))
    return found


def _word(internal: str) -> str:
    if internal == "BooleanField":
        return "boolean"
    return "integer" if internal in _WHOLE else "string"


def columns_of_map(datamap: DataMap) -> set[Column]:
    """Return every column that a data map declares."""
    return {
        (one.address.collection, field.name, field.data_type or "")
        for one in datamap.collections.values()
        for field in one.fields
    }


def undeclared(datamap: DataMap) -> Iterator[str]:
    """Yield what models and map do not have in common."""
    of_models, of_map = columns_of_models(), columns_of_map(datamap)
    yield from (f"declare {'.'.join(one)} in the room's datamap.yaml" for one in sorted(of_models - of_map))
    yield from (f"no model has {'.'.join(one)}" for one in sorted(of_map - of_models))


def test_every_column_of_every_model_is_declared_and_no_other(declared: DataMap) -> None:
    assert list(undeclared(declared)) == []


def test_a_column_that_nobody_declared_is_missed(declared: DataMap) -> None:
    [staff] = [one for one in declared.datasets if one.key == "yakusoku_staff"]
    member = next(one for one in staff.collections if one.address.collection == "staff_member")
    without = replace(member, fields=tuple(one for one in member.fields if one.name != "name"))
    others = tuple(one for one in declared.datasets if one is not staff)

    found = list(
        undeclared(
            DataMap(
                (
                    *others,
                    replace(
                        staff,
                        collections=tuple(without if one is member else one for one in staff.collections),
                    ),
                )
            )
        )
    )

    assert found == ["declare staff_member.name.string in the room's datamap.yaml"]


def test_the_map_of_own_state_has_nothing_to_say() -> None:
    assert tell_all(own_state()[1]) == ""


def test_every_room_declares_its_own_tables(declared: DataMap) -> None:
    rooms = {model._meta.db_table: model.__module__.split(".")[1] for model in models()}

    assert {(one.address.collection, one.address.dataset) for one in declared.collections.values()} == {
        (table, f"yakusoku_{room}") for table, room in rooms.items()
    }


def test_the_map_is_what_a_migrated_database_holds(home: Home, declared: DataMap) -> None:
    registry.wire({STORE: f"sqlite:///{home.folder}/own.sqlite"})

    found = [(finding.kind, finding.read) for finding in drift(declared)]

    registry.wire({})
    growing = [(kind, read) for kind, read in found if kind == "stores.open-trigger"]
    assert {read for _, read in growing} == {
        "consent_choice_keeps", "consent_choice_stays", "consent_ended_choice_keeps", "consent_ended_choice_stays",
        "ledger_entry_keeps", "ledger_entry_stays",
    }, "entries and choices stay as they are"  # fmt: skip
    assert [one for one in found if one not in growing] == [("stores.undeclared-table", "django_migrations")]


def test_from_a_request_everything_about_it_is_reached_and_no_member_of_staff(declared: DataMap) -> None:
    reached = {visit.address.collection for visit in walk(declared, ["request_id"]).visits}
    personal = {one.address.collection for one in declared.collections.values() if one.not_personal is None}

    assert reached == personal - {
        "holds_hold", "staff_member", "staff_api_key", "management_inspection", "notices_version", "vault_escrow_deed",
        "consent_audience", "consent_choice", "consent_erasure_check", "consent_screening", "gates_use",
        "webhooks_delivery",
        "provision_recipient", "provision_recipient_note", "provision_record", "provision_receipt", "provision_demand",
    }  # fmt: skip


def test_what_names_a_person_is_sealed_except_the_register_of_staff(declared: DataMap) -> None:
    named = {
        (one.address.collection, field.name)
        for one in declared.collections.values()
        for field in one.fields
        if any(key.startswith(("user.name", "user.contact")) for key in field.categories)
    }

    assert named == {
        ("provision_demand", "about"),
        ("provision_recipient", "who"),
        ("rights_returned", "address"),
        ("rights_errand", "who"),
        ("rights_recipient", "who"),
        ("rights_representation", "who"),
        ("rights_request", "asked"),
        ("rights_request", "wish"),
        ("staff_member", "name"),
    }
