"""Rooms reach only for what is theirs: no clock, chance, driver, engine or row of another room."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tools.house import reach, source
from tools.house.source import Fault, Source

from tests.architecture.planted import Linter, file, lines, told

OPENS_VALUES = (
    "stores/",
    "holds/",
    "consent/",
    "provision/",
    "rights/",
    "examples/",
    "staff/",
    "cli/staff.py",
    "cli/api_keys.py",
    "cli/webhooks.py",
    "webhooks/",
)
LINTERS: tuple[Callable[[Source], Iterator[Fault]], ...] = (
    reach.strangers,
    reach.models_of_others,
    reach.back_ways,
    reach.clocks,
    reach.prints,
    reach.environment,
)


@pytest.mark.parametrize("linter", LINTERS, ids=lambda linter: linter.__name__)
def test_every_file_keeps_to_its_room(linter: Linter) -> None:
    found = [fault for file in source.package() for fault in linter(file)]
    assert not found, told(found)


def test_a_persons_value_is_opened_in_few_places() -> None:
    found = [fault for file in source.package() for fault in reach.revealed(file, OPENS_VALUES)]
    assert not found, told(found)


def test_every_way_that_is_let_pass_is_used() -> None:
    doors = [file for file in source.package() if file.room in reach.DOORS]
    used = {".".join(module.split(".")[1:3]) for file in doors for _, module in reach.imported(file)}
    assert set(reach.PASSED) <= used


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "services", "service"}
    found = [file.path for file in source.package() if drawers & set(file.module.split("."))]
    assert not found, f"name these for what they hold: {', '.join(found)}"


def test_a_room_promises_and_hands_nothing_on() -> None:
    rooms = [
        file for file in source.package() if file.path.count("/") == 3 and file.path.endswith("/__init__.py")
    ]
    full = [file.path for file in rooms if len(file.tree.body) > 1]
    assert rooms
    assert not full, f"a room's __init__.py holds one docstring: {', '.join(full)}"


class TestPlantedFaults:
    def test_strange_modules_are_found(self) -> None:
        text = "import secrets\nfrom psycopg import sql\ndef f():\n    import dbos.queue\nimport json\n"
        assert lines(reach.strangers, text) == [1, 2, 4]
        assert not lines(reach.strangers, "import psycopg\n", "src/yakusoku/stores/adapters/postgres.py")

    def test_rows_of_another_room_are_found(self) -> None:
        text = file(
            "from yakusoku.work.models import Intent",
            "from yakusoku.work import models",
            "from yakusoku.rights import models",
        )
        assert lines(reach.models_of_others, text) == [1, 2]

    def test_a_door_that_comes_in_at_the_back_is_found(self) -> None:
        text = file(
            "from yakusoku.staff import operations, queries",
            "from yakusoku.staff.models import a",
            "from yakusoku.terms.text import text",
        )
        assert lines(reach.back_ways, text, "src/yakusoku/cli/staff.py") == [2]
        assert not lines(reach.back_ways, text)

    def test_a_clock_below_a_door_is_found(self) -> None:
        text = file(
            "import time", "a = datetime.datetime.now()", "timezone.now()", "time.time()", "time.monotonic()"
        )
        assert lines(reach.clocks, text) == [2, 3, 4]
        assert not lines(reach.clocks, text, "src/yakusoku/jobs/nightly.py")

    def test_prints_and_environment_are_found(self) -> None:
        assert lines(reach.prints, "print(1)\n") == [1]
        assert lines(reach.environment, "import os\na = os.environ['A']\n") == [2]

    def test_an_opened_value_is_found(self) -> None:
        found = reach.revealed(Source("src/yakusoku/work/a.py", "name.reveal()\n"), OPENS_VALUES)
        assert [fault.line for fault in found] == [1]
