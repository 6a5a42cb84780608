"""`yakusoku may` and `why`: may these data be used so, and what the answer rests on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, TypeVar, cast
from zoneinfo import ZoneInfo

import click

from yakusoku.cli.check import EXAMPLES, Day
from yakusoku.cli.context import Door
from yakusoku.decisions import queries
from yakusoku.policy import queries as policies
from yakusoku.terms.text import Text, text

Command = TypeVar("Command", bound=Callable[..., Any])
_EXITS = {queries.Outcome.ALLOWED: 0, queries.Outcome.REFUSED: 1, queries.Outcome.ALLOWED_IF: 3}
_OPTIONS = (
    click.argument("company"),
    click.argument("purpose", default=""),
    click.option("--data", multiple=True, help="A kind of data, such as user.name; may stand several times."),
    click.option("--who", default="controller", help="Who uses: a company by its id; else the company itself."),
    click.option("--by", "route", help="The way to others, such as provisions.insurers or exceptions.law."),
    click.option("--to", "recipient", help="Who gets the data, a company by its id."),
    click.option("--country", help="Where the recipient is, such as US."),
    click.option("--channel", help="How people are addressed, such as post."),
    click.option("--medium", help="How the data go out, such as written."),
    click.option("--about", default="customer", help="What the person is to the company."),
    click.option("--act", type=click.Choice(["use", "acquire", "inquire", "register"]), default="use"),
    click.option("--case", "cases", multiple=True, help="A special-care case that is relied on."),
    click.option(
        "--fact", "facts", multiple=True,
        help="What is so: order, consent:purposes.news, stop:post=no, collected_on=2026-11-30, looked_up.",
    ),
    click.option("--as-of", type=Day(), help="Ask for this day instead of today."),
    click.option("--examples", is_flag=True, help="Ask a packaged company instead of a home."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    click.option("--language", type=click.Choice(["en", "ja"]), help="Language of what is printed."),
)  # fmt: skip


class Chosen(TypedDict):
    """The options of a question, as they were written."""

    company: str
    purpose: str
    data: tuple[str, ...]
    who: str
    route: str | None
    recipient: str | None
    country: str | None
    channel: str | None
    medium: str | None
    about: str
    act: queries.Act
    cases: tuple[str, ...]
    facts: tuple[str, ...]
    as_of: date | None
    examples: bool
    as_json: bool
    language: str | None


def _asking(command: Command) -> Command:
    """Give a command the options of a question."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command()
@_asking
@click.option("--everybody", is_flag=True, help="Ask about people who are not yet known.")
@click.option(
    "--cases-in", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Try a file of cases."
)
@click.pass_context
def may(ctx: click.Context, /, *, everybody: bool, cases_in: Path | None, **asked: object) -> None:
    """
    Say whether COMPANY may use these data for PURPOSE, by which clause and article, and what a yes brings with it.

    What is not told as a fact is not known, and what is not known refuses.

    \b
    Exit codes:
      0  it may be done (or every case got its answer)
      1  it may not (or a case did not), or a file cannot be used
      2  asked wrongly
      3  it may be done for each person of whom something is so
    """
    chosen = cast("Chosen", asked)
    door = _door(ctx, chosen)
    compiled = _compiled(door, chosen)
    if cases_in is not None:
        ctx.exit(1 if _try_cases(door, compiled, cases_in) else 0)
    question = _question(door, compiled, chosen)
    facts = queries.read_facts(chosen["facts"])
    ruling = (compiled.decide_for_set if everybody else compiled.decide)(question, facts)
    if chosen["as_json"]:
        click.echo(json.dumps(_as_json(ruling, door.language), ensure_ascii=False, indent=2))
    else:
        for line in _lines(ruling, door.language):
            click.echo(line)
    ctx.exit(_EXITS[ruling.outcome])


