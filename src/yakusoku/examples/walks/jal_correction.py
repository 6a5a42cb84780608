"""
Correction at the JAL Group: one address, written by three systems in their own ways, is corrected in every copy.

The text lists no right of correction; the Act gives it all the same (Article 34).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from yakusoku.examples.people import cast
from yakusoku.examples.walks import telling
from yakusoku.examples.walks.changing import ChangeWalk
from yakusoku.rights.answer import Addressee, Named
from yakusoku.rights.asked import Asked
from yakusoku.rights.rules import Measure
from yakusoku.rights.wishes import Wish
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_NEW = {
    "postal_code": "231-0023",
    "prefecture": "神奈川県",
    "city": "横浜市中区",
    "street": "山下町99番4号",
    "building": "ハイツ白樺 802号室",
}

_PRINTER = Named(
    who=Addressee(
        name=Personal("みどり発送株式会社"),
        postal_code=Personal("144-9999"),
        address=Personal(("東京都大田区羽田空港99丁目9番9号",)),
    ),
    reference=Personal("MH-4471"),
    kinds=("user.contact.address",),
    language="ja",
)


@dataclass
class CorrectionWalk(ChangeWalk):
    """Fukuda moved; his old address stands in the club's, the shop's and the partners' records."""

    company = "jal"
    title = text("JAL Group: correction of an address across systems")
    arrival = "127-44-33806-9"
    tracking = "514-22-92034-5"
    right = "A-CORR"
    measure = Measure.CORRECT
    person = cast.FUKUDA
    words = "転居しました。登録住所が事実と異なるため、全ての記録を訂正してください。"
    arrives = text("JAL Group: a member has moved, and writes from his new address")
    reads = text("The desk reads it: correction; the Act gives it, though the text does not list it")
    enough = 40

    def asked(self) -> Asked:
        """Return what he writes, from his new address, where the letter goes; he is found by the old one."""
        before = super().asked()
        known = {"postal_code": before.postal_code, "address": Personal("".join(before.address.reveal()))}
        lines = (_NEW["prefecture"] + _NEW["city"] + _NEW["street"], _NEW["building"])
        return replace(
            before,
            postal_code=Personal(_NEW["postal_code"]),
            address=Personal(lines),
            facts={**before.facts, **known},
        )

    def before_review(self) -> None:
        """The partners' records name no fact: staff look, and find the same address."""
        telling.decide_copies(self, "address", reason="会員の登録住所を提携先へ転記した欄である。")

    def settle(self) -> None:
        """The Act does not ask for it; the company that prints the club's letters is told all the same."""
        self.said("stage", text("Who works with the address for the club learns the new one"))
        telling.tell(self, "entrustments.all", _PRINTER, tracking="514-22-92035-2")

    def wish(self) -> Wish | None:
        """Return the new address."""
        return Wish({name: Personal(value) for name, value in _NEW.items()})
