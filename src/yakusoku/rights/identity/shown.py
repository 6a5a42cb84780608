"""What somebody has shown of who they are, as far as law and text ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.laws.documents import DocumentLaw
    from yakusoku.laws.procedures import LawCode
    from yakusoku.policy.form.identity import IdentityCheck, RepresentativeRule, Representatives

ANY_RIGHT = "all"
"""In a mandate: every right, whatever it is called."""
Holding = Literal["", "sole", "joint"]
Conflict = Literal["", "parents", "child"]
Word = Literal["", "agreed", "denied", "not_reached"]


class Whose(StrEnum):
    """About whom a paper speaks."""

    PERSON = "person"
    REPRESENTATIVE = "representative"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return text("of the person") if self is Whose.PERSON else text("of the representative")


@dataclass(frozen=True, kw_only=True)
class PaperShown:
    """
    A paper that was seen, and not found insufficient since.

    `names_both`: it names the person and who asks; `signed`: by the person; `scope`: the rights that a mandate is for.
    """

    law: DocumentLaw
    whose: Whose = Whose.PERSON
    issued_on: date | None = None
    names_both: bool = False
    signed: bool = False
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Represented:
    """
    Somebody asks in the person's place.

    `holding`: whether one parent holds the authority or two; `conflict`: parents against each other, or against the
    child; `word`: what the person said when asked about it.
    """

    kind: str
    holding: Holding = ""
    conflict: Conflict = ""
    word: Word = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """
    All that was shown. `born` is None where no birth date is known.

    `other_number`: the telephone showed another number than those registered. `doubted`: reasonable doubt is recorded.
    """

    papers: tuple[PaperShown, ...] = ()
    recognized: bool = False
    called_back: bool = False
    facts_agree: bool = False
    other_number: bool = False
    doubted: bool = False
    born: date | None = None
    represented: Represented | None = None

    def of(self, whose: Whose) -> tuple[PaperShown, ...]:
        """Return the papers about one of the two."""
        return tuple(one for one in self.papers if one.whose is whose)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """
    By what a request is judged: its right and law, how and when it arrived, and what the text says.

    `checks` are those that the text names for this right by this channel, `all_checks` those of the whole text.
    """

    right: str
    law: LawCode
    channel: str
    arrived: date
    today: date
    checks: Sequence[IdentityCheck] = ()
    all_checks: Sequence[IdentityCheck] = ()
    representatives: Representatives | None = None

    def rule(self, kind: str) -> RepresentativeRule | None:
        """Return what the text says of a kind of representative, by its word there."""
        found: RepresentativeRule | None = getattr(self.representatives, kind, None)
        return found
