"""What is still missing before it is known who asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yakusoku.laws.citations import cite
from yakusoku.rights.identity.shown import Whose
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.laws.grounds import Because


class What(StrEnum):
    """The kinds of proof that a request may wait for."""

    IDENTITY = "identity"
    ADDRESS = "address"
    SEAL = "seal"
    CALL_BACK = "call_back"
    FACTS = "registered_facts"
    RECOGNITION = "recognition"
    AUTHORITY = "authority"
    PARENTAL_CONSENT = "parental_consent"
    CONFIRMATION = "confirmation"
    REPRESENTATIVE = "representative"
    SPECIAL_REPRESENTATIVE = "special_representative"
    NOT_OF_THIS_KIND = "not_of_this_kind"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return _IN_WORDS[self]

    @property
    def by_post(self) -> bool:
        """Return whether a letter can ask for it."""
        return self not in (What.CALL_BACK, What.FACTS, What.RECOGNITION)


_IN_WORDS = {
    What.IDENTITY: text("a paper that shows who it is"),
    What.ADDRESS: text("a paper that shows the present address"),
    What.SEAL: text("the certificate of the registered seal"),
    What.CALL_BACK: text("a call back to the registered number"),
    What.FACTS: text("facts that are registered, told on the telephone"),
    What.RECOGNITION: text("by what the person is known"),
    What.AUTHORITY: text("a paper that shows the authority"),
    What.PARENTAL_CONSENT: text("the consent of the other parent"),
    What.CONFIRMATION: text("the person's own word about the representative"),
    What.REPRESENTATIVE: text("a statutory representative: the person is too young to ask alone"),
    What.SPECIAL_REPRESENTATIVE: text("a special representative, since interests conflict"),
    What.NOT_OF_THIS_KIND: text("somebody else: at this age nobody asks as such a representative"),
}


@dataclass(frozen=True, kw_only=True)
class Missing:
    """
    One proof that is missing, and why it is wanted.

    `accepted` are codes of papers, any `number` of which do; `months` is how old an address document may be: the one
    asked for here or, beside a paper of identity, the one that is added where that paper shows no address.
    """

    what: What
    because: Because
    whose: Whose = Whose.PERSON
    accepted: tuple[str, ...] = ()
    number: int = 1
    months: int | None = None


def basis(because: Because) -> Bilingual:
    """Return clause and article of a reason as the desk reads them; empty where it names neither."""
    article = cite(because.article) if because.article else None
    named = [(because.clause, because.clause)] if because.clause else []
    if article is not None:
        named.append((article.en, article.ja))
    return Bilingual(", ".join(en for en, _ in named), "、".join(ja for _, ja in named))
