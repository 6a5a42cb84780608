"""By which way data go to somebody else: found from what is asked, then checked as policy and law want it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yakusoku.decisions import abroad, joint, provisions, related
from yakusoku.decisions.actors import members
from yakusoku.decisions.provisions import EXCEPTIONS
from yakusoku.decisions.rulings import Obligation
from yakusoku.decisions.table import Asked, Refusal, Steps, covered
from yakusoku.decisions.trees import Is
from yakusoku.policy.form.common import Said
from yakusoku.terms.text import text

_BY_LAW = ("entrustment", "succession", "named", "consent", related.ROUTE)
_SECTIONS = ("provisions", "joint_use", "entrustments", "transfers", "credit")


def route_of(asked: Asked) -> str | None:
    """
    Return the route that is asked for, or the first that names the recipient, in the order of law.

    Nobody is a third party who uses jointly or is entrusted; else a published provision or transfer, else consent.
    """
    question = asked.question
    if question.route is not None or question.recipient is None:
        return question.route
    return next(_ways(asked, question.recipient))


def _ways(asked: Asked, who: str) -> Iterator[str]:
    """Yield the ways by which a company may be given data: those that name it, and at last consent."""
    form, question = asked.form, asked.question
    for name, joint_use in form.joint_use.items():
        if who in members(asked.table, name) and joint.serves(asked, joint_use):
            yield f"joint_use.{name}"
    parties = [(f"entrustments.{name}", one.to) for name, one in form.entrustments.items()]
    if question.country:
        parties += [
            (f"transfers.{name}", one.recipients) for name, one in form.transfers.items() if one.recipients
        ]
    parties += [(f"provisions.{name}", one.to) for name, one in form.provisions.items()]
    yield from (way for way, party in parties if who in party.companies)
    purpose = form.purposes.get(question.purpose)
    if not asked.table.appi and purpose and asked.table.relations(who) & set(purpose.by):
        yield "named"
    yield "consent"


def exception_of(asked: Asked, route: str | None) -> str | None:
    """Return the code of the exception of law on which a route rests, or None."""
    section, _, name = (route or "").partition(".")
    if section == "exceptions":
        return name
    if section == "provisions" and name in asked.form.provisions:
        return provisions.exception(asked.form.provisions[name])
    return None


def steps(asked: Asked, route: str) -> Steps:
    """Yield what a route asks for."""
    section, _, name = route.partition(".")
    if section == "exceptions" and name in EXCEPTIONS and asked.table.appi:
        yield from by_exception(asked, name)
    elif route in _BY_LAW and (asked.table.appi or route != related.ROUTE):
        yield from _LAWFUL[route](asked)
    elif section in _SECTIONS and name in getattr(asked.form, section):
        yield from _DECLARED[section](asked, name)
    else:
        yield _unknown(asked, route)


def _unknown(asked: Asked, route: str) -> Refusal:
    found = [f"{section}.{name}" for section in _SECTIONS for name in getattr(asked.form, section)]
    known = [*found, *_BY_LAW, *(f"exceptions.{code}" for code in EXCEPTIONS)]
    return asked.no(
        "route-not-known",
        text("The policy declares no “{route}”.", route=route),
        text("Use one of: {known}.", known=", ".join(known)),
        rule="provisions",
        article="A27(1)" if asked.table.appi else "G13(1)(e)",
        known=False,
    )


def by_exception(asked: Asked, code: str) -> Steps:
    """Yield what an exception of law asks for; where the text promises less provision, the promise binds."""
    article = asked.table.exempting(code)
    default = asked.form.provision_default
    if default is not None and not (code == "law" and "law" in default.besides):
        yield asked.no(
            "exception-not-promised",
            text("The law would let this be done, and the text promises to do it only in its own cases."),
            text("Rely on a case of the text, or on the person's consent."),
            rule="provision_default.besides",
            declared=default,
            article=article,
        )
    for word in EXCEPTIONS[code]:
        yield asked.gate(word, f"laws.exceptions.{code}", article=article)
    yield from provisions.after_exception(asked, code)


def transfer(asked: Asked, name: str) -> Steps:
    """Yield what giving data to a recipient abroad asks for, as far as one transfer was published."""
    one = asked.form.transfers[name]
    where = f"transfers.{name}"
    if asked.question.country is None:
        yield asked.no(
            "country-missing",
            text("To which country the data go was not said."),
            text("Name the country; law asks for each."),
            rule=where,
            declared=one,
            article="A28(2)" if asked.table.appi else "G44",
            known=False,
        )
        return
    yield from within(asked, where, one, one.purposes)
    listed = one.recipients.companies if one.recipients else ()
    if listed and asked.question.recipient and asked.question.recipient not in listed:
        yield _not_a_recipient(asked, where, one)
    if not asked.table.appi:
        return  # chapter V is asked for every country by `abroad.european`
    yield from abroad.of_transfer(asked, name, one)
    if abroad.is_equivalent(asked) or not abroad.is_abroad(asked):
        yield asked.gate("consent", where, declared=one, scope=where, article="A27(1)")
    yield from abroad.japanese(asked, Is(f"consent:{where}"))
    yield from provisions.recorded(asked, None)


def within(asked: Asked, where: str, one: Said, purposes: tuple[str, ...]) -> Steps:
    """Yield a refusal where a declaration does not serve the purpose."""
    if purposes and asked.question.purpose not in purposes:
        yield asked.no(
            "purpose-not-of-route",
            text("This serves other purposes: {purposes}.", purposes=", ".join(purposes)),
            text("Ask for one of them, or for another way."),
            rule=f"{where}.purposes",
            declared=one,
            article=asked.limit,
        )


def items(asked: Asked, route: str | None) -> Steps:
    """Yield a refusal where a declared way lists its items and one of the kinds of data is not among them."""
    section, _, name = (route or "").partition(".")
    one = getattr(asked.form, section).get(name) if section in _SECTIONS else None
    fields = getattr(one, "fields", ())
    for kind in asked.kinds if fields else ():
        if not covered(fields, kind):
            yield asked.no(
                "item-not-listed",
                text("“{kind}” is not among the published items.", kind=kind),
                text("Leave it out; only listed items may go."),
                rule=f"{route}.fields",
                declared=one,
                article=asked.limit,
            )


def _not_a_recipient(asked: Asked, where: str, one: Said) -> Refusal:
    return asked.no(
        "recipient-not-listed",
        text("“{who}” is not among the published recipients.", who=asked.question.recipient),
        text("Ask for a recipient that the text names."),
        rule=f"{where}.recipients",
        declared=one,
        article="A27(1)" if asked.table.appi else "G13(1)(e)",
    )


def entrusted(asked: Asked, name: str) -> Steps:
    """Yield what entrusting work asks for, as the text and article 25 (GDPR 28) want it."""
    one = asked.form.entrustments[name]
    where = f"entrustments.{name}"
    yield from within(asked, where, one, one.purposes)
    listed = one.to.companies if one.to.kind == "named" else ()
    if listed and asked.question.recipient and asked.question.recipient not in listed:
        yield _not_a_recipient(asked, where, one)
    yield from asked.required(one.requires, where, one, "A25" if asked.table.appi else "G28(3)")
    yield from supervised(asked)


def supervised(asked: Asked) -> Steps:
    """Yield what law asks for before and while somebody is entrusted."""
    lists = "providing/entrustment" if asked.table.appi else "providing/gdpr_entrustment"
    article = asked.table.article(lists, "contract")
    if asked.table.appi:
        chosen = asked.table.article(lists, "selection")
        yield asked.gate("selection_check", "laws.entrustment.selection", article=chosen)
    yield asked.gate("handling_contract", "laws.entrustment.contract", article=article)
    watched = asked.table.article(lists, "grasp" if asked.table.appi else "audit")
    yield asked.gate("supervision_overdue", "laws.entrustment.grasp", article=watched)
    yield asked.gate("recipient_trouble", "laws.entrustment.trouble", article=watched)
    yield from abroad.japanese(asked, None)
    yield Obligation("only-needed", lists_article(asked), text("Hand over no more than the work takes."))
    yield Obligation("supervise", "A25" if asked.table.appi else "G28(1)", text("Supervise the entrustee."))


def lists_article(asked: Asked) -> str:
    """Return the article by which an entrustee gets only what its work takes."""
    return asked.table.article("providing/entrustment", "only_needed") if asked.table.appi else "G5(1)(c)"


def succession(asked: Asked) -> Steps:
    """Yield what the succession of a business asks for (article 27(5)(ii)); purposes pass to the successor."""
    article = asked.table.article("exceptions/no_third_party", "succession")
    yield asked.gate("succession_case", "laws.no_third_party.succession", article=article)
    yield from abroad.japanese(asked, None)
    yield Obligation("same-purposes", "A18(2)", text("The successor stays within the purposes as they were."))
    yield from provisions.noted(asked, "succession")


def named(asked: Asked) -> Steps:
    """Yield what a recipient takes whom the purpose itself names; the Act knows no such way, the GDPR does."""
    purpose = asked.form.purposes.get(asked.question.purpose)
    roles = asked.table.relations(asked.question.recipient or "")
    if asked.table.appi or purpose is None or not roles & set(purpose.by):
        yield from consented(asked)
        return
    yield from provisions.recorded(asked, None)


def consented(asked: Asked) -> Steps:
    """Yield what a recipient takes whom no declaration names: consent to that very provision (article 27(1))."""
    recipient, default = asked.question.recipient, asked.form.provision_default
    if recipient is None or not asked.table.appi:
        yield asked.no(
            "recipient-not-published",
            text("No declaration of the policy names this recipient."),
            text("Name a declared way, or publish the recipient first."),
            rule="provisions",
            article="A27(1)" if asked.table.appi else "G13(1)(e)",
        )
        return
    scope = f"recipients.{recipient}"
    rule = "provision_default" if default else "laws.provision.consent"
    gate = asked.gate("consent", rule, scope=scope, article="A27(1)")
    if not abroad.is_abroad(asked) or abroad.is_equivalent(asked):
        yield gate
    yield asked.gate("cease_provision", "laws.stopped.provision", scope=scope, article="A35(3)")
    yield from abroad.japanese(asked, gate.tree)
    yield from provisions.recorded(asked, None)


def provision(asked: Asked, name: str) -> Steps:
    """Yield what a published provision asks for."""
    one = asked.form.provisions[name]
    yield from within(asked, f"provisions.{name}", one, one.purposes)
    listed = one.to.companies if one.to.kind == "named" else ()
    if listed and asked.question.recipient and asked.question.recipient not in listed:
        yield _not_a_recipient(asked, f"provisions.{name}", one)
    yield from provisions.steps(asked, name)


def joint_use(asked: Asked, name: str) -> Steps:
    """Yield what joint use asks for, for a recipient or for whoever uses."""
    one = asked.form.joint_use[name]
    yield from joint.steps(asked, name)
    yield from within(asked, f"joint_use.{name}", one, () if one.same_purposes_as_own else one.purposes)
    yield from abroad.japanese(asked, None)
    if asked.question.is_provision:
        yield from provisions.noted(asked, "joint_use")


def credit(asked: Asked, name: str) -> Steps:
    """Yield what a credit bureau asks for: the consents of the Installment Sales Act, one by one."""
    yield from provisions.credit(asked, name)


_LAWFUL: dict[str, Callable[[Asked], Steps]] = {
    "entrustment": supervised,
    "succession": succession,
    "named": named,
    "consent": consented,
    related.ROUTE: related.steps,
}
_DECLARED: dict[str, Callable[[Asked, str], Steps]] = {
    "provisions": provision,
    "joint_use": joint_use,
    "entrustments": entrusted,
    "transfers": transfer,
    "credit": credit,
}
