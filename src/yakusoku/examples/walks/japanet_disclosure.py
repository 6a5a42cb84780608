"""
Disclosure at Japanet, asked for by telephone: the caller is called back at the registered number, and pays 404 yen.

She bought on shopping credit once, so what the company holds of her workplace is disclosed, too (JN-8.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from yakusoku.examples.papers_found import order_slip
from yakusoku.examples.people import cast
from yakusoku.examples.walks import by_hand
from yakusoku.examples.walks.changing import REACHED, ChangeWalk
from yakusoku.ledger import sequencer
from yakusoku.rights import queries
from yakusoku.rights.operations import identify, prepare, review
from yakusoku.rights.operations.call_back import (
    record_call_back,
    record_caller_number,
    release_numbers,
)
from yakusoku.rights.operations.upload import Handed
from yakusoku.rights.rules import Channel, Measure, State
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_CREDIT = "japanet_orders.shopping_credit"


@dataclass
class TelephoneWalk(ChangeWalk):
    """Endo calls; staff call her back at the number that is registered, not at the one she names."""

    company = "japanet"
    title = text("Japanet: disclosure by telephone, with a call back")
    channel = Channel.TELEPHONE
    arrival = "TEL-20261123-0417"
    tracking = "514-22-93318-7"
    right = "A-DISC"
    measure = Measure.SHOW
    person = cast.ENDO
    words = "貴社が保有する私の個人情報の全部の開示を求めます（電話による請求の聞き取り）。"
    arrives = text("Japanet: a customer calls the desk")
    reads = text("The desk takes it down: disclosure of everything, answered on paper")
    enough = 45
    reached = {**REACHED, State.READY: (3, 14, 0), State.SEARCHING: (3, 14, 30), State.REVIEW: (3, 14, 30)}

    def _triage(self) -> None:
        super()._triage()
        fee = queries.fee_of(self.request_id)
        if fee is not None:
            self.said("did", text("{yen} yen are asked for.", yen=fee.yen))
            self.said("why", text("Published in {clause}; permitted by APPI Art. 38(1).", clause=fee.clause))

    def know(self) -> None:
        """Compare the number that is shown, then call back: the first alone is never enough."""
        self.said("stage", text("Who is calling?"))
        record_caller_number(
            request_id=self.request_id, shown=Personal(cast.ENDO.mobile or ""), called_at=self.clock(),
            by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip
        state = queries.request(self.request_id).state
        self.said(
            "did",
            text("The number shown is a registered one; that is one factor: {state}.", state=state.says),
        )
        self.said("why", text("JN-2.8: the number that is shown is a part of the check."))
        numbers = release_numbers(request_id=self.request_id, by=self.staff["sato"], now=self.clock())
        self._other_number()
        record_call_back(
            request_id=self.request_id, number=min(numbers), result="agreed", called_at=self.clock(),
            by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip
        self.said(
            "did",
            text(
                "Of {count} registered numbers one is called back: she answers, and had asked.",
                count=len(numbers),
            ),
        )
        self.said("why", text("JN-8.3; PPC General Guideline 3-8-7: call back, only to what is registered."))

    def _other_number(self) -> None:
        """A number that the caller names is tried first, as people still do, and is refused."""
        try:
            record_call_back(
                request_id=self.request_id, number="000000", result="agreed", called_at=self.clock(),
                by=self.staff["sato"], now=self.clock(),
            )  # fmt: skip
        except UnableTo as refusal:
            self.said("did", text("A number that the caller names is refused: {wrong}", wrong=refusal.wrong))

    def take_fee(self) -> None:
        """Note the 404 yen that are published."""
        self.at(3, 14)
        receipt = identify.record_payment(
            request_id=self.request_id, yen=404, paid_on=self.first + timedelta(days=3),
            by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip
        self.said("stage", text("The fee arrives"))
        self.said("did", text("404 yen, receipt {receipt}.", receipt=receipt))

    def finds(self) -> by_hand.Finds:
        """Return the order slip that the archive finds under her name: its row, and the sheet itself."""
        ordered = self.first - timedelta(days=700)
        head = "氏名・住所・電話番号,ご注文の商品,手書きの備考"
        rows = f"{head}\r\n{self.person.name},布団専用掃除機,午前中に配達希望\r\n"
        slip = order_slip(self.person, "布団専用掃除機　1台", on=ordered)
        files = (Handed("csv", Personal(rows.encode("cp932"))), Handed("png", Personal(slip)))
        return {"japanet_order_slips.order_slip": files}

    def _review(self) -> None:
        self.at(5, 10)
        by_hand.search(self, self.finds())
        self.at(9, 9, 30)
        self.said("stage", text("Review, item by item"))
        decided = {item.section for item in queries.items(self.request_id)}
        for one in queries.findings(self.request_id):
            if one.section not in decided:
                review.review_item(
                    request_id=self.request_id, section=one.section, by=self.staff["sato"], now=self.clock()
                )
        rows = {one.section: one.rows for one in queries.findings(self.request_id)}
        self.said("did", text("{shown} collections are shown, nothing is withheld.", shown=len(rows)))
        if rows.get(_CREDIT):
            self.said(
                "did",
                text("She bought on shopping credit: name and telephone of her workplace are shown, too."),
            )
            self.said(
                "why", text("JN-8.7; whoever asks for everything is not held to the usual items (JN-8.4).")
            )
        prepare.prepare_answer(request_id=self.request_id, by=self.staff["sato"], now=self.clock())

    def _approve(self) -> None:
        self.at(10, 16)
        self.said("stage", text("A second person looks"))
        self.look()
        prepare.approve_answer(request_id=self.request_id, by=self.staff["suzuki"], now=self.clock())
        self.said("did", text("Suzuki approves."))
        sequencer.sequence(now=self.clock())
        self.work()
