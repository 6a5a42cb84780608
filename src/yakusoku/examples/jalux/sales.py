"""The rows of the shop, of the insurance desk and of recruitment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yakusoku.examples.jalux import tables, words
from yakusoku.examples.jalux.clients import Client
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.days import Days
from yakusoku.examples.systems.tables import Row, Table

Made = tuple[Table, Sequence[Row]]
_ORDERS = (0, 1, 1, 2, 3, 5)
_VIEWS = (0, 0, 2, 4, 6)
_TAX_PERCENT = 10
_KEPT_VIEWS = 90  # days that the sample keeps a visit to the website
_BLOCKS = ("192.0.2", "198.51.100", "203.0.113")  # RFC 5737: for documentation


@dataclass
class Sales:
    """Makes rows and counts the keys that such systems number through."""

    seed: int
    days: Days
    entries: int = 0
    inquiries: int = 0
    views: int = 0

    def rows_of(self, client: Client) -> Iterator[Made]:
        """Yield every row of a person in the shop's store."""
        if client.customer:
            yield from self._customer(client)
        if client.mailbox:
            yield tables.NEWSLETTER, [self._reader(client, client.mailbox)]
        if client.applicant:
            yield tables.APPLICANT, [self._applicant(client)]

    def _customer(self, client: Client) -> Iterator[Made]:
        draws = Draws("jalux-sales", self.seed, client.number, size=160)
        written = spelled(client.person, "jalux-sales", seed=self.seed)
        yield tables.CUSTOMER, [self._card(client, written)]
        if client.member:
            yield tables.JMB_MEMBER, [self._member(client, draws)]
        yield from self._orders(client, written, draws)
        yield tables.EVENT_ENTRY, self._events(client, draws)
        yield tables.INSURANCE_REQUEST, self._insurance(client, draws)
        yield tables.INQUIRY, self._inquiries(client, draws)
        yield tables.PAGE_VIEW, self._visits(client, draws)

    def _card(self, client: Client, written: Person) -> Row:
        stopped = None if client.stopped is None else self.days.on(client.stopped)
        return (
            client.customer_no,
            written.family.kanji,
            written.given.kanji,
            written.family.kana,
            written.given.kana,
            f"{written.family.romaji} {written.given.romaji}",
            written.birth_date.isoformat() if client.number % 5 else None,
            written.postal_code,
            written.prefecture,
            written.city,
            written.street,
            written.building or None,
            written.mobile or written.telephone,
            written.email,
            client.country,
            self.days.on(client.since),
            stopped,
            self.days.on(30) if client.suspended else None,
        )

    def _member(self, client: Client, draws: Draws) -> Row:
        joined = draws.below(client.since)
        left = draws.below(joined + 1) if draws.below(100) < 12 else None
        return (
            client.jmb_no,
            client.customer_no,
            self.days.on(joined),
            None if left is None else self.days.on(left),
            500 * draws.below(160),
        )

    def _orders(self, client: Client, written: Person, draws: Draws) -> Iterator[Made]:
        orders: list[Row] = []
        items: list[Row] = []
        invoices: list[Row] = []
        for place in range(1, 1 + (2 if client.code else draws.pick(_ORDERS))):
            number = f"S{client.number:010d}-{place}"
            ordered = draws.below(client.since)
            shipped = ordered - 1 - draws.below(6)
            lines = [self._line(number, line, draws) for line in range(1, 2 + draws.below(2))]
            total = sum(amount for _, amount in lines)
            address = f"{written.prefecture}{written.city}{written.street} {written.building}".rstrip()
            name = f"{written.family.kanji} {written.given.kanji}"
            orders.append(
                (
                    number,
                    client.customer_no,
                    self.days.on(ordered),
                    self.days.past(shipped),
                    name,
                    address,
                    total,
                )
            )
            items += [row for row, _ in lines]
            if shipped >= 0:
                invoices.append(self._invoice(client, name, number, shipped, total, draws))
        yield tables.SHOP_ORDER, orders
        yield tables.ORDER_ITEM, items
        yield tables.INVOICE, invoices

    def _line(self, number: str, line: int, draws: Draws) -> tuple[Row, int]:
        product, quantity = draws.pick(words.PRODUCTS), 1 + draws.below(3)
        amount = product.yen * quantity
        return (number, line, product.code, quantity, amount), amount

    def _invoice(self, client: Client, name: str, number: str, shipped: int, total: int, draws: Draws) -> Row:
        tax = total * _TAX_PERCENT // (100 + _TAX_PERCENT)
        paid = self.days.past(shipped - 10 - draws.below(20))
        issued = self.days.on(shipped)
        method = draws.pick(words.METHODS)
        remark = draws.pick(words.REMARKS)
        return (f"I{number[1:]}", client.customer_no, number, issued, name, total, tax, method, paid, remark)

    def _reader(self, client: Client, mailbox: str) -> Row:
        stopped = None if client.stopped is None else self.days.on(client.stopped)
        language = words.LANGUAGES.get(client.country, words.ABROAD)
        return (f"N{client.number:010d}", mailbox, language, self.days.on(client.since), stopped)

    def _events(self, client: Client, draws: Draws) -> list[Row]:
        if draws.below(100) >= 15:
            return []
        self.entries += 1
        back = draws.below(client.since) - 20
        entered = self.days.on(max(0, back + 20))
        attended = None if back < 0 else draws.below(100) < 85
        return [(self.entries, client.customer_no, draws.pick(words.EVENTS), entered, attended)]

    def _insurance(self, client: Client, draws: Draws) -> list[Row]:
        """Health is written down with consent only, and is gone once that is withdrawn."""
        if draws.below(100) >= 20 and client.code != "aoki":
            return []
        requested = draws.below(client.since)
        product = draws.pick(words.INSURANCES)
        consented = draws.below(100) < 80 or client.code is not None
        withdrawn = draws.below(requested + 1) if draws.below(100) < 15 and not client.code else None
        minute, notice = 540 + draws.below(480), draws.pick(words.HEALTH_NOTICES)
        return [
            (
                f"H{client.number:010d}",
                client.customer_no,
                product,
                self.days.on(requested),
                self.days.at(requested, minute) if consented else None,
                notice if consented and withdrawn is None else None,
                self.days.on(withdrawn) if consented and withdrawn is not None else None,
            )
        ]

    def _inquiries(self, client: Client, draws: Draws) -> list[Row]:
        rows: list[Row] = []
        for _ in range(draws.below(3)):
            self.inquiries += 1
            at = self.days.at(draws.below(client.since), 540 + draws.below(540))
            subject, note = draws.pick(words.SUBJECTS)
            rows.append((self.inquiries, client.customer_no, at, draws.pick(words.CHANNELS), subject, note))
        return rows

    def _visits(self, client: Client, draws: Draws) -> list[Row]:
        rows: list[Row] = []
        address = f"{draws.pick(_BLOCKS)}.{1 + draws.below(254)}"
        cookie = f"{client.number:x}{draws.below(1 << 32):08x}"
        back = min(client.since, _KEPT_VIEWS)
        for _ in range(draws.pick(_VIEWS)):
            self.views += 1
            at = self.days.at(draws.below(back), draws.below(1_440))
            rows.append((self.views, client.customer_no, at, draws.pick(words.PAGES), address, cookie))
        return rows

    def _applicant(self, client: Client) -> Row:
        draws = Draws("jalux-applicant", self.seed, client.number, size=24)
        written = spelled(client.person, "jalux-recruitment", seed=self.seed)
        applied = draws.below(min(client.since, 700))
        decided = self.days.past(applied - 14 - draws.below(60))
        region = words.IN_EU if client.country in words.IN_EEA else draws.pick(words.REGIONS)
        result = draws.pick(words.RESULTS)
        return (
            f"A{client.number:010d}",
            written.family.kanji,
            written.given.kanji,
            written.family.kana,
            written.given.kana,
            written.birth_date.isoformat(),
            written.mobile or written.telephone,
            written.email,
            region,
            draws.pick(words.POSITIONS),
            self.days.on(applied),
            decided,
            result if decided else None,
        )


def product_rows() -> list[Row]:
    """Return the goods, which are nobody's."""
    return [tuple(product) for product in words.PRODUCTS]
