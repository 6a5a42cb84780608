"""What the published text lacks, or promises less than the law gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.laws import queries as laws
from yakusoku.laws.citations import cite
from yakusoku.policy.checks.gaps_parts import in_parts
from yakusoku.policy.checks.gaps_rights import in_rights
from yakusoku.policy.history import Policy
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlfile import KeyPath


def check(policy: Policy, as_of: date) -> Iterator[Finding]:
    """Yield the gaps of one version under the law in force on `as_of`."""
    yield from _age(policy, as_of)
    yield from _purposes(policy)
    yield from _retention(policy)
    yield from _papers(policy, as_of)
    yield from in_parts(policy)
    yield from in_rights(policy, as_of)
    if policy.form.representatives is None and "appi" in policy.laws:
        says = text("Representatives are not mentioned ({article}).", article=cite("O13"))
        do = text(
            "Publish which representatives may ask and what they must show; until then both kinds are let in."
        )
        path: KeyPath = ("identity",) if policy.form.identity else ("rights",)
        yield _gap("representatives-not-mentioned", policy, path, says, do)
    yield from _noted(policy)
    yield from _not_encoded(policy)


def _gap(kind: str, policy: Policy, path: KeyPath, says: Text, do: Text, read: str | None = None) -> Finding:
    where = policy.document.where(path, key=True)
    return Finding(f"policy.{kind}", where, says, do, Severity.GAP, read=read)


def _age(policy: Policy, as_of: date) -> Iterator[Finding]:
    publication = policy.form.publication
    if publication.revised is None and publication.enacted is None:
        says = text("The text gives no date of its own.")
        yield _gap(
            "no-date", policy, ("publication",), says, text("Print the dates of enactment and revision.")
        )
    if "appi" not in policy.laws:
        return
    law = laws.right("A-DISC", as_of=as_of)
    last = publication.revised or publication.enacted or policy.published_from
    if last < law.since:
        says = text(
            "The text was last revised on {revised}, before the law of {since}.",
            revised=last.isoformat(),
            since=law.since.isoformat(),
        )
        do = text("Revise the text; until then the law in force is applied where the text says less.")
        path: KeyPath = ("publication", "revised") if publication.revised else ("publication",)
        yield _gap("older-than-the-law", policy, path, says, do, last.isoformat())


def _purposes(policy: Policy) -> Iterator[Finding]:
    for name, purpose in policy.purposes.items():
        if purpose.refers_to is not None:
            says = text(
                "The purpose “{purpose}” names further purposes elsewhere ({article}).",
                purpose=purpose.says,
                article=cite("A17(1)"),
            )
            do = text("Declare each of those purposes here; until then this one permits nothing.")
            yield _gap("catch-all-purpose", policy, ("purposes", name), says, do, name)
        elif purpose.vague is not None:
            says = text(
                "The purpose “{purpose}” is too vague: {reason}.", purpose=purpose.says, reason=purpose.vague
            )
            do = text("Word it so that a person can foresee the use.")
            yield _gap("vague-purpose", policy, ("purposes", name), says, do, name)


def _retention(policy: Policy) -> Iterator[Finding]:
    for name, rule in policy.retention.items():
        if rule.criterion is not None and rule.period is None:
            says = text(
                "How long these data stay is told by a measure only: “{measure}”.", measure=rule.criterion
            )
            do = text("Set a number for each collection in the data map; the text may keep its measure.")
            yield _gap("criterion-without-number", policy, ("retention", name), says, do, name)
        elif rule.period is None and "period" in rule.ends_with:
            says = text("A period of keeping is promised, and no length is published.")
            do = text("Set the length for each collection in the data map, or publish it.")
            yield _gap("period-without-length", policy, ("retention", name), says, do, name)


def _papers(policy: Policy, as_of: date) -> Iterator[Finding]:
    for name, one in policy.form.identity.items():
        for code, paper in one.documents.items():
            if code not in laws.document_codes():
                continue
            law = laws.document(code, as_of=as_of)
            path: KeyPath = ("identity", name, "documents", code)
            if law.issued_until is not None and law.issued_until < as_of:
                yield _ended(
                    policy, path, law.name, law.issued_until, law.successor, bool(one.other_documents), as_of
                )
            zones = [zone.name for zone in law.required_zones if zone.code not in paper.mask]
            if zones:
                yield _unmasked(policy, path, law.name, zones)


def _unmasked(policy: Policy, path: KeyPath, name: Bilingual, zones: list[Bilingual]) -> Finding:
    both = Bilingual(", ".join(zone.en for zone in zones), "、".join(zone.ja for zone in zones))
    says = text("On the document “{document}” these must be masked too: {zones}.", document=name, zones=both)
    do = text("Ask for it in the next text; an unmasked copy is masked when it arrives.")
    return _gap("zone-not-masked", policy, path, says, do, str(path[-1]))


def _ended(
    policy: Policy,
    path: KeyPath,
    name: Bilingual,
    last: date,
    successor: str | None,
    others: bool,
    as_of: date,
) -> Finding:
    says = text(
        "The document “{document}” was valid until {last} only.", document=name, last=last.isoformat()
    )
    if successor is None:
        do = text("Name another document in the next text.")
    elif others or successor in policy.form.identity[str(path[1])].documents:
        heir = laws.document(successor, as_of=as_of).name
        do = text("Name “{successor}” in the next text; it is accepted already.", successor=heir)
    else:
        heir = laws.document(successor, as_of=as_of).name
        do = text(
            "Name “{successor}” in the next text; today nothing in this policy accepts it.", successor=heir
        )
    return _gap("document-ended", policy, path, says, do, str(path[-1]))


def _noted(policy: Policy) -> Iterator[Finding]:
    for number, gap in enumerate(policy.form.gaps):
        clauses = ", ".join(gap.about)
        if gap.article:
            says = text(
                "{clauses} ({article}): {gap}.", clauses=clauses, article=cite(gap.article), gap=gap.says
            )
        else:
            says = text("{clauses}: {gap}.", clauses=clauses, gap=gap.says)
        yield _gap("noted", policy, ("gaps", number), says, text("{step}.", step=gap.do))


def _not_encoded(policy: Policy) -> Iterator[Finding]:
    if policy.not_encoded:
        whole = len(policy.not_encoded) + len(policy.clauses) + len(policy.headings)
        says = text(
            "{count} of {whole} clauses are not yet encoded.", count=len(policy.not_encoded), whole=whole
        )
        do = text("Encode them; until then nothing here says whether they are kept.")
        where = policy.document.where(("not_encoded",), key=True)
        yield Finding("policy.not-encoded", where, says, do, Severity.ADVICE)
