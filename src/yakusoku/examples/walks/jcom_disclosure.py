"""
Disclosure at J:COM by post, from the envelope's arrival to the closing of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from yakusoku.examples import papers as drawn
from yakusoku.examples.people import cast
from yakusoku.examples.walks.walking import Moment, Walk
from yakusoku.ledger import sequencer
from yakusoku.rights import papers, queries
from yakusoku.rights.asked import Asked
from yakusoku.rights.operations import dispatch, identify, prepare, receive, review, search, triage
from yakusoku.rights.operations.papers import Bears, confirm_identity
from yakusoku.rights.rules import Channel, Dispatching, State
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

COMPANY = "jcom"
ENVELOPE = "127-44-30911-5"
TRACKING = "514-22-90817-3"
_WITHHELD = ("jcom_customers.inquiry", "handling_score", "DISC-2")


_REACHED: Mapping[State, Moment] = {
    State.RECEIVED: (0, 10, 12),
    State.NEED_ID: (0, 11, 5),
    State.NEED_FEE: (1, 10, 40),
    State.READY: (3, 14, 0),
    State.SEARCHING: (3, 14, 30),
    State.REVIEW: (3, 14, 30),
    State.DECIDED: (6, 9, 30),
    State.APPROVED: (7, 16, 0),
    State.EXECUTED: (7, 16, 0),
    State.NOTIFIED: (8, 15, 20),
    State.CLOSED: (9, 11, 0),
}


@dataclass
class DisclosureWalk(Walk):
    """Aoki asks on paper for everything; one field is withheld."""

    company = COMPANY
    desk = (
        (cast.SATO, (Role.DESK,)),
        (cast.SUZUKI, (Role.APPROVER,)),
        (cast.TANAKA, (Role.OPERATOR,)),
    )
    reached = _REACHED

    def following(self) -> Mapping[State, Callable[[], None]]:
        """Return what is done next where a request stands at a state."""
        return {
            State.RECEIVED: self._triage,
            State.NEED_ID: self._identify,
            State.NEED_FEE: self._take_fee,
            State.READY: self._search,
            State.SEARCHING: self.work,
            State.REVIEW: self._review,
            State.DECIDED: self._approve,
            State.APPROVED: self.work,
            State.EXECUTED: self._post,
            State.NOTIFIED: self._close,
        }

    def _arrive(self) -> None:
        """The envelope is opened and its number noted; opening it twice takes it in once."""
        if not queries.requests(controller=COMPANY):
            self.at(0, 10, 12)
        person = cast.AOKI
        asked = Asked(
            name=Personal(person.name),
            postal_code=Personal(person.postal_code),
            address=Personal((person.prefecture + person.city + person.street, person.building)),
            words=Personal(
                "貴社が保有する私の個人情報の開示を請求します。契約、視聴、通話録音の記録を含みます。"
            ),
            facts={
                "family_name": Personal(person.family_name),
                "given_name": Personal(person.given_name),
                "birth_date": Personal(person.birth_date.isoformat()),
                "postal_code": Personal(person.postal_code),
                "telephone": Personal(person.telephone or ""),
            },
        )
        received = receive.receive_request(
            controller=COMPANY,
            channel=Channel.POST,
            arrival_ref=ENVELOPE,
            asked=asked,
            language="ja",
            by=self.staff["sato"],
            now=self.clock(),
        )
        self.request_id = received.request_id
        self.said("stage", text("An envelope arrives"))
        self.said(
            "did",
            text(
                "Request {request}, receipt code {code}.",
                request=received.request_id,
                code=received.receipt_code,
            ),
        )
        self.said(
            "why",
            text(
                "A suit is possible from {day} if nothing is answered (APPI Art. 39).",
                day=received.suit_open_on,
            ),
        )

    def _triage(self) -> None:
        self.at(0, 11, 5)
        triage.triage_request(
            request_id=self.request_id,
            right="A-DISC",
            method="paper",
            by=self.staff["sato"],
            now=self.clock(),
        )
        self.said("stage", text("The desk reads it: disclosure, answered on paper"))
        fee = queries.fee_of(self.request_id)
        if fee is not None:
            self.said("did", text("{yen} yen are asked for.", yen=fee.yen))
            self.said(
                "why",
                text(
                    "Published in {clause}; permitted for disclosure by APPI Art. 38(1).", clause=fee.clause
                ),
            )

    def _identify(self) -> None:
        """Link first, then the paper: whose rows these are is confirmed before anything is searched."""
        self.at(1, 10, 20)
        found = queries.candidates(request_id=self.request_id, by=self.staff["sato"])
        best = found[0]
        identify.confirm_link(
            request_id=self.request_id,
            candidate=best,
            reason="氏名・生年月日・電話番号・郵便番号が契約者情報と一致。同姓同名の契約者なし。",
            by=self.staff["sato"],
            now=self.clock(),
        )
        self.said("stage", text("Whose rows are these?"))
        self.said(
            "did",
            text(
                "{count} candidates; staff confirm the first (score {score}) with a reason.",
                count=len(found),
                score=best.score,
            ),
        )
        for fact in best.facts:
            self.said("where", text("{fact}: {verdict}", fact=fact.name, verdict=fact.agreement.says))
        self._paper()

    def _paper(self) -> None:
        self.at(1, 10, 40)
        self.said("stage", text("Who is asking?"))
        paper = drawn.qualification_certificate(cast.AOKI)
        self._refused_paper(paper)
        confirm_identity(
            request_id=self.request_id,
            document="qualification_certificate",
            image=paper.content,
            mask=[papers.Zone(code, *box, unit="pixel") for code, box in sorted(paper.zones.items())],
            address_agrees=True,
            bears=Bears(valid_until=paper.valid_until),
            by=self.staff["sato"],
            now=self.clock(),
        )
        self.said(
            "did",
            text(
                "The copy of the qualification certificate is masked in {zones} places and sealed.",
                zones=len(paper.zones),
            ),
        )
        self.said(
            "why", text("JC-D2.3 and Health Insurance Act Art. 194-2: these numbers are not to be kept.")
        )

    def _refused_paper(self, paper: drawn.Paper) -> None:
        """An old insurance card is tried first, as people still do, and is refused with what to send instead."""
        try:
            confirm_identity(
                request_id=self.request_id,
                document="insurance_card",
                image=paper.content,
                mask=[],
                address_agrees=True,
                by=self.staff["sato"],
                now=self.clock(),
            )
        except UnableTo as refusal:
            self.said(
                "did",
                text("An old insurance card is refused: {wrong} {do}", wrong=refusal.wrong, do=refusal.do),
            )

    def _take_fee(self) -> None:
        self.at(3, 14)
        receipt = identify.record_payment(
            request_id=self.request_id,
            yen=1100,
            paid_on=self.first + timedelta(days=3),
            by=self.staff["sato"],
            now=self.clock(),
        )
        self.said("stage", text("The fee arrives"))
        self.said("did", text("1,100 yen, receipt {receipt}.", receipt=receipt))

    def _search(self) -> None:
        self.at(3, 14, 30)
        digest = search.start_search(request_id=self.request_id, by=self.staff["sato"], now=self.clock())
        self.said("stage", text("The search"))
        self.said(
            "did", text("The plan is frozen; its digest {digest} stands in the ledger.", digest=digest[:16])
        )
        self.work()
        for finding in queries.findings(self.request_id):
            self.said("where", text("{section}: {rows} rows", section=finding.section, rows=finding.rows))

    def _review(self) -> None:
        self.at(6, 9, 30)
        section, column, ground = _WITHHELD
        self.said("stage", text("Review, item by item"))
        for finding in queries.findings(self.request_id):
            self._item(finding.section)
        self._item(section, column, ground)
        prepare.prepare_answer(request_id=self.request_id, by=self.staff["sato"], now=self.clock())
        items = queries.items(self.request_id)
        held = [item for item in items if item.decision == "withhold"]
        self.said(
            "did",
            text(
                "{shown} collections are shown, {withheld} field is withheld.",
                shown=len(items) - len(held),
                withheld=len(held),
            ),
        )
        for item in held:
            self.said(
                "why",
                text(
                    "{field}: {clause}, {article}",
                    field=f"{item.section}.{item.field}",
                    clause=item.clause,
                    article=item.article,
                ),
            )

    def _item(self, section: str, column: str = "", ground: str = "") -> None:
        decided = {(item.section, item.field) for item in queries.items(self.request_id)}
        if (section, column) not in decided:
            review.review_item(
                request_id=self.request_id,
                section=section,
                field=column,
                ground=ground,
                by=self.staff["sato"],
                now=self.clock(),
            )

    def _approve(self) -> None:
        self.at(7, 16)
        self.said("stage", text("A second person looks"))
        try:
            prepare.approve_answer(request_id=self.request_id, by=self.staff["sato"], now=self.clock())
        except UnableTo as refusal:
            self.said("did", text("Sato, who prepared it, is refused: {wrong}", wrong=refusal.wrong))
        self.look()
        prepare.approve_answer(request_id=self.request_id, by=self.staff["suzuki"], now=self.clock())
        self.said("did", text("Suzuki approves."))
        sequencer.sequence(now=self.clock())
        self.work()

    def _post(self) -> None:
        self.at(8, 15, 20)
        package = self.opened()
        self.said("stage", text("The letter is printed and posted"))
        self.said(
            "did",
            text(
                "{files} are opened for printing; posted by registered mail {tracking}.",
                files=", ".join(sorted(package)),
                tracking=TRACKING,
            ),
        )
        dispatch.record_dispatch(
            request_id=self.request_id,
            method=Dispatching.REGISTERED,
            tracking=TRACKING,
            sent_on=self.first + timedelta(days=8),
            by=self.staff["sato"],
            now=self.clock(),
        )

    def _close(self) -> None:
        self.at(9, 11)
        dispatch.close_request(request_id=self.request_id, by=self.staff["sato"], now=self.clock())
        self.work()
        self.said("stage", text("The case is closed"))
        self.said("did", text("The copy of the identity paper is destroyed; that it was checked stays."))
