"""The call that provides is the record: ruling, extraction, file and record, or nothing at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from yakusoku.decisions.queries import Outcome
from yakusoku.laws.records import record_kept
from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code, is_id
from yakusoku.provision import handing, models, selecting, tags
from yakusoku.provision.contents import content
from yakusoku.provision.ordering import ELECTRONIC, WRITTEN, Order, Ready, Selection, UnableToProvide, ready
from yakusoku.provision.ports import Batch, wired
from yakusoku.provision.queries import RecordView
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.files import sync_folder
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

__all__ = ["Order", "Provided", "Selection", "UnableToProvide", "provide"]

WHO = "persons"
"""The sealed file that says who stands in a record, by what identifies them."""
_LOOKED_UP = frozenset({
    "consent", "explicit_consent", "written_consent", "stop", "objection", "cease_use", "cease_provision",
    "restriction", "household_flag", "collected_under", "collected_on", "retention_passed",
    "selection_check", "nda", "handling_contract", "supervision_overdue", "recipient_trouble", "member_listed",
    "foreign_information", "equivalent_measures", "adequacy", "scc", "bcr", "derogation", "opt_out_filed",
})  # fmt: skip
"""Facts that this room finds for itself: nobody may claim them with an order."""
_CASE = "_case"


@dataclass(frozen=True)
class Provided:
    """What was provided: the record, and its file; `file` is None where it is no longer where it was made."""

    record: RecordView
    file: Path | None
    again: bool = False

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many people were left out, by reason."""
        return self.record.left_out


def provide(*, order: Order, to: Path, by: str, now: datetime) -> Provided:
    """
    Provide data to a recipient: ask for a ruling about each person, write the file into `to`, and make the record.

    People of whom the ruling is against, who stopped it, or of whom nobody knows, are left out and counted by reason.
    Only columns of the items that the ruling allows are read into the file. Electronic data are encrypted to the
    recipient's key; written data become a list to print.

    If the process dies here: before the record there is neither record nor a file under its name; after it, the next
    call with the same reference gives the file its name. A call that was done before provides nothing again.

    :raises UnableToProvide: if anything that is named is not there, nobody may be given, the recipient has no key, or
        the disk is full
    :raises UnableToRead: if the store does not answer or refuses
    :raises UnableToApplyLaw: if law knows no such way of providing
    """
    _check(order, by, to)
    if (before := _before(order, to)) is not None:
        return before
    today = wired().day(now, order.controller)
    one = ready(_with_event(order), today=today)
    _require_leave(one)
    if one.order.medium == ELECTRONIC and not one.recipient.key:
        raise UnableToProvide(
            text("{recipient} has no key to which the file could be encrypted.", recipient=order.recipient),
            do=text("Ask for its public key of age and enter the recipient with it, or provide on paper."),
        )
    seen = selecting.Seen()
    with handing.part_of(to, order.reference) as file:
        if (meanwhile := _before(order, to)) is not None:
            handing.drop(to, order.reference)
            return meanwhile
        try:
            digest = handing.write(one, selecting.rows(one, seen, now=now), file)
            _require_somebody(seen)
        except BaseException:
            handing.drop(to, order.reference)
            raise
        sync_folder(to)
        row = _record(one, seen, digest=digest, today=today, by=by, now=now)
        handing.name(to, order.reference, row.file, digest)
    return Provided(RecordView.of(row), to / row.file)


def _check(order: Order, by: str, to: Path) -> None:
    if is_id(by):
        staff.require(by=by, controller=order.controller, role=Role.DESK)
    elif not is_code(by):
        raise UnableToProvide(
            text("who provides is neither staff nor a system."), do=text("Give an id or a code.")
        )
    if not (is_code(order.reference) and len(order.reference) <= 40):
        raise UnableToProvide(
            text("the order has no short code."), do=text("Name it by a code such as shops-2026-11-24.")
        )
    if order.medium not in (ELECTRONIC, WRITTEN):
        raise UnableToProvide(
            text("files are made electronic or written, not “{medium}”.", medium=order.medium),
            do=text("Name one of both, as the policy has it."),
        )
    if not to.is_dir():
        raise UnableToProvide(text("the folder for the file is not there."), do=text("Make it first."))


def _before(order: Order, to: Path) -> Provided | None:
    """Return what this reference provided before, and give its file its name if that was not done yet."""
    rows = models.Provision.objects.filter(controller=order.controller, reference=order.reference)
    row = rows.select_related("recipient").first()
    if row is None:
        return None
    if row.asked_digest != order.digest:
        raise UnableToProvide(
            text("{reference} provided something else before.", reference=order.reference),
            do=text("Give each provision a reference of its own."),
        )
    handing.name(to, order.reference, row.file, row.digest)
    path = to / row.file
    return Provided(RecordView.of(row), path if path.is_file() else None, again=True)


