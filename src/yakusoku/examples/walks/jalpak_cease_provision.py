"""
Cease of provision at JALPAK: whoever asks for it is left out of the company's own next list for duty-free shops.

The company's export asks before it is made whose provision is stopped; no column of its store says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.examples import papers as drawn
from yakusoku.examples.people import cast
from yakusoku.examples.walks.changing import ChangeWalk
from yakusoku.rights import papers, queries
from yakusoku.rights.operations.papers import Bears, confirm_identity
from yakusoku.rights.rules import Measure
from yakusoku.stores import registry
from yakusoku.terms.text import text

_SECTION = "jalpak_tours.participant"
_STORE = "jalpak-tours"
_LIST = (
    'SELECT t."participant_no" FROM "participant" AS t WHERE t."provision_consent_on" IS NOT NULL'
    ' AND t."shops_stopped_on" IS NULL ORDER BY t."participant_no"'
)


def next_list() -> frozenset[str]:
    """
    Return the participants on JALPAK's next list for duty-free shops, as its export makes it.

    Those who agreed and did not opt out, without those whose provision is stopped.
    """
    column = ("participant_no",)
    asked = [str(row[0]) for batch in registry.get(_STORE).read(_LIST, [], column) for row in batch]
    stopped = queries.stopped(controller="jalpak", section=_SECTION, keys=[(one,) for one in asked])
    return frozenset(one for one in asked if (one,) not in stopped)


@dataclass
class CeaseProvisionWalk(ChangeWalk):
    """Aoki asks that her passport number no longer goes to shops."""

    company = "jalpak"
    title = text("JALPAK: cease of provision to duty-free shops")
    arrival = "127-44-32217-4"
    tracking = "514-22-91677-1"
    right = "A-STOP5"
    measure = Measure.STOP_PROVISION
    law_case = "STOP5-c"
    person = cast.AOKI
    words = "旅行先の免税店等への私の個人データの提供を停止してください。"
    arrives = text("JALPAK: a customer writes about the shops at her destination")
    reads = text("The desk reads it: cease of provision to third parties")
    enough = 40
    before: frozenset[str] = frozenset()

    def know(self) -> None:
        """Confirm identity by a paper: the text says that identity is confirmed, and not by what."""
        paper = drawn.driving_licence(self.person)
        confirm_identity(
            request_id=self.request_id, document="driving_licence", image=paper.content,
            mask=[papers.Zone(code, *box, unit="pixel") for code, box in sorted(paper.zones.items())],
            address_agrees=True, bears=Bears(valid_until=paper.valid_until), by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip
        self.said("did", text("The copy of the driving licence is masked and sealed."))

    def before_review(self) -> None:
        """Look at the list as it would go out today."""
        self.before = next_list()
        self.said(
            "did", text("The next list for duty-free shops names {count} people.", count=len(self.before))
        )

    def after_change(self) -> None:
        """Make the list again: it asks, and leaves her out."""
        after = next_list()
        self.said(
            "did",
            text(
                "The same list, made after the approval, names {count}: {gone} fewer.",
                count=len(after), gone=len(self.before - after),
            ),
        )  # fmt: skip
        self.said("why", text("JALPAK-H3.1 and APPI Art. 35(5): the export asks before it is made."))
