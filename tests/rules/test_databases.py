"""The address of own state, as Django takes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from yakusoku.site import databases


def test_a_server_plans_what_is_asked_often_once() -> None:
    options = databases.database("postgresql://desk@db.example:5433/own", Path())["OPTIONS"]

    assert options == {"server_side_binding": True, "prepare_threshold": 3}


def test_an_address_may_say_that_a_pooler_hands_connections_on() -> None:
    options = databases.database("postgresql:///own?host=/run/pg&prepare_threshold=none", Path())["OPTIONS"]

    assert options["prepare_threshold"] is None


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="own state lives in"):
        databases.database("mysql://db.example/own", Path())
