"""Where in a policy a clause is cited."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.yamlfile import KeyPath

# the places that define clauses or speak about them, and cite none
_NOT_CITING = frozenset({"clauses", "headings", "not_encoded", "gaps"})
_SINGLE = frozenset({"reasons_on_refusal", "retained"})


def citations(form: PolicyForm) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and the clause of every citation by a declaration, in the order of the form."""
    for name in PolicyForm.model_fields:
        if name not in _NOT_CITING:
            yield from _within(getattr(form, name), (name,))


def _within(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _of_field(name, getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _within(inner, (*path, str(key)))


def _of_field(name: str, value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if name == "clauses" and isinstance(value, tuple):
        yield from (((*path, number), clause) for number, clause in enumerate(value))
    elif name == "grounds" and isinstance(value, dict):
        yield from (((*path, code), clause) for code, clause in value.items())
    elif name in _SINGLE:
        if isinstance(value, str):
            yield path, value
    else:
        yield from _within(value, path)
