"""Messages to other systems, one command a deed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.webhooks.operations import Made

_EVENTS = click.Choice(["choice.stopped", "choice.withdrawn", "choice.restricted"])
_BY = click.option("--by", required=True, help="The manager who does this, by id.")


@click.group()
def webhooks() -> None:
    """Messages to systems that want to know of stops, withdrawals and restrictions (Standard Webhooks)."""


@webhooks.command()
@click.argument("company")
@click.argument("url")
@click.option("--event", "events", multiple=True, required=True, type=_EVENTS, help="May be given again.")
@_BY
@click.pass_obj
def add(door: Door, company: str, url: str, events: tuple[str, ...], by: str) -> None:
    """Send messages of COMPANY to URL from now on; print the endpoint's id, its secret and its key for persons' ids."""
    with door.session():
        from yakusoku.webhooks.operations import add_endpoint
        from yakusoku.webhooks.rules import Event

        made = add_endpoint(
            controller=company, url=url, events=tuple(map(Event, events)), by=by, now=door.now()
        )
    _show(made)


def _show(made: Made) -> None:
    click.echo(made.endpoint.public_id)
    click.echo(made.secret.reveal())
    click.echo(made.person_key.reveal())


@webhooks.command()
@click.argument("endpoint")
@_BY
@click.pass_obj
def rotate(door: Door, endpoint: str, by: str) -> None:
    """Renew the secret of ENDPOINT and print it; for a day both sign."""
    with door.session():
        from yakusoku.webhooks.operations import rotate as renew

        made = renew(endpoint_id=endpoint, by=by, now=door.now())
    _show(made)


@webhooks.command()
@click.argument("endpoint")
@_BY
@click.pass_obj
def enable(door: Door, endpoint: str, by: str) -> None:
    """Let a disabled ENDPOINT have messages again, those that were held first."""
    with door.session():
        from yakusoku.webhooks.operations import enable as let

        count = let(endpoint_id=endpoint, by=by, now=door.now())
    door.say(text("Messages that wait now: {count}.", count=count))


@webhooks.command()
@click.argument("endpoint")
@_BY
@click.pass_obj
def retire(door: Door, endpoint: str, by: str) -> None:
    """Let ENDPOINT have no messages any more."""
    with door.session():
        from yakusoku.webhooks.operations import retire as end

        end(endpoint_id=endpoint, by=by, now=door.now())


@webhooks.command()
@click.argument("endpoint")
@click.option("--since", type=click.DateTime(), required=True, help="What was made since then, in UTC.")
@_BY
@click.pass_obj
def replay(door: Door, endpoint: str, since: datetime, by: str) -> None:
    """Send once more what was made for ENDPOINT since a moment, under the same ids."""
    with door.session():
        from yakusoku.webhooks.operations import replay as again

        count = again(
            endpoint_id=endpoint, since=since.replace(tzinfo=ZoneInfo("UTC")), by=by, now=door.now()
        )
    door.say(text("Messages that wait now: {count}.", count=count))


@webhooks.command("list")
@click.option("--company", help="Of this company alone.")
@click.pass_obj
def list_(door: Door, company: str | None) -> None:
    """List endpoints: id, company, state, messages that wait or are held, events, address."""
    home = door.open()
    try:
        from yakusoku.webhooks.queries import endpoints

        found = endpoints(controller=company)
    finally:
        home.close()
    for one in found:
        waits = f"{one.waiting}+{one.held}"
        click.echo(
            f"{one.public_id}  {one.controller}  {one.state}  {waits}  {','.join(one.events)}  {one.url}"
        )
    if not found:
        door.say(text("No system gets messages."))


@webhooks.command()
@click.argument("endpoint")
@click.pass_obj
def deliveries(door: Door, endpoint: str) -> None:
    """List the newest messages to ENDPOINT, and what came of each attempt."""
    home = door.open()
    try:
        from yakusoku.webhooks.queries import deliveries as delivered

        found = delivered(endpoint=endpoint)
    finally:
        home.close()
    for one in found:
        tried = " ".join(f"{each.outcome}({each.duration_ms}ms)" for each in one.attempts)
        click.echo(
            f"{one.public_id}  {one.made_at:%Y-%m-%d %H:%M:%S}  {one.event}  {one.about}  {one.state}  {tried}"
        )
