"""What the desk does about laws and days: which law applies, an extension, a question to the person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from yakusoku.rights import queries
from yakusoku.rights.operations import clarify, extend
from yakusoku.rights.operations import regime as deciding
from yakusoku.rights.rules import Dispatching

BOTH = ("appi-company", "gdpr-offer")


class Clocks:
    """The deeds of a desk about laws and days."""

    request: str
    sato: str
    now: datetime

    def regime(self, *scopes: str, **more: Any) -> tuple[str, ...]:
        """Decide which laws apply."""
        given: dict[str, Any] = {
            "request_id": self.request, "scopes": scopes or BOTH, "by": self.sato, "now": self.now,
            "reason": "ドイツ在住。通販サービスの利用者。", **more,
        }  # fmt: skip
        return deciding.decide_regime(**given)

    def decide_regime(self, right: str = "", *scopes: str) -> None:
        """Decide for the law of a right alone, or by `scopes`, where the text follows several laws."""
        if queries.regime_of(self.request).open:
            own = {"A": ("appi-company",), "G": ("gdpr-offer",)}.get(right[:1], BOTH)
            self.regime(*(scopes or own))

    def extend(self, **more: Any) -> int:
        """Make the letter about an extension."""
        given: dict[str, Any] = {
            "request_id": self.request, "because": "complexity", "by": self.sato, "now": self.now,
            "reason": "複数の旧システムの記録を手作業で確認しているためです。", **more,
        }  # fmt: skip
        return extend.write_extension(**given)

    def extended(self, **more: Any) -> date | None:
        """Note that it left today."""
        given: dict[str, Any] = {
            "request_id": self.request, "method": Dispatching.REGISTERED, "tracking": "514-22-9083",
            "sent_on": self.now.date(), "by": self.sato, "now": self.now, **more,
        }  # fmt: skip
        return extend.note_extension_told(**given)

    def clarify(self, **more: Any) -> int:
        """Note that the person was asked today, with two weeks for the reply."""
        today = self.now.date()
        given: dict[str, Any] = {
            "request_id": self.request, "asked": "どのご契約についてのご請求でしょうか。", "way": "telephone",
            "asked_on": today, "reply_by": today + timedelta(days=14), "by": self.sato, "now": self.now, **more,
        }  # fmt: skip
        return clarify.note_clarification_asked(**given)

    def clarified(self, **more: Any) -> int:
        """Note that the person answered today."""
        given: dict[str, Any] = {
            "request_id": self.request, "answered_on": self.now.date(), "by": self.sato, "now": self.now, **more,
        }  # fmt: skip
        return clarify.note_clarification_answered(**given)
