"""A whole notice from a policy: its sections in one order, every declaration once, and no encoded clause left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from yakusoku.notices.facts import Writer
from yakusoku.notices.parts import Block, Page, Section
from yakusoku.policy.queries import Policy
from yakusoku.terms.bilingual import Language

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "who": ("controller", "companies", "norms"),
    "words": ("definitions",),
    "collecting": ("items", "sources", "notices", "accuracy"),
    "purposes": ("purposes", "restrictions", "special_care"),
    "recipients": (
        "provision_default", "provisions", "joint_use", "entrustments", "entrusted", "transfers", "credit",
        "transmissions",
    ),
    "keeping": ("retention", "anonymized"),
    "rights": ("rights", "identity", "representatives", "procedures"),
    "management": ("governance", "security", "training", "audits", "improvement", "incidents", "press"),
    "desks": ("contacts", "bodies", "complaints"),
    "text": ("publication", "pages"),
}  # fmt: skip
"""The parts of the policy under each heading."""

_KINDS: Mapping[str, tuple[str, ...]] = {
    "who": ("governance", "compliance"),
    "words": ("definition",),
    "collecting": ("category", "accuracy"),
    "purposes": ("purpose", "legal_basis", "special_care"),
    "recipients": ("provision", "joint_use", "entrustment", "transfer", "cookies"),
    "keeping": ("retention", "anonymized"),
    "rights": ("right", "procedure", "fee", "deadline", "identity_document", "refusal_ground"),
    "management": ("security", "training", "audit", "improvement", "incident"),
    "desks": ("complaint", "contact"),
    "text": ("publication",),
}
"""Where a clause stands that no declaration cites, by its kind."""


def compose(policy: Policy, language: Language) -> Page:
    """Return the whole notice of a version in one language: the same version gives the same page."""
    writer = Writer(policy.form, language)
    blocks = {name: list(_declared(writer, parts)) for name, parts in _SECTIONS.items()}
    cited = {
        clause
        for section in blocks.values()
        for block in section
        for sentence in block.sentences
        for clause in sentence.clauses
    }
    for name, kinds in _KINDS.items():
        blocks[name] += _others(writer, kinds, cited)
    sections = tuple(
        Section(name, writer.hand.section(name), tuple(found)) for name, found in blocks.items() if found
    )
    return Page(
        controller=policy.id,
        language=language,
        version=policy.published_from.isoformat(),
        title=writer.hand.say(
            "title_exact" if policy.form.wording == "exact" else "title", company=policy.controller.name
        ),
        dated=writer.hand.head("version", day=writer.hand.day(policy.published_from)),
        contents=writer.hand.head("contents"),
        sections=sections,
    )


def _declared(writer: Writer, parts: tuple[str, ...]) -> Iterator[Block]:
    special = {
        "controller": _controller,
        "contacts": lambda one: _each(one, ("controller", "contacts"), one.form.controller.contacts),
        "bodies": lambda one: _each(one, ("controller", "bodies"), one.form.controller.bodies),
        "provision_default": _provision_default,
        "rights": _rights,
        "identity": _identity,
        "representatives": _representatives,
        "publication": _publication,
        "definitions": _definitions,
        "norms": _norms,
    }
    for part in parts:
        if part in special:
            yield from special[part](writer)
        else:
            yield from _each(writer, (part,), getattr(writer.form, part))


def _each(writer: Writer, path: tuple[str, ...], items: Mapping[str, BaseModel]) -> Iterator[Block]:
    for name, item in items.items():
        yield writer.block((*path, name), item)


def _controller(writer: Writer) -> Iterator[Block]:
    company, hand = writer.form.controller, writer.hand
    name = writer.sentence((), ("controller", "name"), company.name.say(hand.language))
    parts = [("address", company.address), ("representative", company.representative)]
    facts = [
        fact
        for field, part in parts
        if part is not None
        for fact in writer.one(company, field, part, ("controller", field))
    ]
    yield Block(name, tuple(facts))
    for code, role in company.roles.items():
        head = hand.head(f"role_{code}" if code in ("manager", "auditor") else "role_other")
        path = ("controller", "roles", code)
        yield writer.block(path, role, head, role.clauses)


def _definitions(writer: Writer) -> Iterator[Block]:
    for name, one in writer.form.definitions.items():
        head = writer.hand.say("definition", word=one.word, says=one.says)
        yield writer.block(("definitions", name), one, head)


def _norms(writer: Writer) -> Iterator[Block]:
    for name, one in writer.form.norms.items():
        yield writer.block(("norms", name), one, writer.hand.say("norm", name=one.says))


def _provision_default(writer: Writer) -> Iterator[Block]:
    rule = writer.form.provision_default
    if rule is not None:
        yield writer.block(("provision_default",), rule, writer.hand.head("provision_default"))


def _rights(writer: Writer) -> Iterator[Block]:
    for word, right in writer.form.rights.items():
        name = writer.hand.right(word)
        own = right.says.say(writer.hand.language) if right.says else name
        yield writer.block(("rights", word), right, own)


def _identity(writer: Writer) -> Iterator[Block]:
    for name, check in writer.form.identity.items():
        yield writer.block(("identity", name), check, writer.stands_for("identity", name))


def _representatives(writer: Writer) -> Iterator[Block]:
    rules = writer.form.representatives
    for kind in ("parent", "guardian", "statutory", "mandated"):
        rule = getattr(rules, kind, None)
        if rule is not None:
            yield writer.block(("representatives", kind), rule, writer.hand.head(kind))


def _publication(writer: Writer) -> Iterator[Block]:
    one = writer.form.publication
    block = writer.block(("publication",), one, writer.hand.head("publication"))
    if block.facts:
        yield block


def _others(writer: Writer, kinds: tuple[str, ...], cited: set[str]) -> Iterator[Block]:
    """Yield the clauses that people keep and no declaration carries, in published order."""
    for clause, body in writer.form.clauses.items():
        if body.kind in kinds and clause not in cited:
            words = body.says.say(writer.hand.language)
            yield Block(writer.sentence((clause,), ("clauses", clause), words))
