"""Reads of notices: what stood on a day, who published it, what was shown, and which file was changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from yakusoku.datamap import queries as datamaps
from yakusoku.notices import linting, models
from yakusoku.notices.composing import compose
from yakusoku.notices.differing import SECTIONS, Difference, concerned, impacts, sentence_changes
from yakusoku.notices.linting import Lacking, Linted
from yakusoku.notices.markup import Format, write
from yakusoku.notices.parts import Page, read
from yakusoku.notices.ports import wired
from yakusoku.notices.rules import changed_parts
from yakusoku.policy.published import changed, listed
from yakusoku.terms.bilingual import Language
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import text

__all__ = [
    "SECTIONS",
    "ChangeView",
    "Difference",
    "Format",
    "Lacking",
    "Linted",
    "NoticeView",
    "Page",
    "ShowingView",
    "UnableToFindNotice",
    "VersionView",
    "changed_files",
    "changes",
    "companies",
    "difference",
    "lint",
    "notice_on",
    "published",
    "showings",
    "shown",
    "stray_lists",
    "today",
    "version",
    "version_understood",
    "versions",
    "write",
]  # fmt: skip


class UnableToFindNotice(UnableTo):
    """There is no such version or showing, or what is kept of it was changed."""

    asked = text("show a notice")


@dataclass(frozen=True)
class VersionView:
    """One version as it was prepared and published; `published_on` is None while it is only prepared."""

    public_id: str
    controller: str
    in_force_from: date
    file_digest: str
    prepared_by: str
    prepared_at: datetime
    published_by: str
    published_at: datetime | None
    published_on: date | None
    taken_over: bool
    words: tuple[tuple[str, str], ...]
    """Language and digest of the words that are kept."""


@dataclass(frozen=True)
class NoticeView:
    """
    What a notice said on a day. `published` is None where nothing is published here and the file itself was read.

    `until` is the last day on which it is in force, None where no later version is known.
    """

    page: Page
    in_force_from: date
    until: date | None
    published: VersionView | None


@dataclass(frozen=True)
class ChangeView:
    """A version that changed its predecessor: in which parts, in the words of a policy's rules on changes."""

    public_id: str
    in_force_from: date
    published_on: date
    published_at: datetime
    parts: tuple[str, ...]


@dataclass(frozen=True)
class ShowingView:
    """One time at which a notice was shown; its id is what data carry as collected under it."""

    public_id: str
    controller: str
    version: date
    language: str
    channel: str
    form: str
    declared: tuple[str, ...]
    mandatory: tuple[str, ...]
    consequence_told: bool
    understood: bool | None
    through: str
    shown_at: datetime
    shown_on: date


def versions(*, controller: str, prepared: bool = False) -> tuple[VersionView, ...]:
    """Return the published versions of a company, oldest first; `prepared`: also those that only are prepared."""
    rows = models.Version.objects.filter(controller=controller).prefetch_related("words")
    if not prepared:
        rows = rows.filter(state=models.PUBLISHED)
    return tuple(map(_view, rows.order_by("in_force_from")))


def version(*, controller: str, day: date) -> VersionView:
    """Return the version of that very day, prepared or published. :raises UnableToFindNotice: if there is none"""
    row = models.Version.objects.filter(controller=controller, in_force_from=day).first()
    if row is None:
        raise UnableToFindNotice(
            text("no version of {company} of {day} was prepared.", company=controller, day=day),
            do=text("`yakusoku notice list {company}` shows those there are.", company=controller),
        )
    return _view(row)


def changes(*, controller: str) -> tuple[ChangeView, ...]:
    """
    Return the changes that were published here, the oldest first; versions that were taken over changed nothing here.

    A version whose file is gone, or whose predecessor's is, is left out: `changed_files` tells of it.
    """
    files = {one.published_from: one for one in wired().histories(controller).versions}
    found = []
    for before, after in pairwise(versions(controller=controller)):
        old, new = files.get(before.in_force_from), files.get(after.in_force_from)
        if after.taken_over or old is None or new is None:
            continue
        if after.published_on is None or after.published_at is None:
            continue  # cannot be: a constraint of the database gives both to what is published
        found.append(
            ChangeView(
                after.public_id,
                after.in_force_from,
                after.published_on,
                after.published_at,
                changed_parts(old, new),
            )
        )
    return tuple(found)


def published(controller: str, day: date) -> VersionView | None:
    """Return the published version in force on `day`, or None."""
    begun = [one for one in versions(controller=controller) if one.in_force_from <= day]
    return begun[-1] if begun else None


def notice_on(controller: str, day: date, language: Language) -> NoticeView:
    """
    Return what the notice of a company said on a day.

    Where anything is published here, only what was published counts, in the words that were kept. Where nothing is, it
    is rendered from the file that was in force.

    :raises UnableToFindNotice: before the first version, or if the words that were kept were changed
    :raises UnableToFindPolicy: as the former, where nothing is published
    """
    known = versions(controller=controller)
    if not known:
        policy = wired().histories(controller).in_force(day)
        later = [
            one.published_from for one in wired().histories(controller).versions if one.published_from > day
        ]
        page = compose(policy, language)
        return NoticeView(page, policy.published_from, _eve(min(later, default=None)), None)
    begun = [one for one in known if one.in_force_from <= day]
    if not begun:
        raise UnableToFindNotice(
            text(
                "the first version of {company} that was published is of {first}.",
                company=controller,
                first=known[0].in_force_from,
            ),
            do=text("Ask about a later day."),
        )
    later = [one.in_force_from for one in known if one.in_force_from > day]
    return NoticeView(
        _kept(begun[-1], language), begun[-1].in_force_from, _eve(min(later, default=None)), begun[-1]
    )


