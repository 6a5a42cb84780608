"""`yakusoku doctor`: a look at everything that could be wrong here, and what to do next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door
from yakusoku.cli.promises_show import padded
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.promises.queries import Line

_CONFIGURATION = "configuration"
_OWN = "own-state"


@click.command()
@click.option("--json", "json_wanted", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def doctor(door: Door, json_wanted: bool) -> None:
    """
    Look at configuration, own state, ledger, keys, stores, files, work and requests.

    Nothing is changed. Exit code 1 if something is wrong; what only needs a look does not fail.
    """
    found = _found(door)
    if json_wanted:
        lines = [
            {"area": area, "verdict": verdict, "says": says, "do": do or None}
            for area, _, verdict, _, says, do in found
        ]
        fine = all(line["verdict"] != "wrong" for line in lines)
        click.echo(json.dumps({"fine": fine, "lines": lines}, ensure_ascii=False, indent=2))
    else:
        for _, area, _, verdict, says, do in found:
            click.echo(f"{padded(verdict, 8)}{padded(area, 24)}{says}")
            if do:
                click.echo(f"{' ' * 32}→ {do}")
    if any(verdict == "wrong" for _, _, verdict, _, _, _ in found):
        click.get_current_context().exit(1)


_Row = tuple[str, str, str, str, str, str]
"""Area and verdict, each as a code and in words; what was found; what to do."""


def _found(door: Door) -> list[_Row]:
    try:
        home = door.open(whole=False)
    except UnableTo as unable:
        return [_configuration(door, "wrong", text("wrong"), unable.wrong, unable.do)]
    except Exception as error:  # noqa: BLE001  a home that does not open is a finding, in words without values
        says = text("This home cannot be opened ({kind}).", kind=type(error).__name__)
        do = text("Compare yakusoku.toml with docs/configuration.md.")
        return [_configuration(door, "wrong", text("wrong"), says, do)]
    try:
        from yakusoku.promises import queries

        opened = text("The configuration of {home} can be used.", home=str(home.folder))
        rows = [_configuration(door, "ok", text("ok"), opened, None)]
        rows += [_row(line, door.language) for line in queries.examine(now=door.now())]
        said = " ".join(says for code, _, verdict, _, says, _ in rows if (code, verdict) == (_OWN, "wrong"))
        damaged = (finding for finding in home.integrity() if finding.where.file not in said)
        return rows + [_damaged(finding, door.language) for finding in damaged]
    finally:
        home.close()


def _configuration(door: Door, code: str, verdict: Text, says: Text, do: Text | None) -> _Row:
    language = door.language
    area = text("configuration").say(language)
    return (
        _CONFIGURATION,
        area,
        code,
        verdict.say(language),
        says.say(language),
        do.say(language) if do else "",
    )


def _damaged(finding: Finding, language: str) -> _Row:
    """Return the row of a damaged database: own state is lost without a backup, job tables are made anew."""
    code, area = (_OWN, text("own state")) if finding.severity is Severity.ERROR else ("work", text("work"))
    verdict = ("wrong", text("wrong")) if finding.severity is Severity.ERROR else ("look", text("look"))
    says, do = finding.says.say(language), finding.do.say(language)
    return (code, area.say(language), verdict[0], verdict[1].say(language), says, do)


def _row(line: Line, language: str) -> _Row:
    return (
        line.area.value,
        line.area.says.say(language),
        line.verdict.value,
        line.verdict.says.say(language),
        line.says.say(language),
        line.do.say(language) if line.do else "",
    )
