"""A use for a purpose: declared, covering the data, in the notice of their day, on a lawful basis."""

from __future__ import annotations

from datetime import date, timedelta

from yakusoku.datamap.categories import kind_of
from yakusoku.datamap.categories import known as known_categories
from yakusoku.decisions.rulings import Obligation
from yakusoku.decisions.table import Asked, Steps, covered
from yakusoku.decisions.trees import Between, Every, Is, Missing, OneOf, Tree, every, some
from yakusoku.policy.form.purposes import Purpose
from yakusoku.policy.history import Policy
from yakusoku.terms.text import text

DAY = timedelta(days=1)


def declared(asked: Asked) -> Steps:
    """Yield a refusal where the purpose is not declared, permits nothing, or is about other people."""
    name = asked.question.purpose
    purpose = asked.form.purposes.get(name)
    if purpose is None:
        yield asked.no(
            "purpose-not-declared",
            text("The policy declares no purpose “{purpose}”.", purpose=name),
            text("Ask for one of: {known}.", known=", ".join(sorted(asked.form.purposes)) or "-"),
            rule="purposes",
            article=asked.limit,
        )
    elif not purpose.uses:
        yield asked.no(
            "purpose-names-no-data",
            text("This purpose refers to other texts and permits nothing by itself."),
            text("Declare the purpose that those texts name, with its data."),
            rule=f"purposes.{name}.refers_to",
            declared=purpose,
            article=asked.limit,
        )
    elif "about" in purpose.model_fields_set and asked.question.about not in purpose.about:
        yield asked.no(
            "purpose-about-others",
            text("This purpose is about others: {about}.", about=", ".join(purpose.about)),
            text("Ask for a purpose that was told to these people."),
            rule=f"purposes.{name}.about",
            declared=purpose,
            article=asked.limit,
        )


def categories_known(asked: Asked) -> Steps:
    """Yield a refusal where no kind of data is named, or one that nobody knows: that cannot be evaluated."""
    strange = [one for one in asked.kinds if one not in known_categories()]
    if strange or not asked.kinds:
        yield asked.no(
            "category-not-known",
            text("These are no kinds of data: {kinds}.", kinds=", ".join(strange) or "-"),
            text("Use keys of the categories of the data map."),
            rule="categories",
            article=asked.limit,
            known=False,
        )


def covering(asked: Asked) -> Steps:
    """Yield a refusal where the purpose does not use one of the kinds of data."""
    name = asked.question.purpose
    purpose = asked.form.purposes[name]
    for kind in asked.kinds:
        if covered(purpose.uses, kind):
            continue
        special = kind_of(kind) == "special_care"
        why = (
            text(
                "This purpose does not name “{kind}”, and special-care information must be named.", kind=kind
            )
            if special
            else text("This purpose does not use “{kind}”.", kind=kind)
        )
        yield asked.no(
            "special-care-not-named" if special else "category-not-used",
            why,
            text("Leave it out; or declare that the purpose uses it, in a new version of the policy."),
            rule=f"purposes.{name}.uses",
            declared=purpose,
            article=asked.limit,
        )


def noticed(asked: Asked) -> Steps:
    """
    Yield the gate of the notice: the purpose stood in the version under which the data were collected.

    What was collected under another version is used with an assessment that links the purposes, or with consent.
    """
    name = asked.question.purpose
    stood: list[tuple[Policy, date | None]] = []
    others: list[tuple[Policy, date | None]] = []
    for policy, last in asked.table.past:
        (stood if _stood(policy, asked) else others).append((policy, last))
    trees = [*_under(stood), *(_linked(name, policy, last) for policy, last in others)]
    first = asked.table.past[0][0].published_from
    before = every(Missing("collected_under"), Between("collected_on", None, first - DAY))
    trees.append(every(before, Is(f"compatibility:{name}:before")))
    trees.append(Is(f"consent:purposes.{name}"))
    article = "A18(1)" if asked.table.appi else "G6(4)"
    yield asked.gate(
        "noticed",
        f"purposes.{name}.since",
        declared=asked.form.purposes[name],
        article=article,
        tree=some(*trees),
    )


