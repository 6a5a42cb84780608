"""A small policy in two versions, with what the packaged companies do not have: relations that end, opt-out, news."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from yakusoku.decisions.compiled import Compiled
from yakusoku.decisions.trees import Value
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import History, Policy
from yakusoku.terms import yamlfile
from yakusoku.terms.shape import validate

_FILE = Path(__file__).with_name("small.yaml")
SETTLED: dict[str, Value] = {
    "cease_use:*": False, "cease_provision:*": False, "stop:*": False, "objection:*": False, "consent:*": False,
    "compatibility:*": False, "restriction": False, "retention_passed": False, "collected_under": "2026-04-01",
}  # fmt: skip
"""What was looked up of somebody of whom nothing is against a use."""


def version(day: str, *, news: bool, laws: str = "appi") -> Policy:
    """Return one version of the small policy."""
    words = _FILE.read_text("utf-8").replace("published_from: 2024-04-01", f"published_from: {day}")
    words = words.replace("laws: [appi]", f"laws: [{laws}]")
    if not news:
        words = words.replace("user.contact, jp.order]", "user.contact]")
        words = "".join(line for line in words.splitlines(keepends=True) if not line.startswith("  news:"))
    document = yamlfile.parse(words.encode(), "small.yaml")
    form, findings = validate(PolicyForm, document)
    assert form is not None, findings
    return Policy(form, document)


@cache
def small(laws: str = "appi") -> Compiled:
    """Return the small policy ready to be asked: since 2024, and since April 2026 with a purpose and a kind more."""
    then, now = version("2024-04-01", news=False, laws=laws), version("2026-04-01", news=True, laws=laws)
    return Compiled.of(History("small", (then, now)))