@click.command()
@_asking
@click.pass_context
def why(ctx: click.Context, /, **asked: object) -> None:
    """
    Show every condition of a use, in the order in which it is asked, and what the facts say of it.

    \b
    Exit codes:
      0  it was shown
      1  there is no such fact, or a file cannot be used
      2  asked wrongly
    """
    chosen = cast("Chosen", asked)
    door = _door(ctx, chosen)
    compiled = _compiled(door, chosen)
    question = _question(door, compiled, chosen)
    facts = queries.read_facts(chosen["facts"])
    ruling, gates = compiled.decide(question, facts), compiled.explain(question, facts)
    if chosen["as_json"]:
        whole = {
            **_as_json(ruling, door.language),
            "conditions": [_gate_as_json(gate, so, door.language) for gate, so in gates],
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for line in _lines(ruling, door.language):
        click.echo(line)
    for gate, so in gates:
        click.echo(
            f"  {_truth(so).say(door.language)}  {gate.needs.say(door.language)}  ({_cited(gate.because)})"
        )


def _door(ctx: click.Context, chosen: Chosen) -> Door:
    door = ctx.ensure_object(Door)
    return replace(door, language=chosen["language"] or door.language)


def _compiled(door: Door, chosen: Chosen) -> queries.Compiled:
    company = chosen["company"]
    base = EXAMPLES if chosen["examples"] else door.home / "policies"
    folder = base / company / "policies" if chosen["examples"] else base / company
    if Path(company).name != company or not folder.is_dir():
        raise click.UsageError(f"There is no policy of {company} here.")
    return queries.Compiled.of(policies.load(folder))


def _question(door: Door, compiled: queries.Compiled, chosen: Chosen) -> queries.Question:
    if not chosen["data"]:
        raise click.UsageError("Name the data: --data user.name.")
    zone = ZoneInfo(compiled.history.versions[-1].controller.timezone)
    day = chosen["as_of"] or door.now().astimezone(zone).date()
    return queries.Question(
        day, chosen["purpose"], frozenset(chosen["data"]), chosen["who"], chosen["route"], chosen["recipient"],
        chosen["country"], chosen["channel"], chosen["medium"], chosen["about"], chosen["act"], chosen["cases"],
    )  # fmt: skip


def _try_cases(door: Door, compiled: queries.Compiled, file: Path) -> bool:
    """Print each case that got another answer, and how many did not; say whether one did."""
    found, lines = queries.read_cases(file)
    tries = tuple(queries.tried(found, lines, compiled))
    wrong = [one for one in tries if one.wrong]
    for one in wrong:
        said = "; ".join(each.say(door.language) for each in one.wrong)
        click.echo(f"{file.name}:{one.line}  {one.case.says.say(door.language)}: {said}")
    door.say(text("{count} cases, {wrong} with another answer.", count=len(tries), wrong=len(wrong)))
    return bool(wrong)


def _lines(ruling: queries.Ruling, language: str) -> Iterator[str]:
    """Yield the ruling as lines: answer and sentence, what it rests on, what to do."""
    yield f"{_outcome(ruling.outcome).say(language)}: {ruling.why.say(language)}"
    yield f"  {_cited(ruling.because)}"
    if ruling.says is not None:
        yield f"  {text('published: {says}', says=ruling.says).say(language)}"
    if not ruling.allowed:
        yield f"  {text('do: {step}', step=ruling.do).say(language)}"
    for one in ruling.obligations:
        yield f"  + {one.says.say(language)}{f' ({one.article})' if one.article else ''}"


def _outcome(outcome: queries.Outcome) -> Text:
    match outcome:
        case queries.Outcome.ALLOWED:
            return text("allowed")
        case queries.Outcome.REFUSED:
            return text("refused")
        case queries.Outcome.ALLOWED_IF:
            return text("allowed if")


def _truth(so: bool | None) -> Text:
    if so is None:
        return text("not known")
    return text("so") if so else text("not so")


def _cited(because: queries.Because) -> str:
    return " · ".join(part for part in (because.rule, because.clause, because.article) if part)


def _as_json(ruling: queries.Ruling, language: str) -> dict[str, object]:
    residual = ruling.residual
    return {
        "answer": ruling.outcome.value,
        "reason": ruling.reason,
        "known": ruling.known,
        "rule": ruling.because.rule,
        "clause": ruling.because.clause,
        "article": ruling.because.article,
        "why": ruling.why.say(language),
        "do": ruling.do.say(language),
        "published": ruling.says.say(language) if ruling.says else None,
        "version": ruling.version.isoformat() if ruling.version else None,
        "obligations": [
            {"code": one.code, "article": one.article, "says": one.says.say(language)}
            for one in ruling.obligations
        ],
        "residual": [_gate_as_json(gate, None, language) for gate in residual.gates] if residual else None,
    }


def _gate_as_json(gate: queries.Gate, so: bool | None, language: str) -> dict[str, object]:
    return {
        "reason": gate.reason,
        "needs": gate.needs.say(language),
        "so": so,
        "facts": list(queries.asked(gate.tree)),
        "rule": gate.because.rule,
        "clause": gate.because.clause,
        "article": gate.because.article,
    }
