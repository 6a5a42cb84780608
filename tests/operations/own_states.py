"""An open home on either kind of own state, for tests of deeds that must hold on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.common.postgres import Server
from tests.common.repeatable import Repeatable
from yakusoku.terms import entropy

if TYPE_CHECKING:
    from yakusoku.site.home import Home

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.server))


@pytest.fixture(params=KINDS)
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """An open home, on SQLite and again on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("home")
        return
    yield from _on_postgres(request.getfixturevalue("postgres_server"), tmp_path)


def _on_postgres(server: Server, folder: Path) -> Iterator[Home]:
    from yakusoku.site.home import make_home

    def fill(url: str) -> None:
        make_home(folder / "template", own=url).close()

    url = server.create(server.template("own-state", fill))
    entropy.use(Repeatable("test"))
    opened = make_home(folder / "home", own=url)
    yield opened
    opened.close()
    entropy.use(entropy.system)
    server.drop(url)
