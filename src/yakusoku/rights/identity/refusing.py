"""Why one paper does not suffice: not taken, no longer valid, too old, or without what it has to bear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from yakusoku.laws import procedures
from yakusoku.laws.grounds import Because, Refused
from yakusoku.rights import rules
from yakusoku.rights.identity import of_person, of_representative, papers_wanted, wanted
from yakusoku.rights.identity.shown import PaperShown, Shown, Situation, Whose
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.identity.papers_wanted import Aged


@dataclass(frozen=True, kw_only=True)
class Presented:
    """A paper as it lies on the desk: `valid_until` and `issued_on` as they stand on it; `original` is no copy."""

    paper: PaperShown
    valid_until: date | None = None
    original: bool = False


def refused(given: Presented, situation: Situation, shown: Shown) -> Refused | None:
    """Return why this paper is not taken for this request, or None where it is."""
    paper, whose = given.paper, given.paper.whose
    accepted = wanted.accepted(situation, shown, whose)
    if whose is Whose.REPRESENTATIVE and shown.represented is None:
        return _no(
            text("nobody asks in the person's place."),
            Because(of_representative.RULE, article="O13"),
            text("Note first who the representative is (`yakusoku rights authority`)."),
        )
    taken = rules.paper_refused(paper.law, accepted=accepted, as_of=situation.today)
    if taken is not None:
        return Refused(taken.reason, _where(taken.because, situation, shown, whose), taken.do)
    because = accepted[paper.law.code]
    return (
        _dates(given, because, situation)
        or _original(given, situation, shown, because)
        or _age(paper, situation, shown)
        or _authority(paper, situation, shown, because)
    )


def _where(found: Because, situation: Situation, shown: Shown, whose: Whose) -> Because:
    """Name the clause under which papers are asked for, where the rule alone has none."""
    wants = of_person.papers(situation, doubted=shown.doubted) if whose is Whose.PERSON else ()
    clause = found.clause or next((one.because.clause for one in wants), None)
    if whose is Whose.REPRESENTATIVE and shown.represented is not None:
        clause = of_representative.because(situation, shown.represented.kind).clause
    article = found.article or procedures.identity_rules(situation.law, as_of=situation.arrived).value.article
    return Because(found.rule, clause=clause, article=article)


def _no(reason: Text, because: Because, do: Text) -> Refused:
    return Refused(reason=reason, because=because, do=do)


def _dates(given: Presented, because: Because, situation: Situation) -> Refused | None:
    law, issued = given.paper.law, given.paper.issued_on
    if issued is not None and issued > situation.today:
        return _no(
            text("the day of issue lies in the future."),
            because,
            text("Give the day that stands on the document."),
        )
    if issued is not None and law.last_issue is not None and issued > law.last_issue:
        return _no(
            text("no such document was issued after {last}.", last=law.last_issue.isoformat()),
            because,
            text("Look at the day of issue; ask for another document."),
        )
    if law.expires and given.valid_until is None:
        return _no(
            text("this document bears a last day of validity, and none was given."),
            because,
            text("Give the day that stands on the document."),
        )
    if given.valid_until is not None and given.valid_until < situation.today:
        return _no(
            text("the document was valid until {last} only.", last=given.valid_until.isoformat()),
            because,
            text("Ask for one that is still valid."),
        )
    return None


def _original(given: Presented, situation: Situation, shown: Shown, because: Because) -> Refused | None:
    if given.original:
        return None
    wants = of_person.papers(situation, doubted=shown.doubted)
    if not any(given.paper.law.code in one.original for one in wants):
        return None
    return _no(
        text("the text asks for the document itself, and this is a copy."),
        because,
        text("Ask the person to bring or send the document itself; it is given back."),
    )


def _aged(paper: PaperShown, situation: Situation, shown: Shown) -> Aged | None:
    """Return the rule about the age of such a paper, where it is taken for its address or its seal alone."""
    if paper.whose is Whose.PERSON:
        wants = of_person.papers(situation, doubted=shown.doubted)
    else:
        own = of_representative.own_papers(situation, shown.represented.kind) if shown.represented else None
        wants = (own,) if own else ()
    for want in wants:
        if paper.law.code in want.accepted:
            return None
        for one in (want.address, want.seal):
            if one is not None and paper.law.code in one.accepted:
                return one
    return None


def _age(paper: PaperShown, situation: Situation, shown: Shown) -> Refused | None:
    rule = _aged(paper, situation, shown)
    if rule is None or rule.months is None:
        return None
    return too_old(paper.issued_on, rule.months, situation, rule.because)


def too_old(issued_on: date | None, months: int, situation: Situation, because: Because) -> Refused | None:
    """Return that a paper is older than so many months on the day of the request, or bears no day; else None."""
    if issued_on is None:
        return _no(
            text(
                "the day of issue is missing; the document may be {months} months old at most.", months=months
            ),
            because,
            text("Give the day of issue that stands on the document."),
        )
    if papers_wanted.is_fresh(issued_on, months, situation):
        return None
    return _no(
        text(
            "the document was issued on {issued}, more than {months} months before the request of {arrived}.",
            issued=issued_on.isoformat(), months=months, arrived=situation.arrived.isoformat(),
        ),
        because,
        text("Ask for a newer one."),
    )  # fmt: skip


def _authority(paper: PaperShown, situation: Situation, shown: Shown, because: Because) -> Refused | None:
    asks = shown.represented
    if asks is None or paper.whose is Whose.PERSON:
        return None
    law = of_representative.value(situation, asks.kind)
    if paper.law.code in law.joint_documents and not paper.signed:
        return _unsigned(because)
    if paper.law.code not in of_representative.authority_papers(situation, asks.kind):
        return None
    rule = of_representative.rule(situation, asks.kind)
    if rule is not None and rule.months is not None:
        old = too_old(paper.issued_on, rule.months, situation, because)
        if old is not None:
            return old
    if law.through == "mandated":
        return _mandate(paper, situation, because)
    if law.names_both and not paper.names_both:
        return _no(
            text("the document does not name the person and the representative with their relation."),
            because,
            text("Ask for one that names both."),
        )
    return None


def _mandate(paper: PaperShown, situation: Situation, because: Because) -> Refused | None:
    if paper.issued_on is None:
        return _no(
            text("the mandate bears no day, or none was given."),
            because,
            text("Give the day that stands on it, or ask for a dated one."),
        )
    if not paper.signed:
        return _unsigned(because)
    if not of_representative.covers(paper, situation):
        return _no(
            text("the mandate is not for this right."),
            because,
            text("Ask for a mandate that names {right}, or answer what it is for.", right=situation.right),
        )
    return None


def _unsigned(because: Because) -> Refused:
    return _no(
        text("the document bears no signature or seal of whoever gives it."),
        because,
        text("Ask for a signed one."),
    )
