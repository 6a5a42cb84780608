"""Keys with which programs act, one command a deed."""

from __future__ import annotations

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text

_DEEDS = click.Choice(["rulings", "consents", "stops", "loosenings", "choices"])
_BY = click.option("--by", required=True, help="The manager who does this, by id.")


@click.group(name="api-keys")
def api_keys() -> None:
    """Keys with which programs act: what each may do, for which purposes, until when."""


@api_keys.command()
@click.argument("company")
@click.option(
    "--deed", "deeds", multiple=True, required=True, type=_DEEDS, help="What it may do; may be given again."
)
@click.option(
    "--purpose", "purposes", multiple=True, required=True,
    help="For which purpose it may ask and record, by its id, or * for all; may be given again.",
)  # fmt: skip
@click.option("--owner", required=True, help="The member who answers for the program, by id.")
@click.option("--days", type=click.IntRange(1, 400), default=365, show_default=True, help="When it ends.")
@_BY
@click.pass_obj
def make(
    door: Door,
    company: str,
    deeds: tuple[str, ...],
    purposes: tuple[str, ...],
    owner: str,
    days: int,
    by: str,
) -> None:
    """Make a key for a program of COMPANY and print it: it is shown this once."""
    with door.session():
        from yakusoku.staff.operations import make_key
        from yakusoku.staff.rules import Deed

        made = make_key(
            controller=company, owner=owner, deeds=tuple(map(Deed, deeds)), purposes=purposes, days=days, by=by,
            now=door.now(),
        )  # fmt: skip
    click.echo(made.token.reveal())
    door.say(
        text("Keep it now: it is not shown again. {key} ends on {day}.",
             key=made.key.public_id, day=made.key.expires_at.date()),
        err=True,
    )  # fmt: skip


@api_keys.command()
@click.argument("key_id")
@_BY
@click.pass_obj
def revoke(door: Door, key_id: str, by: str) -> None:
    """Let KEY_ID do nothing more, from this moment on."""
    with door.session():
        from yakusoku.staff.operations import revoke_key

        revoked = revoke_key(key_id=key_id, by=by, now=door.now())
    door.say(text("{key} is revoked.", key=revoked.public_id))


@api_keys.command("list")
@click.option("--company", help="Of this company alone.")
@click.option("--ended", is_flag=True, help="Those that are revoked or have ended, too.")
@click.pass_obj
def list_(door: Door, company: str | None, ended: bool) -> None:
    """List keys: id, company, who answers for it, what it may do, for which purposes, until when, last use."""
    home = door.open()
    try:
        from yakusoku.staff.queries import keys

        found = keys(controller=company, ended=ended, now=door.now())
    finally:
        home.close()
    for one in found:
        used = one.used_at.isoformat(timespec="minutes") if one.used_at else "-"
        state = "" if one.is_good(door.now()) else " " + text("(ended)").say(door.language)
        click.echo(
            f"{one.public_id}  {one.controller}  {one.owner}  {','.join(one.deeds)}  {','.join(one.purposes)}  "
            f"{one.expires_at.date()}  {used}{state}"
        )
    if not found:
        door.say(text("There is no key."))
