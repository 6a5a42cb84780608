"""Rights of a policy against the law: they exist, fees are lawful, papers and grounds are known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.laws import queries as laws
from yakusoku.laws.citations import cite
from yakusoku.policy.form.rights import RIGHT_WORDS, RightForm
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import unknown
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import KeyPath


def check(policy: Policy, as_of: date) -> Iterator[Finding]:
    """Yield what is wrong with the rights and papers of a policy."""
    for word, right in policy.form.rights.items():
        yield from _codes(policy, word, right)
        yield from _fee(policy, word, right, as_of)
        for code in right.grounds:
            if code not in laws.ground_codes():
                says = text("The ground of refusal “{ground}” is not known.", ground=code)
                path = ("rights", word, "grounds", code)
                yield unknown(
                    policy.document, path, laws.ground_codes(), says, kind="policy.unknown-ground", key=True
                )
    yield from _papers(policy, as_of)


def _codes(policy: Policy, word: str, right: RightForm) -> Iterator[Finding]:
    for number, code in enumerate(right.law_codes):
        path = ("rights", word, "law_codes", number)
        if code not in laws.right_codes():
            says = text("The law knows no right “{code}”.", code=code)
            yield unknown(policy.document, path, RIGHT_WORDS[word], says, kind="policy.unknown-right")
        elif code not in RIGHT_WORDS[word]:
            says = text("“{word}” cannot promise the right {code}.", word=word, code=code)
            yield unknown(policy.document, path, RIGHT_WORDS[word], says, kind="policy.wrong-right")


def _fee(policy: Policy, word: str, right: RightForm, as_of: date) -> Iterator[Finding]:
    if right.fee is None or right.fee.amount_incl_tax_yen == 0:
        return
    for code in right.law_codes:
        if code not in laws.right_codes():
            continue
        law = laws.right(code, as_of=as_of)
        if law.fee == "forbidden":
            says = text(
                "No fee may be taken for “{right}” ({article}).",
                right=law.name,
                article=cite(law.fee_article),
            )
            do = text(
                "Remove the fee. If the text publishes one, list that as a gap; it will not be charged."
            )
            where = policy.document.where(("rights", word, "fee"), key=True)
            read = str(right.fee.amount_incl_tax_yen)
            yield Finding("policy.fee-forbidden", where, says, do, read=read)
            return


def _papers(policy: Policy, as_of: date) -> Iterator[Finding]:
    known = laws.document_codes()
    for name, check_ in policy.form.identity.items():
        for code, paper in check_.documents.items():
            path = ("identity", name, "documents", code)
            if code not in known:
                says = text("The document “{document}” is not known.", document=code)
                yield unknown(policy.document, path, known, says, kind="policy.unknown-document", key=True)
                continue
            zones = {zone.code for zone in laws.document(code, as_of=as_of).zones}
            for number, zone in enumerate(paper.mask):
                if zone not in zones:
                    yield _zone(policy, (*path, "mask", number), zone, zones, as_of)


def _zone(policy: Policy, path: KeyPath, zone: str, zones: set[str], as_of: date) -> Finding:
    """Return the finding for a zone that a document lacks; one that another document has is no misspelling."""
    says = text("This document has no zone “{zone}”.", zone=zone)
    elsewhere = {one.code for code in laws.document_codes() for one in laws.document(code, as_of=as_of).zones}
    if zone not in elsewhere:
        return unknown(policy.document, path, zones, says, kind="policy.unknown-zone")
    do = text("Remove it; only other documents have it.")
    where = policy.document.where(path)
    return Finding("policy.unknown-zone", where, says, do, read=zone, allowed=tuple(sorted(zones)))
