"""The rows of a person in the media system: calls, entries, applications, bids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yakusoku.examples.japanet import tables, words
from yakusoku.examples.japanet.calendar import OPEN_MINUTES, OPENS, Calendar
from yakusoku.examples.japanet.clients import Client
from yakusoku.examples.japanet.orders import Ordered
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.systems.tables import Row, Table

_KEPT = 365
"""Days for which the sample keeps calls."""
_HOW_OFTEN = (0, 0, 0, 0, 1, 1, 2)
_WITHHELD_IN_100 = 5
_RECORDED_IN_100 = 94


@dataclass
class Media:
    """Makes the rows of the media system and counts the calls that it numbers through."""

    seed: int
    calendar: Calendar
    calls: int = 0
    recordings: int = 0

    def rows_of(
        self, client: Client, written: Person, ordered: Sequence[Ordered]
    ) -> list[tuple[Table, list[Row]]]:
        """Return a person's rows, table by table; `written`: the person as this system spells them."""
        draws = Draws("japanet-media", self.seed, client.person.number, size=96)
        made = self._calls(client, ordered)
        made += self._entry(client, written, draws)
        made.append((tables.PROGRAM_APPLICATION, self._application(client, written, draws)))
        made.append((tables.PRODUCT_MONITOR, self._monitor(client, draws)))
        made.append((tables.AUCTION_BID, self._bids(client, draws)))
        return made

    def _calls(self, client: Client, ordered: Sequence[Ordered]) -> list[tuple[Table, list[Row]]]:
        made: list[tuple[Table, list[Row]]] = []
        for place, one in enumerate(ordered):
            if one.arrived_by == words.BY_TELEPHONE and one.back <= _KEPT:
                draws = Draws("japanet-order-call", self.seed, client.number * 16 + place, size=24)
                made += self._call(client, one.back, one.minute, words.ABOUT_ORDER, draws)
        if client.since is None and client.reach is None:
            return made
        draws = Draws("japanet-call", self.seed, client.person.number, size=96)
        for _ in range(draws.pick(_HOW_OFTEN) if client.code != "aoki" else 2):
            back = draws.below(min(client.since or _KEPT, _KEPT))
            minute = OPENS + draws.below(OPEN_MINUTES)
            made += self._call(client, back, minute, words.ABOUT_PRODUCT, draws)
        return made

    def _call(
        self, client: Client, back: int, minute: int, about: str, draws: Draws
    ) -> list[tuple[Table, list[Row]]]:
        self.calls += 1
        at, number = self.calendar.at(back, minute), self.calls
        withheld = draws.below(100) < _WITHHELD_IN_100 and client.since is not None
        shown = None if withheld else client.reach
        known = client.since is not None
        call = (
            number,
            client.customer_no if known else None,
            shown,
            at,
            40 + draws.below(900),
            about,
            known and shown is not None,
            draws.pick(words.OPERATORS),
        )
        made: list[tuple[Table, list[Row]]] = [(tables.PHONE_CALL, [call])]
        if draws.below(100) < _RECORDED_IN_100:
            self.recordings += 1
            path = f"/rec/{at[:4]}/{at[5:7]}/{self.recordings:09d}.wav"
            recording = (self.recordings, number, at, path, draws.below(100) < 99)
            made.append((tables.CALL_RECORDING, [recording]))
        if about == words.ABOUT_PRODUCT:
            made += self._asked(number, at, back, draws)
        return made

    def _asked(self, number: int, at: str, back: int, draws: Draws) -> list[tuple[Table, list[Row]]]:
        said = draws.pick(words.QUESTIONS)
        inquiry = (number, number, at, draws.pick(words.CODES), said.subject, said.answer, said.note)
        made: list[tuple[Table, list[Row]]] = [(tables.INQUIRY, [inquiry])]
        if draws.below(100) < 5:
            offered, passed = draws.pick(words.OFFERED), self.calendar.on(max(0, back - draws.below(2)))
            made.append((tables.REFERRAL, [(f"K{number:09d}", number, offered, at, at, passed)]))
        return made

    def _entry(self, client: Client, written: Person, draws: Draws) -> list[tuple[Table, list[Row]]]:
        enters = draws.below(100) < 20 or client.since is None
        telephone, email = client.reach, client.second_email or written.email
        if client.second_email:
            telephone = None  # whoever enters from another mailbox gives no number
        if not (enters or client.code) or not (telephone or email):
            return []
        day, back, place = self.calendar, draws.below(400), draws.below(len(words.CAMPAIGNS))
        entry_no = f"C{place}{client.number:09d}"
        won = draws.below(100) < 6
        arrived_by = draws.pick(words.ENTRY_BY)
        entry: Row = (
            entry_no,
            words.CAMPAIGNS[place],
            day.at(back, draws.below(1_440)),
            arrived_by,
            written.name,
            f"{written.family.kana}　{written.given.kana}",
            _one_line(written),
            telephone if draws.below(100) < 80 or not email else None,
            email if arrived_by == words.ENTRY_BY[1] or not telephone or draws.below(100) < 40 else None,
            won,
            day.maybe(back - 14) if won else None,
            day.maybe(back - 21) if won else None,
        )
        answers: list[Row] = [
            (entry_no, number, draws.pick(choices)) for number, choices in enumerate(words.ANSWERS, 1)
        ]
        if draws.below(100) < 15:
            answers = []
        return [
            (tables.CAMPAIGN_ENTRY, [_reachable(entry, telephone, email)]),
            (tables.SURVEY_ANSWER, answers),
        ]

    def _application(self, client: Client, written: Person, draws: Draws) -> list[Row]:
        wants = draws.below(100) < (4 if client.since is not None else 40) or client.code == "chiba"
        if not wants or not (client.reach or written.email):
            return []
        day, back, chosen = self.calendar, draws.below(300), draws.below(100) < 30
        return [
            (
                f"T{client.number:09d}",
                draws.pick(words.PROGRAMS),
                draws.pick(words.WISHES),
                day.at(back, draws.below(1_440)),
                written.name,
                f"{written.family.kana}　{written.given.kana}",
                _one_line(written),
                client.reach,
                written.email,
                1 + draws.below(4),
                chosen,
                day.maybe(back - 14),
            )
        ]

    def _monitor(self, client: Client, draws: Draws) -> list[Row]:
        if draws.below(100) >= 3 or client.since is None:
            return []
        day, back = self.calendar, draws.below(min(client.since, 500))
        answered = day.maybe(back - 7 - draws.below(7))
        agrees = draws.below(100) < 60
        return [
            (
                f"M{client.number:09d}",
                client.customer_no,
                draws.pick(words.CODES),
                day.on(back),
                day.on(max(0, back - 3)),
                None if answered is None else agrees,
                answered,
            )
        ]

    def _bids(self, client: Client, draws: Draws) -> list[Row]:
        last = client.left or 0
        if client.joined is None or client.joined <= last or draws.below(100) >= 12:
            return []
        rows: list[Row] = []
        for place in range(1 + draws.below(3)):
            product = draws.pick(words.PRODUCTS)
            at = self.calendar.at(last + draws.below(client.joined - last), draws.below(1_440))
            yen = product.yen // 2 + 100 * draws.below(200)
            rows.append(
                (f"B{client.number:09d}-{place + 1}", client.member_no, f"{product.name}（展示品）", at, yen,
                 draws.below(5) == 0)
            )  # fmt: skip
        return rows


def _one_line(written: Person) -> str:
    """Return an address as entries are written: one line, with the building after a space."""
    line = f"{written.prefecture}{written.city}{written.street}"
    return f"{line}　{written.building}" if written.building else line


def _reachable(entry: Row, telephone: str | None, email: str | None) -> Row:
    """Return the entry with a way to tell a winner: one that gave neither has what the person has."""
    if entry[7] or entry[8]:
        return entry
    return (*entry[:7], telephone, email if telephone is None else None, *entry[9:])
