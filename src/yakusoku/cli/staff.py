"""The register of staff, one command a deed."""

from __future__ import annotations

from collections.abc import Collection

import click

from yakusoku.cli.context import Door
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

ROLES = ("desk", "approver", "manager", "auditor", "operator")
BY = click.option(
    "--by", default="operator", show_default=True, help="Who does this: a member's id, or a code."
)
_ROLES = click.Choice(ROLES)
ROLE = click.option("--role", "roles", multiple=True, required=True, type=_ROLES, help="May be given again.")


@click.group()
def staff() -> None:
    """Who acts here, and in which role."""


@staff.command()
@click.option("--company", required=True, help="The company, by its policy's id.")
@click.option("--name", prompt=True, help="The member's name; asked for if it is left out.")
@ROLE
@BY
@click.pass_obj
def add(door: Door, company: str, name: str, roles: tuple[str, ...], by: str) -> None:
    """Add a member and print the id with which they act."""
    with door.session() as home:
        _check_company(company, home.companies())
        from yakusoku.staff.operations import add_member
        from yakusoku.staff.rules import Role

        given = tuple(map(Role, roles))
        member = add_member(controller=company, name=Personal(name), roles=given, by=by, now=door.now())
    click.echo(member.public_id)


def _check_company(company: str, companies: Collection[str]) -> None:
    """:raises UnableToRegister: if the home holds no policy of that company"""
    from yakusoku.staff.operations import UnableToRegister

    if company not in companies:
        raise UnableToRegister(
            text("{company} has no policy in this home.", company=company),
            do=text("Name one that has: {companies}.", companies=", ".join(companies) or "-"),
        )


@staff.command(name="roles")
@click.argument("member_id")
@ROLE
@BY
@click.option("--yes", is_flag=True, help="Also where the company is left without an approver.")
@click.pass_obj
def roles_(door: Door, member_id: str, roles: tuple[str, ...], by: str, yes: bool) -> None:
    """Give a member these roles instead of the present ones."""
    with door.session():
        from yakusoku.staff.operations import change_roles
        from yakusoku.staff.rules import Role

        given = tuple(map(Role, roles))
        member = change_roles(member_id=member_id, roles=given, by=by, now=door.now(), last_approver=yes)
    click.echo(f"{member.public_id} {', '.join(member.roles)}")


@staff.command()
@click.argument("member_id")
@BY
@click.option("--yes", is_flag=True, help="Also where the company is left without an approver.")
@click.pass_obj
def retire(door: Door, member_id: str, by: str, yes: bool) -> None:
    """Let a member act no more; the id stays in the ledger."""
    with door.session():
        from yakusoku.staff.operations import retire as retire_member

        member = retire_member(member_id=member_id, by=by, now=door.now(), last_approver=yes)
    door.say(text("{member} is retired.", member=member.public_id))


@staff.command(name="list")
@click.option("--company", help="Of this company alone.")
@click.option("--retired", is_flag=True, help="The retired too.")
@click.pass_obj
def list_(door: Door, company: str | None, retired: bool) -> None:
    """List the members: id, company, roles, name."""
    home = door.open()
    try:
        from yakusoku.staff.queries import members

        found = members(controller=company, retired=retired)
    finally:
        home.close()
    for one in found:
        roles = ", ".join(role.says.say(door.language) for role in one.roles)
        end = "" if one.active else " " + text("(retired)").say(door.language)
        click.echo(f"{one.public_id}  {one.controller}  {roles}{end}  {one.name.reveal()}")
