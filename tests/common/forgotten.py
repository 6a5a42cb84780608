"""A walk of the tests: a customer of J:COM asks that everything be erased, and nothing of it has to stay."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.examples.people import cast
from yakusoku.examples.walks.changing import ChangeWalk
from yakusoku.rights.rules import Measure
from yakusoku.terms.text import text


@dataclass
class ForgottenWalk(ChangeWalk):
    """Doi leaves, and wants nothing of his to stay."""

    company = "jcom"
    title = text("J:COM: erasure")
    arrival = "127-44-40011-2"
    tracking = "514-22-99011-3"
    right = "A-STOP5"
    measure = Measure.ERASE
    law_case = "STOP5-a"
    person = cast.DOI
    words = "解約しました。私の個人データを全て消去してください。"
    arrives = text("J:COM: erasure")
    reads = text("J:COM: erasure")
    enough = 40
