"""On which ground something is refused: one of the right and, where both laws bind, one of the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakusoku.laws import queries as laws
from yakusoku.laws.citations import cite
from yakusoku.laws.citations import law as named_law
from yakusoku.rights import cases, owed
from yakusoku.rights.promised import promised
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.laws.rights import Ground, RightLaw
    from yakusoku.rights.counterparts import Counterpart
    from yakusoku.rights.models import RightsRequest
    from yakusoku.rights.promised import Promised

_LONGEST_LAW = 80


class UnableToReview(UnableTo):
    """The decision on an item cannot be taken like this."""

    asked = text("decide on this item")


@dataclass(frozen=True)
class Named:
    """Grounds as the desk names them: of the right and, where both laws bind, of the other law's; each with its law."""

    ground: str = ""
    law: str = ""
    also: str = ""
    also_law: str = ""

    def stripped(self) -> Named:
        """Return the same without space around the laws."""
        return Named(self.ground, self.law.strip(), self.also, self.also_law.strip())


def basis(row: RightsRequest, named: Named) -> dict[str, str]:
    """
    Return what a decision keeps of its grounds: codes, clauses and articles; empty words where nothing is withheld.

    :raises UnableToReview: for a ground that is not one of its right; where both laws give what was asked for, if the
        other law's ground is missing; where they do not, if one is named
    """
    own = laws.right(row.right, as_of=row.received_on)
    clause, article = _one(row, own, cases.promise(row), named.ground, named.law)
    kept = {"ground": named.ground, "clause": clause, "article": article, "other_law": named.law}
    also = {"also_ground": named.also, "also_clause": "", "also_article": "", "also_law": named.also_law}
    twin = owed.twin(row)
    if twin is None or not twin.grounds or not named.ground:
        _check_alone(row, named)
        return kept | also
    other = laws.right(twin.right, as_of=row.received_on)
    _check_twin(other, twin, named.also)
    promise = promised(cases.policy(row), twin.right, as_of=row.received_on, measure=row.measure)
    assert promise is not None  # noqa: S101  only laws that the text follows were decided on
    clause, article = _one(row, other, promise, named.also, named.also_law)
    return kept | also | {"also_clause": clause, "also_article": article}


def _check_alone(row: RightsRequest, named: Named) -> None:
    if named.also or named.also_law:
        raise UnableToReview(
            text("nothing is withheld of what another law gives, too."),
            do=text("Name a ground of {right} alone, or none.", right=row.right),
        )


def _check_twin(other: RightLaw, twin: Counterpart, also: str) -> None:
    """Let a ground of the other law pass. :raises UnableToReview: where there is none, or it does not reach this"""
    lawful = [one.code for one in other.grounds if one.whole or not twin.whole]
    if also not in lawful:
        raise UnableToReview(
            text("{right} gives this, too, and no ground of it is named.", right=other.code)
            if not also
            else text("{ground} is no lawful ground for {right}.", ground=also, right=other.code),
            do=text("Both laws bind: name a ground of {right}, too ({grounds}), or withhold nothing.",
                    right=other.code, grounds=", ".join(lawful)),
        )  # fmt: skip


def _one(
    row: RightsRequest, law: RightLaw, promise: Promised, ground: str, other_law: str
) -> tuple[str, str]:
    """Return clause and article of a ground. :raises UnableToReview: if it is not one of this right"""
    if not ground:
        if other_law:
            raise UnableToReview(
                text("a law is named, but no ground on which to withhold."),
                do=text("Name the ground, too, or neither of them."),
            )
        return "", ""
    known = law.ground(ground)
    if known is None:
        raise UnableToReview(
            text("{ground} is no lawful ground for {right}.", ground=ground, right=law.code),
            do=text("Lawful grounds are: {grounds}.", grounds=", ".join(each.code for each in law.grounds)),
        )
    if row.law_case in known.not_for:
        raise UnableToReview(
            text("{ground} is no ground in the case {case}.", ground=ground, case=row.law_case),
            do=text("In that case law gives none: what was asked for is done."),
        )
    if known.unfounded and promise.any_reason:
        raise UnableToReview(
            text(
                "{ground} is no ground here: {clause} promises it whatever the reason.",
                ground=ground,
                clause=promise.any_reason,
            ),
            do=text("Do what was asked for, or name a ground that does not judge the person's reason."),
        )
    _check_other_law(known, other_law)
    return promise.grounds.get(ground, ""), known.article


def _check_other_law(ground: Ground, other_law: str) -> None:
    if ground.cites_law and not other_law:
        raise UnableToReview(
            text("{ground} rests on another law, which is not named.", ground=ground.code),
            do=text("Name its article, such as the Telecommunications Business Act Art. 4 (TBA4)."),
        )
    if other_law and not ground.cites_law:
        raise UnableToReview(
            text("{ground} does not rest on another law.", ground=ground.code),
            do=text("Leave the law out, or withhold on the ground that names it."),
        )
    if len(other_law) > _LONGEST_LAW or not other_law.isprintable():
        raise UnableToReview(
            text("the other law is named in more than one line or {most} letters.", most=_LONGEST_LAW),
            do=text("Name its article alone; the letter repeats it."),
        )


def reason(ground: Ground, other_law: str) -> Bilingual:
    """Return the sentence by which a person reads why something is refused."""
    if not other_law:
        return Bilingual(f"{ground.says.en}.", f"{ground.says.ja}に該当するため。")
    other = cite(other_law)
    return Bilingual(f"{ground.says.en} ({other.en}).", f"{ground.says.ja}（{other.ja}）に該当するため。")


def with_other(row: RightsRequest, said: Bilingual, also: str, also_law: str) -> Bilingual:
    """Return a reason with that of the other law behind it; as it is where only one law gives what was refused."""
    right = next((one for one in owed.rights(row) if also and one.ground(also)), None)
    known = right.ground(also) if right else None
    if right is None or known is None:
        return said
    name = named_law(right.law).short
    other, article = reason(known, also_law), cite(known.article)
    return Bilingual(
        f"{said.en} Under the {name.en}, too: {other.en.removesuffix('.')} ({article.en}).",
        f"{said.ja}また、{name.ja}においても、{other.ja.removesuffix('。')}（{article.ja}）。",
    )
