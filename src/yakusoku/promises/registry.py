"""Which control has a query for its evidence, and what the others wait for. Each control stands in one of the two."""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.promises.evidence import answers, fees, identity, letters, publication, purposes, roles
from yakusoku.promises.evidence.parts import Asked, Evidence, Query, missing
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

EVIDENCE: Mapping[str, Query] = {
    "calls.recorded": purposes.recorded_calls,
    "complaints.escalation": letters.escalation,
    "contacts.published": letters.contact,
    "datamap.source_and_method": purposes.source_and_method,
    "governance.role_held": roles.held,
    "publication.controller_named": letters.company,
    "publication.version_dated": publication.version_dated,
    "purposes.linked": purposes.linked,
    "purposes.specified": purposes.specified,
    "retained.flagged": purposes.retained,
    "rights.answered": answers.given,
    "rights.fee": fees.as_published,
    "rights.grounds": answers.on_ground,
    "rights.identity": identity.checked,
    "rights.masking": identity.masked,
    "rights.reasons": answers.reasoned,
}

WITHOUT: Mapping[str, Text] = {
    "accuracy.current": text("Corrections and their way into every copy are not yet carried out here."),
    "accuracy.updated_by_company": text(
        "Changes that the company makes by itself are not yet recorded here."
    ),
    "bodies.membership": text("There is no register of memberships and of their proofs yet."),
    "complaints.routing": text("Complaints and inquiries are not yet taken in here."),
    "provision.default_deny": text("Nothing here decides on provision to third parties yet, nor records it."),
    "publication.latest": text("Nothing here looks at the website yet."),
    "purposes.former_customers": text(
        "Nothing here compares how former and present customers are treated yet."
    ),
    "retention.erased": text("Nothing here erases by schedule yet."),
    "retention.law_first": text("Nothing here holds statutory periods against schedules yet."),
    "retention.period_set": text("No collection of the data map has a length of keeping yet."),
}


def look(control: str, asked: Asked) -> tuple[Evidence, ...]:
    """
    Return the evidence that `control` has for the clause in `asked`, one part after another.

    A query that cannot be answered shows nothing, and says why.
    """
    if control not in EVIDENCE:
        return (missing(WITHOUT.get(control, text("No evidence is registered for this control."))),)
    try:
        return EVIDENCE[control](asked)
    except UnableTo as unable:
        return (missing(unable.wrong),)
