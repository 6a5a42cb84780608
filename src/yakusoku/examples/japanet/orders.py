"""The rows of a customer in the order system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from yakusoku.examples.japanet import tables, words
from yakusoku.examples.japanet.calendar import OPEN_MINUTES, OPENS, Calendar
from yakusoku.examples.japanet.clients import Client
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.systems.tables import Row, Table

_HOW_MANY = (0, 1, 1, 1, 2, 2, 3, 4, 6)
_SHIPPING_YEN = (0, 550, 550, 1_100)
_TAX_PERCENT = 10
_WARRANTY_DAYS = 365


class Ordered(NamedTuple):
    """One order: when, how it arrived, what was bought; `delivered` is days ago, below 0 while it is on its way."""

    order_no: str
    back: int
    minute: int
    arrived_by: str
    payment: str
    items: tuple[tuple[words.Product, int], ...]
    approved: bool
    delivered: int
    yen: int


@dataclass
class Orders:
    """Makes the rows of the order system and counts the mailings that it numbers through."""

    seed: int
    calendar: Calendar
    mailings: int = 0

    def rows_of(self, client: Client, written: Person) -> tuple[list[tuple[Table, list[Row]]], list[Ordered]]:
        """Return a customer's rows, table by table, and the orders among them; `written`: as this system spells."""
        since = client.since
        if since is None:
            return [], []
        draws = Draws("japanet-customer", self.seed, client.person.number, size=64)
        ordered = [self._ordered(client, since, place) for place in range(draws.pick(_HOW_MANY))]
        last = min([since, *(one.back for one in ordered)])
        made: list[tuple[Table, list[Row]]] = [
            (tables.CUSTOMER, [self._customer(client, written, (since, last), draws)]),
            (tables.WEB_MEMBER, self._member(client, draws)),
            (tables.MAILING, self._mailings(client, since)),
            (tables.DONATION, self._donations(client, since, draws)),
        ]
        for one in ordered:
            made += self._of_order(client, one)
        return made, ordered

    def _customer(self, client: Client, written: Person, dealt: tuple[int, int], draws: Draws) -> Row:
        """Return the row of a customer; `dealt`: how many days ago the first and the last dealing was."""
        day = self.calendar
        told = draws.below(100)
        return (
            client.customer_no,
            written.family.kanji,
            written.given.kanji,
            written.family.kana,
            written.given.kana,
            written.birth_date.isoformat() if told < 70 or client.code else None,
            words.SEXES[written.sex] if told < 85 else None,
            written.postal_code,
            written.prefecture,
            written.city,
            written.street,
            written.building,
            written.telephone,
            written.mobile,
            written.email,
            day.on(dealt[0]),
            day.on(dealt[1]),
            None if client.mail_stopped is None else day.on(client.mail_stopped),
            None if client.catalog_stopped is None else day.on(client.catalog_stopped),
            client.suspended,
        )

    def _member(self, client: Client, draws: Draws) -> list[Row]:
        if client.joined is None:
            return []
        joined = self.calendar.at(client.joined, draws.below(1_440))
        agreed = joined if draws.below(100) < 65 else None
        left = None if client.left is None else self.calendar.on(client.left)
        digest = f"$scrypt$ln=17,r=8,p=1${draws.below(1 << 128):032x}"
        return [(client.member_no, client.customer_no, f"jn{client.number}", digest, joined, agreed, left)]

    def _mailings(self, client: Client, since: int) -> list[Row]:
        rows: list[Row] = []
        for kind, issue, back in words.MAILINGS:
            if since > back:
                stopped = client.catalog_stopped if kind == words.CATALOG else client.mail_stopped
                held = client.suspended or (stopped is not None and stopped >= back)
                self.mailings += 1
                printed = None if held else self.calendar.on(back)
                rows.append((self.mailings, client.customer_no, kind, issue, printed, held))
        return rows

    def _donations(self, client: Client, since: int, draws: Draws) -> list[Row]:
        if draws.below(100) >= 8 and client.code != "aoki":
            return []
        day, back = self.calendar, draws.below(min(since, 700))
        return [
            (
                f"F{client.number:09d}",
                client.customer_no,
                draws.pick(words.MUNICIPALITIES),
                day.at(back, draws.below(1_440)),
                draws.pick(words.GIVEN_YEN),
                draws.pick(words.GIFTS),
                day.maybe(back - 1 - draws.below(7)),
                day.maybe(back - 14),
                day.maybe(back - 20 - draws.below(40)),
            )
        ]

    def _ordered(self, client: Client, since: int, place: int) -> Ordered:
        draws = Draws("japanet-order", self.seed, client.number * 16 + place, size=48)
        arrived_by, back = draws.pick(words.ARRIVALS), draws.below(since + 1)
        if arrived_by == words.BY_WEB and not _logs_in(client, back):
            arrived_by = words.BY_TELEPHONE
        payment = draws.pick(words.PAYMENTS)
        items = tuple(
            (draws.pick(words.PRODUCTS), 1 + draws.below(20) // 17) for _ in range(1 + draws.below(7) // 4)
        )
        yen = sum(product.yen * quantity for product, quantity in items)
        approved = payment != words.ON_CREDIT or draws.below(100) < 93
        delivered = back - 2 - draws.below(8)
        minute = OPENS + draws.below(OPEN_MINUTES)
        return Ordered(
            f"{client.customer_no}-{place + 1}",
            back,
            minute,
            arrived_by,
            payment,
            items,
            approved,
            delivered,
            yen,
        )

    def _of_order(self, client: Client, one: Ordered) -> list[tuple[Table, list[Row]]]:
        draws = Draws("japanet-dealing", self.seed, client.number * 16 + int(one.order_no[-1]), size=48)
        items: list[Row] = [
            (one.order_no, line, product.code, quantity, product.yen * quantity)
            for line, (product, quantity) in enumerate(one.items, 1)
        ]
        return [
            (tables.SHOP_ORDER, [self._order(client, one, draws)]),
            (tables.ORDER_ITEM, items),
            (tables.SHOPPING_CREDIT, self._credit(one, draws)),
            (tables.PRODUCT_RETURN, self._return(one, draws)),
            (tables.REPAIR, self._repair(one, draws)),
        ]

    def _order(self, client: Client, one: Ordered, draws: Draws) -> Row:
        day = self.calendar
        shipping = draws.pick(_SHIPPING_YEN)
        delivered = day.maybe(one.delivered) if one.approved else None
        installed = delivered if any(product.group in words.INSTALLED for product, _ in one.items) else None
        paid = one.delivered if one.payment != words.CARD else one.back - 1
        owes = one.payment == words.BY_INVOICE and draws.below(100) < 6
        if one.payment == words.BY_INVOICE:
            paid -= 3 + draws.below(22)
        return (
            one.order_no,
            client.customer_no,
            day.at(one.back, one.minute),
            one.arrived_by,
            words.IDENTITY.get(one.arrived_by, words.BY_PAPER),
            one.payment,
            f"{draws.below(10_000):04d}" if one.payment == words.CARD else None,
            one.yen,
            shipping,
            (one.yen + shipping) * _TAX_PERCENT // (100 + _TAX_PERCENT),
            installed,
            delivered,
            delivered,
            None if owes or not one.approved else day.maybe(paid),
            day.maybe(one.delivered - 35) if owes else None,
            one.payment == words.CARD and draws.below(200) == 0,
        )

    def _credit(self, one: Ordered, draws: Draws) -> list[Row]:
        if one.payment != words.ON_CREDIT:
            return []
        day, (workplace, telephone) = self.calendar, draws.pick(words.WORKPLACES)
        return [
            (
                f"S{one.order_no}",
                one.order_no,
                day.on(one.back),
                workplace,
                telephone,
                draws.pick(words.INSTALLMENTS),
                day.on(one.back),
                day.on(one.back),
                words.GOOD_RECORD if one.approved else words.BAD_RECORD,
                one.approved,
                day.maybe(one.back - 1) if one.approved else None,
            )
        ]

    def _return(self, one: Ordered, draws: Draws) -> list[Row]:
        asked = one.delivered - 1 - draws.below(8)
        if not one.approved or asked < 0 or draws.below(100) >= 5:
            return []
        bank = f"{draws.pick(words.BANKS)} {draws.below(10_000_000):07d}"
        account = None if one.payment == words.CARD else bank
        refunded = self.calendar.maybe(asked - 5 - draws.below(10))
        reason = draws.pick(words.RETURNS)
        return [
            (f"R{one.order_no}", one.order_no, self.calendar.on(asked), reason, one.yen, account, refunded)
        ]

    def _repair(self, one: Ordered, draws: Draws) -> list[Row]:
        received = one.delivered - 30 - draws.below(300)
        wears = any(product.group in words.REPAIRED for product, _ in one.items)
        if not (one.approved and wears) or received < 0 or draws.below(100) >= 9:
            return []
        symptom, used = draws.pick(words.SYMPTOMS)
        day = self.calendar
        return [
            (
                f"P{one.order_no}",
                one.order_no,
                day.on(received),
                symptom,
                used,
                draws.pick(words.CONTRACTORS),
                day.maybe(received - 5 - draws.below(16)),
                day.on(one.delivered - _WARRANTY_DAYS),
            )
        ]


def _logs_in(client: Client, back: int) -> bool:
    """Return whether the person was a member of the website `back` days ago."""
    return client.joined is not None and (client.left or 0) < back < client.joined
