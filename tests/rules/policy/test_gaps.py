"""What a declaration leaves empty is a gap, found by itself: one planted omission each, from the page's examples."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.rules.policy.test_format_page import PAGE
from yakusoku.policy.checks import check
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.terms import yamlfile
from yakusoku.terms.findings import Severity
from yakusoku.terms.shape import validate

WORDS = "".join(re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))

# kind of gap, what stands on the page, what is written instead
PLANTED = [
    ("no-address", r"\n  address: .*", ""),
    ("no-representative", r"\n  representative:(\n    .*|  +#.*)+", ""),
    ("desk-out-of-reach", r"\n      telephone: .*", ""),
    ("page-without-address", r"shows: companies", "shows: companies"),
    ("norm-replaced", r"sort: guideline", "sort: guideline"),
    ("bureau-not-named", r"acts: \[register", "acts: [register"),
    ("open-list", r"only_needed: true, clauses: \[EX-2.6\]", "clauses: [EX-2.6]"),
    ("joint-users-not-named", r"\n    with: \[parent\].*\n    scope: .*", ""),
    ("joint-purposes-not-named", r"\n    purposes: \[news\]  +#.*", ""),
    ("joint-responsible-incomplete", r"sort: guideline", "sort: guideline"),
    ("no-basis", r"    basis: \[contract\]  +#.*\n", ""),
    ("bases-not-allocated", r"basis: \[contract\]  ", "basis: [contract, consent]  "),
    ("duty-without-law", r"basis: \[contract\]  ", "basis: [legal_duty]  "),
    ("criterion-without-number", r"sort: guideline", "sort: guideline"),
    ("right-not-in-notice", r"sort: guideline", "sort: guideline"),
    ("catch-all-purpose", r"sort: guideline", "sort: guideline"),
    ("no-desk", r"\n  contacts:(\n    .*)+", ""),
    ("representatives-not-mentioned", r"\nrepresentatives:.*(\n  .*)+", ""),
]


def gaps(words: str) -> dict[str, str]:
    """Return the sentence of each gap by its kind."""
    document = yamlfile.parse(words.encode(), "page.yaml")
    form, findings = validate(PolicyForm, document)
    assert form is not None, [f"{one.where} {one.says}" for one in findings]
    found = check(Policy(form, document), as_of=date(2026, 11, 23))
    return {one.kind: one.says.say("ja") for one in found if one.severity is Severity.GAP}


@pytest.mark.parametrize(("kind", "old", "new"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_gap_is_found_by_itself(kind: str, old: str, new: str) -> None:
    assert re.search(old, WORDS), "the text to change is not on the page"

    assert f"policy.{kind}" in gaps(re.sub(old, new, WORDS, count=1))


@pytest.mark.parametrize(
    "kind", ["no-address", "no-representative", "desk-out-of-reach", "no-basis", "duty-without-law"]
)
def test_what_is_written_is_no_gap(kind: str) -> None:
    assert f"policy.{kind}" not in gaps(WORDS)
