"""How clauses and their evidence are written: in lines for a reader, and as JSON for a program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.promises.queries import ClauseView, ControlView, Evidence, PromisesView, Seen


def padded(words: str, width: int) -> str:
    """Return `words` filled with blanks to `width` columns of a terminal, in which kanji take two."""
    taken = sum(2 if unicodedata.east_asian_width(letter) in "FW" else 1 for letter in words)
    return words + " " * max(1, width - taken)


def age_of(part: Evidence, as_of: date, language: str) -> str:
    """Return how old the newest of it is, in words."""
    days = max(0, (as_of - part.seen_on).days) if part.seen_on else 0
    if days < 2:
        return (text("yesterday") if days else text("today")).say(language)
    return text("{days} days", days=days).say(language)


def said(part: Evidence, whole: str, language: str) -> str:
    """Return the part in words, with its state where that is not the state of the whole clause."""
    words = part.says.say(language)
    if part.state == "not-called-on":
        words = f"{words} {text('No drill is noted.').say(language)}"
    return words if part.state == whole else f"{part.state.says.say(language)}: {words}"


def proof_of(part: Evidence) -> str:
    """Return where the ledger's entries stand that prove the part: ` [jcom/1#24, jcom/1#27]`."""
    return f" [{', '.join(_at(one) for one in part.entries)}]" if part.entries else ""


def _at(entry: Seen) -> str:
    return f"{entry.address}#{'?' if entry.index is None else entry.index}"


def details(clause: ClauseView, language: str, as_of: date) -> Iterator[str]:
    """Yield everything about one clause."""
    yield f"{clause.id}  {clause.state.says.say(language)}"
    if clause.says is not None:
        yield f"  {clause.says.say(language)}"
    if clause.citations:
        yield text("Declared in").say(language)
    for citation in clause.citations:
        yield f"  {citation.path}  ({citation.where})"
    for control in clause.controls:
        yield from _control(control, language, as_of)
    if clause.state not in ("heading", "not-encoded") and not clause.controls:
        yield text("No control is named for it.").say(language)
    for gap in clause.gaps:
        yield text("The published text lacks").say(language)
        article = f" ({gap.article.say(language)})" if gap.article else ""
        yield f"  {gap.says.say(language)}{article}"
        yield f"  → {gap.do.say(language)}"


def _control(control: ControlView, language: str, as_of: date) -> Iterator[str]:
    named = text("Control {name}: {says}", name=control.name, says=control.says).say(language)
    yield named
    yield f"  {text('owner: {owner}', owner=control.owner.name).say(language)}"
    if control.parameters:
        fixed = ", ".join(f"{name} = {value}" for name, value in control.parameters.items())
        yield f"  {text('for this clause: {fixed}', fixed=fixed).say(language)}"
    for part in control.evidence:
        yield f"  - {part.state.says.say(language)}: {said(part, part.state, language)}"
        if part.seen_on is not None:
            newest = text(
                "newest of {count}: {day} ({age}); counts for {months} months",
                count=part.count,
                day=part.seen_on,
                age=age_of(part, as_of, language),
                months=part.months,
            )
            yield f"    {newest.say(language)}"
        for entry in part.entries:
            yield f"    {_at(entry)}  {entry.tag}  {entry.at:%Y-%m-%dT%H:%MZ}  {entry.leaf_hash}"


def as_json(found: PromisesView, language: str) -> dict[str, object]:
    """Return all clauses as an object for a program."""
    return {
        "company": found.controller,
        "name": found.name.say(language),
        "version": found.version.isoformat(),
        "digest": found.digest,
        "as_of": found.as_of.isoformat(),
        "sums": {state.value: count for state, count in found.sums.items()},
        "clauses": [clause_as_json(clause, language) for clause in found.clauses],
    }


def clause_as_json(clause: ClauseView, language: str) -> dict[str, object]:
    """Return one clause as an object for a program."""
    return {
        "id": clause.id,
        "state": clause.state.value,
        "kind": clause.kind,
        "says": clause.says.say(language) if clause.says else None,
        "declared_in": [
            {"path": one.path, "file": one.where.file, "line": one.where.line} for one in clause.citations
        ],
        "controls": [_control_as_json(control, language) for control in clause.controls],
        "gaps": [
            {
                "says": gap.says.say(language),
                "do": gap.do.say(language),
                "article": gap.article.say(language) if gap.article else None,
            }
            for gap in clause.gaps
        ],
    }


def _control_as_json(control: ControlView, language: str) -> dict[str, object]:
    return {
        "control": control.name,
        "owner": control.owner.code,
        "with": dict(control.parameters),
        "state": control.state.value,
        "evidence": [
            {
                "state": part.state.value,
                "by": part.by,
                "says": part.says.say(language),
                "newest": part.newest.isoformat() if part.newest else None,
                "seen_on": part.seen_on.isoformat() if part.seen_on else None,
                "count": part.count,
                "months": part.months,
                "entries": [
                    {"log": one.address, "index": one.index, "tag": one.tag, "leaf_hash": one.leaf_hash}
                    for one in part.entries
                ],
            }
            for part in control.evidence
        ],
    }
