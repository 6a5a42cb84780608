"""Limits of use: what some data may never serve, what leaves for joint use, and cases for special-care data."""

from __future__ import annotations

from collections.abc import Collection

from yakusoku.datamap import categories
from yakusoku.datamap.parts import Field
from yakusoku.policy.form.providing import JointUse
from yakusoku.policy.form.purposes import Restriction
from yakusoku.promises.evidence.collecting import GIVERS
from yakusoku.promises.evidence.fields import Named, beyond, marked, none_of, of_kinds
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, UnableToLook, broken, uncalled
from yakusoku.promises.records import is_of
from yakusoku.terms.text import text

_HELD = text("Fields of these kinds")
_SPECIAL = ("special_care", "finance_sensitive")


def no_other_use(asked: Asked) -> tuple[Evidence, ...]:
    """Fields marked with a purpose that the policy does not declare: none."""
    declared = set(asked.policy.purposes)
    fields = [(name, field) for name, field in asked.records.fields if field.origin.purposes]
    program = none_of(
        asked, fields, lambda field: bool(set(field.origin.purposes) - declared),
        held=text("Fields marked with a purpose"), faults=text("with one that is not published"),
    )  # fmt: skip
    return program, looked(asked)


def only_these_data(asked: Asked) -> tuple[Evidence, ...]:
    """Fields of the kinds of `restriction`, or of the case of `purpose`, marked with another purpose: none."""
    form, purposes = (
        asked.policy.form,
        set(asked.words("purpose")) if "purpose" in asked.parameters else set(),
    )
    kinds: set[str] = set()
    if "restriction" in asked.parameters:
        restriction = form.restrictions[_known(asked, "restriction", form.restrictions)]
        kinds, purposes = set(restriction.fields), purposes | set(restriction.only_for)
    else:
        cases = [case for case in form.special_care.values() if case.only and purposes & set(case.purposes)]
        kinds = {kind for case in cases for kind in case.fields}
    return _only_for(asked, kinds, purposes), looked(asked)


def only_for(asked: Asked) -> tuple[Evidence, ...]:
    """Fields of the kinds that the clause restricts to `purposes`, marked with another: none."""
    purposes = set(asked.words("purposes"))
    own = [one for one in asked.policy.form.restrictions.values() if asked.clause in one.clauses]
    kinds = {kind for one in own for kind in one.fields}
    return _only_for(asked, kinds, purposes), looked(asked)


def _only_for(asked: Asked, kinds: Collection[str], purposes: set[str]) -> Evidence:
    return none_of(
        asked, of_kinds(asked, kinds), lambda field: bool(set(field.origin.purposes) - purposes),
        held=_HELD, faults=text("held for another purpose"),
    )  # fmt: skip


def never_for(asked: Asked) -> tuple[Evidence, ...]:
    """Fields under `restriction` marked with one of the `purposes` that it rules out: none."""
    form = asked.policy.form
    restriction = form.restrictions[_known(asked, "restriction", form.restrictions)]
    ruled_out = {*asked.words("purposes"), *restriction.never_for}
    program = none_of(
        asked, _restricted(asked, restriction), lambda field: bool(ruled_out.intersection(field.origin.purposes)),
        held=_HELD, faults=text("held for a purpose that the text rules out"),
    )  # fmt: skip
    return program, looked(asked)


def _restricted(asked: Asked, restriction: Restriction) -> list[Named]:
    """Return the fields under a restriction: by their kind, or all of the people it is about."""
    if restriction.fields:
        return of_kinds(asked, restriction.fields)
    about = {
        str(address)
        for address, one in asked.records.datamap.collections.items()
        if one.person_kind in restriction.about
    }
    return [(name, field) for name, field in asked.records.fields if name.rpartition(":")[0] in about]


