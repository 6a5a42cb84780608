"""
Records of provision: each as the ledger knows it, with listed items only, in the published way, with its case.

Where a company has provided nothing by that way here, people look as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yakusoku.datamap.categories import covers
from yakusoku.laws.records import record_kept
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept
from yakusoku.provision import tags
from yakusoku.provision.queries import RecordView
from yakusoku.provision.rules import Note, Noted
from yakusoku.terms.text import Text, text

_HELD = text("Provisions on record")
_CASE = "_case"


def recorded(asked: Asked) -> tuple[Evidence, ...]:
    """Provisions by this way that the ledger does not know as they stand, or that are kept too short: none."""

    def wrong(one: RecordView) -> bool:
        entries = asked.records.entries(one.public_id, tags.PROVIDED)
        unlike = not entries or entries[0].facts.get("content") != one.content
        due = record_kept("batch" if one.way == "batch" else "single", one.on).on
        return unlike or (one.way != "contract" and one.kept_until < due)

    return _counted(asked, _by(asked, "provision"), wrong, text("not as the ledger or the law wants"))


def fields_only(asked: Asked) -> tuple[Evidence, ...]:
    """Provisions by this way with a kind of data that the text does not list: none; and some."""
    one = asked.policy.form.provisions[asked.fixed("provision")]
    listed = one.fields or tuple(
        kind for name in one.purposes for kind in asked.policy.form.purposes[name].uses
    )

    def wrong(record: RecordView) -> bool:
        return not all(any(covers(kind, item) for kind in listed) for item in record.items)

    return _counted(asked, _by(asked, "provision"), wrong, text("with an item that is not listed"))


def medium(asked: Asked) -> tuple[Evidence, ...]:
    """Provisions by this way in another form than the text names: none; and some."""
    media = asked.words("medium")

    def wrong(record: RecordView) -> bool:
        return "other" not in media and record.medium not in media

    return _counted(asked, _by(asked, "provision"), wrong, text("in another form"))


def case_required(asked: Asked) -> tuple[Evidence, ...]:
    """Provisions by this way without consent, or without the number of the case, that the clause names: none."""
    words = asked.words("requires")

    def wrong(record: RecordView) -> bool:
        without = "consent" in words and not record.consent
        return without or (any(word.endswith(_CASE) for word in words) and not record.event)

    return _counted(asked, _by(asked, "provision"), wrong, text("without what the text asks for"))


def members_only(asked: Asked) -> tuple[Evidence, ...]:
    """Data for joint use that went to somebody who does not stand in the arrangement: none; and some."""
    name = asked.fixed("joint_use")
    members = set(asked.policy.form.joint_use[name].with_)
    if not members:
        return (looked(asked),)

    def wrong(record: RecordView) -> bool:
        return record.company not in members or record.on < record.since

    return _counted(asked, _by(asked, "joint_use", "joint_use"), wrong, text("to somebody who is no member"))


def contract(asked: Asked) -> tuple[Evidence, ...]:
    """Data that went to an entrustee without a contract in force on that day that says this: none; and some."""
    term = asked.fixed("term")

    def wrong(record: RecordView) -> bool:
        return not any(
            one.kind is Note.CONTRACT and term in one.terms and one.on <= record.on
            and (one.until is None or record.on <= one.until)
            for one in _notes(asked, record)
        )  # fmt: skip

    return _counted(asked, _entrusted(asked), wrong, text("without a contract that says this"))


def selected(asked: Asked) -> tuple[Evidence, ...]:
    """Data that went to an entrustee that nobody had assessed before: none; and some."""

    def wrong(record: RecordView) -> bool:
        return not any(one.kind is Note.SELECTION and one.on <= record.on for one in _notes(asked, record))

    return _counted(asked, _entrusted(asked), wrong, text("without an assessment before"))


def _notes(asked: Asked, record: RecordView) -> Sequence[Noted]:
    return asked.records.recipient_notes(record.recipient)


def _entrusted(asked: Asked) -> list[RecordView]:
    return [one for one in asked.records.provisions if one.route.startswith("entrustments.")]


def _by(asked: Asked, parameter: str, section: str = "provisions") -> list[RecordView]:
    route = f"{section}.{asked.fixed(parameter)}"
    return [one for one in asked.records.provisions if one.route == route]


def _counted(
    asked: Asked, found: Sequence[RecordView], wrong: Callable[[RecordView], bool], faults: Text
) -> tuple[Evidence, ...]:
    if not found:
        return (looked(asked),)
    bad = [one for one in found if wrong(one)]
    says = text(
        "{held}: {count}; {faults}: {wrong}.", held=_HELD, count=len(found), faults=faults, wrong=len(bad)
    )
    if bad:
        return (broken(says, count=len(bad), newest=bad[-1].made_at),)
    last = found[-1]
    entries = asked.records.entries(last.public_id, tags.PROVIDED)
    return (kept(says, newest=last.made_at, count=len(found), entries=entries),)
