"""
What a search found, sealed beside the database under the case's key, and read back for review and answer.

A sealed file bears part of its rows' digest in its name: two that read one step at once, or a reading that was
repeated after a death, never change the file that the noted digest names. Files that nothing names are
dropped by `tidy`.
"""

from __future__ import annotations

from collections.abc import Collection

from yakusoku.rights import models
from yakusoku.stores.found import Found
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_START = "found-"


class UnableToReadFindings(UnableTo):
    """The sealed rows are not those that the ledger names."""

    asked = text("read what the search found")


def name(step: int, digest: str) -> str:
    """Return the name of the sealed file with a step's rows of this digest."""
    return f"{_START}{step:04d}-{digest[:16]}"


def keep(request_id: str, found: Found) -> str:
    """Seal the rows of one step and return their keyed digest, which may stand in the ledger: nobody can guess it."""
    digest = digest_of(found)
    vault.put(case_id=request_id, name=name(found.step, digest), content=found.to_bytes())
    return digest


def digest_of(found: Found) -> str:
    """Return the keyed digest by which own state and ledger know the rows of a step."""
    return vault.keyed_digest(purpose="found", value=found.digest.encode())


def read(row: models.Finding) -> Found:
    """
    Return the rows of one step.

    :raises UnableToReadFindings: if they are not the rows whose digest the ledger holds
    :raises UnableToUnseal: if the sealed file is gone or was altered
    """
    found = Found.from_bytes(vault.get(case_id=row.request_id, name=name(row.step, row.digest)))
    if digest_of(found) != row.digest:
        raise UnableToReadFindings(
            text("the rows of step {step} differ from their digest in the ledger.", step=row.step),
            do=text(
                "Search anew with `yakusoku rights search {request} --again`, and ask who had access to the"
                " sealed files.",
                request=row.request_id,
            ),
        )
    return found


def read_of(request_id: str, addresses: Collection[str]) -> dict[str, Found]:
    """
    Return what finished steps found in these collections, by address (`dataset:collection`).

    :raises UnableToReadFindings: as `read`
    """
    rows = models.Finding.objects.filter(request_id=request_id).order_by("step")
    wanted = [row for row in rows if f"{row.dataset}:{row.collection}" in addresses]
    return {found.address: found for found in map(read, wanted)}


def tidy(request_id: str) -> None:
    """Drop sealed findings that no row names: of a reading that died, or of a search that was thrown away."""
    rows = models.Finding.objects.filter(request_id=request_id)
    named = {name(row.step, row.digest) for row in rows}
    for file in vault.names(case_id=request_id):
        if file.startswith(_START) and file not in named:
            vault.drop(case_id=request_id, name=file)
