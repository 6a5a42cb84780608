"""
What a text lacks: the items that the laws' checklists want in a notice, each with its article and where it would stand.

Advice, never an error: the program sees whether a field is filled, not whether its words are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yakusoku.laws.citations import cite
from yakusoku.laws.lists import closed_list
from yakusoku.laws.notice_items import Feature, NoticeKind, notice_lists
from yakusoku.laws.queries import right
from yakusoku.policy.form.providing import Transmission
from yakusoku.policy.form.purposes import Source
from yakusoku.policy.form.retention import RetentionRule
from yakusoku.policy.form.rights import RightForm
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.queries import Policy
from yakusoku.terms.bilingual import Bilingual

Holds = Callable[[PolicyForm], bool]
Test = Callable[[Any], object]


@dataclass(frozen=True)
class Lacking:
    """An item that the text lacks: of which list, how much it weighs, by which article, and where it would stand."""

    code: str
    list_name: Bilingual
    says: Bilingual
    weighs: str
    article: Bilingual
    field: str


@dataclass(frozen=True)
class Linted:
    """How many items were looked for, those that lack, and those that no field of a policy can show."""

    looked_for: int
    lacking: tuple[Lacking, ...]
    unseen: tuple[Lacking, ...]


@dataclass(frozen=True)
class Seen:
    """Where an item stands in a policy, and whether it does there; `holds` is None where no field can show it."""

    field: str
    holds: Holds | None = None

    def in_(self, form: PolicyForm) -> bool | None:
        """Return whether it stands in a policy; None where no field can show it."""
        return None if self.holds is None else self.holds(form)


def _has(section: str) -> Holds:
    """Return whether a section of the policy holds anything."""
    return lambda form: bool(getattr(form, section))


def _some(section: str, test: Test) -> Holds:
    """Return whether some declaration of a section passes."""
    return lambda form: any(test(one) for one in getattr(form, section).values())


def _every(section: str, test: Test) -> Holds:
    """Return whether every declaration of a section passes."""
    return lambda form: all(test(one) for one in getattr(form, section).values())


def _right(*words: str) -> Holds:
    return lambda form: any(word in form.rights for word in words)


def _told(*about: str) -> Holds:
    """Return whether a rule says how changes of one of these are made known."""
    return lambda form: any(one.about in about for one in form.publication.changes)


def _joint(part: str) -> Holds:
    """Return whether every joint use names this part of the party responsible."""
    return _every("joint_use", lambda one: one.responsible and getattr(one.responsible, part))


def _reached(*errands: str) -> Holds:
    """Return whether a desk for one of these errands (or any desk) can be reached."""

    def holds(form: PolicyForm) -> bool:
        desks = form.controller.contacts.values()
        asked = [one for one in desks if not errands or set(errands) & set(one.errands)]
        return any(one.telephone or one.email or one.url or one.address for one in asked)

    return holds


def _of_company(part: str) -> Holds:
    return lambda form: bool(getattr(form.controller, part))


def _recipients(form: PolicyForm) -> bool:
    abroad = any(one.recipients for one in form.transfers.values())
    return bool(form.provisions or form.entrustments or form.joint_use or abroad)


def _by(*words: str) -> Holds:
    return _some("transfers", lambda one: set(words) & set(one.mechanism))


def _has_measure(rule: RetentionRule) -> bool:
    """Return whether a rule of keeping says how long: in numbers, by a measure, or by what ends it."""
    return bool(
        rule.period
        or rule.criterion
        or rule.while_
        or rule.purposes
        or {"law", "claim"} & set(rule.ends_with)
    )


def _others_have_kinds(source: Source) -> bool:
    return bool(source.fields) or set(source.origin) <= {"person", "observed", "derived"}


def _dated(form: PolicyForm) -> bool:
    return form.publication.enacted is not None and form.publication.revised is not None


def _about_all(form: PolicyForm) -> bool:
    return {"employee", "applicant"} <= {who for one in form.purposes.values() for who in one.about}


def _free(right: RightForm) -> bool:
    return right.fee is not None and not right.fee.amount_incl_tax_yen


_CONSENT = frozenset({"consent", "explicit_consent", "written_consent"})
_SEEN: Mapping[str, Seen] = {
    "G-1a": Seen("controller.contacts", _reached()),
    "G-1r": Seen("controller.roles"),
    "G-1b": Seen("controller.roles"),
    "G-1c1": Seen("purposes", _has("purposes")),
    "G-1c2": Seen("purposes.*.basis", _every("purposes", lambda one: len(one.basis) == 1)),
    "G-1d": Seen(
        "purposes.*.interest",
        _every("purposes", lambda one: one.interest or "legitimate_interests" not in one.basis),
    ),
    "G-1e": Seen("provisions", _recipients),
    "G-1f1": Seen("transfers", _has("transfers")),
    "G-1f2": Seen("transfers.*.mechanism", _by("adequacy")),
    "G-1f3": Seen("transfers.*.mechanism", _by("scc", "bcr", "consent", "derogation")),
    "G-1f4": Seen("transfers.*.copy_from", _every("transfers", lambda one: one.copy_from)),
    "G-2a": Seen(
        "retention", lambda form: _has("retention")(form) and _every("retention", _has_measure)(form)
    ),
    "G-2b1": Seen("rights.access", _right("access", "disclosure")),
    "G-2b2": Seen("rights.rectification", _right("rectification", "correction")),
    "G-2b3": Seen("rights.erasure", _right("erasure")),
    "G-2b4": Seen("rights.restriction", _right("restriction")),
    "G-2b5": Seen("rights.objection", _right("objection")),
    "G-2b6": Seen("rights.portability", _right("portability")),
    "G-2c1": Seen("rights.withdrawal", _right("withdrawal")),
    "G-2c2": Seen("special_care.*.withdrawal"),
    "G-2d": Seen("rights.authority_complaint", _right("authority_complaint")),
    "G-2e1": Seen("notices.*.mandatory", _some("notices", lambda one: one.mandatory is not None)),
    "G-2e2": Seen("notices.*.if_refused", _some("notices", lambda one: one.if_refused)),
    "G-2f": Seen("rights.human_review", _right("human_review")),
    "G-3": Seen("publication.changes", _told("purposes")),
    "G-21": Seen("rights.objection", _right("objection")),
    "G-14d": Seen("sources.*.fields", _every("sources", _others_have_kinds)),
    "G-14f": Seen("sources", _has("sources")),
    "G-12a": Seen("rights.*.target", _some("rights", lambda one: one.target)),
    "G-12b": Seen("rights.*.fee", _some("rights", _free)),
    "T-14a": Seen("notices.*.moment"),
    "T-14b": Seen("notices.*.moment"),
    "T-14c": Seen("notices.*.moment"),
    "A17-1": Seen("purposes", _every("purposes", lambda one: not (one.refers_to or one.vague))),
    "A17-P": Seen("provisions.*.purposes", _every("provisions", lambda one: one.purposes)),
    "A21-1": Seen("purposes", _has("purposes")),
    "A21-2": Seen("notices.*.moment", _some("notices", lambda one: one.moment == "before_giving")),
    "A21-3": Seen("publication.changes", _told("purposes", "policy")),
    "A32-N": Seen("controller.name", _of_company("name")),
    "A32-A": Seen("controller.address", _of_company("address")),
    "A32-R": Seen("controller.representative", _of_company("representative")),
    "A32-P": Seen("purposes.*.about", _about_all),
    "A32-H1": Seen("rights.purpose_notice", _right("purpose_notice")),
    "A32-H2": Seen("rights.disclosure", _right("disclosure")),
    "A32-H3": Seen("rights.record_disclosure", _right("record_disclosure")),
    "A32-H4": Seen("rights.correction", _right("correction")),
    "A32-H5": Seen("rights.cease_use", _right("cease_use", "erasure")),
    "A32-H6": Seen("rights.cease_provision", _right("cease_provision")),
    "A32-F": Seen("rights.*.fee", _some("rights", lambda one: one.fee)),
    "A32-S": Seen("security.*.means", _some("security", lambda one: one.means)),
    "A32-X": Seen("transfers.*.to.codes", _some("transfers", lambda one: one.to and one.to.codes)),
    "A32-C": Seen("controller.contacts", _reached("complaints")),
    "A32-O": Seen("controller.bodies", _of_company("bodies")),
    "A37-D": Seen("rights.*.desk", _has("rights")),
    "A37-M": Seen("procedures", _some("procedures", lambda one: one.how)),
    "A37-I": Seen("identity", _has("identity")),
    "A37-G": Seen("representatives", _has("representatives")),
    "A37-V": Seen("rights.*.fee.payable_by", _every("rights", lambda one: not one.fee or one.fee.payable_by)),
    "JU-1": Seen("joint_use", _has("joint_use")),
    "JU-2": Seen("joint_use.*.fields", _every("joint_use", lambda one: one.fields and not one.open)),
    "JU-3": Seen("joint_use.*.with", _every("joint_use", lambda one: one.with_ or one.scope)),
    "JU-4": Seen(
        "joint_use.*.purposes", _every("joint_use", lambda one: one.purposes or one.same_purposes_as_own)
    ),
    "JU-5": Seen("joint_use.*.responsible.name", _joint("name")),
    "JU-6": Seen("joint_use.*.responsible.address", _joint("address")),
    "JU-7": Seen("joint_use.*.responsible.representative", _joint("representative")),
    **{f"OO-{number}": Seen("rights.opt_out") for number in range(1, 10)},
    "FX-1": Seen("transfers.*.to.codes", _some("transfers", lambda one: one.to and one.to.codes)),
    "FX-2": Seen("transfers.*.details_at", _every("transfers", lambda one: one.details_at)),
    "FX-3": Seen("transfers.*.details_at", _every("transfers", lambda one: one.details_at)),
    "SC-1": Seen("special_care.*.requires", _some("special_care", lambda one: _CONSENT & set(one.requires))),
    "TP-1": Seen(
        "provisions.*.ground",
        _every("provisions", lambda one: not {"contract_terms", "not_said"} & set(one.ground)),
    ),
    "AN-1": Seen("anonymized.*.publishes", _some("anonymized", lambda one: "items" in one.publishes)),
    "AN-2": Seen(
        "anonymized.*.publishes", _some("anonymized", lambda one: {"items", "method"} <= set(one.publishes))
    ),
    "AN-3": Seen("anonymized"),
    "PS-1": Seen("purposes"),
    "RG-1": Seen("rights.*.grounds"),
    "JP-a": Seen("governance", _has("governance")),
    "JP-b": Seen("norms", _has("norms")),
    "JP-c": Seen("security", _has("security")),
    "JP-d": Seen("complaints", _has("complaints")),
    "JP-e": Seen("improvement", _some("improvement", lambda one: one.sort == "continual")),
    "JP-f": Seen("controller.representative", _of_company("representative")),
    "JP-g": Seen("publication", _dated),
    "JP-h": Seen("controller.contacts", _reached("policy", "inquiries")),
    "JD-a": Seen("controller.name", _of_company("name")),
    "JD-b": Seen("controller.roles.manager", lambda form: "manager" in form.controller.roles),
    "JD-c": Seen("purposes", _has("purposes")),
    "JD-d": Seen("provisions", _every("provisions", lambda one: one.fields and one.medium)),
    "JD-e": Seen("entrustments", _has("entrustments")),
    "JD-f": Seen("rights", _has("rights")),
    "JD-g": Seen("notices.*.if_refused", _some("notices", lambda one: one.if_refused)),
    "JD-h": Seen("sources", _some("sources", lambda one: "observed" in one.origin)),
}
"""Each item of the checklists by its code: the field in which it would stand, and whether it does."""

_TRANSMISSION: Mapping[str, tuple[str, Callable[[Transmission], bool]]] = {
    "TX-1": ("fields", lambda one: bool(one.fields)),
    "TX-2": ("to", lambda one: one.to is not None),
    "TX-3": ("purposes", lambda one: bool(one.purposes)),
}
_TRANSMISSIONS = "transmissions/items"
_OTHERS = frozenset(
    {"public", "official_record", "certificate", "purchased", "third_party", "group_company", "principal"}
)


def features(form: PolicyForm) -> frozenset[Feature]:
    """Return what the company does, as far as its policy says it: items that need something else do not apply."""
    origins = {one for source in form.sources.values() for one in source.origin}
    acts = {one.act for one in form.anonymized.values()}
    bases = {one for purpose in form.purposes.values() for one in purpose.basis}
    grounds = {one for provision in form.provisions.values() for one in provision.ground}
    does: Mapping[Feature, bool] = {
        "anonymized": bool(acts),
        "anonymized_provision": "provide" in acts,
        "authorized_body": bool(form.controller.bodies),
        "consent": "consent" in bases or bool(form.special_care),
        "direct_collection": "person" in origins or bool(form.items),
        "fee": any(one.fee for one in form.rights.values()),
        "foreign": bool(form.transfers) or any(one.abroad for one in form.provisions.values()),
        "joint_use": bool(form.joint_use),
        "legitimate_interests": "legitimate_interests" in bases,
        "opt_out": "opt_out" in form.rights or "opt_out" in grounds,
        "other_source": bool(origins & _OTHERS),
        "special_care": bool(form.special_care),
        "third_party": bool(form.provisions),
    }
    return frozenset(name for name, so in does.items() if so)


def kinds(form: PolicyForm) -> tuple[NoticeKind, ...]:
    """Return which kinds of text this one is: a text without purposes is only a basic policy."""
    found: list[NoticeKind] = ["basic_policy"] if form.governance or form.security else []
    if form.purposes:
        found += ["gdpr_notice", "handling_notice"]
    if form.notices:
        found += ["collection_notice"]
    return tuple(found)


def lint(policy: Policy, *, as_of: date) -> Linted:
    """
    Return what the text of a policy lacks under the checklists of the laws that it names, as they are on a day.

    :raises UnableToApplyLaw: if our data of law does not know that day
    """
    form = policy.form
    looked = 0
    lacking: list[Lacking] = []
    unseen: list[Lacking] = []
    for kind in kinds(form):
        for each in notice_lists(kind, laws=policy.laws, features=features(form), as_of=as_of):
            for item in each.items:
                seen = _SEEN[item.code]
                looked += 1
                holds = _grounds_belong(form, as_of) if item.code == "RG-1" else seen.in_(form)
                if not holds:
                    found = Lacking(
                        item.code, each.name, item.says, item.weighs, cite(item.article), seen.field
                    )
                    (unseen if holds is None else lacking).append(found)
    sent = list(_transmissions(form, as_of)) if "appi" in policy.laws else []
    count = len(_TRANSMISSION) * len(form.transmissions) if "appi" in policy.laws else 0
    return Linted(looked + count, (*lacking, *sent), tuple(unseen))


def _grounds_belong(form: PolicyForm, as_of: date) -> bool:
    """Return whether every ground that the text gives to a right is one of that right in law."""
    return all(
        any(right(code, as_of=as_of).ground(ground) is not None for code in one.law_codes)
        for one in form.rights.values()
        for ground in one.grounds
    )


def _transmissions(form: PolicyForm, as_of: date) -> Iterator[Lacking]:
    if not form.transmissions:
        return
    law = closed_list(_TRANSMISSIONS, as_of=as_of)
    for name, one in form.transmissions.items():
        for point in law.points:
            field, holds = _TRANSMISSION[point.code]
            if not holds(one):
                yield Lacking(
                    point.code,
                    law.name,
                    point.says,
                    "must",
                    cite(point.article),
                    f"transmissions.{name}.{field}",
                )
