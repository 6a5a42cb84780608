"""What a representative has to show, by text and law, and what of it is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yakusoku.laws import procedures
from yakusoku.laws.grounds import Because
from yakusoku.rights.identity import papers_wanted
from yakusoku.rights.identity.lacking import Missing, What
from yakusoku.rights.identity.papers_wanted import PapersWanted
from yakusoku.rights.identity.shown import ANY_RIGHT, PaperShown, Represented, Shown, Situation, Whose

if TYPE_CHECKING:
    from yakusoku.laws.procedures import AuthorityValue
    from yakusoku.policy.form.identity import RepresentativeRule

RULE = "rights.authority"
Lacking = tuple[Missing, ...]


def lacking(situation: Situation, shown: Shown) -> Lacking:
    """Return what whoever asks in the person's place still has to show; nothing where the person asks."""
    asks = shown.represented
    if asks is None:
        return ()
    law = value(situation, asks.kind)
    if asks.conflict:
        return (_special(situation, law),)
    if wrong := wrong_age(situation, shown, asks.kind):
        return (wrong,)
    mine = shown.of(Whose.REPRESENTATIVE)
    return (
        *_authority(situation, asks.kind, mine),
        *_consent(situation, asks, law, mine),
        *_identity(situation, asks.kind, mine),
        *_word(situation, shown, asks, law),
    )


def value(situation: Situation, kind: str) -> AuthorityValue:
    """Return what law says of this kind. :raises UnableToApplyLaw: if it knows no such kind"""
    return procedures.authority(kind, as_of=situation.arrived).value


def rule(situation: Situation, kind: str) -> RepresentativeRule | None:
    """Return what the text says of this kind, or None."""
    return situation.rule(value(situation, kind).rule)


def because(situation: Situation, kind: str, *, article: str | None = None) -> Because:
    """Return by which clause and article such a representative has to show something."""
    said, law = rule(situation, kind), value(situation, kind)
    by_law = "G12(6)" if situation.law == "gdpr" else law.article
    return Because(RULE, clause=_telling(said), article=article or by_law)


def _telling(said: RepresentativeRule | None) -> str | None:
    """Return the clause about this kind alone: a text names it last, after what is said of all."""
    if said is None:
        return None
    optional = {said.confirm_with_person, said.answer_to_person}
    own = [one for one in said.clauses if one not in optional]
    return (own or said.clauses)[-1]


def authority_papers(situation: Situation, kind: str) -> tuple[str, ...]:
    """
    Return the papers that show this kind's authority; none where neither text nor the request's law names any.

    Where the text wants a proof and names no paper, those that law knows are taken.
    """
    said, law = rule(situation, kind), value(situation, kind)
    if said is not None and said.papers:
        return said.papers
    bound = said is not None or situation.law in law.laws
    return law.documents if bound else ()


def own_papers(situation: Situation, kind: str) -> PapersWanted | None:
    """Return the papers that show who the representative is, or None where neither text nor law asks for them."""
    said, law = rule(situation, kind), value(situation, kind)
    by_law = situation.law in law.laws and law.own_identity
    if not (by_law or (said is not None and said.own_identity)):
        return None
    named = [
        want
        for one in situation.all_checks
        if (want := papers_wanted.of_check(one, law=situation.law, as_of=situation.today)) is not None
    ]
    base = named[0] if named else papers_wanted.of_law(situation.channel, as_of=situation.today)
    own: Mapping[str, Because] = dict.fromkeys(law.own_documents, because(situation, kind))
    return PapersWanted(
        accepted={**own, **base.accepted}, because=because(situation, kind), number=base.number,
        without_photograph=base.without_photograph, address=base.address, original=base.original,
    )  # fmt: skip


def wrong_age(situation: Situation, shown: Shown, kind: str) -> Missing | None:
    """Return that nobody asks like this for a person of that age, or None; an age that is not known is no obstacle."""
    law = value(situation, kind)
    if law.of_age is None or shown.born is None:
        return None
    ages = procedures.ages(situation.law, as_of=situation.arrived).value
    reached = procedures.has_reached(shown.born, ages.majority, on=situation.arrived)
    if reached == (law.of_age == "reached"):
        return None
    why = Because("rights.minor", article=ages.article)
    return Missing(what=What.NOT_OF_THIS_KIND, whose=Whose.REPRESENTATIVE, because=why)


