"""Homes in which rows of a company are changed by a walk, with stores and own state on any engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.common.migrated import migrate
from tests.common.repeatable import Repeatable
from yakusoku.examples import homes
from yakusoku.examples.walks.calendar import SimulatedClock
from yakusoku.terms import entropy

if TYPE_CHECKING:
    from yakusoku.examples.walks.changing import ChangeWalk
    from yakusoku.examples.walks.told import Told
    from yakusoku.site.home import Home

FIRST = date(2026, 11, 30)
PEOPLE = 40
SEED = 7


def prepared(
    folder: Path,
    company: str,
    *,
    own: str = "sqlite:///own.sqlite",
    jobs: str = "sqlite:///jobs.sqlite",
    stores: Mapping[str, str] | None = None,
    receipts: bool = False,
    truths: Path | None = None,
) -> Home:
    """
    Make a home with a company's policy, data map and filled systems, in which nothing was asked yet.

    `stores` are other addresses for some stores; where `receipts`, each store takes our one table.
    """
    from yakusoku.site.home import make_home, open_home

    urls = {**homes.stores_of([company]), **(stores or {})}
    make_home(folder, own=own, jobs=jobs, stores=urls, migrate=migrate).close()
    file = folder / "yakusoku.toml"
    written = file.read_text(encoding="utf-8").replace("[jobs]", "[jobs]\npoll_seconds = 0.02")
    for name in urls if receipts else ():
        written = written.replace(f"[stores.{name}]", f"[stores.{name}]\nreceipts = true")
    file.write_text(written, encoding="utf-8")
    home = open_home(folder)
    homes.furnish(folder, [company], people=PEOPLE, seed=SEED, as_of=FIRST, truths=truths, stores=stores)
    if receipts:
        _take_receipts(urls)
    return home


def _take_receipts(stores: Mapping[str, str]) -> None:
    from yakusoku.stores import registry
    from yakusoku.stores.receipts import make_table

    for name in stores:
        with registry.get(name).session() as session:
            make_table(session)
            session.commit()


def walks() -> dict[str, type[ChangeWalk]]:
    """Return the walk of each company in which rows are changed."""
    from tests.common.forgotten import ForgottenWalk
    from yakusoku.examples.walks.all import CHANGES

    kinds: tuple[type[ChangeWalk], ...] = (*CHANGES, ForgottenWalk)
    return {one.company: one for one in kinds}


def walk(
    home: Home,
    company: str,
    *,
    until: str = "closed",
    seed: str = "",
    tell: Callable[[Told], None] = lambda told: None,
) -> ChangeWalk:
    """Do the walk of a company in `home` up to a state, with repeatable entropy and days; a second call goes on."""
    from yakusoku.rights.rules import State

    entropy.use(Repeatable(seed or f"walk-{company}"))
    clock = SimulatedClock(datetime(2026, 11, 30, tzinfo=UTC))
    worker = home.worker(clock)
    walked = walks()[company](first=FIRST, clock=clock, worker=lambda: worker, tell=tell)
    walked.catch_up()
    worker.start()
    try:
        walked.run(until=State(until))
        worker.drain()
        clock.moment += timedelta(minutes=5)  # a mail that a dead worker had taken is free again by then
        worker.drain()
    finally:
        worker.close()
        home.settle(clock())
        entropy.use(entropy.system)
    return walked
