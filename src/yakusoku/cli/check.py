"""
`yakusoku check`: are the files of a home right, and what do the published texts lack?

Exit codes: 0 no error was found (gaps are allowed), 1 an error was found, 2 the question could not be answered:
asked wrongly, no such home, or a day that our data of law does not know.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Collection
from datetime import date
from pathlib import Path

import click

import yakusoku
from yakusoku.cli import remembered
from yakusoku.cli.context import Door
from yakusoku.cli.remembered import Answer
from yakusoku.policy.published import changed_in
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.telling import tell_all
from yakusoku.terms.text import Text, text

EXAMPLES = Path(yakusoku.__file__).resolve().parent / "examples" / "data"


class Day(click.ParamType[date]):
    """A day, such as 2026-11-23."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail as usage errors do."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is not a day such as 2026-11-23", param, ctx)


@click.command()
@click.argument("home", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--examples", is_flag=True, help="Check the packaged companies instead of a home.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--language", type=click.Choice(["en", "ja"]), help="Language of the findings.")
@click.option("--as-of", type=Day(), help="Judge by the law of this day instead of today's.")
@click.option(
    "--evidence", is_flag=True, help="Try the evidence of every control with a planted fault instead."
)
@click.option("--fresh", is_flag=True, help="Read everything anew, and remember nothing.")
@click.pass_context
def check(
    ctx: click.Context,
    home: Path | None,
    examples: bool,
    as_json: bool,
    language: str | None,
    as_of: date | None,
    evidence: bool,
    fresh: bool,
) -> None:
    """
    Check configuration, policies and data map of HOME (else of the home in use).

    Errors make a file unusable. Gaps are what a published text lacks; they are shown and allowed.
    What was found is remembered until a file, the program, the laws or the day changes.

    With --evidence a home is made, every fault that is packaged is planted in it and repaired, and it is thrown
    away: each must turn exactly its clauses. That tries the program, not the company.

    \b
    Exit codes:
      0  no error was found
      1  an error was found, or a fault did not turn its clauses
      2  it could not be checked: asked wrongly, no such home, a day outside our data of law
    """
    door = ctx.ensure_object(Door)
    chosen = language or door.language
    if evidence:
        if home or examples or as_of or fresh:
            raise click.UsageError("--evidence makes a home of its own: name no other, and no day.")
        from yakusoku.cli.evidence import check_evidence

        ctx.exit(0 if check_evidence(door, EXAMPLES, chosen, as_json=as_json) else 1)
    if not examples and not (home or door.home).is_dir():
        raise click.UsageError(
            f"There is no home at {home or door.home}. Name one, or make one with `yakusoku init`."
        )
    try:
        answer = _answered(door, None if examples else home or door.home, as_of=as_of, fresh=fresh)
    except UnableTo as unable:
        click.echo(unable.say(chosen), err=True)
        ctx.exit(2)
    click.echo(_as_json(answer, chosen) if as_json else _as_text(answer, chosen), nl=as_json)
    ctx.exit(1 if _count(answer, Severity.ERROR) else 0)


def _answered(door: Door, home: Path | None, *, as_of: date | None, fresh: bool) -> Answer:
    """Return what was found in a home, or in the packaged companies where it is None."""
    stores, wrong = _configuration(door, home) if home else (None, ())
    folders = _folders(home)
    about = remembered.key(folders, as_of=as_of, stores=stores) if door.cache and not fresh else None
    file = remembered.place(door.cache, str((home or EXAMPLES).resolve())) if door.cache and about else None
    answer = remembered.recall(file, about, door.now()) if file and about else None
    if answer is None:
        answer = _read_anew(door, home, as_of=as_of, stores=stores)
        if file and about and remembered.key(folders, as_of=as_of, stores=stores) == about:
            remembered.remember(file, about, answer)
    published = changed_in(home) if home else []
    findings = sorted((*answer.findings, *wrong, *published), key=lambda finding: finding.order)
    return Answer(tuple(findings), answer.policies, answer.collections, answer.days)


def _folders(home: Path | None) -> list[Path]:
    """Return the folders whose files a check reads."""
    if home is not None:
        return [home / "policies", home / "datamap"]
    return sorted(
        path for kind in ("policies", "datamap") for path in EXAMPLES.glob(f"*/{kind}") if path.is_dir()
    )


def _read_anew(
    door: Door, home: Path | None, *, as_of: date | None, stores: Collection[str] | None
) -> Answer:
    """Check without memory. What reads and shapes files is imported only here."""
    from yakusoku.policy.checks.home import check_examples, check_home

    gc.disable()  # what is read stays until the end, and looking for circles in it takes a third of the time
    try:
        if home is None:
            checked = check_examples(EXAMPLES, now=door.now(), as_of=as_of)
        else:
            checked = check_home(home, now=door.now(), as_of=as_of, stores=stores)
    finally:
        gc.enable()
    return Answer(checked.findings, checked.policies, checked.collections, checked.days)


def _configuration(door: Door, home: Path) -> tuple[Collection[str] | None, tuple[Finding, ...]]:
    """
    Return the stores that `yakusoku.toml` connects, and what is wrong with it.

    A bare folder of policies has no such file and needs none; then, and where no store is connected yet, none are
    compared.
    """
    file = home / "yakusoku.toml"
    if not file.exists():
        return None, ()
    try:
        settings = door.configuration(home)
    except UnableTo as unable:
        return None, (Finding("home.configuration", Where(file.name, 1, 1), unable.wrong, unable.do),)
    return sorted(getattr(settings, "stores", ())) or None, ()


def _as_text(checked: Answer, language: str) -> str:
    told = tell_all(checked.findings, language)
    return f"{told}{_summary(checked).say(language)}\n"


def _summary(checked: Answer) -> Text:
    return text(
        "Checked: policies {policies}, collections {collections}. "
        "Found: errors {errors}, gaps {gaps}, advice {advice}.",
        policies=checked.policies,
        collections=checked.collections,
        errors=_count(checked, Severity.ERROR),
        gaps=_count(checked, Severity.GAP),
        advice=_count(checked, Severity.ADVICE),
    )


def _count(checked: Answer, severity: Severity) -> int:
    return sum(1 for finding in checked.findings if finding.severity is severity)


def _as_json(checked: Answer, language: str) -> str:
    whole = {
        "usable": not _count(checked, Severity.ERROR),
        "policies": checked.policies,
        "collections": checked.collections,
        "errors": _count(checked, Severity.ERROR),
        "gaps": _count(checked, Severity.GAP),
        "advice": _count(checked, Severity.ADVICE),
        "findings": [_one(finding, language) for finding in checked.findings],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _one(finding: Finding, language: str) -> dict[str, object]:
    return {
        "file": finding.where.file,
        "line": finding.where.line,
        "column": finding.where.column,
        "key": finding.where.key,
        "severity": finding.severity.value,
        "kind": finding.kind,
        "says": finding.says.say(language),
        "do": finding.do.say(language),
        "read": finding.read,
        "allowed": list(finding.allowed),
        "nearest": finding.nearest,
    }
