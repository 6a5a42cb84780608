"""Making a home."""

from __future__ import annotations

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text


@click.command()
@click.option(
    "--own",
    default="sqlite:///own.sqlite",
    show_default=True,
    help="Own state: sqlite:///file or postgresql://…",
)
@click.option(
    "--jobs",
    default="sqlite:///jobs.sqlite",
    show_default=True,
    help="Job tables: sqlite:///file or postgresql://…",
)
@click.pass_obj
def init(door: Door, own: str, jobs: str) -> None:
    """Make a home, or finish a half-made one. Nothing that exists is overwritten."""
    door.maker(door.home, own=own, jobs=jobs)
    door.say(text("A home is ready at {folder}.", folder=str(door.home)))
    door.say(
        text(
            "Next: put policies into policies/<company>/, the data map into datamap/, name the stores in"
            " yakusoku.toml, then run `yakusoku check`."
        )
    )
