"""The enclosures of an answer: opened from the vault, compared with their digest, and named in the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from yakusoku.rights import answer, found, ports
from yakusoku.rights.by_hand import enclosures, places
from yakusoku.rights.found import UnableToReadFindings
from yakusoku.rights.measures import SHOWS
from yakusoku.rights.models import ReviewItem, RightsRequest
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

if TYPE_CHECKING:
    from yakusoku.rights.models import Finding


class Enclosed(TypedDict):
    """What lies beside the letter: files, and how the letter names them."""

    files: tuple[answer.EnclosedFile, ...]
    enclosures: tuple[Bilingual, ...]


def enclosed_with(row: RightsRequest) -> Enclosed:
    """
    Return the enclosures that an answer shows; a change shows none.

    :raises UnableToReadFindings: if one is not the file whose digest the ledger holds
    """
    if row.measure not in SHOWS:
        return {"files": (), "enclosures": ()}
    files = [file for finding in places.finds(row.public_id) for file in _of(finding)]
    return {
        "files": tuple(files),
        "enclosures": tuple(_named(one) for one in files),
    }


def _named(file: answer.EnclosedFile) -> Bilingual:
    return Bilingual(f"{file.title.en}: {file.name}", f"{file.title.ja}（{file.name}）")


def _of(finding: Finding) -> list[answer.EnclosedFile]:
    withheld = ReviewItem.objects.filter(
        request=finding.request_id, section=finding.section, decision="withhold"
    )
    hidden = set(withheld.values_list("field", flat=True))
    if "" in hidden:
        return []
    rows, place = found.read(finding), ports.collection(finding.section)
    title = place.title or Bilingual(finding.section, finding.section)
    return [
        answer.EnclosedFile(name=name, title=title, content=_content(finding, digest))
        for name, digest in enclosures.shown(rows.columns, rows.rows.reveal(), hidden=hidden)
    ]


def _content(finding: Finding, digest: str) -> Personal[bytes]:
    content = vault.get(case_id=finding.request_id, name=enclosures.sealed(digest))
    if vault.keyed_digest(purpose="enclosed", value=content) != digest:
        raise UnableToReadFindings(
            text("an enclosure of {section} differs from its digest in the ledger.", section=finding.section),
            do=text(
                "Hand the find in again with `yakusoku rights task {request}`.", request=finding.request_id
            ),
        )
    return Personal(content)
