"""
Notices in force: published versions whose files are unchanged, changes told in time, and what was shown at collection.

Where a company publishes nothing here, and notes no showing, people look as before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from yakusoku.notices import tags
from yakusoku.notices.queries import ChangeView, ShowingView
from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing, uncalled
from yakusoku.terms.text import Text, text


def unchanged(asked: Asked) -> Evidence | None:
    """Return that published files are as they were published, or which are not; None where nothing is published."""
    versions = asked.records.versions
    if not versions:
        return None
    changed = asked.records.changed_files
    if changed:
        says = text(
            "Published versions: {count}; changed or gone since: {changed}, such as {place}.",
            count=len(versions),
            changed=len(changed),
            place=changed[0].where.file,
        )
        return broken(says, count=len(changed), newest=asked.now)
    last = versions[-1]
    entries = asked.records.entries(last.public_id, tags.PUBLISHED)
    says = text("Published versions: {count}; changed since: 0.", count=len(versions))
    return kept(says, newest=asked.now, count=len(versions), entries=entries)


def latest(asked: Asked) -> tuple[Evidence, ...]:
    """The version in force by its file is the one that was published; whether the website shows it is looked at."""
    page = looked(asked)
    published = [one for one in asked.records.versions if one.in_force_from <= asked.today]
    if not published:
        return (page,)
    last = published[-1]
    if (last.in_force_from, last.file_digest) != (asked.policy.published_from, asked.policy.digest):
        says = text(
            "In force by its file is the version of {day}; published here is that of {other}.",
            day=asked.policy.published_from,
            other=last.in_force_from,
        )
        return broken(says, count=1, newest=asked.now), page
    says = text("The version in force, of {day}, is the one that was published.", day=last.in_force_from)
    entries = asked.records.entries(last.public_id, tags.PUBLISHED)
    return kept(says, newest=asked.now, count=1, entries=entries), page


def change_told(asked: Asked) -> tuple[Evidence, ...]:
    """Changes of what the clause is `about` that were published later than it promises: none; and one was in time."""
    if not asked.records.versions or asked.parameters.get("how") == "notified":
        return (looked(asked),)  # a notice to each person is no publication
    about = asked.fixed("about")
    changes = [one for one in asked.records.notice_changes if about in one.parts]
    if not changes:
        return (uncalled(text("No change of this kind was published here.")),)
    before = asked.parameters.get("moment") == "before"
    late = [one for one in changes if _late(one, before=before)]
    if late:
        says = text(
            "Published changes of this kind: {count}; told later than promised: {late}.",
            count=len(changes),
            late=len(late),
        )
        return (broken(says, count=len(late), newest=asked.now),)
    last = changes[-1]
    says = text("Published changes of this kind: {count}; told later than promised: 0.", count=len(changes))
    entries = asked.records.entries(last.public_id, tags.PUBLISHED)
    return (kept(says, newest=last.published_at, count=len(changes), entries=entries),)


def _late(change: ChangeView, *, before: bool) -> bool:
    limit = change.in_force_from - timedelta(days=1) if before else change.in_force_from
    return change.published_on > limit


def understood(asked: Asked) -> tuple[Evidence, ...]:
    """Showings of `notice` whose understanding nobody confirmed: none; and it was shown."""
    return (
        _shown(asked, lambda one: one.understood is not True, text("understanding not confirmed"))
        or looked(asked),
    )


def consequence_shown(asked: Asked) -> tuple[Evidence, ...]:
    """Showings of `notice` without a word on what follows from refusing: none; and it was shown."""
    return (
        _shown(asked, lambda one: not one.consequence_told, text("consequence not told")) or looked(asked),
    )


def at_collection(asked: Asked) -> tuple[Evidence, ...]:
    """Showings of `notice` in another version than that of their day: none; and it was shown by each of `channels`."""
    found = _shown(
        asked, lambda one: one.version != _in_force(asked, one), text("not the version of their day")
    )
    if found is None:
        return (looked(asked),)
    wanted = asked.words("channels") if "channels" in asked.parameters else ()
    by = {one.channel for one in _named(asked)}
    lacking = [channel for channel in wanted if channel not in by]
    if lacking:
        return found, missing(text("Not shown by: {channels}.", channels=", ".join(lacking)))
    return (found,)


def _in_force(asked: Asked, showing: ShowingView) -> object:
    begun = [one for one in asked.records.versions if one.in_force_from <= showing.shown_on]
    return begun[-1].in_force_from if begun else None


def _named(asked: Asked) -> list[ShowingView]:
    """Return the showings of the notice that the clause names; of any, where it names none."""
    if "notice" not in asked.parameters:
        return list(asked.records.showings)
    return [one for one in asked.records.showings if asked.fixed("notice") in one.declared]


def _shown(asked: Asked, wrong: Callable[[ShowingView], bool], faults: Text) -> Evidence | None:
    """Return what the showings come to, or None where none is noted."""
    showings = _named(asked)
    if not showings:
        return None
    found = [one for one in showings if wrong(one)]
    if found:
        says = text(
            "Showings noted: {count}; {faults}: {wrong}.",
            count=len(showings),
            faults=faults,
            wrong=len(found),
        )
        return broken(says, count=len(found), newest=found[-1].shown_at)
    last = showings[-1]
    says = text("Showings noted: {count}; {faults}: 0.", count=len(showings), faults=faults)
    entries = asked.records.entries(last.public_id, tags.SHOWN)
    return kept(says, newest=last.shown_at, count=len(showings), entries=entries)
