"""Parameters of controls: needed ones are there, each means something in this policy, and none contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import get_args

from yakusoku.datamap import events
from yakusoku.laws import queries as laws
from yakusoku.policy import conditions
from yakusoku.policy.controls import Control
from yakusoku.policy.form.clauses import KeptBy
from yakusoku.policy.form.companies import RelationKind
from yakusoku.policy.form.identity import Representatives
from yakusoku.policy.form.managing import Threat, Trigger, Worker
from yakusoku.policy.form.providing import ContractTerm, Mechanism, SecretKind
from yakusoku.policy.form.purposes import Basis, Marketing
from yakusoku.policy.form.rights import RIGHT_WORDS
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import nearest, unknown
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import KeyPath

Words = Callable[[PolicyForm], Collection[str]]
_NUMBERS = frozenset({"days", "months", "years", "yen"})
_ENDS = ("period", "purpose", "period_or_purpose")
_KNOWN: dict[str, Words] = {
    "after": lambda form: {*events.known(), *_ENDS},
    "against": lambda form: get_args(Threat),
    "basis": lambda form: get_args(Basis),
    "body": lambda form: form.controller.bodies,
    "by": lambda form: get_args(Marketing),
    "case": lambda form: form.special_care,
    "companies": lambda form: form.companies,
    "contact": lambda form: {*form.controller.contacts, *form.controller.bodies},
    "definition": lambda form: form.definitions,
    "desk": lambda form: form.controller.contacts,
    "document": lambda form: laws.document_codes(),
    "entrustment": lambda form: form.entrustments,
    "from": lambda form: {*form.entrusted, *form.sources},
    "ground": lambda form: laws.ground_codes(),
    "joint_use": lambda form: form.joint_use,
    "kind": lambda form: Representatives.model_fields,
    "kinds": lambda form: get_args(SecretKind),
    "mechanism": lambda form: get_args(Mechanism),
    "norm": lambda form: form.norms,
    "norms": lambda form: form.norms,
    "notice": lambda form: form.notices,
    "page": lambda form: form.pages,
    "procedure": lambda form: form.procedures,
    "provision": lambda form: form.provisions,
    "purpose": lambda form: form.purposes,
    "purposes": lambda form: form.purposes,
    "relation": lambda form: get_args(RelationKind),
    "requires": lambda form: conditions.known(),
    "restriction": lambda form: form.restrictions,
    "right": lambda form: RIGHT_WORDS,
    "rights": lambda form: RIGHT_WORDS,
    "role": lambda form: form.controller.roles,
    "rule": lambda form: form.retention,
    "source": lambda form: form.sources,
    "sources": lambda form: form.sources,
    "term": lambda form: get_args(ContractTerm),
    "terms": lambda form: get_args(ContractTerm),
    "transfer": lambda form: form.transfers,
    "triggers": lambda form: get_args(Trigger),
    "when": lambda form: conditions.known(),
    "whom": lambda form: get_args(Worker),
}


def check(policy: Policy, path: KeyPath, kept: KeptBy, control: Control) -> Iterator[Finding]:
    """Yield what is wrong with the parameters that a clause gives to one registered control."""
    for parameter in kept.with_:
        if parameter not in control.takes:
            yield _not_taken(policy, (*path, "with", parameter), control)
    misspelled = {nearest(one, control.takes) for one in kept.with_ if one not in control.takes}
    for parameter in control.needs:
        if parameter not in kept.with_ and parameter not in misspelled:
            yield _missing(policy, path, parameter, control)
    wrong = False
    for parameter, value in kept.with_.items():
        if parameter in control.takes:
            found = list(_value(policy, (*path, "with", parameter), parameter, value))
            wrong = wrong or bool(found)
            yield from found
    if not wrong:
        yield from _differs(policy, path, kept)


def _not_taken(policy: Policy, path: KeyPath, control: Control) -> Finding:
    says = text("The control “{control}” takes no “{parameter}”.", control=control.name, parameter=path[-1])
    if not control.takes:
        do = text("Remove it; this control takes no parameters.")
        return unknown(
            policy.document, path, control.takes, says, kind="policy.unknown-parameter", do=do, key=True
        )
    return unknown(policy.document, path, control.takes, says, kind="policy.unknown-parameter", key=True)


def _missing(policy: Policy, path: KeyPath, parameter: str, control: Control) -> Finding:
    says = text("The control “{control}” needs “{parameter}”.", control=control.name, parameter=parameter)
    do = text(
        "Write {example}, with what this clause says.",
        example=f"{{control: {control.name}, with: {{{', '.join(f'{one}: …' for one in control.needs)}}}}}",
    )
    return Finding(
        "policy.missing-parameter", policy.document.where(path), says, do, allowed=tuple(control.takes)
    )


def _value(policy: Policy, path: KeyPath, parameter: str, value: str | int | bool) -> Iterator[Finding]:
    if parameter in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            says = text("“{parameter}” takes a number of one or more.", parameter=parameter)
            do = text("Write digits only, without quotes, commas or units, such as 1000.")
            where = policy.document.where(path)
            yield Finding("policy.wrong-parameter", where, says, do, read=str(value))
        return
    if not isinstance(value, str):
        return
    words = [word.strip() for word in value.split(",")]
    known = set(_known(policy, parameter) or words)
    for word in words:
        if not word or " " in word or word not in known:
            yield _wrong_word(policy, path, word or value, known if _known(policy, parameter) else ())
            return


def _known(policy: Policy, parameter: str) -> Collection[str]:
    return tuple(_KNOWN[parameter](policy.form)) if parameter in _KNOWN else ()


def _wrong_word(policy: Policy, path: KeyPath, word: str, known: Collection[str]) -> Finding:
    where = policy.document.where(path)
    if not known:
        says = text("A parameter is a word or several with commas, not a sentence.")
        do = text("Write it as one word of this file, such as handling_desk; say the rest under “says”.")
        return Finding("policy.wrong-parameter", where, says, do, read=word)
    close = nearest(word, known)
    says = text("“{word}” means nothing here for the parameter “{parameter}”.", word=word, parameter=path[-1])
    names = tuple(sorted(known))
    allowed = names if len(names) <= 12 else tuple(one for one in (close,) if one)
    do = (
        text("Write “{word}” if that is meant; else another of the allowed words.", word=close)
        if close
        else text("Write a word that is declared for it, or declare this one first.")
    )
    return Finding("policy.wrong-parameter", where, says, do, read=word, allowed=allowed, nearest=close)


def _differs(policy: Policy, path: KeyPath, kept: KeptBy) -> Iterator[Finding]:
    """Yield each number that a control is given and that the declaration of the same fact says otherwise."""
    for parameter, declared in _declared(policy.form, kept):
        value = kept.with_.get(parameter)
        if value is None or not declared or value in declared:
            continue
        says = text(
            "The control is given {value} for “{parameter}”, and the declaration says {declared}.",
            value=value,
            parameter=parameter,
            declared=", ".join(str(one) for one in sorted(declared)),
        )
        do = text("Read the clause again and correct the one of the two that is wrong.")
        where = policy.document.where((*path, "with", parameter))
        yield Finding("policy.parameter-differs", where, says, do, read=str(value))


def _declared(form: PolicyForm, kept: KeptBy) -> Iterator[tuple[str, set[int]]]:
    given: Mapping[str, str | int | bool] = kept.with_
    if kept.control == "rights.fee":
        words = [word.strip() for word in str(given.get("rights", "")).split(",")]
        rights = (right for word, right in form.rights.items() if word in words)
        yield "yen", {right.fee.amount_incl_tax_yen for right in rights if right.fee}
    elif kept.control == "rights.target":
        yield "days", {right.target.days for right in form.rights.values() if right.target}
    elif kept.control == "rights.address_proof":
        months = {check.address_months for check in form.identity.values()}
        yield "months", {one for one in months if one is not None}
    elif kept.control == "retention.maximum":
        rule = form.retention.get(str(given.get("rule")))
        if rule is not None and rule.period is not None:
            for unit in ("years", "months", "days"):
                yield unit, {getattr(rule.period, unit)}
