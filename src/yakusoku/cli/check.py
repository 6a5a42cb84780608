"""`yakusoku check`: are the files of a home right, and what do the published texts lack?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

import yakusoku
from yakusoku.cli.context import Door
from yakusoku.policy.checks.home import Checked, check_examples, check_home
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
@click.pass_context
def check(
    ctx: click.Context,
    home: Path | None,
    examples: bool,
    as_json: bool,
    language: str | None,
    as_of: date | None,
) -> None:
    """
    Check configuration, policies and data map of HOME (else of the home in use).

    Errors make a file unusable (exit code 1). Gaps are what a published text lacks; they are shown and allowed.
    """
    door = ctx.ensure_object(Door)
    chosen = language or door.language
    checked = _checked(door, home or door.home, examples=examples, as_of=as_of)
    click.echo(_as_json(checked, chosen) if as_json else _as_text(checked, chosen), nl=as_json)
    ctx.exit(0 if checked.usable else 1)


def _checked(door: Door, home: Path, *, examples: bool, as_of: date | None) -> Checked:
    now = door.now()
    if examples:
        return check_examples(EXAMPLES, now=now, as_of=as_of)
    if not home.is_dir():
        raise click.UsageError(f"There is no home at {home}. Name one, or make one with `yakusoku init`.")
    checked = check_home(home, now=now, as_of=as_of)
    return replace(checked, findings=(*checked.findings, *_configuration(door, home)))


def _configuration(door: Door, home: Path) -> tuple[Finding, ...]:
    """Return what is wrong with `yakusoku.toml`; a bare folder of policies has none, and needs none."""
    file = home / "yakusoku.toml"
    if not file.exists():
        return ()
    try:
        door.configuration(home)
    except UnableTo as unable:
        return (Finding("home.configuration", Where(file.name, 1, 1), unable.wrong, unable.do),)
    return ()


def _as_text(checked: Checked, language: str) -> str:
    told = tell_all(checked.findings, language)
    return f"{told}{_summary(checked).say(language)}\n"


def _summary(checked: Checked) -> Text:
    return text(
        "Checked: policies {policies}, collections {collections}. "
        "Found: errors {errors}, gaps {gaps}, advice {advice}.",
        policies=checked.policies,
        collections=checked.collections,
        errors=checked.count(Severity.ERROR),
        gaps=checked.count(Severity.GAP),
        advice=checked.count(Severity.ADVICE),
    )


def _as_json(checked: Checked, language: str) -> str:
    whole = {
        "usable": checked.usable,
        "policies": checked.policies,
        "collections": checked.collections,
        "errors": checked.count(Severity.ERROR),
        "gaps": checked.count(Severity.GAP),
        "advice": checked.count(Severity.ADVICE),
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