def _with_event(order: Order) -> Order:
    """An event that is numbered is one that is there: no number, no case."""
    found = sorted(name for name in order.facts if name.partition(":")[0] in _LOOKED_UP)
    if found:
        raise UnableToProvide(
            text("{facts} is looked up and cannot be claimed.", facts=", ".join(found)),
            do=text("Record it where it belongs; the order then finds it."),
        )
    if order.event and not is_code(order.event):
        raise UnableToProvide(
            text("the case has no short number."), do=text("Number it, such as ACC-2026-17.")
        )
    claimed = [name for name in order.facts if name.endswith(_CASE) and order.facts[name] is True]
    if claimed and not order.event:
        raise UnableToProvide(
            text("which case it is was not said."), do=text("Name its number with the order.")
        )
    return order


def _require_leave(one: Ready) -> None:
    """:raises UnableToProvide: if nobody at all may be given, with the ruling's own reason"""
    ruling = one.compiled.decide_for_set(one.question, one.facts)
    if ruling.outcome is Outcome.REFUSED:
        clause = ruling.because.clause or ruling.because.article or ruling.because.rule
        raise UnableToProvide(text("{why} [{clause}]", why=ruling.why, clause=clause), do=ruling.do)


def _require_somebody(seen: selecting.Seen) -> None:
    if seen.given:
        return
    reasons = ", ".join(f"{reason}: {count}" for reason, count in sorted(seen.left_out.items()))
    raise UnableToProvide(
        text("of {asked} people nobody may be given ({reasons}).", asked=seen.asked, reasons=reasons or "-"),
        do=text("Nothing was written. Look whose data they are, and whether consent is on record."),
    )


def _record(
    one: Ready, seen: selecting.Seen, *, digest: str, today: date, by: str, now: datetime
) -> models.Provision:
    """Make the record of what lies written: the deed. What identifies the people is sealed before it."""
    order, duty = one.order, one.duty
    public_id = ids.public_id("prv", why=f"{order.controller}:{order.reference}:{now.isoformat()}")
    vault.ensure_case_key(case_id=public_id, now=now)
    vault.put(case_id=public_id, name=WHO, content=bytes(seen.who))
    allowed = one.compiled.decide_for_set(one.question, one.facts)
    row = models.Provision(
        public_id=public_id, controller=order.controller, reference=order.reference, asked_digest=order.digest,
        recipient=one.row, route=one.route, purpose=order.purpose, ground=one.ground, case=duty.case,
        exemption="" if duty.owed else one.ground, consent=duty.owed and one.ground == "consent", way=order.way,
        document=order.document, event=order.event, items=sorted({k for c in one.columns for k in c.categories}),
        columns=[f"{one.collection.address}.{c.name}" for c in one.columns], medium=order.medium,
        version=one.policy.form.published_from, rule=allowed.because.rule, clause=allowed.because.clause or "",
        article=allowed.because.article or "", asked=seen.asked, given=seen.given, left_out=dict(seen.left_out),
        file=f"{public_id}{handing.ending(order.medium)}", digest=digest, on=today,
        kept_until=record_kept(order.way, today).on, made_by=by, made_at=now,
    )  # fmt: skip
    row.content = content(row)
    with deed(tags.PROVIDED, log=order.controller, about=public_id, by=by, now=now) as entry:
        row.save(force_insert=True)
        wired().records.append(Batch(order.controller, public_id, today), seen.keys)
        _lengthen(row)
        entry.say(
            asked=row.asked, given=row.given, case=row.case, content=row.content, file=digest, medium=row.medium,
            kept_until=row.kept_until, recipient=one.recipient.public_id, route=row.route, version=row.version,
            way=row.way, **({"purpose": row.purpose} if row.purpose else {}),
            **({"exemption": row.exemption} if row.exemption else {}),
        )  # fmt: skip
    return row


def _lengthen(row: models.Provision) -> None:
    """A batch, and a contract, stay from the last provision on: earlier parts of the same stay as long."""
    if row.way == "single":
        return
    same = models.Provision.objects.filter(
        controller=row.controller, recipient=row.recipient, route=row.route, way=row.way, document=row.document,
        kept_until__lt=row.kept_until, on__lte=row.on,
    )  # fmt: skip
    same.filter(kept_until__gte=row.on).update(kept_until=row.kept_until)
