"""The door for programs, opened."""

from __future__ import annotations

from typing import Protocol, cast

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text


class _Web(Protocol):
    address: str
    port: int


class _Settings(Protocol):
    web: _Web


@click.command()
@click.pass_obj
def serve(door: Door) -> None:
    """Serve the door for programs (HTTP, by [web] of the configuration) until stopped."""
    web = cast("_Settings", door.configuration(door.home)).web
    door.say(text("The door for programs is at {address}, port {port}. Stop it with Ctrl-C.",
                  address=web.address, port=web.port))  # fmt: skip
    if door.server is not None:
        door.server(door.home, door.clock)
