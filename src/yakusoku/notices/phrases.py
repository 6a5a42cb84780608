"""Facts that only make sense together, each in one phrase: a fee, a period, hours, a party, a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from yakusoku.notices import wording
from yakusoku.policy.form import companies, controller, identity, managing, providing, retention, rights
from yakusoku.policy.form.common import Length

if TYPE_CHECKING:
    from yakusoku.notices.facts import Writer


def fee(by: Writer, one: rights.Fee) -> str:
    """Return a fee with its tax."""
    if not one.amount_incl_tax_yen:
        return by.hand.say("fee_free")
    return by.hand.say(
        "fee",
        yen=by.hand.yen(one.amount_incl_tax_yen),
        net=by.hand.yen(one.amount_yen),
        percent=one.tax_percent,
        per=_value(by, "Fee", "per", one.per),
    )


def target(by: Writer, one: rights.Target) -> str:
    """Return within how many days an answer comes."""
    name = "target" + ("_about" if one.about else "") + ("_usually" if one.usually else "")
    return by.hand.say(name, days=one.days)


def promptness(by: Writer, one: rights.Promptness) -> str:
    """Return how fast something is done."""
    return _value(by, "Promptness", "speed", one.speed)


def span(by: Writer, one: retention.Span) -> str:
    """Return a length of time after an event."""
    return by.hand.say(
        "most" if one.most else "least", length=by.hand.length(one), event=by.stands_for("event", one.after)
    )


def hours(by: Writer, one: controller.Hours) -> str:
    """Return when somebody answers."""
    places = {
        "opens": by.hand.hour(one.opens),
        "closes": by.hand.hour(one.closes),
        "days": _value(by, "Hours", "days", one.days),
    }
    if not one.closed:
        return by.hand.say("hours", **places)
    closed = by.hand.listed(day.say(by.hand.language) for day in one.closed)
    return by.hand.say("hours_closed", **places, closed=closed)


def address(by: Writer, one: controller.Address) -> str:
    """Return a postal address."""
    return one.say(by.hand.language)


def representative(by: Writer, one: controller.Representative) -> str:
    """Return who represents the company, with the title."""
    return by.hand.say("signed", name=one.name, title=one.title)


def office(by: Writer, one: providing.JointName) -> str:
    """Return a name, with the office within it where one is named."""
    if one.role is None:
        return one.name.say(by.hand.language)
    return by.hand.say("office", name=one.name, role=one.role)


def party(by: Writer, one: companies.Party) -> str:
    """Return who receives, gives or uses."""
    named = [by.stands_for("company", word) for word in one.companies]
    words = one.names.say(by.hand.language) if one.names else by.hand.listed(named)
    if one.listed_at is None:
        return words
    return by.hand.say("listed", party=words, page=by.stands_for("page", one.listed_at))


def countries(by: Writer, one: providing.Countries) -> str:
    """Return where data go: the rule of the text, else the codes."""
    if one.rule is not None:
        return one.rule.say(by.hand.language)
    return by.hand.listed(by.word(providing.Countries, "codes", code) for code in one.codes)


def relation(by: Writer, one: companies.Relation) -> str:
    """Return what a company is to us, and since when."""
    what = _value(by, "Relation", "kind", one.kind)
    first = by.hand.day(one.begins) if one.begins else ""
    last = by.hand.day(one.ends) if one.ends else ""
    if first and last:
        return by.hand.say("from_until", what=what, first=first, last=last)
    if first:
        return by.hand.say("from_day", what=what, first=first)
    return by.hand.say("until_day", what=what, last=last) if last else what


def address_proof(by: Writer, one: identity.AddressProof) -> str:
    """Return what is added where a paper shows no address."""
    name = (
        "address_proof" + ("_public" if one.issuer == "public" else "") + ("_papers" if one.documents else "")
    )
    papers = by.hand.listed(by.stands_for("document", code) for code in one.documents)
    return by.hand.say(name, papers=papers, length=by.hand.length(Length(months=one.months)))


def seal(by: Writer, one: identity.Seal) -> str:
    """Return which seal is set."""
    if one.certificate_months is not None:
        return by.hand.say("seal_certificate", length=by.hand.length(Length(months=one.certificate_months)))
    return by.hand.say("seal_registered" if one.registered else "seal")


def other_documents(by: Writer, one: identity.OtherDocuments) -> str:
    """Return which papers are accepted that the text does not name."""
    return by.hand.say("other_papers_public" if one.issuer == "public" else "other_papers")


def document(by: Writer, code: str, one: identity.AcceptedDocument) -> str:
    """Return a paper, in which form, and what is to be blacked out on it."""
    paper = wording.paper(code).say(by.hand.language)
    if one.form != "either":
        paper = by.hand.say("original" if one.form == "original" else "copied", paper=paper)
    if not one.mask:
        return paper
    zones = by.hand.listed(wording.zone(code, zone).say(by.hand.language) for zone in one.mask)
    return by.hand.say("masked_copy" if one.on == "copies" else "masked", paper=paper, zones=zones)


def desk(by: Writer, one: rights.Desk) -> str:
    """Return the desk of a service."""
    return by.hand.say("desk_for", service=one.service, desk=by.stands_for("contact", one.desk))


def also_items(by: Writer, one: rights.AlsoItems) -> str:
    """Return what is disclosed besides, and when."""
    items = by.hand.listed(dict.fromkeys(by.stands_for("category", key) for key in one.uses))
    return by.hand.begun(by.hand.say("also_items", when=by.stands_for("condition", one.when), items=items))


def default_items(by: Writer, one: rights.DefaultItems) -> str:
    """Return what is disclosed where nothing is named."""
    sure = dict.fromkeys(by.stands_for("category", key) for key in one.uses)
    some = [by.hand.say("if_held", item=by.stands_for("category", key)) for key in one.if_held]
    return by.hand.listed([*sure, *some])


def methods(by: Writer, one: rights.Methods) -> str:
    """Return how a disclosure may be received."""
    names = [
        _value(by, "Methods", "allowed", word) for word in one.allowed if word != "other" or not one.other
    ]
    other = [one.other.say(by.hand.language)] if one.other else []
    return by.hand.listed([*names, *other])


def place(by: Writer, one: managing.Place) -> str:
    """Return where the text stands."""
    medium = _value(by, "Place", "medium", one.medium)
    if one.name is not None and one.medium == "other":
        return one.name.say(by.hand.language)
    if one.name is not None and one.name.say(by.hand.language) != medium:
        return by.hand.say("place", medium=medium, name=one.name)
    return by.hand.say("place_always", medium=medium) if one.always else medium


def _value(by: Writer, form: str, field: str, word: str) -> str:
    named = wording.value(form, field, word)
    if named is None:
        raise LookupError(f"{form}.{field}.{word}")
    return named.say(by.hand.language)


# By the name of the form, since facts are found by what they are; a form has at most one phrase.
PHRASES: Mapping[str, Callable[[Writer, Any], str]] = {
    "Address": address, "AddressProof": address_proof, "AlsoItems": also_items, "Countries": countries,
    "DefaultItems": default_items, "Desk": desk, "Fee": fee, "Hours": hours, "JointName": office, "Methods": methods,
    "OtherDocuments": other_documents, "Party": party, "Place": place, "Promptness": promptness,
    "Representative": representative, "Seal": seal, "Span": span, "Target": target,
}  # fmt: skip

_WHOLE = cast("Mapping[str, type[Any]]", {
    "Address": controller.Address, "AddressProof": identity.AddressProof, "AlsoItems": rights.AlsoItems,
    "Countries": providing.Countries, "Desk": rights.Desk, "Hours": controller.Hours, "JointName": providing.JointName,
    "OtherDocuments": identity.OtherDocuments, "Party": companies.Party, "Promptness": rights.Promptness,
    "Relation": companies.Relation, "Representative": controller.Representative, "Seal": identity.Seal,
    "Span": retention.Span, "Target": rights.Target, "AcceptedDocument": identity.AcceptedDocument,
})  # fmt: skip

CONSUMED: Mapping[str, frozenset[str]] = {
    **{name: frozenset(form.model_fields) for name, form in _WHOLE.items()},
    "DefaultItems": frozenset({"uses", "if_held", "clauses"}),
    "Fee": frozenset({"amount_yen", "tax_percent", "amount_incl_tax_yen", "per", "clauses"}),
    "Methods": frozenset({"allowed", "other", "clauses"}),
    "Place": frozenset({"medium", "name", "always", "clauses"}),
}
"""Which fields of a form its phrase already says."""