def special_care(asked: Asked) -> tuple[Evidence, ...]:
    """Special-care or sensitive fields in no case of the policy, or held beyond the purposes of `case`: none."""
    cases = asked.policy.form.special_care
    named = [cases[word] for word in asked.words("case") if word in cases]
    outside = [
        name for name, field in asked.records.fields if _special(field) and not _in_a_case(asked, field)
    ]
    if outside:
        says = text(
            "Special-care or sensitive fields in no case that the text names: {count}, such as {field}.",
            count=len(outside),
            field=outside[0],
        )
        return broken(says, count=len(outside), newest=asked.now), looked(asked)
    fields = of_kinds(asked, {kind for case in named for kind in case.fields})
    if not fields:
        return uncalled(text("Nothing of the kinds that the case names is held.")), looked(asked)
    purposes = {purpose for case in named for purpose in case.purposes}
    return _only_for(asked, {kind for case in named for kind in case.fields}, purposes), looked(asked)


def _special(field: Field) -> bool:
    return any(categories.kind_of(category) in _SPECIAL for category in field.categories)


def _in_a_case(asked: Asked, field: Field) -> bool:
    return any(is_of(field, case.fields) for case in asked.policy.form.special_care.values())


def joint_items(asked: Asked) -> tuple[Evidence, ...]:
    """Fields held for a purpose of joint use and of a kind that its list does not name: none."""
    joint = _joint(asked)
    if not joint.purposes:
        return (looked(asked),)
    listed = (*joint.fields, *joint.if_held)
    return none_of(
        asked, _joint_fields(asked, joint), lambda field: beyond(field, listed),
        held=text("Fields for joint use"), faults=text("of a kind that the list does not name"),
    ), looked(asked)  # fmt: skip


def joint_secrecy(asked: Asked) -> tuple[Evidence, ...]:
    """Fields of the `kinds` that joint use leaves out, held for a purpose of joint use: none."""
    kinds = set(asked.words("kinds"))
    purposes = {name for joint in asked.policy.form.joint_use.values() for name in joint.purposes}
    fields = [
        (name, field)
        for name, field in asked.records.fields
        if kinds.intersection(categories.kind_of(category) or "" for category in field.categories)
    ]
    return none_of(
        asked, fields, lambda field: bool(purposes.intersection(field.origin.purposes)),
        held=_HELD, faults=text("held for joint use"),
    ), looked(asked)  # fmt: skip


def joint_sources(asked: Asked) -> tuple[Evidence, ...]:
    """Fields for joint use that came by another source than those of the clause: none."""
    sources = asked.policy.form.sources
    joints = [
        one for one in asked.policy.form.joint_use.values() if asked.clause in one.clauses and one.purposes
    ]
    if not joints:
        return (looked(asked),)
    givers = {
        GIVERS[one] for word in asked.words("sources") if word in sources for one in sources[word].origin
    }
    fields = dict([item for joint in joints for item in _joint_fields(asked, joint)])
    return none_of(
        asked, fields.items(), lambda field: field.origin.provided_by not in givers,
        held=text("Fields for joint use"), faults=text("from another source"),
    ), looked(asked)  # fmt: skip


def _joint(asked: Asked) -> JointUse:
    known = asked.policy.form.joint_use
    return known[_known(asked, "joint_use", known)]


def _joint_fields(asked: Asked, joint: JointUse) -> list[Named]:
    return marked(asked, joint.purposes)


def entrusted(asked: Asked) -> tuple[Evidence, ...]:
    """
    Fields held for another company and marked with a purpose that is no purpose of entrusted work: none.

    The map does not say under which of several contracts a field came, so a fault is one of all of them.
    """
    allowed = {purpose for work in asked.policy.form.entrusted.values() for purpose in work.purposes}
    fields = [
        (name, field) for name, field in asked.records.fields if field.origin.retained not in (None, "ours")
    ]
    program = none_of(
        asked, fields, lambda field: bool(set(field.origin.purposes) - allowed),
        held=text("Fields held for others"), faults=text("marked with a purpose of our own"),
    )  # fmt: skip
    return program, looked(asked)


def _known(asked: Asked, parameter: str, declared: Collection[str]) -> str:
    word = asked.fixed(parameter)
    if word not in declared:
        raise UnableToLook(
            text(
                "{clause} names “{word}”, which its policy does not declare.", clause=asked.clause, word=word
            ),
            do=text("Declare it, or correct the word."),
        )
    return word
