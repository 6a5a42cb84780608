"""Every word of a policy that stands for something else is known: laws, data, purposes, desks, companies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from yakusoku.datamap import events
from yakusoku.laws import citations as laws
from yakusoku.laws import queries
from yakusoku.policy import conditions
from yakusoku.policy.form.marks import Stands, marked
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import nearest, unknown
from yakusoku.terms.text import Text, text

_DECLARED_HERE: frozenset[Stands] = frozenset(
    {"body", "company", "contact", "identity", "page", "purpose", "right", "source"}
)
Known = Mapping[Stands, Collection[str]]


def check(policy: Policy, categories: Collection[str]) -> Iterator[Finding]:
    """Yield every word that nothing answers to."""
    known = _known(policy, categories)
    for path, stands_for, word in marked(policy.form, PolicyForm):
        if stands_for == "article":
            yield from _article(policy, path, word)
        elif stands_for in known and word not in known[stands_for]:
            says, kind = _says(stands_for, word)
            do = None
            if stands_for in _DECLARED_HERE and nearest(word, known[stands_for]) is None:
                do = text("Declare it first, or write one of those that are declared.")
            yield unknown(policy.document, path, known[stands_for], says, kind=f"policy.{kind}", do=do)


def _known(policy: Policy, categories: Collection[str]) -> Known:
    form = policy.form
    return {
        "body": form.controller.bodies,
        "category": categories,
        "company": form.companies,
        "condition": conditions.known(),
        "contact": form.controller.contacts,
        "document": queries.document_codes(),
        "event": events.known(),
        "identity": form.identity,
        "law": laws.codes(),
        "page": form.pages,
        "purpose": form.purposes,
        "right": form.rights,
        "source": form.sources,
        "state": events.states(),
    }


def _says(stands_for: Stands, word: str) -> tuple[Text, str]:
    sentences: dict[Stands, tuple[Text, str]] = {
        "body": (text("The body “{body}” is not among those of the controller.", body=word), "unknown-body"),
        "category": (
            text("The kind of data “{kind}” is not known to the data map.", kind=word), "unknown-category",
        ),
        "company": (
            text("The company “{company}” is not declared under “companies”.", company=word), "unknown-company",
        ),
        "condition": (text("The condition “{condition}” is not known.", condition=word), "unknown-condition"),
        "contact": (text("The desk “{desk}” is not among the contacts.", desk=word), "unknown-desk"),
        "document": (text("The document “{document}” is not known.", document=word), "unknown-document"),
        "event": (text("The event “{event}” is not known.", event=word), "unknown-event"),
        "identity": (
            text("The identity check “{name}” is not declared under “identity”.", name=word),
            "unknown-identity-check",
        ),
        "law": (text("The law “{law}” is not known.", law=word), "unknown-law"),
        "page": (text("The page “{page}” is not declared under “pages”.", page=word), "unknown-page"),
        "purpose": (text("The purpose “{purpose}” is not declared.", purpose=word), "unknown-purpose"),
        "right": (text("The right “{right}” is not declared under “rights”.", right=word), "right-not-declared"),
        "source": (text("The source “{source}” is not declared under “sources”.", source=word), "unknown-source"),
        "state": (text("The state “{state}” is not known.", state=word), "unknown-event"),
    }  # fmt: skip
    return sentences[stands_for]


def _article(policy: Policy, path: tuple[str | int, ...], article: str) -> Iterator[Finding]:
    if not laws.known_form(article):
        says = text("No law of ours has an article written “{article}”.", article=article)
        do = text("Begin with the mark of the law, such as A27(1)(ii), G13(1)(f) or GL3-8-5.")
        where = policy.document.where(path)
        yield Finding("policy.unknown-article", where, says, do, read=article)
