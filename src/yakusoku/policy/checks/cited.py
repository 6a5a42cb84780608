"""Where in a policy a clause is cited."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.policy.form.marks import marked
from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.yamlfile import KeyPath

# the places that define clauses or speak about them, and cite none
_NOT_CITING = frozenset({"clauses", "headings", "not_encoded", "gaps"})


def citations(form: PolicyForm) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and the clause of every citation by a declaration, in the order of the form."""
    for path, stands_for, word in marked(form, PolicyForm):
        if stands_for == "clause" and path[0] not in _NOT_CITING:
            yield path, word
