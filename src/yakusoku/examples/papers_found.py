"""Papers that people find in binders and boxes; each bears 見本 (specimen)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from yakusoku.examples.papers import Sheet, era

if TYPE_CHECKING:
    from yakusoku.examples.people.persons import Person


def order_slip(person: Person, goods: str, *, on: date) -> bytes:
    """Return the picture of an order slip that was filled in by hand, as PNG."""
    sheet = Sheet()
    sheet.text(150, 134, "注　文　票", 40)
    sheet.labeled(150, 230, "お名前", person.name)
    sheet.labeled(150, 310, "ご住所", person.prefecture + person.city + person.street)
    sheet.labeled(150, 390, "ご注文の商品", goods)
    sheet.labeled(150, 470, "受付", era(on))
    return sheet.finish("order_slip", issued=on).content
