"""Provision to a third party (articles 27 to 29): its ground, its way, its conditions, and what must be recorded."""

from __future__ import annotations

from yakusoku.datamap.categories import kind_of
from yakusoku.decisions import abroad
from yakusoku.decisions.actors import roles
from yakusoku.decisions.rulings import Obligation
from yakusoku.decisions.table import Asked, Refusal, Steps
from yakusoku.decisions.trees import Every, Is, Not, OneOf, Tree, some
from yakusoku.policy.form.providing import Provision
from yakusoku.terms.text import text

EXCEPTIONS: dict[str, tuple[str, ...]] = {
    "law": ("law_citation",),
    "life_property": ("need_recorded", "consent_hard"),
    "health_child": ("need_recorded", "consent_hard"),
    "state_coop": ("authority_request", "hindrance"),
    "academic_publish": ("academic_need",),
    "academic_joint": ("academic_need",),
    "academic_recipient": ("academic_need",),
}
"""What each exception of article 27(1) asks for."""
_ITEMS = dict(zip(("i", "ii", "iii", "iv", "v", "vi", "vii"), EXCEPTIONS, strict=True))
_WORDS = {
    "on_behalf": "request_of_person",
    "opt_out": "opt_out_filed",
    "credit_consent": "written_consent",
    "succession": "succession_case",
}
_ON_BEHALF = ("request_of_person", "entry_of_person", "order", "booking")


def exception(one: Provision) -> str | None:
    """Return the exception of article 27(1) on which a provision rests: its ground, or the item that it cites."""
    for ground in one.ground:
        if ground in EXCEPTIONS:
            return ground
    article = one.article or ""
    return _ITEMS.get(article[7:-1]) if article.startswith("A27(1)(") else None


def steps(asked: Asked, name: str) -> Steps:
    """Yield what a published provision asks for beside its purposes and items."""
    one, where = asked.form.provisions[name], f"provisions.{name}"
    if not roles(asked.table, asked.question.who) & set(one.by):
        yield _wrong_actor(asked, where, one)
    yield from _way(asked, where, one)
    code = exception(one)
    article = asked.table.exempting(code) if code else (one.article or "A27(1)")
    yield from asked.required(one.requires, where, one, article)
    if code:
        for word in EXCEPTIONS[code]:
            yield asked.gate(word, f"{where}.ground", declared=one, article=article)
        yield from after_exception(asked, code)
        return
    yield from _grounded(asked, where, one)
    yield asked.gate("cease_provision", f"{where}.stop", declared=one, scope=where, article="A35(3)")
    exempt = (
        "public_body" if one.to.kind == "public_body" else "on_behalf" if "on_behalf" in one.ground else None
    )
    yield from recorded(asked, exempt)
    if one.only_needed:
        yield Obligation("only-needed", "A18(1)", text("Provide no more than is needed."))
    if one.stop:
        yield Obligation("offer-stop", "A35(3)", text("Say how to stop this."))


def _grounded(asked: Asked, where: str, one: Provision) -> Steps:
    """Yield the gate of the ground, abroad joined with what article 28 asks for."""
    tree = some(*(_ground(where, ground) for ground in one.ground))
    if not abroad.is_abroad(asked) or abroad.is_equivalent(asked):
        word = _WORDS.get(one.ground[0], "consent") if len(one.ground) == 1 else "consent"
        yield asked.gate(word, f"{where}.ground", declared=one, article="A27(1)", tree=tree)
    yield from abroad.japanese(asked, tree)
    if "opt_out" not in one.ground:
        return
    if kind := next((each for each in asked.kinds if kind_of(each) == "special_care"), None):
        yield asked.no(
            "never-by-opt-out",
            text("“{kind}” is never provided by opt-out.", kind=kind),
            text("Obtain consent."),
            rule=f"{where}.ground",
            declared=one,
            article="A27(2)",
        )


def _ground(where: str, ground: str) -> Tree:
    match ground:
        case "on_behalf":
            return some(*(Is(word) for word in _ON_BEHALF))
        case "opt_out":
            return Every((Is("opt_out_filed"), Not(Is("wrongly_acquired")), Not(Is("received_by_opt_out"))))
        case "credit_consent":
            return Is(f"written_consent:{where}")
        case "succession":
            return Is("succession_case")
        case _:
            return Is(f"consent:{where}")


