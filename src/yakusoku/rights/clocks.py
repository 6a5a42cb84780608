"""The days of a request: a suit, the law's month, the house's own target, and since when that stands still."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yakusoku.laws import calendars
from yakusoku.laws import clocks as law_clocks
from yakusoku.rights.models import Clarification, PaperRequest, RightsRequest
from yakusoku.terms.text import Text, text


@dataclass(frozen=True)
class Waited:
    """Days on which the company waited for the person: for what, asked on, and answered on where it was."""

    what: str
    asked_on: date
    reply_by: date
    answered_on: date | None

    @property
    def says(self) -> Text:
        """Return for what the company waits."""
        return _WAITS[self.what]


_WAITS = {
    "papers": text("proof of who asks"),
    "clarification": text("what the person means"),
}


@dataclass(frozen=True)
class Target:
    """The house's own day; `still_since`: the day since which it stands still, waiting for the person."""

    on: date
    still_since: date | None


def month(received_on: date, *, country: str = "") -> date:
    """
    Return the last day of the month of the GDPR (12(3); Regulation 1182/71).

    It ends with that day. A Saturday, Sunday or holiday of `country` moves it to the next working day; where no
    state is settled, only weekends do, which is the earlier day.
    """
    calendar = calendars.europe(country or None, as_of=received_on)
    return law_clocks.due("gdpr-answer", received_on, calendar=calendar).on


def extended(received_on: date, told_on: date, *, country: str = "") -> date:
    """
    Return the last day after an extension of which the person was told on `told_on`.

    :raises UnableToApplyLaw: if that was after the first month
    """
    calendar = calendars.europe(country or None, as_of=received_on)
    return law_clocks.gdpr_answer(received_on, calendar=calendar, extension_told_on=told_on).on


def waited(row: RightsRequest) -> tuple[Waited, ...]:
    """Return every wait for the person that began when something had been asked, in order."""
    papers = PaperRequest.objects.filter(request=row, sent_on__isnull=False)
    found = [Waited("papers", one.sent_on, one.reply_by, one.answered_on) for one in papers if one.sent_on]
    found += [
        Waited("clarification", one.asked_on, one.reply_by, one.answered_on)
        for one in Clarification.objects.filter(request=row)
    ]
    return tuple(sorted(found, key=lambda one: one.asked_on))


def target(row: RightsRequest) -> Target | None:
    """Return the house's own day, moved by what was waited for; None where the text promises none."""
    if row.target_on is None:
        return None
    return moved(row.received_on, row.target_on, waited(row))


def moved(received_on: date, promised: date, waits: Iterable[Waited]) -> Target:
    """
    Return the house's day after the waits: one that has ended moves it by its days, an open one lets it stand still.

    An open wait that began after the target moves nothing any more.
    """
    known = tuple(waits)
    ended = [law_clocks.Pause(one.asked_on, one.answered_on) for one in known if one.answered_on]
    on = law_clocks.house_target(received_on, (promised - received_on).days, pauses=ended).on
    still = min((one.asked_on for one in known if one.answered_on is None), default=None)
    return Target(on, still if still is not None and still <= on else None)
