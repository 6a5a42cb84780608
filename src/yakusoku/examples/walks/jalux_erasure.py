"""
Erasure at JALUX under the GDPR, asked for by a representative: most goes, invoices stay in part, one record is held.

The text does not list erasure among its rights; the law gives it all the same, and asks for no paper without doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from yakusoku.examples.people import cast
from yakusoku.examples.walks.changing import ChangeWalk
from yakusoku.holds import operations as holds
from yakusoku.holds import queries as held
from yakusoku.holds.rules import Basis, Reach
from yakusoku.rights import queries
from yakusoku.rights.answer import Addressee
from yakusoku.rights.operations import beforehand
from yakusoku.rights.rules import Measure
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_MATTER = "CLAIM-2026-014"
_HELD = "jalux_sales:jmb_member"


@dataclass
class ErasureWalk(ChangeWalk):
    """Endo asks through Baba, whom she mandated; the letter goes to him."""

    company = "jalux"
    title = text("JALUX: erasure under the GDPR, through a representative")
    arrival = "127-44-31502-8"
    tracking = "514-22-91266-0"
    language = "en"
    right = "G-ERA"
    measure = Measure.ERASE
    law_case = "ERA-a"
    person = cast.ENDO
    words = "I am mandated by Ms. Endo and ask you to erase all personal data that you hold about her."
    arrives = text("JALUX: a representative in Europe writes")
    reads = text("The desk reads it: erasure under the GDPR, by a representative")
    enough = 20

    def know(self) -> None:
        """Confirm the representative's authority, and that the person is known, each with its reason."""
        baba = cast.BABA
        beforehand.confirm_authority(
            request_id=self.request_id,
            kind="mandated",
            who=Addressee(
                name=Personal(baba.name),
                postal_code=Personal(baba.postal_code),
                address=Personal((baba.prefecture + baba.city + baba.street,)),
            ),
            answer_to="representative",
            reason="委任状の署名を登録済みの署名と照合し、ご本人に電話で確認。",
            by=self.staff["sato"],
            now=self.clock(),
        )
        self.said("did", text("A mandated representative: staff confirm the authority, with a reason."))
        self.said("why", text("JALUX-10.1 lets representatives ask; GDPR Art. 12(2)."))
        super().know()

    def before_review(self) -> None:
        """A claim about miles is under way: two managers put her membership on hold."""
        if held.holds(controller=self.company):
            return
        [number] = queries.linked(self.request_id)["jalux_customer_no"]
        holds.place(
            controller=self.company,
            matter=_MATTER,
            basis=Basis.CLAIM,
            reaches=[Reach(collection=_HELD, identity="jalux_customer_no", value=number)],
            owner=self.staff["suzuki"],
            asked_by=self.staff["suzuki"],
            review_on=self.clock().date() + timedelta(days=90),
            by=self.staff["tanaka"],
            now=self.clock(),
        )
        self.said("did", text("A hold is on {place}, for the matter {matter}.", place=_HELD, matter=_MATTER))