def difference(controller: str, before: date, after: date, language: Language) -> Difference:
    """
    Return what changed from the notice of one day to that of another, and whose data was collected under the older.

    Sentences are those that were published; what they mean for people is read from the files.

    :raises UnableToFindNotice: as `notice_on`
    """
    older, newer = notice_on(controller, before, language), notice_on(controller, after, language)
    history = wired().histories(controller)
    old, new = history.in_force(older.in_force_from), history.in_force(newer.in_force_from)
    same = older.in_force_from == newer.in_force_from
    held = datamaps.load(wired().folder / "datamap")[0].of(controller)
    return Difference(
        older.in_force_from,
        newer.in_force_from,
        sentence_changes(older.page, newer.page),
        tuple(impacts(old, new)),
        () if same else tuple(concerned(held, older.in_force_from)),
    )


def lint(controller: str, *, day: date) -> Linted:
    """
    Return what the text of a company lacks under the checklists of its laws, as text and law are on `day`.

    :raises UnableToFindPolicy: if no version was in force
    :raises UnableToApplyLaw: if our data of law does not know that day
    """
    return linting.lint(wired().histories(controller).in_force(day), as_of=day)


def _eve(day: date | None) -> date | None:
    return date.fromordinal(day.toordinal() - 1) if day else None


def _kept(of: VersionView, language: Language) -> Page:
    row = models.Words.objects.get(version__public_id=of.public_id, language=language)
    page = read(bytes(row.words))
    if page.digest != row.digest:
        raise UnableToFindNotice(
            text("the words kept of the version of {day} were changed.", day=of.in_force_from),
            do=text("Restore own state from its newest backup; the ledger knows the digest of the words."),
        )
    return page


def changed_files(controller: str) -> list[Finding]:
    """Return a finding for each published version whose file is gone or was changed since."""
    known = _files(controller)
    return changed(wired().policies(controller), known) if known else []


def _files(controller: str) -> dict[str, str]:
    return {
        f"{one.in_force_from.isoformat()}.yaml": one.file_digest for one in versions(controller=controller)
    }


def stray_lists() -> tuple[str, ...]:
    """Return the companies whose list of published files is not what own state knows: a deed died before writing it."""
    return tuple(name for name in companies() if listed(wired().policies(name)) != _files(name))


def companies() -> tuple[str, ...]:
    """Return the companies of which anything was published, sorted."""
    rows = models.Version.objects.filter(state=models.PUBLISHED)
    return tuple(sorted(set(rows.values_list("controller", flat=True))))


def today(controller: str, now: datetime) -> date:
    """Return the company's day of `now`."""
    return wired().day(now, controller)


def shown(showing_id: str) -> ShowingView:
    """Return one showing. :raises UnableToFindNotice: if there is none of that id"""
    row = models.Showing.objects.select_related("version").filter(public_id=showing_id).first()
    if row is None:
        raise UnableToFindNotice(
            text("{showing} names no showing of a notice.", showing=showing_id),
            do=text("Use the id that `note_shown` returned when data were collected."),
        )
    return _showing(row)


def showings(*, controller: str, version: date | None = None) -> tuple[ShowingView, ...]:
    """Return the showings of a company's notices (of one version), the oldest first."""
    rows = models.Showing.objects.select_related("version").filter(version__controller=controller)
    if version is not None:
        rows = rows.filter(version__in_force_from=version)
    return tuple(map(_showing, rows.order_by("pk")))


def version_understood(showing_id: str) -> date | None:
    """
    Return the version that was shown and whose understanding was confirmed; None where nobody confirmed it.

    :raises UnableToFindNotice: if there is no such showing
    """
    found = shown(showing_id)
    return found.version if found.understood else None


def _view(row: models.Version) -> VersionView:
    return VersionView(
        public_id=row.public_id,
        controller=row.controller,
        in_force_from=row.in_force_from,
        file_digest=row.file_digest,
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        published_by=row.published_by,
        published_at=row.published_at,
        published_on=row.published_on,
        taken_over=row.taken_over,
        words=tuple(sorted((one.language, one.digest) for one in row.words.all())),
    )


def _showing(row: models.Showing) -> ShowingView:
    return ShowingView(
        public_id=row.public_id,
        controller=row.version.controller,
        version=row.version.in_force_from,
        language=row.language,
        channel=row.channel,
        form=row.form,
        declared=tuple(row.declared),
        mandatory=tuple(row.mandatory),
        consequence_told=row.consequence_told,
        understood=row.understood,
        through=row.through,
        shown_at=row.shown_at,
        shown_on=row.shown_on,
    )
