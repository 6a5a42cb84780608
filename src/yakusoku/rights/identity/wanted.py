"""Whether it is known who asks, by everything that law and text want shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.rights.identity import of_person, of_representative
from yakusoku.rights.identity.papers_wanted import RULE
from yakusoku.rights.identity.shown import Whose

if TYPE_CHECKING:
    from yakusoku.laws.grounds import Because
    from yakusoku.rights.identity.lacking import Missing
    from yakusoku.rights.identity.shown import Shown, Situation

__all__ = ["RULE", "accepted", "missing"]


def missing(situation: Situation, shown: Shown) -> tuple[Missing, ...]:
    """
    Return everything that is still missing; with nothing missing it is known who asks, and a search may begin.

    Two checks that do not replace each other: the person's identity, and the identity and authority of whoever asks
    in the person's place.
    """
    return (*of_person.lacking(situation, shown), *of_representative.lacking(situation, shown))


def accepted(situation: Situation, shown: Shown, whose: Whose) -> dict[str, Because]:
    """Return the papers that may be taken about one of the two, each with the clause and article that accepts it."""
    if whose is Whose.PERSON:
        wants = of_person.papers(situation, doubted=shown.doubted)
        return {code: because for want in reversed(wants) for code, because in want.every.items()}
    asks = shown.represented
    if asks is None:
        return {}
    own = of_representative.own_papers(situation, asks.kind)
    found = dict(own.every) if own else {}
    law = of_representative.value(situation, asks.kind)
    because = of_representative.because(situation, asks.kind)
    papers = [*of_representative.authority_papers(situation, asks.kind), *law.joint_documents]
    said = of_representative.rule(situation, asks.kind)
    if said is not None and said.seal is not None:
        papers.append("seal_certificate")
    return {**found, **dict.fromkeys(papers, because)}
