"""
Erasure at JALUX under the GDPR, asked for by a representative: most goes, invoices stay in part, one record is held.

The text does not list erasure among its rights; the law gives it all the same, and asks for no paper without doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yakusoku.examples import papers as drawn
from yakusoku.examples import papers_of_authority as authority
from yakusoku.examples.people import cast
from yakusoku.examples.walks import by_hand, telling
from yakusoku.examples.walks.changing import ChangeWalk
from yakusoku.holds import operations as holds
from yakusoku.holds import queries as held
from yakusoku.holds.rules import Basis, Reach
from yakusoku.laws import queries as laws
from yakusoku.ledger import queries as ledger
from yakusoku.rights import papers, queries
from yakusoku.rights.answer import Addressee, Named
from yakusoku.rights.identity.shown import Whose
from yakusoku.rights.operations import recipients, representatives
from yakusoku.rights.operations.papers import Bears, confirm_identity
from yakusoku.rights.operations.upload import Handed
from yakusoku.rights.rules import Measure
from yakusoku.rights.tags import RECIPIENTS_ASKED
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_ABROAD = "transfers.outside-eea"
_HANDLER = Named(
    who=Addressee(
        name=Personal("Seaward Ground Handling Ltd."),
        postal_code=Personal("E99 9XX"),
        address=Personal(("99 Example Wharf", "London")),
    ),
    reference=Personal("SGH-20931"),
    kinds=("user.name", "jp.travel.boarding"),
    language="en",
)
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
    words = (
        "I am mandated by Ms. Endo and ask you to erase all personal data that you hold about her."
        " Please also tell us to whom they were given."
    )
    arrives = text("JALUX: a representative in Europe writes")
    reads = text("The desk reads it: erasure under the GDPR, by a representative")
    enough = 20

    def know(self) -> None:
        """Confirm who asks in her place, by papers and by her own word, and that she is known."""
        known = queries.representatives(controller=self.company)
        if not known:
            self._authority()
        self._paper(drawn.driving_licence(cast.BABA), Bears(valid_until=date(2029, 6, 1)), agrees=True)
        day = self.first - timedelta(days=6)
        mandate = authority.mandate_letter(
            cast.ENDO, cast.BABA, "Erasure of personal data (GDPR, Art. 17)　JALUX Inc.", signed_on=day
        )
        self._paper(mandate, Bears(issued_on=day, signed=True, scope=(self.right,)))
        if not any(one.word for one in known):
            representatives.ask_person(
                request_id=self.request_id, word="agreed", way="call", asked_on=self.clock().date(),
                by=self.staff["sato"], now=self.clock(),
            )  # fmt: skip
        self.said("did", text("Endo is called at her registered number: she gave the mandate."))
        self.said("why", text("JALUX-11.10 lets the company confirm it with the person."))
        super().know()

    def _authority(self) -> None:
        baba = cast.BABA
        representatives.confirm_authority(
            request_id=self.request_id,
            kind="mandated",
            who=Addressee(
                name=Personal(baba.name),
                postal_code=Personal(baba.postal_code),
                address=Personal((baba.prefecture + baba.city + baba.street,)),
            ),
            answer_to="representative",
            reason="委任状を同封した書面による申出。",
            by=self.staff["sato"],
            now=self.clock(),
        )
        self.said("did", text("A mandated representative asks: identity and authority are shown apart."))
        self.said("why", text("JALUX-11.2, JALUX-11.4 and JALUX-11.9; GDPR Art. 12(6)."))

    def _paper(self, paper: drawn.Paper, bears: Bears, *, agrees: bool = False) -> None:
        """Take a paper of the representative once; a walk that was killed does not take it again."""
        if any(one.document == paper.document for one in queries.papers(self.request_id)):
            return
        confirm_identity(
            request_id=self.request_id, document=paper.document, image=paper.content, whose=Whose.REPRESENTATIVE,
            mask=[papers.Zone(code, *box, unit="pixel") for code, box in sorted(paper.zones.items())],
            address_agrees=agrees, bears=bears, by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip
        name = laws.document(paper.document, as_of=self.first).name
        self.said("did", text("The representative shows: {paper}.", paper=name))

    def finds(self) -> by_hand.Finds:
        """Return the contract that the file archive finds: no program can destroy it."""
        rows = f"name,contract\r\n{self.person.name},自動車保険代理店契約　2019年版\r\n"
        return {"jalux_manual.paper_files": (Handed("csv", Personal(rows.encode())),)}

    def before_review(self) -> None:
        """A claim about miles is under way: two managers put her membership on hold; her question is noted."""
        if not any(
            one.tag == RECIPIENTS_ASKED.name for one in ledger.entries(self.company, about=self.request_id)
        ):
            recipients.note_recipients_asked(
                request_id=self.request_id, asked_on=self.first, by=self.staff["sato"], now=self.clock()
            )
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

    def settle(self) -> None:
        """Each recipient is told (GDPR 19), and she learns who they are, as the representative asked."""
        self.said("stage", text("Whoever was given the data is told, and she learns who that is"))
        telling.tell(self, _ABROAD, _HANDLER, tracking="514-22-91401-7")
        telling.spare_others(self, reason="提供記録及び委託先一覧を確認し、他に提供の事実なし。")
        telling.say_who(self, tracking="514-22-91402-4")
        self.said(
            "why", text("GDPR Art. 19; the published text lets data go abroad for its services (JALUX-8.1).")
        )
