"""Questions to the law: one code, one day, one answer with its article."""

from __future__ import annotations

from datetime import date
from functools import cache

from yakusoku.laws import citations
from yakusoku.laws.documents import DocumentLaw, DocumentsFile
from yakusoku.laws.rights import RightLaw, RightsFile
from yakusoku.laws.values import in_force, packaged, unknown_law


@cache
def right(code: str, *, as_of: date) -> RightLaw:
    """
    Return what law says of the right `code` (`A-DISC`, …) on `as_of`.

    :raises UnableToApplyLaw: if there is no such right, or it was not in force that day
    """
    entries = {name: file for file in _rights_files() for name in file.rights}
    if code not in entries:
        raise unknown_law(code, entries, "laws.rights")
    file = entries[code]
    entry = file.rights[code]
    rule = f"laws.{code}"
    since, value = in_force(entry.values, as_of, rule=rule, what=entry.name)
    _, asked = in_force(file.asked_by, as_of, rule=rule, what=entry.name)
    outside = file.exclusions.get(value.outside)
    cases = in_force(outside, as_of, rule=rule, what=entry.name)[1].cases if outside else ()
    facts = {name: getattr(value, name) for name in type(value).model_fields if name != "outside"}
    return RightLaw(
        code=code, law=file.law, name=entry.name, since=since, outside=cases, asked_by=asked.who, **facts
    )


@cache
def document(code: str, *, as_of: date) -> DocumentLaw:
    """
    Return what the paper `code` (`driving_licence`, …) is on `as_of`.

    A paper that has ended is still described, with `issued_until` and `successor`: its sender must be told.

    :raises UnableToApplyLaw: if there is no such paper, or our data does not reach back to that day
    """
    file = packaged(DocumentsFile, "documents.yaml")
    entry = file.documents.get(code)
    if entry is None:
        raise unknown_law(code, file.documents, "laws.documents")
    since, value = in_force(entry.values, as_of, rule=f"laws.documents.{code}", what=entry.name)
    facts = {name: getattr(value, name) for name in type(value).model_fields}
    return DocumentLaw(code=code, name=entry.name, since=since, **facts)


def right_codes() -> frozenset[str]:
    """Return the codes of all rights."""
    return frozenset(code for file in _rights_files() for code in file.rights)


def ground_codes() -> frozenset[str]:
    """Return the codes of the grounds of all rights, at any time."""
    entries = [entry for file in _rights_files() for entry in file.rights.values()]
    return frozenset(
        ground.code for entry in entries for value in entry.values.values() for ground in value.grounds
    )


def _rights_files() -> tuple[RightsFile, ...]:
    return tuple(packaged(RightsFile, name) for name in ("rights.yaml", "rights-gdpr.yaml"))


def document_codes(kind: str | None = None) -> frozenset[str]:
    """Return the codes of all papers, or of those that prove one thing: identity, address, authority."""
    entries = packaged(DocumentsFile, "documents.yaml").documents
    return frozenset(
        code
        for code, entry in entries.items()
        if kind is None or any(value.kind == kind for value in entry.values.values())
    )


def law_codes() -> frozenset[str]:
    """Return the codes of all laws and norms that a policy may name."""
    return citations.codes()
