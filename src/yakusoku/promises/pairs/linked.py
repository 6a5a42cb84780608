"""The pairs of `purposes.linked`: one for each purpose that a clause names, made from the policy itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from yakusoku.datamap import categories
from yakusoku.management import queries as management
from yakusoku.policy.queries import Policy
from yakusoku.promises.pairs.planting import column, held
from yakusoku.promises.pairs.program import Pair

_ALSO = {
    # what a stricter list says of the same purpose
    ("jalpak", "arrange-trip"): frozenset({"JALPAK-H1.13"}),
    ("jalpak", "card-settlement"): frozenset({"JALPAK-H5.1"}),
    ("jalpak", "card-inquiry"): frozenset({"JALPAK-H5.1"}),
    ("japanet", "statistics"): frozenset({"JN-2.7"}),
    ("japanet", "credit-judgment"): frozenset({"JN-8.7"}),
    ("jcom", "group-surveys"): frozenset({"JC-A4.3"}),
}


def linked(companies: Sequence[str], *, now: datetime) -> Iterator[Pair]:
    """Yield for each purpose a field of a kind that it uses, and as the fault one of a kind that it does not."""
    for company in companies:
        policy = management.policy_on(company, management.today(company, now))
        for purpose, red in _cited(policy).items():
            uses = policy.purposes[purpose].uses
            if uses:
                good = column(uses[0], purposes=[purpose])
                bad = column(_foreign(policy, purpose), purposes=[purpose])
                also = _ALSO.get((company, purpose), frozenset())
                yield Pair(
                    "purposes.linked", red, held(company, good, bad), held(company, good), company, also=also
                )


def _cited(policy: Policy) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, clause in policy.clauses.items():
        for kept in clause.kept_by:
            if kept.control == "purposes.linked":
                found.setdefault(str(kept.with_["purpose"]), set()).add(name)
    return {purpose: frozenset(clauses) for purpose, clauses in found.items()}


def _foreign(policy: Policy, purpose: str) -> str:
    """Return a kind that another purpose names and this one does not, and that no stricter rule is about."""
    own = policy.purposes[purpose].uses
    strict = [kind for one in policy.form.restrictions.values() for kind in one.fields]
    others = sorted({kind for one in policy.purposes.values() for kind in one.uses})
    return next(
        kind
        for kind in others
        if categories.kind_of(kind) is None
        and not any(categories.covers(use, kind) for use in (*own, *strict))
    )
