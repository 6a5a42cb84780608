"""The demo: a disclosure at J:COM by post, then three changes and a disclosure by telephone at other companies."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yakusoku.examples.walks.changing import ChangeWalk
    from yakusoku.examples.walks.told import Told

from yakusoku.cli.context import Door, OpenHome
from yakusoku.cli.demo_tour import say_tour
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

MARK = "this-is-a-demo"
_SEED = 20261123
_OTHERS = 200
"""Synthetic people of each of the other companies: enough for one walk."""


class UnableToDemonstrate(UnableTo):
    """The demo does not touch a folder that it did not make."""

    asked = text("run the demo")


@click.command()
@click.option(
    "--home",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-home"),
    show_default=True,
    help="Where the demo's home is made; an earlier demo there is replaced.",
)
@click.option(
    "--people",
    type=click.IntRange(1, 1_000_000),
    default=2000,
    show_default=True,
    help="Synthetic people beside the known cast.",
)
@click.pass_obj
def demo(door: Door, folder: Path, people: int) -> None:
    """Answer five requests from arrival to closing, in homes of their own: two disclosures and three changes."""
    from yakusoku.examples import homes
    from yakusoku.examples.walks.calendar import SimulatedClock, first_monday

    first = first_monday(door.now().date())
    truth = folder.with_name(f"{folder.name}.truth.jsonl")
    _clear(folder, truth)
    door.say(
        text(
            "Yakusoku shows five requests at five companies; first, at J:COM, disclosure by post under APPI."
        )
    )
    door.say(
        text(
            "The policy is our reading of the published text; the people do not exist; the days are simulated."
        )
    )
    door.home = folder
    door.maker(folder, stores=homes.STORES)
    (folder / MARK).write_text("made by `yakusoku demo`\n", encoding="utf-8")
    homes.copy_jcom(folder)
    homes.fill_jcom(folder, people=people, seed=_SEED, as_of=first, truth=truth)
    door.say(
        text(
            "{people} synthetic people fill two sample systems; who is who stands apart in {truth}.",
            people=people + 6,
            truth=str(truth),
        )
    )
    clock = SimulatedClock(door.now())
    with ExitStack() as stack:
        home = door.open()
        stack.callback(home.close)
        request = _walk(door, home, clock, first, stack)
        home.settle(clock())
        _afterwards(door, clock)
    walked = _others(door, folder, first)
    say_tour(door, folder, {"jcom": request, **walked})


def _clear(folder: Path, truth: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UnableToDemonstrate(
                text("{folder} exists and was not made by the demo.", folder=str(folder)),
                do=text("Name another folder with --home."),
            )
        shutil.rmtree(folder)
    truth.unlink(missing_ok=True)


def _walk(door: Door, home: OpenHome, clock: object, first: date, stack: ExitStack) -> str:
    """Do the walk, printing each stage; return the request's id."""
    from yakusoku.examples.walks.calendar import SimulatedClock
    from yakusoku.examples.walks.jcom_disclosure import DisclosureWalk

    assert isinstance(clock, SimulatedClock)  # noqa: S101  made one function up
    worker = home.worker(clock)
    worker.start()
    stack.callback(worker.close)
    walk = DisclosureWalk(first=first, clock=clock, worker=lambda: worker, tell=_teller(door))
    walk.run()
    _release(home.folder, walk.released)
    return walk.request_id


def _teller(door: Door) -> Callable[[Told], None]:
    """Return what prints a walk, stage by stage."""
    number = 0

    def tell(told: Told) -> None:
        nonlocal number
        if told.kind == "stage":
            number += 1
            day = told.at.astimezone(_zone()).strftime("%Y-%m-%d %H:%M") if told.at else ""
            click.echo()
            click.secho(f"{number:2}. {told.says.say(door.language)}", bold=True, nl=False)
            click.echo(f"   {day}")
            return
        sign = {"did": "•", "why": "§", "where": "→"}[told.kind]
        click.echo(f"    {sign} {told.says.say(door.language)}")

    return tell


def _release(folder: Path, released: Mapping[str, bytes]) -> None:
    target = folder / "outgoing"
    target.mkdir(exist_ok=True)
    for name, content in released.items():
        (target / name).write_bytes(content)


def _others(door: Door, folder: Path, first: date) -> dict[str, str]:
    """Do the walks of the other companies, each in a home of its own; verify its ledger; return their requests' ids."""
    from yakusoku.cli.ledger import say_verification
    from yakusoku.examples.walks.all import CHANGES
    from yakusoku.ledger import queries as ledger

    requests = {}
    for walk in CHANGES:
        code = walk.company
        click.echo()
        _heading(door, walk.title)
        requests[code] = _other(replace(door, home=folder / "others" / code), walk, max(first, walk.since))
        say_verification(door, ledger.verify(code))
        door.say(text("Its letter: {file}", file=str(folder / "others" / code / "outgoing" / "letter.pdf")))
    return requests


def _other(door: Door, walk: type[ChangeWalk], first: date) -> str:
    from yakusoku.examples import homes
    from yakusoku.examples.walks.calendar import SimulatedClock

    door.home.parent.mkdir(exist_ok=True)
    door.maker(door.home, stores=homes.stores_of([walk.company]))
    clock = SimulatedClock(door.now())
    with ExitStack() as stack:
        home = door.open()
        stack.callback(home.close)
        homes.furnish(door.home, [walk.company], people=_OTHERS, seed=_SEED, as_of=first, truths=None)
        worker = home.worker(clock)
        worker.start()
        stack.callback(worker.close)
        done = walk(first=first, clock=clock, worker=lambda: worker, tell=_teller(door))
        done.run()
        _release(home.folder, done.released)
        home.settle(clock())
        return done.request_id


def _zone() -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Asia/Tokyo")


def _afterwards(door: Door, clock: Callable[[], datetime]) -> None:
    """Verify the ledger, and show the promises that now have evidence."""
    from yakusoku.cli.ledger import say_verification
    from yakusoku.cli.promises import show_promises
    from yakusoku.ledger import queries as ledger

    click.echo()
    _heading(door, text("The ledger"))
    say_verification(door, ledger.verify("jcom"))
    click.echo()
    _heading(door, text("Promises of J:COM that now have evidence"))
    show_promises(replace(door, clock=clock), "jcom", only_evident=True)


def _heading(door: Door, says: Text) -> None:
    click.secho(says.say(door.language), bold=True)
