"""What the person has to show, by text and law, and what of it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yakusoku.laws import procedures
from yakusoku.laws.grounds import Because
from yakusoku.rights.identity import papers_wanted
from yakusoku.rights.identity.lacking import Missing, What
from yakusoku.rights.identity.papers_wanted import PapersWanted
from yakusoku.rights.identity.shown import Shown, Situation, Whose

if TYPE_CHECKING:
    from yakusoku.policy.form.identity import IdentityCheck

Lacking = tuple[Missing, ...]


def lacking(situation: Situation, shown: Shown) -> Lacking:
    """
    Return what the person still has to show.

    Nothing where a statutory representative asks, whose paper names the person; such a representative, where a minor
    who is too young to judge asks alone, or lets somebody else ask.
    """
    if shown.represented is not None:
        known = procedures.authority(shown.represented.kind, as_of=situation.arrived).value
        if not known.person_identity:
            return ()
    if young := too_young(situation, shown):
        return (young,)
    ways = list(_ways(situation, shown))
    if not ways:
        return _by_law(situation, shown)
    return min(ways, key=len)


def papers(situation: Situation, *, doubted: bool) -> tuple[PapersWanted, ...]:
    """Return the papers that may be asked of the person: of the text or, on recorded doubt, those that law knows."""
    named = [
        papers_wanted.of_check(one, law=situation.law, as_of=situation.today)
        for one in active(situation, doubted=doubted)
    ]
    known = tuple(one for one in named if one is not None)
    if not active(situation, doubted=doubted) and doubted:
        return (on_doubt(situation),)
    return known


def on_doubt(situation: Situation) -> PapersWanted:
    """Return the one paper that may be asked for on recorded doubt, where the text names none."""
    article = procedures.identity_rules(situation.law, as_of=situation.arrived).value.doubt.article
    return papers_wanted.of_law(situation.channel, as_of=situation.today, article=article)


def active(situation: Situation, *, doubted: bool) -> list[IdentityCheck]:
    """Return the checks that the text makes of this request: some are made on doubt alone."""
    return [one for one in situation.checks if doubted or not one.only_on_doubt]


def too_young(situation: Situation, shown: Shown) -> Missing | None:
    """Return that a representative is wanted, where somebody asks alone who is too young to judge; else None."""
    judges = procedures.ages(situation.law, as_of=situation.arrived).value.judges
    if shown.born is None or procedures.has_reached(shown.born, judges.years, on=situation.arrived):
        return None
    accepted = procedures.authority("parent", as_of=situation.arrived).value.documents
    because = Because("rights.minor", article=judges.article)
    return Missing(what=What.REPRESENTATIVE, because=because, accepted=accepted)


def _by_law(situation: Situation, shown: Shown) -> Lacking:
    """Return what is missing where the text names no way: a paper on doubt, else that the person is known."""
    if shown.doubted:
        return papers_wanted.lacking(
            on_doubt(situation), shown.of(Whose.PERSON), situation, whose=Whose.PERSON
        )
    if shown.recognized or shown.called_back or shown.facts_agree:
        return ()
    article = procedures.identity_rules(situation.law, as_of=situation.arrived).value.article
    return (Missing(what=What.RECOGNITION, because=Because(papers_wanted.RULE, article=article)),)


def _ways(situation: Situation, shown: Shown) -> Iterator[Lacking]:
    """Yield what is missing on each way that the text gives; one way suffices."""
    for check in active(situation, doubted=shown.doubted):
        called = _called(check, situation, shown)
        also = called if check.call_back and check.call_back.always else ()
        want = papers_wanted.of_check(check, law=situation.law, as_of=situation.today)
        if want is not None:
            of_papers = papers_wanted.lacking(want, shown.of(Whose.PERSON), situation, whose=Whose.PERSON)
            yield (*of_papers, *also)
        if check.call_back:
            yield called
        if check.registered_facts:
            yield (*_told(check, situation, shown), *also)


def _called(check: IdentityCheck, situation: Situation, shown: Shown) -> Lacking:
    if check.call_back is None or shown.called_back:
        return ()
    because = Because("rights.call-back", clause=check.call_back.clauses[0], article=_telephone(situation))
    return (Missing(what=What.CALL_BACK, because=because),)


def _told(check: IdentityCheck, situation: Situation, shown: Shown) -> Lacking:
    """Facts do not suffice where the telephone shows a number that is not registered."""
    if shown.facts_agree and not shown.other_number:
        return ()
    because = Because("rights.facts", clause=check.clauses[0], article=_telephone(situation))
    return (Missing(what=What.FACTS, because=because),)


def _telephone(situation: Situation) -> str:
    if situation.law == "gdpr":
        return procedures.identity_rules("gdpr", as_of=situation.arrived).value.article
    return procedures.proof("telephone", as_of=situation.arrived).value.article
