"""The worker and the outbox."""

from __future__ import annotations

import signal

import click

from yakusoku.cli.context import Door
from yakusoku.cli.promises_show import padded
from yakusoku.terms.text import text

_WIDTHS = (24, 10, 20, 22, 0)


@click.group()
def work() -> None:
    """Run the worker; look at the outbox."""


@work.command()
@click.pass_obj
def run(door: Door) -> None:
    """Run bursts, hand over mail and index the ledger until stopped (Ctrl-C or SIGTERM)."""
    home = door.open()
    worker = home.worker(door.clock)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    worker.start()
    door.say(text("The worker runs. Stop it with Ctrl-C."))
    try:
        worker.run()
    finally:
        worker.close()
        home.close()


@work.command()
@click.option("--seconds", default=120.0, show_default=True, help="Give up after this many seconds.")
@click.pass_obj
def drain(door: Door, seconds: float) -> None:
    """Do all work that is due now, then stop."""
    home = door.open()
    worker = home.worker(door.clock)
    worker.start()
    try:
        finished = worker.drain(seconds=seconds)
    finally:
        worker.close()
        home.close()
    if not finished:
        door.say(text("Some work is not finished; `yakusoku doctor` says what."), err=True)
        raise SystemExit(1)
    door.say(text("All work that was due is done."))


@work.command("list")
@click.pass_obj
def list_intents(door: Door) -> None:
    """List what waits, runs or failed."""
    with door.session():
        from yakusoku.work import queries

        found = queries.intents(states=("waiting", "started", "failed"))
        if not found:
            door.say(text("Nothing waits, runs or has failed."))
            return
        heads = (text("work"), text("state"), text("not before (UTC)"), text("about"), text("id"))
        lines = [[head.say(door.language) for head in heads]]
        lines += [
            [one.kind, one.state, f"{one.not_before:%Y-%m-%d %H:%M}", one.about, one.public_id]
            for one in found
        ]
        for line in lines:
            cells = zip(line, _WIDTHS, strict=True)
            click.echo("".join(padded(words, width) for words, width in cells).rstrip())
