"""
Which control has a query of the program for its evidence. People look at all others (`management`'s table).

Where both stand beside each other, the query puts the look beside what it sees: neither makes the other's fault good.
"""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.management.queries import inspected
from yakusoku.promises.evidence import (
    answers,
    asking,
    changes,
    choices,
    collecting,
    fees,
    given,
    identity,
    letters,
    limits,
    notices,
    publication,
    purposes,
    registers,
    roles,
)
from yakusoku.promises.evidence.inspections import has_looks, looked
from yakusoku.promises.evidence.parts import Asked, Evidence, Query, missing
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_UNKNOWN = text("No evidence is registered for this control.")

EVIDENCE: Mapping[str, Query] = {
    "calls.recorded": purposes.recorded_calls,
    "cards.only_for": limits.only_for,
    "collection.items_closed": collecting.items_closed,
    "collection.only_needed": collecting.only_needed,
    "collection.source_known": collecting.source_known,
    "complaints.escalation": letters.escalation,
    "consent.recorded": choices.recorded,
    "consent.withdrawn": choices.withdrawn,
    "contacts.published": letters.contact,
    "datamap.classified": collecting.classified,
    "datamap.source_and_method": purposes.source_and_method,
    "entrustment.incoming": limits.entrusted,
    "entrustment.contract": given.contract,
    "entrustment.selected": given.selected,
    "governance.mapped": registers.mapped,
    "governance.role_held": roles.held,
    "improvement.corrective": registers.corrective,
    "joint_use.items_closed": limits.joint_items,
    "joint_use.members_only": given.members_only,
    "joint_use.secrecy_excluded": limits.joint_secrecy,
    "joint_use.source_only": limits.joint_sources,
    "marketing.opt_in": choices.opted_in,
    "marketing.stopped": choices.stopped,
    "notices.at_collection": notices.at_collection,
    "notices.consequence_shown": notices.consequence_shown,
    "notices.understood": notices.understood,
    "provision.case_required": given.case_required,
    "provision.fields_only": given.fields_only,
    "provision.medium": given.medium,
    "provision.recorded": given.recorded,
    "publication.change_told": notices.change_told,
    "publication.controller_named": letters.company,
    "publication.latest": notices.latest,
    "publication.version_dated": publication.version_dated,
    "purposes.basis_recorded": registers.basis_recorded,
    "purposes.linked": purposes.linked,
    "purposes.never_for": limits.never_for,
    "purposes.no_other_use": limits.no_other_use,
    "purposes.only_these_data": limits.only_these_data,
    "purposes.shown_at_collection": collecting.shown_at_collection,
    "purposes.specified": purposes.specified,
    "retained.flagged": purposes.retained,
    "retention.period_set": registers.period_set,
    "rights.address_proof": asking.address_proven,
    "rights.answer_to_person": asking.person_heard,
    "rights.answered": answers.given,
    "rights.call_back": asking.called_back,
    "rights.caller_number": asking.number_compared,
    "rights.consequence_told": changes.consequence_told,
    "rights.erased": changes.erased,
    "rights.fee": fees.as_published,
    "rights.grounds": answers.on_ground,
    "rights.identity": identity.checked,
    "rights.identity_only_for": identity.only_for,
    "rights.items_disclosed": answers.disclosed,
    "rights.masking": identity.masked,
    "rights.reasons": answers.reasoned,
    "rights.representative": asking.represented,
    "rights.target": answers.on_target,
    "special_care.gate": limits.special_care,
}


def look(asked: Asked) -> tuple[Evidence, ...]:
    """
    Return the evidence that a control has for the clause in `asked`, one part after another.

    A query that cannot be answered shows nothing, and says why. What people noted counts in any case: where the
    program's query alone is wanted, nobody has to look, and a fault that somebody found is not lost.
    """
    control = asked.kept.control
    if control not in EVIDENCE:
        return (looked(asked),) if control in inspected() else (missing(_UNKNOWN),)
    try:
        parts = EVIDENCE[control](asked)
    except UnableTo as unable:
        parts = (missing(unable.wrong),)
    wanted = any(part.by == "people" for part in parts)
    if not wanted and control in inspected() and has_looks(asked):
        return (*parts, looked(asked))
    return parts