def _way(asked: Asked, where: str, one: Provision) -> Steps:
    """Yield what the medium and the channel of arrival ask for."""
    medium = asked.question.medium
    if one.medium and "other" not in one.medium and medium not in one.medium:
        missing = medium is None
        why = (
            text("How the data go out was not said; the text names: {media}.", media=", ".join(one.medium))
            if missing
            else text(
                "By “{medium}” this never goes; the text names: {media}.",
                medium=medium,
                media=", ".join(one.medium),
            )
        )
        yield asked.no(
            "medium-missing" if missing else "medium-not-published", why, text("Use the published way."),
            rule=f"{where}.medium", declared=one, known=not missing,
        )  # fmt: skip
    if one.channels:
        yield asked.gate(
            "acquired_by",
            f"{where}.channels",
            declared=one,
            tree=OneOf("acquired_by", frozenset(one.channels)),
        )


def _wrong_actor(asked: Asked, where: str, one: Provision) -> Refusal:
    return asked.no(
        "actor-not-of-route",
        text(
            "“{who}” does not provide these data; it is for: {by}.",
            who=asked.question.who,
            by=", ".join(one.by),
        ),
        text("Let one of those act."),
        rule=f"{where}.by",
        declared=one,
    )


def after_exception(asked: Asked, code: str) -> Steps:
    """Yield what a yes by an exception of law brings: approval, least items, a note why no record is owed."""
    article = asked.table.exempting(code)
    yield Obligation("approve", article, text("Have it approved, with its basis and whether it is a duty."))
    yield Obligation("only-needed", article, text("Provide no more than was asked for and is needed."))
    yield from noted(asked, code)


def recorded(asked: Asked, exempt: str | None) -> Steps:
    """Yield the record of a provision: owed under article 29, unless it is exempt."""
    if exempt:
        yield from noted(asked, exempt)
    elif asked.table.appi:
        yield Obligation(
            "record-provision", "A29(1)", text("Record recipient, person, items and that there was consent.")
        )
    if asked.table.gdpr:
        yield Obligation(
            "tell-recipient", "G19", text("Keep the recipient, to tell it of corrections and erasure.")
        )


def noted(asked: Asked, code: str) -> Steps:
    """Yield the note that is made where no record is owed."""
    if asked.table.appi:
        yield Obligation("note-exemption", "A29(1)", text("Note why no record is owed: “{code}”.", code=code))


_CREDIT = {
    "inquire": (("credit.inquire", "inquiry_consent"),),
    "register": (
        ("credit.register", "register_own"),
        ("credit.to_members", "register_members"),
        ("credit.to_other_institutions", "register_others"),
    ),
}


def credit(asked: Asked, name: str) -> Steps:
    """Yield what a credit bureau asks for: each consent by itself, in writing or by electronic record."""
    one, where = asked.form.credit[name], f"credit.{name}"
    act = asked.question.act
    if act not in _CREDIT or act not in one.acts:
        yield asked.no(
            "act-not-published",
            text(
                "What is done with the bureau must be one of: {acts}.",
                acts=", ".join(sorted({*one.acts} & {*_CREDIT})),
            ),
            text("Say whether it is asked, or given a contract."),
            rule=f"{where}.acts",
            declared=one,
            article="ISA35-3-57",
        )
        return
    if one.purposes and asked.question.purpose not in one.purposes:
        yield asked.no(
            "purpose-not-of-route",
            text("This serves other purposes: {purposes}.", purposes=", ".join(one.purposes)),
            text("Ask for one of them, or for another way."),
            rule=f"{where}.purposes",
            declared=one,
            article=asked.table.article("sectors/credit_bureau", "no_other_use"),
        )
    for scope, point in _CREDIT[act]:
        article = asked.table.article("sectors/credit_bureau", point)
        yield asked.gate(
            "written_consent", f"laws.credit.{point}", declared=one, scope=scope, article=article
        )
    yield from asked.required(one.requires, where, one, "ISA35-3-57")
    record = asked.table.article("sectors/credit_bureau", "record")
    yield Obligation("keep-consent", record, text("Keep the record of consent."))
