"""
Which control has a query of the program for its evidence. People look at all others (`management`'s table).

Where both stand beside each other, the query puts the look beside what it sees: neither makes the other's fault good.
"""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.management.queries import inspected
from yakusoku.promises.evidence import answers, fees, identity, letters, publication, purposes, roles
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, Query, missing
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_UNKNOWN = text("No evidence is registered for this control.")

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


def look(asked: Asked) -> tuple[Evidence, ...]:
    """
    Return the evidence that a control has for the clause in `asked`, one part after another.

    A query that cannot be answered shows nothing, and says why.
    """
    control = asked.kept.control
    if control not in EVIDENCE:
        return (looked(asked),) if control in inspected() else (missing(_UNKNOWN),)
    try:
        return EVIDENCE[control](asked)
    except UnableTo as unable:
        return (missing(unable.wrong),)
