"""The register of recipients: entered, ended, and what is noted of them: contracts, looks, trouble, mechanisms."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code
from yakusoku.provision import handing, models, tags
from yakusoku.provision.contents import content
from yakusoku.provision.ports import wired
from yakusoku.provision.queries import WHO, RecipientView, notes_of, watch_of
from yakusoku.provision.rules import GRACE_DAYS, HOME, MOST_EXTENSION, Note, Role, grace_of
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role as StaffRole
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_SECTIONS = ("provisions", "joint_use", "entrustments", "entrusted", "transfers", "credit", "sources")
_BY_LAW = ("entrustment", "succession", "consent", "named", "exceptions.law")
_SHORTEST = 5


class UnableToEnterRecipient(UnableTo):
    """The register of recipients does not take this."""

    asked = text("enter a recipient in the register")


class UnableToNote(UnableTo):
    """This is not noted of the recipient."""

    asked = text("note something of a recipient")


@dataclass(frozen=True)
class Party:
    """Who a recipient is, as articles 29 and 30 want it recorded: name, address and, of a corporation, who heads it."""

    name: Personal[str]
    address: Personal[str]
    representative: Personal[str] = field(default_factory=lambda: Personal(""))
    country: str = HOME
    key: str = ""


def add_recipient(
    *,
    controller: str,
    role: Role,
    route: str,
    party: Party,
    since: date,
    by: str,
    now: datetime,
    company: str = "",
) -> RecipientView:
    """
    Enter somebody to whom data may go by `route`, or from whom data come, and return it with its id.

    `company` is its word in the policy; a joint user, and whoever the declaration names, has one.

    :raises UnableToEnterRecipient: if route, company, country or key are none, or it stands there already
    """
    staff.require(by=by, controller=controller, role=StaffRole.DESK)
    _check(controller, role, route, party, company, since)
    who = [one.reveal().strip() for one in (party.name, party.address, party.representative)]
    digest = vault.keyed_digest(purpose="recipient", value=f"{controller}\0{who[0]}".encode())
    public_id = ids.public_id("rcp", why=f"{controller}:{route}:{digest}:{now.isoformat()}")
    vault.ensure_case_key(case_id=public_id, now=now)
    sealed = vault.seal(case_id=public_id, label=WHO, content=json.dumps(who, ensure_ascii=False).encode())
    row = models.Recipient(
        public_id=public_id, controller=controller, role=role.value, company=company, route=route, who=sealed,
        name_digest=digest, represented=bool(who[2]), country=party.country, key=party.key, since=since, added_by=by,
        added_at=now,
    )  # fmt: skip
    row.content = content(row)
    with deed(tags.RECIPIENT, log=controller, about=row.public_id, by=by, now=now) as entry:
        same = models.Recipient.objects.filter(
            controller=controller, route=route, name_digest=digest, until__isnull=True
        )
        if same.exists():
            raise UnableToEnterRecipient(
                text("it stands in the register for {route}.", route=route),
                do=text("`yakusoku provision recipients {company}` shows it.", company=controller),
            )
        row.save(force_insert=True)
        entry.say(role=role.value, route=route, country=party.country, content=row.content)
        if company:
            entry.say(company=company)
    return RecipientView.of(row)


def _check(controller: str, role: Role, route: str, party: Party, company: str, since: date) -> None:
    form = wired().histories(controller).in_force(since).form
    routes = [f"{section}.{name}" for section in _SECTIONS for name in getattr(form, section, None) or ()]
    if route not in routes and route not in _BY_LAW:
        raise UnableToEnterRecipient(
            text("the policy declares no “{route}”.", route=route),
            do=text("Did you mean {near}?", near=nearest(route, [*routes, *_BY_LAW]) or _BY_LAW[0]),
        )
    section, _, name = route.partition(".")
    declared = getattr(getattr(form, section, {}).get(name), "to", None) if section in _SECTIONS else None
    named = getattr(form.joint_use.get(name), "with_", ()) if section == "joint_use" else ()
    if declared is not None and declared.kind == "named":
        named = declared.companies
    if company and company not in form.companies:
        raise UnableToEnterRecipient(
            text("the policy names no company “{company}”.", company=company),
            do=text("Did you mean {near}?", near=nearest(company, form.companies) or "-"),
        )
    if named and company not in named:
        raise UnableToEnterRecipient(
            text("{route} is for companies that the text names.", route=route),
            do=text(
                "Name one of: {companies}; a new one takes consent or a new version.",
                companies=", ".join(named),
            ),
        )
    if not party.name.reveal().strip() or not party.address.reveal().strip():
        raise UnableToEnterRecipient(
            text("name or address is empty."), do=text("Law wants both recorded; write them.")
        )
    if len(party.country) != 2 or not (party.country.isascii() and party.country.isupper()):
        raise UnableToEnterRecipient(
            text("“{country}” is no code of a country.", country=party.country),
            do=text("Write two capital letters, such as US or TH."),
        )
    if party.key and not handing.readable_key(party.key):
        raise UnableToEnterRecipient(
            text("this is no public key of age."), do=text("Ask for the line that begins with age1.")
        )
    if role is Role.PUBLIC_BODY and section == "joint_use":
        raise UnableToEnterRecipient(
            text("a public body is no joint user."), do=text("Enter it under its own declaration.")
        )


def end_recipient(*, recipient: str, until: date, by: str, now: datetime) -> RecipientView:
    """
    Note the last day on which a recipient gets anything: a member that leaves, a contract that ends.

    :raises UnableToEnterRecipient: if there is none, it ended before, or the day lies before its first
    """
    row = _row(recipient)
    staff.require(by=by, controller=row.controller, role=StaffRole.DESK)
    if until < row.since:
        raise UnableToEnterRecipient(
            text("it begins on {day}.", day=row.since), do=text("Give a day that is not before that.")
        )
    with deed(tags.ENDED, log=row.controller, about=recipient, by=by, now=now) as entry:
        if not row.end(until=until):
            raise UnableToEnterRecipient(text("it ended before."), do=text("Nothing needs to be done."))
        entry.say(until=until)
    row.refresh_from_db()
    return RecipientView.of(row)


def note(
    *,
    recipient: str,
    kind: Note,
    on: date,
    reference: str,
    by: str,
    now: datetime,
    until: date | None = None,
    terms: tuple[str, ...] = (),
    reason: str = "",
) -> None:
    """
    Note an assessment, a contract, a look, a mechanism of transfer, trouble or its end; `reference` is what shows it.

    A look that is overdue may be put off once (`extension`), with a reason and by at most 90 days, by a manager.

    :raises UnableToNote: for a day to come, without what shows it, or an extension that is not the first
    """
    row = _row(recipient)
    manager = kind in (Note.EXTENSION, Note.SETTLED)
    staff.require(by=by, controller=row.controller, role=StaffRole.MANAGER if manager else StaffRole.DESK)
    today = wired().day(now, row.controller)
    if on > today or not (reference and is_code(reference)):
        raise UnableToNote(
            text("the day is one to come, or what shows it has no short number."),
            do=text("Give a day until today, and the number of the sheet or contract, such as CHK-2026-4."),
        )
    _check_note(row, kind, on, until, reason)
    with deed(tags.NOTED, log=row.controller, about=recipient, by=by, now=now) as entry:
        models.RecipientNote.objects.create(
            recipient=row, kind=kind.value, on=on, until=until, terms=list(terms), reference=reference,
            reason=reason.strip(), noted_by=by, noted_at=now,
        )  # fmt: skip
        entry.say(kind=kind.value, on=on, reference=reference)
        if until is not None:
            entry.say(until=until)


def _check_note(row: models.Recipient, kind: Note, on: date, until: date | None, reason: str) -> None:
    if kind in (Note.TROUBLE, Note.SETTLED, Note.EXTENSION) and len(reason.strip()) < _SHORTEST:
        raise UnableToNote(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST),
            do=text("Write what was found, without names of persons."),
        )
    if kind is not Note.EXTENSION:
        return
    form = wired().histories(row.controller).in_force(on).form
    grace = grace_of(form, row.route) if row.route else GRACE_DAYS
    seen = watch_of(RecipientView.of(row), notes_of(row.public_id), grace=grace, as_of=on)
    latest = None if seen.due_on is None else seen.due_on + timedelta(days=MOST_EXTENSION)
    if (
        seen.extended
        or seen.due_on is None
        or latest is None
        or until is None
        or not seen.due_on < until <= latest
    ):
        raise UnableToNote(
            text("a look is put off once, from the day on which it is due and by at most {days} days.",
                 days=MOST_EXTENSION),
            do=text("Look at the recipient now, and note that."),
        )  # fmt: skip


def _row(recipient: str) -> models.Recipient:
    row = models.Recipient.objects.filter(public_id=recipient).first()
    if row is None:
        raise UnableToEnterRecipient(
            text("there is no recipient {recipient}.", recipient=recipient),
            do=text("`yakusoku provision recipients` names them."),
        )
    return row
