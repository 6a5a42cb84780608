"""The desk's deeds about who asks: papers of representatives, letters that ask, the telephone, doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from yakusoku.examples import papers as drawn
from yakusoku.examples import papers_of_authority as of_authority
from yakusoku.examples.people import cast
from yakusoku.rights import papers
from yakusoku.rights.identity.shown import ANY_RIGHT
from yakusoku.rights.operations import call_back
from yakusoku.rights.operations.ask_papers import ask_for_papers, record_asked
from yakusoku.rights.operations.papers import Bears, Insufficient, Whose, confirm_identity, reject_paper
from yakusoku.rights.operations.recognize import end_doubt, note_doubt
from yakusoku.rights.operations.representatives import ask_person
from yakusoku.terms.personal import Personal


class WhoAsks:
    """A part of the desk of `tests.operations.rights.desk`, which knows how a deed is done."""

    now: datetime

    request: str
    sato: str

    def _do(self, deed: Callable[..., Any], given: dict[str, Any], more: dict[str, Any]) -> Any:
        return deed(**{"request_id": self.request, "by": self.sato, "now": self.now, **given, **more})

    def show(self, paper: drawn.Paper, *, agrees: bool = False, **more: Any) -> Any:
        """Take a paper of the representative."""
        zones = [papers.Zone(code, *box, unit="pixel") for code, box in sorted(paper.zones.items())]
        given = {
            "document": paper.document, "image": paper.content, "mask": zones, "address_agrees": agrees,
            "whose": Whose.REPRESENTATIVE, "bears": Bears(issued_on=paper.issued_on, valid_until=paper.valid_until),
        }  # fmt: skip
        return self._do(confirm_identity, given, more)

    def show_mandate(self, *scope: str) -> Any:
        """Take Baba's licence, and the mandate that Aoki signed."""
        self.show(drawn.driving_licence(cast.BABA), agrees=True)
        day = self.now.date() - timedelta(days=5)
        mandate = of_authority.mandate_letter(cast.AOKI, cast.BABA, "個人情報の開示等の請求", signed_on=day)
        return self.show(mandate, bears=Bears(issued_on=day, signed=True, scope=scope or (ANY_RIGHT,)))

    def insufficient(self, document: str = "qualification_certificate", **more: Any) -> Any:
        """Find a paper insufficient."""
        given = {"document": document, "why": Insufficient.UNREADABLE}
        return self._do(reject_paper, given, more)

    def ask(self, **more: Any) -> Any:
        """Make the letter that asks for what is missing."""
        return self._do(ask_for_papers, {"reply_by": self.now.date() + timedelta(days=14)}, more)

    def asked(self, **more: Any) -> None:
        """Note that the letter left today."""
        self._do(record_asked, {"sent_on": self.now.date()}, more)

    def ask_person(self, word: str = "agreed", **more: Any) -> Any:
        """Note what the person said about the representative."""
        given = {"word": word, "way": "call", "asked_on": self.now.date()}
        return self._do(ask_person, given, more)

    def doubt(self, **more: Any) -> Any:
        """Record a doubt."""
        return self._do(note_doubt, {"reason": "筆跡が登録時のものと異なる。"}, more)

    def end_doubt(self, **more: Any) -> Any:
        """End it."""
        return self._do(end_doubt, {"reason": "ご本人から登録アドレスより返信。"}, more)

    def numbers(self, **more: Any) -> Any:
        """Look up the registered numbers."""
        return self._do(call_back.release_numbers, {}, more)

    def call_back(self, number: str, result: str = "agreed", **more: Any) -> Any:
        """Note a call back."""
        given = {"number": number, "result": result, "called_at": self.now}
        return self._do(call_back.record_call_back, given, more)

    def caller_number(self, shown: str | None, **more: Any) -> Any:
        """Compare the number that was shown."""
        given = {"shown": Personal(shown) if shown else None, "called_at": self.now}
        return self._do(call_back.record_caller_number, given, more)

    def told(self, by: str = "", **told: str) -> Any:
        """Compare what a caller told."""
        given = {"told": {name: Personal(one) for name, one in told.items()}, "called_at": self.now}
        return self._do(call_back.compare_facts, given, {"by": by} if by else {})
