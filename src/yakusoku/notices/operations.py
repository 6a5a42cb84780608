"""Deeds on notices: prepare a version, publish it as a second person, note that one was shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import get_args

from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code, is_id
from yakusoku.notices import models, tags
from yakusoku.notices.composing import compose
from yakusoku.notices.models import PUBLISHED
from yakusoku.notices.ports import Ports, wired
from yakusoku.notices.queries import ShowingView, VersionView, changed_files, shown, version, versions
from yakusoku.notices.rules import is_taken_over, untold
from yakusoku.policy.checks.home import check_home
from yakusoku.policy.form.common import Channel
from yakusoku.policy.form.purposes import Notice
from yakusoku.policy.published import write_list
from yakusoku.policy.queries import Policy
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.bilingual import Language
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Severity
from yakusoku.terms.text import text

CHANNELS: tuple[str, ...] = get_args(Channel)
LANGUAGES: tuple[Language, ...] = ("en", "ja")


class UnableToPublish(UnableTo):
    """The version is not prepared or published: it, what was published before, or its day is not in order."""

    asked = text("publish a version of the notice")


class UnableToNoteShowing(UnableTo):
    """It is not noted that a notice was shown: nobody could rely on it."""

    asked = text("note that a notice was shown")


def prepare(*, controller: str, version: date, by: str, now: datetime) -> VersionView:
    """
    Prepare the file of `version` for publication: from now on it is known by its digest; return it.

    Whoever prepared it may prepare it again after a change, and so may others, until it is published.

    If the process dies here: the version and its entry are both there or neither.

    :raises UnableToPublish: if there is no such file, it or what was published has faults, or it is published
    :raises UnableToAct: if `by` does not act for the company
    """
    _acting(by, controller)
    policy = _checked(controller, version, now)
    row = models.Version.objects.filter(controller=controller, in_force_from=version).first()
    number = models.Version.objects.filter(controller=controller).count()
    public_id = (
        row.public_id
        if row
        else ids.public_id("ntc", why=f"{controller}:{version}:{number}:{now.isoformat()}")
    )
    with deed(tags.PREPARED, log=controller, about=public_id, by=by, now=now) as entry:
        if row is None:
            models.Version.objects.create(
                public_id=public_id, controller=controller, in_force_from=version, file_digest=policy.digest,
                prepared_by=by, prepared_at=now,
            )  # fmt: skip
        elif not row.prepare_again(digest=policy.digest, by=by, now=now):
            raise _published_before(version)
        entry.say(version=version, file=policy.digest)
    return _view(controller, version)


def publish(*, controller: str, version: date, by: str, now: datetime) -> VersionView:
    """
    Publish a prepared version as the second person: its words in both languages are kept, and it is never changed.

    What stood before this home kept notices is taken over: the day of such a version lies before the first
    publication here. Any other is published by the day from which it is in force, and before that day where its
    predecessor or the law promises to tell a change beforehand.

    If the process dies here: the version, its words and its entry are all there or none of them. Where it dies after
    that, the list of published files beside the policy is written by the next publication; `doctor` says so.

    :raises UnableToPublish: if nothing or something else was prepared, `by` prepared it, a file has faults, one that
        was published was changed or is gone, the day lies before that of its predecessor or of the deed, or a change
        would be told too late (Act, article 27(6), or the clause that promises it)
    :raises UnableToAct: if `by` is no manager of the company
    """
    staff.require(by=by, controller=controller, role=Role.MANAGER)
    policy = _checked(controller, version, now)
    row = _prepared(controller, version, policy, by)
    today = wired().day(now, controller)
    pages = {language: compose(policy, language) for language in LANGUAGES}
    with deed(tags.PUBLISHED, log=controller, about=row.public_id, by=by, now=now) as entry:
        models.Version.hold(controller)
        before = _predecessor(controller, version)
        taken_over = is_taken_over(version, today=today, first=_first_day(controller))
        _check_day(policy, before, today=today, taken_over=taken_over)
        if not row.publish(by=by, now=now, published_on=today, taken_over=taken_over):
            raise _published_before(version)
        for language, page in pages.items():
            models.Words.objects.create(version=row, language=language, words=page.words, digest=page.digest)
        entry.say(
            version=version, file=policy.digest, prepared_by=row.prepared_by, taken_over=int(taken_over),
            words_en=pages["en"].digest, words_ja=pages["ja"].digest,
        )  # fmt: skip
        if before is not None:
            entry.say(after=before.published_from)
    _list_files(controller)
    return _view(controller, version)


def note_shown(
    *,
    controller: str,
    version: date,
    language: Language,
    channel: str,
    form: str,
    declared: Sequence[str] = (),
    mandatory: Sequence[str] = (),
    consequence_told: bool,
    understood: bool | None,
    through: str,
    now: datetime,
) -> ShowingView:
    """
    Note that the published `version` was shown before data were collected; return it with its id.

    Data that are collected then carry this id as what they were collected under. `form` is the company's own code
    of the form or the script, `through` who or what showed it: a member of staff or a code of the system. `declared`
    are notices of the policy that were part of it, `mandatory` kinds of data without which nothing comes about.
    `understood` is None where nobody was asked to confirm it. No value of a person enters.

    If the process dies here: the showing and its entry are both there or neither.

    :raises UnableToNoteShowing: if that version is not the one in force today, a word is unknown, or something is
        mandatory (or its consequence promised) and nobody was told what follows from refusing
    """
    today = wired().day(now, controller)
    row, policy = _in_force(controller, version, today)
    _check_codes(channel=channel, form=form, through=through, language=language)
    notices = _declared(policy, declared)
    _check_mandatory(policy, notices, mandatory, consequence_told=consequence_told)
    number = models.Showing.objects.filter(version=row).count()
    public_id = ids.public_id("shw", why=f"{controller}:{form}:{number}:{now.isoformat()}")
    with deed(tags.SHOWN, log=controller, about=public_id, by=through, now=now) as entry:
        models.Showing.objects.create(
            public_id=public_id, version=row, language=language, channel=channel, form=form, declared=list(declared),
            mandatory=list(mandatory), consequence_told=consequence_told, understood=understood, through=through,
            shown_at=now, shown_on=today,
        )  # fmt: skip
        entry.say(
            version=version, channel=channel, form=form, language=language, mandatory=len(mandatory),
            consequence_told=int(consequence_told),
        )  # fmt: skip
        if understood is not None:
            entry.say(understood=int(understood))
    return shown(public_id)


def _acting(by: str, controller: str) -> None:
    member = staff.member(by)
    if member is None or member.controller != controller or not member.active:
        raise UnableToPublish(
            text("{by} is no active member of the staff of {company}.", by=by, company=controller),
            do=text("Add the member with `yakusoku staff add`, or act with the id of one who is there."),
        )


def _checked(controller: str, version: date, now: datetime) -> Policy:
    """Return the policy of that day. :raises UnableToPublish: if a file has faults or was changed"""
    ports = wired()
    changed = changed_files(controller)
    if changed:
        raise UnableToPublish(
            text("{place}: {says}", place=changed[0].where.file, says=changed[0].says), do=changed[0].do
        )
    _check_files(ports, controller, now)
    of_day = [one for one in ports.histories(controller).versions if one.published_from == version]
    if not of_day:
        raise UnableToPublish(
            text("the policy of {company} has no version of {day}.", company=controller, day=version),
            do=text("Write it as policies/{company}/{day}.yaml.", company=controller, day=version),
        )
    return of_day[0]


def _check_files(ports: Ports, controller: str, now: datetime) -> None:
    if not ports.policies(controller).is_dir():
        raise UnableToPublish(
            text("this home has no policy of {controller}.", controller=controller),
            do=text("Put its first version into policies/{controller}.", controller=controller),
        )
    found = check_home(ports.folder, now=now, stores=ports.stores).findings
    own = (f"policies/{controller}/", "datamap")
    errors = [one for one in found if one.severity is Severity.ERROR and one.where.file.startswith(own)]
    if errors:
        raise UnableToPublish(
            text(
                "the check finds {count} errors, the first at {place}: {says}",
                count=len(errors),
                place=str(errors[0].where),
                says=errors[0].says,
            ),
            do=text("Run `yakusoku check` and repair them."),
        )


def _prepared(controller: str, version: date, policy: Policy, by: str) -> models.Version:
    """Return what was prepared. :raises UnableToPublish: if it is not this file, or `by` prepared it"""
    row = models.Version.objects.filter(controller=controller, in_force_from=version).first()
    if row is None:
        raise UnableToPublish(
            text("nobody has prepared the version of {day}.", day=version),
            do=text(
                "Let somebody else run `yakusoku notice prepare {company} {day}`.",
                company=controller,
                day=version,
            ),
        )
    if row.state == PUBLISHED:
        raise _published_before(version)
    if row.file_digest != policy.digest:
        raise UnableToPublish(
            text("the file of {day} was changed after it was prepared.", day=version),
            do=text("Read it again and let it be prepared again."),
        )
    if row.prepared_by == by:
        raise UnableToPublish(
            text("who prepared a version does not publish it."), do=text("Let a second person publish it.")
        )
    return row


def _predecessor(controller: str, version: date) -> Policy | None:
    """Return what was published last. :raises UnableToPublish: if `version` lies before it"""
    published = versions(controller=controller)
    if not published:
        return None
    last = published[-1].in_force_from
    if version <= last:
        raise UnableToPublish(
            text(
                "{day} does not lie after {last}, the day of the version before it.", day=version, last=last
            ),
            do=text("Give the version a later day: what is published is never put between earlier versions."),
        )
    return next(one for one in wired().histories(controller).versions if one.published_from == last)


def _first_day(controller: str) -> date | None:
    days = [one.published_on for one in versions(controller=controller) if one.published_on]
    return min(days, default=None)


def _check_day(policy: Policy, before: Policy | None, *, today: date, taken_over: bool) -> None:
    day = policy.published_from
    if taken_over:
        return
    if day < today:
        raise UnableToPublish(
            text("{day} has passed: nobody could have read it from then on.", day=day),
            do=text("Give the version a day that is still to come."),
        )
    late = untold(before, policy, published_on=today) if before else ()
    if late:
        raise UnableToPublish(
            text(
                "{says} ({by}), and it would be in force on the day on which it is published.",
                says=late[0].says,
                by=", ".join(late[0].clauses) or late[0].article,
            ),
            do=text("Give the version a later day, and publish it before that day."),
        )


def _published_before(version: date) -> UnableToPublish:
    return UnableToPublish(
        text("the version of {day} is published; it is never changed.", day=version),
        do=text("Write changes as a new version with a new date."),
    )


def _list_files(controller: str) -> None:
    published = versions(controller=controller)
    with suppress(
        OSError
    ):  # the version is published all the same; `doctor` tells that the list is not written
        write_list(
            wired().policies(controller),
            {f"{one.in_force_from.isoformat()}.yaml": one.file_digest for one in published},
        )


def _view(controller: str, day: date) -> VersionView:
    return version(controller=controller, day=day)


def _in_force(controller: str, version: date, today: date) -> tuple[models.Version, Policy]:
    """Return the version in force. :raises UnableToNoteShowing: if it is another, or none is published"""
    begun = [one for one in versions(controller=controller) if one.in_force_from <= today]
    if not begun:
        raise UnableToNoteShowing(
            text("no version of {company} that is in force was published.", company=controller),
            do=text("Publish it with `yakusoku notice prepare` and `yakusoku notice publish`."),
        )
    if begun[-1].in_force_from != version:
        raise UnableToNoteShowing(
            text(
                "the version of {day} was shown; in force is that of {right}.",
                day=version,
                right=begun[-1].in_force_from,
            ),
            do=text("Show the version in force before anything is collected."),
        )
    changed = changed_files(controller)
    if changed:
        raise UnableToNoteShowing(
            text("{place}: {says}", place=changed[0].where.file, says=changed[0].says), do=changed[0].do
        )
    row = models.Version.objects.get(controller=controller, in_force_from=version)
    policy = next(one for one in wired().histories(controller).versions if one.published_from == version)
    return row, policy


def _check_codes(*, channel: str, form: str, through: str, language: str) -> None:
    if channel not in CHANNELS:
        raise UnableToNoteShowing(
            text("{channel} is no channel.", channel=channel),
            do=text("Write one of: {known}.", known=", ".join(CHANNELS)),
        )
    if language not in LANGUAGES:
        raise UnableToNoteShowing(
            text("{language} is no language of a notice.", language=language), do=text("Write en or ja.")
        )
    if not (form.isascii() and is_code(form)):
        raise _no_code("form")
    if not (through.isascii() and (is_code(through) or is_id(through))):
        raise _no_code("through")


def _no_code(name: str) -> UnableToNoteShowing:
    return UnableToNoteShowing(
        text("{name} is not a short code.", name=name),
        do=text(
            "Write Latin letters and at most eight digits, such as order-form; never a value of a person."
        ),
    )


def _declared(policy: Policy, declared: Sequence[str]) -> tuple[Notice, ...]:
    notices = policy.form.notices
    unknown = [name for name in declared if name not in notices]
    if unknown:
        raise UnableToNoteShowing(
            text("the policy declares no notice {name}.", name=unknown[0]),
            do=text("It declares: {known}.", known=", ".join(notices) or "-"),
        )
    return tuple(notices[name] for name in declared)


def _check_mandatory(
    policy: Policy, notices: Sequence[Notice], mandatory: Sequence[str], *, consequence_told: bool
) -> None:
    from yakusoku.datamap import categories

    unknown = [key for key in mandatory if key not in categories.known()]
    if unknown:
        raise UnableToNoteShowing(
            text("{key} is no kind of data.", key=unknown[0]),
            do=text("Name kinds of data as the data map does, such as user.name."),
        )
    promised = [one for one in notices if one.if_refused is not None]
    if (mandatory or promised) and not consequence_told:
        clause = promised[0].clauses[0] if promised else policy.id
        raise UnableToNoteShowing(
            text(
                "data were asked for, and nobody was told what follows from not giving them ({clause}).",
                clause=clause,
            ),
            do=text("Tell the consequence before anything is collected."),
        )
