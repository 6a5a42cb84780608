"""The rows of a contract in both stores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yakusoku.examples.jcom import stories, tables, words
from yakusoku.examples.jcom.contracts import Contract, Holder
from yakusoku.examples.jcom.stories import Story
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.company import Made
from yakusoku.examples.systems.tables import Row, Table

_TIMES = tuple(f"{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(24 * 60))
_REMEMBERED = 90  # days of viewing that the sample keeps
_FROM_SIX, _DAYTIME = 360, 1_080
_LONGEST_VIEWING = 175
_BILLS = 12
_UNPAID_IN_100 = 2
_TAX_PERCENT = 10


class Calendar:
    """Days and months before `as_of` as text, made once because each is used thousands of times."""

    def __init__(self, as_of: date) -> None:
        """Prepare the days from `as_of` back, and the twelve whole months before it."""
        self.as_of = as_of
        self.today = as_of.isoformat()
        self.days = tuple((as_of - timedelta(days=back)).isoformat() for back in range(2_200))
        self.months = tuple(self._month(back) for back in range(_BILLS, 0, -1))

    def _month(self, back: int) -> tuple[str, str | None]:
        """Return a billed month and the day it is paid, the 27th of the next (None: not yet)."""
        ordinal = self.as_of.year * 12 + self.as_of.month - 1 - back
        following = ordinal + 1
        paid = f"{following // 12:04d}-{following % 12 + 1:02d}-27"
        return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}", paid if paid <= self.today else None

    def at(self, days_ago: int, minute: int) -> str:
        """Return the time `minute` minutes after midnight, `days_ago` days before."""
        return f"{self.days[days_ago]} {_TIMES[minute]}"


@dataclass
class Maker:
    """Makes rows and counts the keys that such systems number through."""

    seed: int
    calendar: Calendar
    bills: int = 0
    inquiries: int = 0
    viewings: int = 0
    recordings: int = 0

    def rows_of(self, holder: Holder) -> Made:
        """Return every row of a person, table by table."""
        made: list[tuple[Table, list[Row]]] = []
        for contract in holder.contracts:
            made += self._of_contract(holder, contract)
        return made

    def _of_contract(self, holder: Holder, contract: Contract) -> list[tuple[Table, list[Row]]]:
        draws = Draws("jcom", self.seed, int(contract.subscriber_no[1:]), size=96)
        days = (self.calendar.as_of - contract.since).days
        story = stories.drawn(draws, days=days, running=contract.until is None)
        if holder.code == "aoki":
            story = stories.aoki()
        devices = self._devices(contract, story)
        return [
            (tables.SUBSCRIBER, [_subscriber(holder, contract, self.seed)]),
            (tables.BILLING, self._billing(contract, draws)),
            (tables.INQUIRY, self._inquiries(contract, story)),
            (tables.CALL_RECORDING, self._recordings(contract, story)),
            (tables.DEVICE, devices),
            (tables.VIEWING, self._viewings(contract, story, str(devices[0][0]) if devices else "", days)),
        ]

    def _billing(self, contract: Contract, draws: Draws) -> list[Row]:
        net = draws.pick(words.MONTHLY_YEN)
        method = draws.pick(words.PAYMENTS)
        tax = net * _TAX_PERCENT // 100
        owes = draws.below(100) < _UNPAID_IN_100
        first, last = contract.since.isoformat()[:7], (contract.until or self.calendar.as_of).isoformat()[:7]
        rows: list[Row] = []
        for month, paid in self.calendar.months:
            if first <= month <= last:
                self.bills += 1
                settled = None if owes else paid
                rows.append((self.bills, contract.subscriber_no, month, net + tax, tax, settled, method))
        return rows

    def _inquiries(self, contract: Contract, story: Story) -> list[Row]:
        rows: list[Row] = []
        for asked in story.asked:
            self.inquiries += 1
            said = asked.inquiry
            rows.append(
                (
                    self.inquiries,
                    contract.subscriber_no,
                    self.calendar.at(asked.days_ago, asked.minute),
                    asked.channel,
                    said.subject,
                    asked.operator,
                    said.note,
                    asked.handling_score,
                )
            )
        return rows

    def _recordings(self, contract: Contract, story: Story) -> list[Row]:
        rows: list[Row] = []
        for asked in story.asked:
            if asked.channel == words.BY_TELEPHONE:
                self.recordings += 1
                at = self.calendar.at(asked.days_ago, asked.minute)
                path = f"/recordings/{at[:4]}/{at[5:7]}/{self.recordings:09d}.wav"
                told = int(asked.told)
                rows.append(
                    (self.recordings, contract.subscriber_no, at, asked.seconds, path, asked.operator, told)
                )
        return rows

    def _devices(self, contract: Contract, story: Story) -> list[Row]:
        since = contract.since.isoformat()
        return [
            (f"D{contract.subscriber_no[1:]}-{place}", contract.subscriber_no, kind, since)
            for place, kind in enumerate(story.boxes + story.others, 1)
        ]

    def _viewings(self, contract: Contract, story: Story, device_id: str, days: int) -> list[Row]:
        if not story.viewings:
            return []
        number = int(contract.subscriber_no[1:])
        draws = Draws("jcom-viewing", self.seed, number, size=8 + 5 * story.viewings)
        back = max(1, min(_REMEMBERED, days))
        watched = sorted(_watched(draws, back, self.calendar) for _ in range(story.viewings))
        first = self.viewings + 1
        self.viewings += len(watched)
        return [
            (first + place, device_id, at, *words.PROGRAMS[program], minutes)
            for place, (at, program, minutes) in enumerate(watched)
        ]


def _watched(draws: Draws, back: int, calendar: Calendar) -> tuple[str, int, int]:
    """Return when, which program and how long, from one draw."""
    programs = len(words.PROGRAMS)
    drawn = draws.below(back * _DAYTIME * programs * _LONGEST_VIEWING)
    drawn, day = divmod(drawn, back)
    drawn, minute = divmod(drawn, _DAYTIME)
    drawn, program = divmod(drawn, programs)
    return calendar.at(day, _FROM_SIX + minute), program, 5 + drawn


def _subscriber(holder: Holder, contract: Contract, seed: int) -> Row:
    somebody = spelled(holder.person, tables.CUSTOMERS, seed=seed)
    since = contract.since.isoformat()
    return (
        contract.subscriber_no,
        somebody.family.kanji,
        somebody.given.kanji,
        somebody.family.kana,
        somebody.given.kana,
        f"{somebody.family.romaji} {somebody.given.romaji}",
        somebody.birth_date.isoformat(),
        words.SEXES[somebody.sex],
        somebody.postal_code,
        somebody.prefecture,
        somebody.city,
        somebody.street,
        somebody.building,
        somebody.telephone,
        somebody.mobile,
        contract.email if holder.code else somebody.email,
        words.AREAS[somebody.prefecture],
        since,
        contract.until.isoformat() if contract.until else None,
        words.ENDED if contract.until else words.CONTRACTED,
        since,
    )


def channel_rows() -> list[Row]:
    """Return the channels, which are nobody's."""
    return [tuple(channel) for channel in words.CHANNELS]
