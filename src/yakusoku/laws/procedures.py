"""How requests are handled under each law, whichever right they are about: fees, identity, representatives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yakusoku.laws import queries
from yakusoku.laws.grounds import Because
from yakusoku.laws.values import Dated, Entry, InForce, Said, all_in_force, look_up, packaged
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
    """What a law says of showing identity."""

    rule: Literal["as_published", "reasonable_doubt"]
    points: tuple[Said, ...]


class ProofValue(Dated):
    """By which papers and other means identity or authority is shown."""

    documents: tuple[str, ...]
    points: tuple[Said, ...]


class ProceduresFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    fees: dict[str, Entry[FeeValue]]
    identity: dict[str, Entry[IdentityValue]]
    proofs: dict[str, Entry[ProofValue]]
    authority: dict[str, Entry[ProofValue]]


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


def authority_proofs(*, as_of: date) -> tuple[InForce[ProofValue], ...]:
    """Return which papers show the authority of each kind of representative."""
    return all_in_force(_file().authority, as_of, area="laws.authority")


def _file() -> ProceduresFile:
    return packaged(ProceduresFile, "procedures.yaml")
