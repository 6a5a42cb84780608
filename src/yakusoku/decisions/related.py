"""Person-related information (article 31): what is nobody's data here, and becomes somebody's at the recipient."""

from __future__ import annotations

from yakusoku.datamap.categories import kind_of
from yakusoku.decisions import abroad
from yakusoku.decisions.rulings import Obligation
from yakusoku.decisions.table import Asked, Steps, touches
from yakusoku.decisions.trees import Every, Is, Not, Tree, some
from yakusoku.terms.text import text

ROUTE = "person_related"
_IDENTIFY = ("user.name", "user.contact", "user.government_id")
_ALWAYS_PERSONAL = ("special_care", "identification_code")


def steps(asked: Asked) -> Steps:
    """
    Yield what the way of article 31 asks for.

    Whoever gives such information confirms first that the recipient has the person's consent, unless it stays nobody's
    data there; that nobody knows what becomes of it does not open the way. What identifies somebody by itself is
    personal data already, and goes by the ways of article 27.
    """
    recipient, article = asked.question.recipient, asked.table.article("providing/routes", ROUTE)
    personal = [one for one in asked.kinds if kind_of(one) in _ALWAYS_PERSONAL or touches(_IDENTIFY, one)]
    if personal:
        yield asked.no(
            "personal-already",
            text("“{kinds}” is personal data by itself.", kinds=", ".join(personal)),
            text("Ask for a way of article 27, or leave it out."),
            rule="laws.person_related",
            article=article,
        )
    elif recipient is None:
        yield asked.no(
            "recipient-missing",
            text("To whom the information goes was not said."),
            text("Name the recipient: its consent from the person is what has to be confirmed."),
            rule="laws.person_related",
            article=article,
            known=False,
        )
    else:
        tree = some(Not(Is("becomes_personal")), _confirmed(asked, recipient))
        yield asked.gate("consent_confirmed", "laws.person_related", article=article, tree=tree)
        yield Obligation(
            "record-provision",
            "A31(3)",
            text("Record that the consent was confirmed, the day, the recipient and the items."),
        )


def _confirmed(asked: Asked, recipient: str) -> Tree:
    """Return what has to be confirmed; abroad, that the person was told of the country, too (31(1)(ii))."""
    consent = Is(f"consent:{ROUTE}.{recipient}")
    if not abroad.is_abroad(asked) or abroad.is_equivalent(asked):
        return consent
    return Every((consent, some(Is("foreign_information"), Is("equivalent_measures"))))
