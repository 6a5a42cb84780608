"""What the demo leaves behind, and a tour of five minutes through it: each stop is a command and what to look at."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import Text, text

_NAME = "yakusoku"
_SHOPS = "jalpak shopping-convenience --by provisions.duty-free-shops"
_LOOKED_UP = "--fact looked_up --fact collected_under=2026-11-23 --fact consent:provisions.duty-free-shops"


def say_tour(door: Door, folder: Path, requests: Mapping[str, str]) -> None:
    """Print where things lie, and the stops of the tour; `requests` has the request of each company."""
    click.echo()
    click.secho(text("Where things lie").say(door.language), bold=True)
    for place, what in _places(requests["jcom"]):
        click.echo(f"  {folder / place}: {what.say(door.language)}")
    click.echo()
    click.secho(text("A tour of five minutes").say(door.language), bold=True)
    for number, (what, home, arguments) in enumerate(_stops(requests), 1):
        language = "" if door.language == "en" else f"--language {door.language} "
        click.echo(f" {number}. {what.say(door.language)}")
        click.echo(f"    {program()} {language}--home {shlex.quote(str(folder / home))} {arguments}")


def program() -> str:
    """
    Return what a reader types to call this program again.

    It is `yakusoku` where the shell finds this very file by that name, else the path by which it was called: a checkout
    has it in `.venv/bin`, where no shell looks, and another checkout's program may stand in the way.
    """
    called = Path(sys.argv[0])
    found = shutil.which(_NAME)
    if called.stem != _NAME or (found and Path(found).resolve() == called.resolve()):
        return _NAME
    return shlex.quote(sys.argv[0])


def _places(request: str) -> Iterator[tuple[str, Text]]:
    """Yield what the home of J:COM holds."""
    yield "outgoing/letter.pdf", text("the letter, opened for printing")
    yield "own.sqlite", text("own state: requests, decisions, ledger (no values of persons but sealed ones)")
    yield "keys/", text("case keys, wrapping keys, signing key: back them up apart")
    yield f"sealed/{request}/", text("what was found and the package, sealed under the case's key")
    yield "outside/", text("checkpoints, outside the database")
    yield "jobs.sqlite", text("job tables: ids and counts")
    yield "log/deeds.jsonl", text("one line a deed")
    yield "mail/", text("mails to the desk")
    yield "stores/", text("J:COM's two sample systems")
    yield "others/", text("a home for each of the other four companies, made alike")


def _stops(requests: Mapping[str, str]) -> Iterator[tuple[Text, Path, str]]:
    """Yield what each stop shows, the home, and the rest of its command."""
    here = Path()
    other = Path("others")
    yield (
        text("A request from arrival to closing, with the plan of its search:"),
        here,
        f"rights show {requests['jcom']} --plan",
    )
    yield (
        text("A published sentence, what keeps it, and the evidence:"),
        here,
        "promises jcom --clause JC-D3.1",
    )
    yield (
        text("An erasure: what went, what a statute or a hold keeps, who was told:"),
        other / "jalux",
        f"rights show {requests['jalux']}",
    )
    yield (
        text("May a duty-free shop get a passport number? Yes, since it is published and the person agreed:"),
        other / "jalpak",
        f"may {_SHOPS} --data user.government_id.passport_number {_LOOKED_UP}",
    )
    yield (
        text("And a telephone number? No, and by which sentence:"),
        other / "jalpak",
        f"may {_SHOPS} --data user.contact.phone_number {_LOOKED_UP}",
    )
    yield (
        text("What the published text lacks under the law's checklists:"),
        other / "japanet",
        "notice lint japanet",
    )
    yield (text("Has anybody changed the record?"), here, "ledger verify")
    yield (text("Is everything in its place?"), here, "doctor")
