"""What is promised of a right: by the published text, or by the law alone where the text is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakusoku.laws import queries as laws
from yakusoku.policy.rules import LAWFUL_METHODS

if TYPE_CHECKING:
    from datetime import date

    from yakusoku.policy.form.identity import IdentityCheck
    from yakusoku.policy.form.rights import Consequence, Fee
    from yakusoku.policy.queries import Policy, RightPromise


@dataclass(frozen=True)
class Promised:
    """
    A right as it binds this company. `published` is the text's promise of it, None where only the law gives it.

    A person has the rights of a law whether or not the text lists them: what is not listed asks for no fee and no
    paper, names no number of days, and publishes no ground.
    """

    right: str
    desk: str
    published: RightPromise | None

    @property
    def law_codes(self) -> tuple[str, ...]:
        """The rights of law that it carries."""
        return self.published.law_codes if self.published else (self.right,)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that promise it."""
        return tuple(self.published.clauses) if self.published else ()

    @property
    def any_reason(self) -> str | None:
        """The clause that promises it whatever the person's reason, or None."""
        return self.published.form.any_reason if self.published else None

    @property
    def fee(self) -> Fee | None:
        """The published fee."""
        return self.published.fee if self.published else None

    @property
    def grounds(self) -> dict[str, str]:
        """The clause that publishes each ground."""
        return self.published.grounds if self.published else {}

    @property
    def reasons_on_refusal(self) -> str | None:
        """The clause that promises reasons."""
        return self.published.reasons_on_refusal if self.published else None

    @property
    def target_days(self) -> int | None:
        """The promised number of days."""
        return self.published.target_days if self.published else None

    @property
    def methods(self) -> tuple[str, ...]:
        """The ways to receive an answer."""
        return self.published.methods if self.published else LAWFUL_METHODS

    @property
    def checks(self) -> tuple[IdentityCheck, ...]:
        """The identity checks that the text names."""
        return self.published.checks if self.published else ()

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        """What the text promises to say before it is carried out."""
        return self.published.form.consequences if self.published else ()

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways of asking that the text opens for it; none where it names none, and every way is open then."""
        return tuple(self.published.form.channels) if self.published else ()

    def documents(self, channel: str) -> dict[str, tuple[str, ...]]:
        """Return the papers accepted by `channel`, each with its clauses."""
        return self.published.documents(channel) if self.published else {}

    def masks(self, document: str) -> tuple[str, ...]:
        """Return the zones that the text asks to black out."""
        return self.published.masks(document) if self.published else ()

    def needs_identity(self, channel: str) -> bool:
        """Return whether the text asks for papers by this channel."""
        return bool(self.published and self.published.needs_identity(channel))


def promised(policy: Policy, right: str, *, as_of: date, measure: str = "") -> Promised | None:
    """
    Return what binds the company about `right`: the text's promise, else the law's; None where neither gives it.

    Where several published rights carry one right of law, the one that is about the `measure` comes first.
    """
    known = [one for one in policy.rights.values() if right in one.law_codes]
    known.sort(key=lambda one: one.word != _WORDS.get(measure, ""))
    if known:
        return Promised(right, known[0].desk, known[0])
    if right not in laws.right_codes() or laws.right(right, as_of=as_of).law not in policy.laws:
        return None
    return Promised(right, _any_desk(policy), None)


_WORDS = {
    "correct": "correction",
    "erase": "erasure",
    "restrict": "cease_use",
    "stop_provision": "cease_provision",
}


def published_word(policy: Policy, right: str, *, as_of: date, measure: str) -> str:
    """Return the word under which a request is published; where only the law gives the right, that of its measure."""
    found = promised(policy, right, as_of=as_of, measure=measure) if right else None
    if found is None:
        return ""
    return found.published.word if found.published else _WORDS.get(measure, "")


def _any_desk(policy: Policy) -> str:
    """Return where the text lets people ask for other rights, or any contact it names."""
    desks = [one.desk for one in policy.rights.values()]
    return desks[0] if desks else next(iter(policy.controller.contacts))
