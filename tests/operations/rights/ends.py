"""What the desk does with what is no request to answer here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yakusoku.rights.operations import ending

REASON = "内容を確認し、上司に報告済み。"


class Ends:
    """The deeds of a desk that end a request without an answer."""

    request: str
    sato: str
    suzuki: str
    now: datetime

    def same(self, other: str, **more: Any) -> tuple[str, str]:
        """Note that the desk's request and another one are the same."""
        given: dict[str, Any] = {
            "request_id": self.request, "other": other, "reason": REASON, "by": self.sato, "now": self.now, **more,
        }  # fmt: skip
        return ending.link_double(**given)

    def inquiry(self, **more: Any) -> None:
        """Note that it was an inquiry, answered today."""
        given: dict[str, Any] = {
            "request_id": self.request, "answered_on": self.now.date(), "reason": REASON, "by": self.sato,
            "now": self.now, **more,
        }  # fmt: skip
        ending.note_inquiry(**given)

    def pass_on(self, **more: Any) -> int:
        """Note that it was passed on today."""
        given: dict[str, Any] = {
            "request_id": self.request, "party": "北海航空貨物株式会社", "passed_on": self.now.date(),
            "reason": REASON, "by": self.sato, "now": self.now, **more,
        }  # fmt: skip
        return ending.pass_on(**given)

    def spam(self, **more: Any) -> None:
        """Propose that it is spam."""
        given: dict[str, Any] = {
            "request_id": self.request, "reason": REASON, "by": self.sato, "now": self.now, **more,
        }  # fmt: skip
        ending.propose_spam(**given)

    def settle_spam(self, **more: Any) -> None:
        """Agree that it is, as the second person."""
        given: dict[str, Any] = {
            "request_id": self.request, "agreed": True, "by": self.suzuki, "now": self.now, **more,
        }  # fmt: skip
        ending.settle_spam(**given)
