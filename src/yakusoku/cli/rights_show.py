"""What the commands on requests print."""

from __future__ import annotations

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import Text, text


def _line(door: Door, label: Text, value: object) -> None:
    click.echo(f"  {label.say(door.language)}: {value}")


def show_request(door: Door, request_id: str, *, plan: bool) -> None:
    """Print one request; nothing printed is a person's value."""
    from yakusoku.rights import queries

    row = queries.request(request_id)
    click.echo(row.request_id)
    _line(door, text("receipt code"), row.receipt_code)
    _line(door, text("state"), row.state)
    _line(door, text("arrived"), f"{row.received_on} ({row.channel})")
    _line(door, text("right"), f"{row.right or '-'} {row.law}")
    _line(door, text("promised by"), row.target_on or text("no day is promised").say(door.language))
    _line(door, text("suit possible from"), row.suit_open_on)
    _line(door, text("policy of"), row.policy_version)
    fee = queries.fee_of(request_id)
    if fee is not None:
        _line(
            door,
            text("fee"),
            f"{fee.yen} JPY {fee.receipt or text('not paid').say(door.language)} ({fee.clause})",
        )
    for finding in queries.findings(request_id):
        _line(door, text("found"), f"{finding.section}: {finding.rows}")
    for item in queries.items(request_id):
        name = f"{item.section}.{item.field}" if item.field else item.section
        _line(
            door,
            text("decided"),
            f"{name}: {item.decision} {item.ground} {item.clause} {item.article}".rstrip(),
        )
    if row.outcome:
        _line(door, text("outcome"), row.outcome)
    if row.next_step:
        _line(door, text("next"), f"yakusoku rights {row.next_step} {request_id}")
    if plan:
        click.echo(queries.plan_text(request_id))


def show_candidates(door: Door, request_id: str, *, by: str) -> None:
    """Print candidates: places and what agrees. The values themselves stay in their store."""
    from yakusoku.rights import queries

    found = queries.candidates(request_id=request_id, by=by)
    if not found:
        door.say(text("No row agrees with anything the person gave. Ask for more to find it by."))
    for number, candidate in enumerate(found, 1):
        door.say(
            text(
                "{number}. {place}, score {score}",
                number=number,
                place=f"{candidate.dataset}.{candidate.collection}",
                score=candidate.score,
            )
        )
        for fact in candidate.facts:
            click.echo(f"     {fact.name}: {fact.agreement}")
