"""Deeds beside the answer, each with what it usually takes: letters, recipients, columns, liftings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from yakusoku.rights.answer import Named
from yakusoku.rights.operations import columns, consequences, letters, lift, recipients
from yakusoku.rights.rules import Dispatching


class Beside:
    """What a desk does beside the answer."""

    suzuki: str
    now: datetime

    _do: Callable[..., Any]

    def tell(self, **more: Any) -> Any:
        """Note that the letter with what follows left today."""
        given = {"method": Dispatching.REGISTERED, "tracking": "514-22-9081", "sent_on": self.now.date()}
        return self._do(consequences.tell_consequences, given, more)

    def write_consequences(self, **more: Any) -> Any:
        """Make the letter with what follows."""
        given = {"reply_by": self.now.date() + timedelta(days=7)}
        return self._do(consequences.write_consequences, given, more)

    def acknowledge(self, **more: Any) -> None:
        """Note that the person knows, today."""
        self._do(consequences.acknowledge_consequences, {"known_on": self.now.date()}, more)

    def name_recipient(self, number: int, named: Named, **more: Any) -> Any:
        """Name somebody of a class who was given the data."""
        return self._do(recipients.name_recipient, {"number": number, "named": named}, more)

    def spare(self, *numbers: int, **more: Any) -> None:
        """Note that classes were given nothing."""
        given = {"numbers": numbers, "because": "not_given", "reason": "提供記録を確認し、提供の事実なし。"}
        self._do(recipients.spare_recipients, given, more)

    def posted(self, number: int, **more: Any) -> None:
        """Note that a letter beside the answer left today."""
        given = {"number": number, "method": Dispatching.REGISTERED, "tracking": "514-22-7001"}
        self._do(letters.note_letter_sent, {**given, "sent_on": self.now.date()}, more)

    def open_letter(self, number: int, **more: Any) -> dict[str, bytes]:
        """Open a letter beside the answer."""
        files: dict[str, bytes] = self._do(letters.open_letter, {"number": number}, more)
        return files

    def ask_recipients(self, **more: Any) -> None:
        """Note that the person asked today who the recipients are."""
        self._do(recipients.note_recipients_asked, {"asked_on": self.now.date()}, more)

    def write_recipients(self, **more: Any) -> Any:
        """Make the letter that says who they are."""
        return self._do(recipients.write_recipients, {}, more)

    def column(self, section: str, column: str, **more: Any) -> None:
        """Decide that a column holds something else."""
        given = {"section": section, "column": column, "reason": "請求書の宛先欄であり、登録住所ではない。"}
        self._do(columns.decide_column, given, more)

    def propose_lifting(self, **more: Any) -> Any:
        """Propose to lift what was stopped, on the person's wish."""
        given = {"because": "wish", "reason": "ご本人から書面による申出あり。"}
        return self._do(lift.propose_lifting, given, more)

    def approve_lifting(self, **more: Any) -> None:
        """Agree to a lifting as Suzuki."""
        self._do(lift.approve_lifting, {"by": self.suzuki}, more)

    def drop_lifting(self, **more: Any) -> None:
        """Give a lifting up."""
        self._do(lift.drop_lifting, {}, more)
