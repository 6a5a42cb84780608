"""Lists that are held against the register, and checks on erasure that withdrawals started."""

from __future__ import annotations

from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.terms.files import write_whole
from yakusoku.terms.text import Text, text

_REASONS: dict[str, Text] = {
    "stopped": text("stopped"),
    "no-consent": text("no consent to this way"),
    "unread": text("cannot be read, so nobody knows"),
}


@click.command()
@click.argument("company")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mailing", required=True, help="The company's code of the mailing, such as spring-catalog-2027."
)
@click.option("--way", required=True, help="By which way people are addressed, such as post.")
@click.option("--purpose", required=True, help="For which purpose of the policy.")
@click.option("--column", "columns", multiple=True, required=True,
              help="Which identity a column holds: `address=住所`; may stand several times.")  # fmt: skip
@click.option("--name-column", default="", help="The column of the person's name.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="Where the lines go that may be addressed, in the encoding of FILE.")  # fmt: skip
@click.option("--by", required=True, help="A member of the desk, or the code of a system.")
@click.pass_obj
def stopped(
    door: Door,
    company: str,
    file: Path,
    mailing: str,
    way: str,
    purpose: str,
    columns: tuple[str, ...],
    name_column: str,
    out: Path,
    by: str,
) -> None:
    """Hold the CSV FILE against the register; write the lines that may be addressed, and name the others by line."""
    by_heading = {heading: identity for identity, _, heading in (one.partition("=") for one in columns)}
    with door.session():
        from yakusoku.consent.operations import screen_list

        found = screen_list(
            content=file.read_bytes(), columns=by_heading, name_column=name_column, controller=company,
            mailing=mailing, way=way, purpose=purpose, by=by, now=door.now(),
        )  # fmt: skip
        write_whole(out, found.content)
    for one in found.kept_back:
        reason = _REASONS[one.reason].say(door.language)
        click.echo(
            text("line {line}: {reason} {choice}", line=one.line, reason=reason, choice=one.choice)
            .say(door.language)
            .rstrip()
        )
    kept = len(found.kept_back)
    left = found.rows - kept
    door.say(
        text(
            "{rows} lines; {kept} kept back, {left} may be addressed.", rows=found.rows, kept=kept, left=left
        )
    )


@click.command()
@click.argument("company")
@click.option("--closed", is_flag=True, help="The closed ones too.")
@click.pass_obj
def checks(door: Door, company: str, closed: bool) -> None:
    """List the checks on erasure of COMPANY that withdrawals started."""
    home = door.open()
    try:
        from yakusoku.consent import queries

        found = queries.checks(controller=company, closed=closed)
    finally:
        home.close()
    for one in found:
        special = " " + text("(special care)").say(door.language) if one.special_care else ""
        came = f"  {one.outcome} {one.reference}" if one.closed_at else ""
        click.echo(f"{one.public_id}  {one.opened_on}  {one.scope}{special}{came}")


@click.command()
@click.argument("check_id")
@click.option("--came", required=True, type=click.Choice(["erased", "request", "other-ground", "not-held"]),
              help="What came of it.")  # fmt: skip
@click.option("--reference", required=True, help="The request, certificate or article that shows it.")
@click.option("--by", required=True, help="The member of the desk who looked.")
@click.pass_obj
def check(door: Door, check_id: str, came: str, reference: str, by: str) -> None:
    """Close CHECK_ID: note whether data were erased since the consent was withdrawn."""
    with door.session():
        from yakusoku.consent.operations import close_check
        from yakusoku.consent.rules import Came

        close_check(check_id=check_id, came=Came(came), reference=reference, by=by, now=door.now())
    door.say(text("{check} is closed: {came}.", check=check_id, came=Came(came).says))
