"""How requests are handled under each law, whichever right they are about: fees, identity, representatives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from yakusoku.laws import counting, queries
from yakusoku.laws.grounds import Because
from yakusoku.laws.values import Dated, Entry, InForce, Said, Sourced, all_in_force, look_up, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

LawCode = Literal["appi", "gdpr"]


class FeeCase(Said):
    """A case in which a fee may be asked for after all; for some rights only, where `rights` names them."""

    rights: tuple[str, ...] = ()


class FeeValue(Dated):
    """What a law says of fees: a rule, its limits, and the cases in which alone one may be asked for."""

    rule: Literal["published_and_chargeable", "only_in_cases"]
    points: tuple[Said, ...]
    cases: tuple[FeeCase, ...] = ()


class IdentityValue(Dated):
    """
    What a law says of showing identity.

    `doubt`: when a paper may be asked for that no text names. `means`: by what a person is known without one.
    `counts_months`: whose way of counting says how old a paper is.
    """

    rule: Literal["as_published", "reasonable_doubt"]
    counts_months: Literal["civil_code", "union"]
    doubt: Said
    points: tuple[Said, ...]
    means: tuple[Said, ...]


class ScopeValue(Dated):
    """A reason why a law reaches a request: what the company is, where the person is, which service it is about."""

    law: LawCode
    turns_on: Literal["company", "establishment", "service", "conduct"]


class ProofValue(Dated):
    """By which papers and other means identity or authority is shown."""

    documents: tuple[str, ...]
    points: tuple[Said, ...]


class AuthorityValue(ProofValue):
    """
    By which papers a kind of representative shows that it may ask: any one of `documents`.

    `joint_documents` are added where two parents hold the authority, `own_documents` show who acts by profession.
    """

    through: Literal["statutory", "mandated"]
    rule: Literal["parent", "guardian", "statutory", "mandated"]
    laws: tuple[LawCode, ...]
    joint_documents: tuple[str, ...] = ()
    own_documents: tuple[str, ...] = ()
    names_both: bool = False
    own_identity: bool = False
    person_identity: bool = False
    of_age: Literal["below", "reached"] | None = None

    def point(self, code: str) -> Said | None:
        """Return the point of this code, or None."""
        return next((one for one in self.points if one.code == code), None)


class Judges(Sourced):
    """From how many years on a minor is held to judge alone."""

    years: int = Field(ge=1, le=30)
    says: Bilingual


class AgeValue(Dated):
    """The years of age that matter for who may ask."""

    majority: int = Field(ge=1, le=30)
    judges: Judges


class ProceduresFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    fees: dict[str, Entry[FeeValue]]
    identity: dict[str, Entry[IdentityValue]]
    proofs: dict[str, Entry[ProofValue]]
    authority: dict[str, Entry[AuthorityValue]]
    ages: dict[str, Entry[AgeValue]]
    scopes: dict[str, Entry[ScopeValue]]


@dataclass(frozen=True)
class FeeLaw:
    """
    Whether law lets a fee be asked for one right, and why.

    With `allowed` it must be published and reasonable; with `only_in_cases` one of `cases` must be shown first.
    """

    rule: Literal["allowed", "forbidden", "only_in_cases"]
    cases: tuple[FeeCase, ...]
    because: Because


def fee(right: str, *, as_of: date) -> FeeLaw:
    """
    Return what law says of a fee for `right` (`A-DISC`, `G-ACC`, …).

    :raises UnableToApplyLaw: if there is no such right, or it was not in force that day
    """
    law = queries.right(right, as_of=as_of)
    because = Because(f"laws.{right}.fee", article=law.fee_article)
    if law.fee == "allowed":
        return FeeLaw("allowed", (), because)
    # Article 12(5) is about information of articles 13 and 14 and what is done under 15 to 22; a right may lie outside.
    found = look_up(_file().fees, law.law, as_of, area="laws.fees")
    cases = tuple(case for case in found.value.cases if not case.rights or right in case.rights)
    if law.fee_cases and cases:
        return FeeLaw("only_in_cases", cases, because)
    return FeeLaw("forbidden", (), because)


def fee_rules(law: LawCode, *, as_of: date) -> InForce[FeeValue]:
    """Return what a law says of fees. :raises UnableToApplyLaw: if it was not in force that day"""
    return look_up(_file().fees, law, as_of, area="laws.fees")


def identity_rules(law: LawCode, *, as_of: date) -> InForce[IdentityValue]:
    """Return what a law says of showing identity. :raises UnableToApplyLaw: if it was not in force that day"""
    return look_up(_file().identity, law, as_of, area="laws.identity")


def proofs(*, as_of: date) -> tuple[InForce[ProofValue], ...]:
    """Return by which means identity may be shown on each way of asking: in person, online, telephone, post."""
    return all_in_force(_file().proofs, as_of, area="laws.proofs")


def authority_proofs(*, as_of: date) -> tuple[InForce[AuthorityValue], ...]:
    """Return which papers show the authority of each kind of representative."""
    return all_in_force(_file().authority, as_of, area="laws.authority")


def authority(kind: str, *, as_of: date) -> InForce[AuthorityValue]:
    """Return what law says of a kind of representative. :raises UnableToApplyLaw: if it knows none such that day"""
    return look_up(_file().authority, kind, as_of, area="laws.authority")


def proof(way: str, *, as_of: date) -> InForce[ProofValue]:
    """Return by what identity is shown on a way of asking. :raises UnableToApplyLaw: if there is none such that day"""
    return look_up(_file().proofs, way, as_of, area="laws.proofs")


def ages(law: LawCode, *, as_of: date) -> InForce[AgeValue]:
    """Return the years of age that a law counts by. :raises UnableToApplyLaw: if it was not in force that day"""
    return look_up(_file().ages, law, as_of, area="laws.ages")


def scopes(*, as_of: date) -> tuple[InForce[ScopeValue], ...]:
    """Return the reasons for which each law reaches a request, in the order of the file."""
    return all_in_force(_file().scopes, as_of, area="laws.scopes")


def scope(code: str, *, as_of: date) -> InForce[ScopeValue]:
    """Return one reason for which a law reaches a request. :raises UnableToApplyLaw: if it knows none such that day"""
    return look_up(_file().scopes, code, as_of, area="laws.scopes")


def has_reached(born: date, years: int, *, on: date) -> bool:
    """Return whether somebody born on `born` completed so many years before `on`; 29 February counts to the 28th."""
    return counting.kept_through(born, 12 * years, counted=True) < on


def fresh_until(law: LawCode, issued_on: date, months: int) -> date:
    """
    Return the last day on which a paper is not older than so many months, counted as the law of the request counts.

    :raises UnableToApplyLaw: if the law was not in force that day
    """
    union = identity_rules(law, as_of=issued_on).value.counts_months == "union"
    count = counting.same_day_later if union else counting.kept_through
    return count(issued_on, months)


def _file() -> ProceduresFile:
    return packaged(ProceduresFile, "procedures.yaml")
