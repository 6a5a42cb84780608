"""How a finding is printed: place and sentence first, then what was read, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import Text, text

_INDENT = "    "
_LONGEST = 160


def tell(finding: Finding, language: str = "en") -> str:
    """
    Return `finding` as lines for a terminal in `language`, without a line break at the end.

    The first line is `file:line:column  severity  sentence`; the indented ones below say what was
    read, what is allowed, the nearest allowed word, and the next step. Lines with nothing to say are left out.
    """
    head = f"{finding.where}  {_severity(finding.severity).say(language)}  {finding.says.say(language)}"
    return "\n".join([head, *(f"{_INDENT}{line.say(language)}" for line in _details(finding))])


def tell_all(findings: Iterable[Finding], language: str = "en") -> str:
    """Return all `findings` by place and kind, so that two runs print the same; "" where there are none."""
    ordered = sorted(findings, key=lambda finding: finding.order)
    return "".join(f"{tell(finding, language)}\n" for finding in ordered)


def _severity(severity: Severity) -> Text:
    match severity:
        case Severity.ERROR:
            return text("error")
        case Severity.GAP:
            return text("gap")
        case Severity.ADVICE:
            return text("advice")


def _details(finding: Finding) -> Iterable[Text]:
    if finding.read is not None:
        yield text("read: {value}", value=_on_one_line(finding.read))
    if finding.allowed:
        yield text("allowed: {values}", values=", ".join(finding.allowed))
    if finding.nearest is not None:
        yield text("did you mean: {value}", value=finding.nearest)
    yield text("do: {step}", step=finding.do)


def _on_one_line(value: str) -> str:
    """Return `value` without line breaks and invisible characters, cut where it is long: it is read, not parsed."""
    line = " ".join(value.split()) if value.strip() else repr(value)
    line = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
