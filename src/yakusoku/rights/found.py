"""What a search found, sealed beside the database under the case's key, and read back for review and answer."""

from __future__ import annotations

from yakusoku.rights import models
from yakusoku.stores.found import Found
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault


class UnableToReadFindings(UnableTo):
    """The sealed rows are not those that the ledger names."""

    asked = text("read what the search found")


def name(step: int) -> str:
    """Return the name of a step's sealed file."""
    return f"found-{step:04d}"


def digest(found: Found) -> str:
    """Return the keyed digest of what was found, which may stand in the ledger: nobody can guess rows against it."""
    return vault.keyed_digest(purpose="found", value=found.digest.encode())


def keep(request_id: str, found: Found) -> None:
    """Seal the rows of one step; keeping them again replaces the file whole."""
    vault.put(case_id=request_id, name=name(found.step), content=found.to_bytes())


def read(row: models.Finding) -> Found:
    """
    Return the rows of one step.

    :raises UnableToReadFindings: if they are not the rows whose digest the ledger holds
    """
    found = Found.from_bytes(vault.get(case_id=row.request_id, name=name(row.step)))
    if digest(found) != row.digest:
        raise UnableToReadFindings(
            text("the rows of step {step} differ from their digest in the ledger.", step=row.step),
            do=text("Start the search again and ask who had access to the sealed files."),
        )
    return found


def read_all(request_id: str) -> dict[str, Found]:
    """Return what every finished step found, by the address of its collection (`dataset:collection`)."""
    rows = models.Finding.objects.filter(request_id=request_id).order_by("step")
    return {found.address: found for found in map(read, rows)}