def covers(paper: PaperShown, situation: Situation) -> bool:
    """Return whether a mandate is for this right."""
    return ANY_RIGHT in paper.scope or situation.right in paper.scope


def shows_authority(paper: PaperShown, situation: Situation, kind: str) -> bool:
    """Return whether a paper shows the authority: named, new enough, naming both, or signed and for this right."""
    said, law = rule(situation, kind), value(situation, kind)
    if paper.law.code not in authority_papers(situation, kind):
        return False
    if not papers_wanted.is_fresh(paper.issued_on, said.months if said else None, situation):
        return False
    if law.through == "mandated":
        return covers(paper, situation) and paper.signed and paper.issued_on is not None
    return paper.names_both or not law.names_both


def _authority(situation: Situation, kind: str, mine: tuple[PaperShown, ...]) -> Lacking:
    accepted = authority_papers(situation, kind)
    said, why = rule(situation, kind), because(situation, kind)
    found: list[Missing] = []
    if accepted and not any(shows_authority(one, situation, kind) for one in mine):
        found.append(
            Missing(
                what=What.AUTHORITY, whose=Whose.REPRESENTATIVE, because=why, accepted=accepted,
                months=said.months if said else None,
            )
        )  # fmt: skip
    if said is not None and said.seal is not None and said.seal.registered:
        months = said.seal.certificate_months
        sealed = [one for one in mine if "seal" in one.law.proves]
        if not any(papers_wanted.is_fresh(one.issued_on, months, situation) for one in sealed):
            clause = Because("rights.seal", clause=said.seal.clauses[0], article=why.article)
            found.append(
                Missing(
                    what=What.SEAL, whose=Whose.REPRESENTATIVE, because=clause,
                    accepted=("seal_certificate",), months=months,
                )
            )  # fmt: skip
    return tuple(found)


def _consent(
    situation: Situation, asks: Represented, law: AuthorityValue, mine: tuple[PaperShown, ...]
) -> Lacking:
    """Return the other parent's consent where two hold the authority and it is not there."""
    if asks.holding != "joint" or not law.joint_documents:
        return ()
    if any(one.law.code in law.joint_documents and one.signed for one in mine):
        return ()
    point = law.point("joint")
    why = because(situation, asks.kind, article=point.article if point else None)
    return (
        Missing(
            what=What.PARENTAL_CONSENT, whose=Whose.REPRESENTATIVE, because=why, accepted=law.joint_documents
        ),
    )


def _identity(situation: Situation, kind: str, mine: tuple[PaperShown, ...]) -> Lacking:
    want = own_papers(situation, kind)
    if want is None:
        return ()
    return papers_wanted.lacking(want, mine, situation, whose=Whose.REPRESENTATIVE)


def _word(situation: Situation, shown: Shown, asks: Represented, law: AuthorityValue) -> Lacking:
    """Return that the person's word is wanted: after a denial, and of a minor who judges."""
    denied = asks.word == "denied"
    judges = procedures.ages(situation.law, as_of=situation.arrived).value.judges
    minor = law.of_age == "below" and shown.born is not None
    judging = (
        minor
        and shown.born is not None
        and procedures.has_reached(shown.born, judges.years, on=situation.arrived)
    )
    if not denied and (not judging or asks.word == "agreed"):
        return ()
    article = judges.article if judging else None
    why = because(situation, asks.kind, article=article)
    return (Missing(what=What.CONFIRMATION, because=why),)


def _special(situation: Situation, law: AuthorityValue) -> Missing:
    point = law.point("conflict") or value(situation, "parent").point("conflict")
    why = Because(RULE, article=point.article if point else law.article)
    accepted = value(situation, "statutory").documents[:1]
    return Missing(
        what=What.SPECIAL_REPRESENTATIVE, whose=Whose.REPRESENTATIVE, because=why, accepted=accepted
    )
