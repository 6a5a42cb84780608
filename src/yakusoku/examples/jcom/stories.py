"""What happened under a contract: what was asked, which devices stand at home, how much was watched."""

from __future__ import annotations

from typing import NamedTuple

from yakusoku.examples.jcom.words import (
    ARRIVALS,
    BOXES,
    BY_TELEPHONE,
    INQUIRIES,
    NETWORK_DEVICES,
    OPERATORS,
    Inquiry,
)
from yakusoku.examples.people.draws import Draws

_HOW_OFTEN = (0,) * 12 + (1,) * 5 + (2,) * 2 + (3,)
_WATCHED = (0, 3, 5, 8, 10, 12, 14, 16, 20, 36)
_OPENS, _OPEN_MINUTES = 540, 540  # the customer center answers from 9:00 to 18:00


class Asked(NamedTuple):
    """One inquiry: when, how and what; a call of `seconds` was recorded if it came by telephone."""

    days_ago: int
    minute: int
    channel: str
    inquiry: Inquiry
    operator: str
    handling_score: int | None
    seconds: int
    told: bool


class Story(NamedTuple):
    """What the rows of one contract are made from. `boxes` record viewing, `others` do not."""

    asked: tuple[Asked, ...]
    boxes: tuple[str, ...]
    others: tuple[str, ...]
    viewings: int


def _asked(draws: Draws, days: int) -> Asked:
    return Asked(
        days_ago=draws.below(max(1, min(days, 700))),
        minute=_OPENS + draws.below(_OPEN_MINUTES),
        channel=draws.pick(ARRIVALS),
        inquiry=draws.pick(INQUIRIES),
        operator=draws.pick(OPERATORS),
        handling_score=draws.below(101) if draws.below(100) < 8 else None,
        seconds=45 + draws.below(1_400),
        told=draws.below(100) < 98,
    )


def drawn(draws: Draws, *, days: int, running: bool) -> Story:
    """Return a story for a contract that began `days` ago; one that has ended left no device at home."""
    often = draws.pick(_HOW_OFTEN)
    asked = sorted((_asked(draws, days) for _ in range(often)), key=lambda one: -one.days_ago)
    boxes = (draws.pick(BOXES),) if running and draws.below(100) < 85 else ()
    others = (draws.pick(NETWORK_DEVICES),) if running and draws.below(100) < 60 else ()
    return Story(tuple(asked), boxes, others, draws.pick(_WATCHED) if boxes else 0)


def aoki() -> Story:
    """Return Aoki's story: three inquiries (two recorded), two devices, forty viewings."""
    by_subject = {inquiry.subject: inquiry for inquiry in INQUIRIES}
    return Story(
        asked=(
            Asked(
                201, 612, BY_TELEPHONE, by_subject["映像が乱れる"], OPERATORS[4], None, seconds=412, told=True
            ),
            Asked(
                83,
                978,
                BY_TELEPHONE,
                by_subject["請求額に心当たりがない"],
                OPERATORS[9],
                handling_score=42,
                seconds=1_067,
                told=True,
            ),
            Asked(
                31,
                725,
                "ウェブ",
                by_subject["契約内容を変更したい"],
                OPERATORS[0],
                None,
                seconds=0,
                told=False,
            ),
        ),
        boxes=(BOXES[0],),
        others=(NETWORK_DEVICES[1],),
        viewings=40,
    )
