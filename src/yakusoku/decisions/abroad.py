"""Data that leave the country: what the Act and the GDPR ask for a recipient or place in another country."""

from __future__ import annotations

from yakusoku.decisions.rulings import Obligation
from yakusoku.decisions.table import Asked, Step, Steps, countries, covered
from yakusoku.decisions.trees import Every, Is, Not, OneOf, Tree, some
from yakusoku.policy.form.providing import Transfer
from yakusoku.terms.text import text

HOME = "JP"
_MECHANISMS = {
    "adequacy": ("adequacy", "G45(1)"),
    "scc": ("scc", "G46(2)(c)"),
    "bcr": ("bcr", "G46(2)(b)"),
    "derogation": ("derogation", "G49(1)"),
}


def is_abroad(asked: Asked) -> bool:
    """Return whether the Act sees a foreign country."""
    return asked.question.country not in (None, HOME)


def is_equivalent(asked: Asked) -> bool:
    """Return whether the Act holds the country equivalent, so that the domestic rules apply."""
    return asked.question.country in countries("equivalent")


def country_known(asked: Asked) -> Steps:
    """Yield a refusal where the country is needed and not said, or written in no form that could be looked up."""
    country, article = asked.question.country, "A28(1)" if asked.table.appi else "G44"
    if country is None:
        for company in (asked.question.recipient, asked.question.who):
            one = asked.form.companies.get(company or "")
            if one is not None and one.abroad:
                yield asked.no(
                    "country-missing",
                    text("“{who}” is in another country, and in which was not said.", who=company),
                    text("Name the country; law asks for each."),
                    rule=f"companies.{company}.abroad", declared=one, article=article, known=False,
                )  # fmt: skip
    elif not (len(country) == 2 and country.isascii() and country.isupper()):
        yield asked.no(
            "country-not-known",
            text("“{country}” is no code of a country.", country=country),
            text("Write two capital letters, such as US or TH."),
            rule="transfers",
            article=article,
            known=False,
        )


def japanese(asked: Asked, domestic: Tree | None) -> Steps:
    """
    Yield what article 28 asks for, in place of the gate `domestic` of the route, where it has one.

    Equivalent measures keep the domestic rule; else consent for that very country after information, and neither
    entrustment nor joint use nor opt-out is open.
    """
    if not is_abroad(asked) or not asked.table.appi:
        return
    if not asked.question.is_provision:
        yield Obligation(
            "know-the-country", "GL10-7", text("Know that country's system, and tell people the country.")
        )
        return
    if is_equivalent(asked):
        return
    country = asked.question.country
    measures: tuple[Tree, ...] = (Is("equivalent_measures"), Not(Is("recipient_trouble")))
    agreed = Every((Is(f"consent:countries.{country}"), Is("foreign_information")))
    kept = Every((*measures, *((domestic,) if domestic is not None else ())))
    article = asked.table.article("providing/foreign_consent", "country").split("(")[0]
    yield asked.gate(
        "protected_abroad",
        "laws.abroad",
        article="A28(1)" if article.startswith("R") else article,
        tree=some(kept, agreed),
    )
    yield Obligation("check-yearly", "R18(1)", text("Check measures and foreign systems about once a year."))
    yield Obligation("inform-on-request", "A28(3)", text("Tell the person about the measures when asked."))


def european(asked: Asked) -> Steps:
    """Yield what chapter V of the GDPR asks for where data leave the EEA; only published transfers are open."""
    country = asked.question.country
    if not asked.table.gdpr or country is None or country in countries("EEA"):
        return
    found = [(name, one) for name, one in asked.form.transfers.items() if _fits(asked, one)]
    if not found:
        yield asked.no(
            "transfer-not-published",
            text("The policy publishes no transfer to “{country}” for this.", country=country),
            text("Publish it first, with its mechanism."),
            rule="transfers",
            article="G13(1)(f)",
        )
        return
    for name, one in found[:1]:
        yield from of_transfer(asked, name, one)


def of_transfer(asked: Asked, name: str, one: Transfer) -> Steps:
    """Yield what one published transfer asks for: its range of countries, and one of its mechanisms."""
    country = asked.question.country
    if one.to is not None and one.to.codes and country not in one.to.codes:
        yield asked.no(
            "country-not-published",
            text("This transfer does not go to “{country}”.", country=country),
            text("Ask for one of: {codes}.", codes=", ".join(one.to.codes)),
            rule=f"transfers.{name}.to",
            declared=one,
            article="G13(1)(f)" if asked.table.gdpr else "A28(2)",
        )
    elif one.to is not None and not one.to.codes:
        yield asked.gate(
            "country_listed", f"transfers.{name}.to", declared=one,
            article="G13(1)(f)" if asked.table.gdpr else "A28(2)",
        )  # fmt: skip
    if asked.table.gdpr:
        yield _mechanism(asked, name, one)


def _mechanism(asked: Asked, name: str, one: Transfer) -> Step:
    words = [word for word in one.mechanism if word != "not_said"] or ["adequacy", "scc", "bcr"]
    trees: list[Tree] = [Is(_MECHANISMS[word][0]) for word in words if word in _MECHANISMS]
    if "consent" in words:
        trees.append(Is(f"explicit_consent:countries.{asked.question.country}"))
    rule = f"transfers.{name}.mechanism"
    tree = some(*trees) if trees else OneOf("basis", frozenset())
    return asked.gate("transfer_mechanism", rule, declared=one, article="G44", tree=tree)


def _fits(asked: Asked, one: Transfer) -> bool:
    question = asked.question
    serves = not one.purposes or question.purpose in one.purposes
    holds = not one.fields or all(covered(one.fields, kind) for kind in asked.kinds)
    return serves and holds
