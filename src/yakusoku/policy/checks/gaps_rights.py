"""Gaps in what a text says about rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.laws import queries as laws
from yakusoku.laws.citations import cite
from yakusoku.policy.form.rights import RIGHT_WORDS, RightForm, RightWord
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlfile import KeyPath

# rights whose procedure the Act wants made known (article 32(1)(iii)); a complaint needs a desk only
_MADE_KNOWN: tuple[RightWord, ...] = (
    "purpose_notice",
    "disclosure",
    "record_disclosure",
    "correction",
    "cease_use",
    "cease_provision",
)

# rights of which the Regulation wants the notice to speak (article 13(2)(b) to (d))
_IN_NOTICE: tuple[RightWord, ...] = (
    "access",
    "rectification",
    "erasure",
    "restriction",
    "objection",
    "portability",
    "withdrawal",
    "authority_complaint",
)


def in_rights(policy: Policy, as_of: date) -> Iterator[Finding]:
    """Yield the gaps of each right, and the rights that are not described at all."""
    if "gdpr" in policy.laws:
        yield from _not_in_notice(policy, as_of)
    if "appi" not in policy.laws:
        return
    for word in _MADE_KNOWN:
        right = policy.form.rights.get(word)
        if right is None:
            yield _not_described(policy, word, as_of)
        else:
            yield from _described(policy, word, right, as_of)


def _gap(kind: str, policy: Policy, path: KeyPath, says: Text, do: Text, read: str | None = None) -> Finding:
    where = policy.document.where(path, key=True)
    return Finding(f"policy.{kind}", where, says, do, Severity.GAP, read=read)


def _not_in_notice(policy: Policy, as_of: date) -> Iterator[Finding]:
    told = {code for right in policy.form.rights.values() for code in right.law_codes}
    for word in policy.form.rights:
        if not told.intersection(RIGHT_WORDS[word]):  # its code is wrong, which is told already
            told.update(RIGHT_WORDS[word])
    for word in _IN_NOTICE:
        code = RIGHT_WORDS[word][0]
        if code not in told:
            right = laws.right(code, as_of=as_of).name
            says = text(
                "The notice does not speak of “{right}” ({article}).", right=right, article=cite("G13(2)")
            )
            do = text("Say in the notice that it exists. It exists all the same.")
            yield _gap("right-not-in-notice", policy, ("laws",), says, do, word)


def _not_described(policy: Policy, word: str, as_of: date) -> Finding:
    law = laws.right(RIGHT_WORDS[word][0], as_of=as_of)
    if law.fee == "allowed":
        says = text("The text does not say how to ask for “{right}”, nor a fee.", right=law.name)
        do = text(
            "Publish the procedure ({article}). The right exists all the same, and nothing may be charged.",
            article=cite("A32(1)(iii)"),
        )
    else:
        says = text("The text does not say how to ask for “{right}”.", right=law.name)
        do = text(
            "Publish the procedure ({article}). The right exists all the same.", article=cite("A32(1)(iii)")
        )
    return _gap("right-not-described", policy, ("rights",), says, do, word)


def _described(policy: Policy, word: str, right: RightForm, as_of: date) -> Iterator[Finding]:
    yield from _grounds(policy, word, right, as_of)
    if right.fee is not None and not right.fee.payable_by:
        says = text("How the fee is paid is not published ({article}).", article=cite("O12(iv)"))
        do = text("Publish it; until then the request for payment says how.")
        yield _gap("payment-not-published", policy, ("rights", word, "fee"), says, do)
    if word in ("disclosure", "record_disclosure") and right.methods is None:
        says = text(
            "By which methods an answer can be received is not published ({article}).", article=cite("A33(2)")
        )
        do = text("Publish them; until then the person may choose an electronic record or paper.")
        yield _gap("methods-not-published", policy, ("rights", word), says, do)


def _grounds(policy: Policy, word: str, right: RightForm, as_of: date) -> Iterator[Finding]:
    codes = [code for code in right.law_codes if code in RIGHT_WORDS[word]]
    if len(codes) < len(right.law_codes):
        return  # a right of law that is unknown or another's has been told; its grounds cannot be judged
    lawful = {ground.code for code in codes for ground in laws.right(code, as_of=as_of).grounds}
    for ground, clause in right.grounds.items():
        if ground in lawful or ground not in laws.ground_codes():
            continue
        name = laws.right(codes[0], as_of=as_of).name if codes else word
        says = text(
            "{clause} publishes a ground that the law does not give for “{right}”.", clause=clause, right=name
        )
        do = text("Name the ground for its own right only; it will not be applied here.")
        path = ("rights", word, "grounds", ground)
        yield _gap("ground-wider-than-law", policy, path, says, do, ground)
