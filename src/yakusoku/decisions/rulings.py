"""What a question comes to: allowed, refused, or allowed to those of whom something is so; always with its rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yakusoku.decisions.trees import Every, Facts, Tree, Truth, asked
from yakusoku.laws.grounds import Because
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text


class Outcome(StrEnum):
    """What a ruling comes to."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    ALLOWED_IF = "allowed-if"


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that a yes brings with it: a stable word, the article that wants it, and a sentence."""

    code: str
    article: str | None
    says: Text


@dataclass(frozen=True, slots=True)
class Gate:
    """
    One condition that a use must pass.

    `reason`: a stable word for it. `needs` completes "This takes …". `says`: the published sentence, if it is one.
    """

    reason: str
    needs: Bilingual
    tree: Tree
    because: Because
    says: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Residual:
    """What is left to be asked of each person, in the order in which it is asked."""

    gates: tuple[Gate, ...]

    @property
    def tree(self) -> Tree:
        """All of it as one condition."""
        return Every(tuple(gate.tree for gate in self.gates))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it asks for."""
        return asked(self.tree)

    def truth(self, facts: Facts) -> Truth:
        """Return whether one person's facts pass; only True permits."""
        return self.tree.truth(facts)

    def first_against(self, facts: Facts) -> Gate | None:
        """Return the first condition that one person's facts do not pass, or None where all are passed."""
        return next((gate for gate in self.gates if gate.tree.truth(facts) is not True), None)


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    The answer to a question. `because` names rule, clause and article.

    `reason`: a stable word. `known`: False where it was refused because something could not be evaluated.
    `why` and `do`: sentences in both languages. `says`: the published sentence, in our own words. `version`: of
    the policy, by its day. `residual`: only with `allowed-if`.
    """

    outcome: Outcome
    reason: str
    because: Because
    why: Text
    do: Text
    says: Bilingual | None
    version: date | None
    obligations: tuple[Obligation, ...] = ()
    residual: Residual | None = None
    known: bool = True

    @property
    def allowed(self) -> bool:
        """Whether the use may be made now."""
        return self.outcome is Outcome.ALLOWED
