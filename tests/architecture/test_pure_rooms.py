"""The rooms that decide work where no framework, driver or engine is installed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tools.house import source

PURE = ("terms", "laws", "datamap", "policy", "decisions")
WITHOUT = ("django", "psycopg", "sqlite3", "sqlalchemy", "dbos", "pymysql", "duckdb", "PIL", "typst")

BARE = """
import importlib, pkgutil, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {without!r}:
            raise ModuleNotFoundError(f"{{name}} is not installed in a bare environment")

sys.meta_path.insert(0, Missing())
room = importlib.import_module({room!r})
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
"""


def imported_bare(room: str) -> subprocess.CompletedProcess[str]:
    program = BARE.format(without=WITHOUT, room=room)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("room", sorted(set(PURE) & set(source.rooms())))
def test_a_pure_room_needs_nothing_heavy(room: str) -> None:
    done = imported_bare(f"yakusoku.{room}")
    assert done.returncode == 0, done.stderr


def test_the_bare_environment_does_refuse() -> None:
    assert "not installed in a bare environment" in imported_bare("django").stderr
