"""Fees: the published amount, for the listed rights, and for no other."""

from __future__ import annotations

from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing, uncalled
from yakusoku.rights import tags
from yakusoku.terms.text import text


def as_published(asked: Asked) -> tuple[Evidence, ...]:
    """Fees asked for rights other than `rights`: none; of another amount than `yen`: none; and one was paid."""
    yen = int(asked.fixed("yen"))
    words = asked.words("rights")
    codes = {
        code for word in words if word in asked.policy.rights for code in asked.policy.rights[word].law_codes
    }
    fees = asked.records.fees
    foreign = [fee for fee in fees if fee.right not in codes]
    differing = [fee for fee in fees if fee.right in codes and fee.yen != yen]
    if foreign or differing:
        says = text(
            "Fees asked for other rights: {foreign}; of another amount than {yen} yen: {differing}.",
            foreign=len(foreign),
            yen=f"{yen:,}",
            differing=len(differing),
        )
        return (broken(says, count=len(foreign) + len(differing)),)
    paid = [(fee.paid_at, fee) for fee in fees if fee.paid_at is not None]
    if not fees:
        return (uncalled(text("Nobody was asked for a fee.")),)
    if not paid:
        return (missing(text("Fees asked for: {count}; none is paid yet.", count=len(fees))),)
    newest, last = max(paid, key=lambda one: one[0])
    entries = asked.records.entries(last.request_id, tags.FEE_PAID)
    if any(entry.facts.get("yen") != yen for entry in entries):
        return (broken(text("The ledger names another amount than the request."), count=1),)
    says = text(
        "Fees of {yen} yen paid: {count}; asked for other rights: 0; of another amount: 0.",
        yen=f"{yen:,}",
        count=len(paid),
    )
    return (kept(says, newest=newest, count=len(paid), entries=entries),)
