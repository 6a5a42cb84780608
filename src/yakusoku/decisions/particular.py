"""Data and ways under a stricter rule than others: restrictions, special care, secrecy, marketing, what was stopped."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.categories import kind_of, lies_in
from yakusoku.decisions.rulings import Obligation
from yakusoku.decisions.table import Asked, Refusal, Steps, covered, touches
from yakusoku.decisions.trees import Is, some
from yakusoku.policy.form.purposes import Purpose, Restriction, SpecialCare
from yakusoku.terms.text import Text, text

_MAIL = ("email", "sms")
_VIEWING = "jp.viewing_history"


def serving_only(asked: Asked) -> Steps:
    """Yield a refusal where data serve another purpose and no other."""
    for name, purpose in asked.form.purposes.items():
        if not purpose.only or name == asked.question.purpose:
            continue
        if kind := next((one for one in asked.kinds if touches(purpose.uses, one)), None):
            yield asked.no(
                "serves-another-purpose",
                text("“{kind}” serves the purpose “{purpose}” and no other.", kind=kind, purpose=name),
                text("Leave it out."),
                rule=f"purposes.{name}.only",
                declared=purpose,
                article=asked.limit,
            )


def restricted(asked: Asked) -> Steps:
    """Yield refusals and gates of the restrictions that touch these data or these people."""
    question = asked.question
    for name, one in asked.form.restrictions.items():
        if not _concerns(asked, one):
            continue
        where = f"restrictions.{name}"
        if one.only_for and question.purpose not in one.only_for:
            yield _no(asked, one, f"{where}.only_for", "restricted-only-for", _only_for(one))
        elif question.purpose in one.never_for:
            never = text("These data never serve this purpose.")
            yield _no(asked, one, f"{where}.never_for", "restricted-never-for", never)
        elif question.channel in one.never_by:
            never = text("By “{channel}” these people are never addressed.", channel=question.channel)
            yield _no(asked, one, f"{where}.never_by", "restricted-never-by", never)
        else:
            yield from asked.required(one.requires, where, one, None)


def _only_for(one: Restriction) -> Text:
    return text("These data serve nothing but: {purposes}.", purposes=", ".join(one.only_for))


def _concerns(asked: Asked, one: Restriction) -> bool:
    if one.about and asked.question.about not in one.about:
        return False
    return not one.fields or any(touches(one.fields, kind) for kind in asked.kinds)


def _no(asked: Asked, one: Restriction, rule: str, reason: str, why: Text) -> Refusal:
    leave = text("Leave these data out.")
    return asked.no(reason, why, leave, rule=rule, declared=one, article=asked.limit)


def special(asked: Asked) -> Steps:
    """
    Yield what special-care data ask for, each kind by a case of the policy that holds it.

    A text that names cases permits nothing outside them. Where it names none, the law alone asks.
    """
    used: dict[str, SpecialCare] = {}
    for kind in asked.kinds:
        if not _under_care(asked, kind):
            continue
        if not asked.form.special_care:
            yield from _by_law(asked, kind)
            continue
        found = dict(_cases(asked, kind))
        relied = asked.question.cases or (tuple(found) if len(found) == 1 else ())
        named = {name: one for name, one in found.items() if name in relied}
        if not named:
            yield _no_case(asked, kind, () if asked.question.cases else tuple(found))
        used |= named
    for name, one in used.items():
        yield from asked.required(one.requires, f"special_care.{name}", one, one.article)
        if asked.table.gdpr and one.article in (None, "G9(2)(a)"):
            scope = f"special_care.{name}"
            yield asked.gate(
                "explicit_consent", f"{scope}.article", declared=one, scope=scope, article="G9(2)(a)"
            )
        yield Obligation("note-case", one.article, text("Record the case “{case}” with the use.", case=name))


def _under_care(asked: Asked, kind: str) -> bool:
    """Return whether a kind has special care by law, or by a case of the text that names it or what holds it."""
    cases = asked.form.special_care.values()
    return asked.table.special(kind) or any(lies_in(kind, each) for one in cases for each in one.fields)


def _cases(asked: Asked, kind: str) -> Iterator[tuple[str, SpecialCare]]:
    question = asked.question
    act = _act(asked)
    for name, one in asked.form.special_care.items():
        fits = act in one.acts and covered(one.fields, kind)
        serves = not one.purposes or question.purpose in one.purposes
        if fits and serves and (not one.about or question.about in one.about):
            yield name, one


def _act(asked: Asked) -> str:
    question = asked.question
    no_provision = question.route in ("succession", "entrustment") or (question.route or "").startswith(
        "entrustments."
    )
    if question.is_provision and not no_provision:
        return "provide"
    return "acquire" if question.act == "acquire" else "use"


def _no_case(asked: Asked, kind: str, several: tuple[str, ...]) -> Refusal:
    one = next(iter(asked.form.special_care.values()))
    if several:
        return asked.no(
            "special-care-case-open",
            text("“{kind}” could rest on several cases: {cases}.", kind=kind, cases=", ".join(several)),
            text("Name the case that is relied on."),
            rule="special_care",
            declared=one,
            article=one.article,
            known=False,
        )
    near = next(
        (
            each
            for each in asked.form.special_care.values()
            if any(lies_in(kind, field) for field in each.fields)
        ),
        one,
    )
    return asked.no(
        "no-special-care-case",
        text("No case of the policy holds “{kind}” for this purpose and act.", kind=kind),
        text("Leave it out; outside the published cases such data may not be handled."),
        rule="special_care",
        declared=near,
        article=near.article or "A20(2)",
    )


def _by_law(asked: Asked, kind: str) -> Steps:
    scope = f"purposes.{asked.question.purpose}"
    if asked.table.gdpr and asked.table.gdpr_special(kind):
        yield asked.gate("explicit_consent", "laws.gdpr.special", scope=scope, article="G9(2)(a)")
    elif kind_of(kind) == "special_care" and _act(asked) == "acquire":
        yield asked.gate("consent", "laws.appi.special_care", scope=scope, article="A20(2)")


def secret(asked: Asked) -> Steps:
    """Yield the gate of the secrecy of communications, and the flag of viewing history where its norm binds."""
    if any(kind_of(kind) == "communication_secrecy" for kind in asked.kinds):
        scope = f"purposes.{asked.question.purpose}"
        article = asked.table.article("kinds/communication_secrecy", "content")
        tree = some(Is(f"consent:{scope}"), Is("law_citation"))
        yield asked.gate("secrecy_lifted", "laws.communication_secrecy", article=article, tree=tree)
    bound = any(norm.law == "broadcasting-guideline" for norm in asked.form.norms.values())
    purpose = asked.form.purposes.get(asked.question.purpose)
    if bound and purpose and purpose.identifiable and any(touches([_VIEWING], kind) for kind in asked.kinds):
        article = asked.table.article("sectors/viewing", "consent")
        yield asked.gate("household_flag", "laws.sectors.viewing", declared=purpose, article=article)
        yield Obligation(
            "no-inference",
            asked.table.article("sectors/viewing", "no_inference"),
            text("Infer no special-care information from viewing history."),
        )


def marketing(asked: Asked, purpose: Purpose) -> Steps:
    """Yield what addressing somebody asks for: a published channel, no stop, and consent for e-mail."""
    channel, name = asked.question.channel, asked.question.purpose
    if not purpose.marketing:
        return
    if channel is None or not {channel, "any"} & set(purpose.marketing):
        yield _wrong_channel(asked, purpose)
        return
    scope = f"purposes.{name}"
    article = "A35(5)" if asked.table.appi else "G21(3)"
    yield asked.gate("stop", f"{scope}.marketing", declared=purpose, scope=channel, article=article)
    if channel in _MAIL and asked.table.appi:
        article = asked.table.article("mailing/email_advertising", "opt_in")
        tree = Is(f"consent:channels.{channel}")
        yield asked.gate(
            "email_consent", "laws.mailing.email_advertising", declared=purpose, article=article, tree=tree
        )
        yield Obligation(
            "keep-consent",
            asked.table.article("mailing/email_advertising", "record"),
            text("Keep the record of consent."),
        )
    yield Obligation("offer-stop", "A35(5)" if asked.table.appi else "G21(4)", text("Say how to stop this."))


def _wrong_channel(asked: Asked, purpose: Purpose) -> Refusal:
    rule = f"purposes.{asked.question.purpose}.marketing"
    if asked.question.channel is None:
        return asked.no(
            "channel-missing",
            text("This purpose addresses people, and by which channel was not said."),
            text("Name the channel: {channels}.", channels=", ".join(purpose.marketing)),
            rule=rule, declared=purpose, article=asked.limit, known=False,
        )  # fmt: skip
    return asked.no(
        "channel-not-published",
        text("By “{channel}” nobody is addressed for this purpose.", channel=asked.question.channel),
        text("Use one of: {channels}.", channels=", ".join(purpose.marketing)),
        rule=rule, declared=purpose, article=asked.limit,
    )  # fmt: skip


def stopped(asked: Asked, *, by_exception: bool) -> Steps:
    """Yield what was stopped: use, restriction, retention. An exception of law goes before a stop (35(6), 18(2))."""
    scope = f"purposes.{asked.question.purpose}" if asked.question.purpose else "any"
    act, gdpr = asked.table.appi, asked.table.gdpr
    if not by_exception:
        yield asked.gate("cease_use", "laws.stopped.use", scope=scope, article="A35(5)" if act else "G17(1)")
        yield asked.gate("restriction", "laws.stopped.restriction", article="G18(2)" if gdpr else "A35(5)")
    yield asked.gate("retention_passed", "laws.retention", article="A22" if act else "G5(1)(e)")
