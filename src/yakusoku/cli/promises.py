"""`yakusoku promises`: every published clause, whether it is kept, and what shows it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door
from yakusoku.cli.promises_show import age_of, as_json, clause_as_json, details, padded, proof_of, said
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.promises.queries import ClauseView, PromisesView

_INDENT = " " * 11


@click.command()
@click.argument("company", required=False)
@click.option("--clause", "clause_id", help="Show everything about one clause, such as JC-D3.1.")
@click.option("--json", "json_wanted", is_flag=True, help="Print one JSON object.")
@click.option("--language", type=click.Choice(["en", "ja"]), help="Language of what is printed.")
@click.pass_context
def promises(
    ctx: click.Context,
    company: str | None,
    clause_id: str | None,
    json_wanted: bool,
    language: str | None,
) -> None:
    """
    Show for each published clause of COMPANY (else of all) whether it is kept, and by what.

    \b
    Exit codes:
      0  no clause is broken (one may be without evidence)
      1  a clause is broken, or there is no such company or clause
      2  asked wrongly
    """
    door = ctx.ensure_object(Door)
    spoken = replace(door, language=language or door.language)
    if clause_id is not None and company is None:
        raise click.UsageError("Name the company of the clause, such as jcom.")
    home = spoken.open()
    try:
        if company is None:
            broken = _show_all(spoken, json_wanted=json_wanted)
        elif clause_id is None:
            broken = show_promises(spoken, company, json_wanted=json_wanted)
        else:
            broken = _show_clause(spoken, company, clause_id, json_wanted=json_wanted)
    finally:
        home.close()
    ctx.exit(1 if broken else 0)


def _show_all(door: Door, *, json_wanted: bool) -> bool:
    """Print the clauses of every company of the home, and the sums of all; say whether one is broken."""
    from yakusoku.promises import queries

    found = [queries.promises(company, now=door.now()) for company in queries.companies()]
    total = {state: sum(one.sums[state] for one in found) for state in queries.State}
    if json_wanted:
        whole = {
            "companies": [as_json(one, door.language) for one in found],
            "sums": {state.value: count for state, count in total.items()},
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return bool(total[queries.State.BROKEN])
    for one in found:
        _show(door, one, only_evident=False)
        click.echo()
    counted = ", ".join(f"{state.says.say(door.language)} {count}" for state, count in total.items())
    door.say(
        text(
            "All companies: {companies}; clauses: {count} ({counted}).",
            companies=len(found),
            count=sum(total.values()),
            counted=counted,
        )
    )
    return bool(total[queries.State.BROKEN])


def show_promises(door: Door, company: str, *, only_evident: bool = False, json_wanted: bool = False) -> bool:
    """
    Print the clauses of `company`, or only those for which something was seen; the home is open.

    Return whether one of them is broken.
    """
    from yakusoku.promises import queries

    found = queries.promises(company, now=door.now())
    if json_wanted:
        click.echo(json.dumps(as_json(found, door.language), ensure_ascii=False, indent=2))
    else:
        _show(door, found, only_evident=only_evident)
    return bool(found.sums[queries.State.BROKEN])


def _show(door: Door, found: PromisesView, *, only_evident: bool) -> None:
    door.say(
        text(
            "{name} ({company}): policy of {version}, as of {day}",
            name=found.name,
            company=found.controller,
            version=found.version,
            day=found.as_of,
        )
    )
    click.echo()
    for clause in found.clauses:
        if clause.evident or not only_evident:
            for line in _row(clause, door.language, found.as_of):
                click.echo(line)
    click.echo()
    for line in _sums(found, door.language):
        click.echo(line)


def _show_clause(door: Door, company: str, clause_id: str, *, json_wanted: bool) -> bool:
    """Print everything about one clause; say whether it is broken."""
    from yakusoku.promises import queries

    found = queries.clause(company, clause_id, now=door.now())
    if json_wanted:
        click.echo(json.dumps(clause_as_json(found, door.language), ensure_ascii=False, indent=2))
    else:
        for line in details(found, door.language, queries.today(door.now())):
            click.echo(line)
    return found.state is queries.State.BROKEN


def _row(clause: ClauseView, language: str, as_of: date) -> Iterator[str]:
    """Yield the lines of one clause: id, state, age and owner; what it says; what was seen; what its text lacks."""
    newest = clause.newest
    age = age_of(newest, as_of, language) if newest else ""
    owners = dict.fromkeys(control.owner.name.say(language) for control in clause.controls)
    state = padded(clause.state.says.say(language), 16)
    yield f"{padded(clause.id, 11)}{state}{padded(age, 12)}{', '.join(owners)}".rstrip()
    if clause.says is not None:
        yield f"{_INDENT}{clause.says.say(language)}"
    lines = Counter(f"{said(part, clause.state, language)}{proof_of(part)}" for part in clause.parts)
    for line, times in lines.items():  # the same control may keep a clause with several parameters
        yield f"{_INDENT}- {line}{f' (×{times})' if times > 1 else ''}"
    for gap in clause.gaps:
        yield f"{_INDENT}! {text('the text lacks: {says}', says=gap.says).say(language)}"


def _sums(found: PromisesView, language: str) -> Iterator[str]:
    counted = ", ".join(f"{state.says.say(language)} {count}" for state, count in found.sums.items())
    whole = text("Clauses: {count} ({counted}).", count=len(found.clauses), counted=counted)
    yield whole.say(language)
    partly = sum(1 for clause in found.clauses if clause.evident and clause.state == "no-evidence")
    if partly:
        yield text("Of those without evidence, clauses of which a part was seen: {count}.", count=partly).say(
            language
        )
    looked = sum(1 for clause in found.clauses if clause.state == "kept" and clause.by_people)
    if looked:
        yield text("Of those kept, clauses for which people alone looked: {count}.", count=looked).say(
            language
        )
    gaps = len({id(gap) for clause in found.clauses for gap in clause.gaps})
    if gaps:
        yield text("What the text lacks is marked with “!”; `yakusoku check` says what to do.").say(language)