def _stood(policy: Policy, asked: Asked) -> bool:
    purpose = policy.purposes.get(asked.question.purpose)
    return purpose is not None and all(covered(purpose.uses, kind) for kind in asked.kinds)


def _under(versions: list[tuple[Policy, date | None]]) -> list[Tree]:
    words = frozenset(policy.published_from.isoformat() for policy, _ in versions)
    days = [Between("collected_on", policy.published_from, last) for policy, last in versions]
    if not days:
        return []
    return [OneOf("collected_under", words), every(Missing("collected_under"), some(*days))]


def _linked(name: str, policy: Policy, last: date | None) -> Tree:
    return Every((some(*_under([(policy, last)])), Is(f"compatibility:{name}:{policy.published_from}")))


def lawful(asked: Asked) -> Steps:
    """Yield what the basis of the GDPR asks for; the Act asks for no basis beside the purpose."""
    name = asked.question.purpose
    purpose = asked.form.purposes[name]
    if not asked.table.gdpr:
        return
    if not purpose.basis:
        yield asked.no(
            "no-basis",
            text("The policy names no legal basis for this purpose."),
            text("Name the basis in a new version of the policy."),
            rule=f"purposes.{name}.basis",
            declared=purpose,
            article="G6(1)",
        )
    elif len(purpose.basis) == 1:
        yield from _of_basis(asked, purpose, purpose.basis[0])
    else:
        parts = [
            Every((OneOf("basis", frozenset({one})), *_basis_trees(asked, one))) for one in purpose.basis
        ]
        yield asked.gate(
            "basis", f"purposes.{name}.basis", declared=purpose, article="G6(1)", tree=some(*parts)
        )
    if purpose.marketing:
        yield asked.gate(
            "objection", f"purposes.{name}.marketing", declared=purpose, scope=f"purposes.{name}",
            article="G21(2)",
        )  # fmt: skip


_CONTRACT = ("contract", "membership", "order", "booking", "request_of_person")
_ASKS: dict[str, tuple[str, ...]] = {
    "consent": ("consent",),
    "contract": ("contract",),
    "legal_duty": ("law_citation",),
    "vital_interests": ("need_recorded",),
    "public_task": ("law_citation",),
    "legitimate_interests": ("balancing_test", "objection"),
}


def _of_basis(asked: Asked, purpose: Purpose, basis: str) -> Steps:
    article = asked.table.article("exceptions/bases", basis)
    name = asked.question.purpose
    for word, tree in zip(_ASKS[basis], _basis_trees(asked, basis), strict=True):
        cited = "G21(1)" if word == "objection" else article
        yield asked.gate(word, f"purposes.{name}.basis", declared=purpose, article=cited, tree=tree)


def _basis_trees(asked: Asked, basis: str) -> list[Tree]:
    scope = f"purposes.{asked.question.purpose}"
    if basis == "contract":
        return [some(*(Is(word) for word in _CONTRACT))]
    return [asked.gate(word, scope, scope=scope).tree for word in _ASKS[basis]]


def promised(asked: Asked) -> Steps:
    """Yield what the purpose itself requires, and what its yes brings with it."""
    name = asked.question.purpose
    purpose = asked.form.purposes[name]
    article = None if asked.table.appi else "G5(1)(b)"
    yield from asked.required(purpose.requires, f"purposes.{name}", purpose, article)
    if purpose.only_needed:
        yield Obligation("only-needed", asked.limit, text("Use no more than this purpose takes."))
    if not purpose.identifiable:
        yield Obligation(
            "nobody-recognized", asked.limit, text("Let the result show nobody: statistics only.")
        )
    if asked.question.act == "acquire":
        article = "A21(1)" if asked.table.appi else "G13(1)"
        yield Obligation(
            "show-notice", article, text("Show the notice first, and keep which version was shown.")
        )
