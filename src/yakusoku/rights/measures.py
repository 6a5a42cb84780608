"""What a right does with the rows that are found: show them, or one of the ways of changing them. Pure."""

from __future__ import annotations

from yakusoku.rights.rules import Measure

CHANGES = tuple(measure for measure in Measure if measure is not Measure.SHOW)
"""Measures that change rows, or what may be done with them."""
_STOPS = (Measure.RESTRICT, Measure.ERASE)
OF_RIGHT: dict[str, tuple[Measure, ...]] = {
    "A-DISC": (Measure.SHOW,),
    "A-CORR": (Measure.CORRECT,),
    "A-STOP1": _STOPS,
    "A-STOP5": (*_STOPS, Measure.STOP_PROVISION),
    "A-STOPP": (Measure.STOP_PROVISION,),
    "G-REC": (Measure.CORRECT,),
    "G-ERA": (Measure.ERASE,),
    "G-RES": (Measure.RESTRICT,),
}
"""Rights that are carried to an answer, each with the measures of which one is asked for (APPI 35; GDPR 16 to 18)."""

_KEPT_BY_STATUTE = {"G-ERA": "ERA-2", "A-STOP5": "STOP5-2", "A-STOP1": "STOP1-2"}
_KEPT_BY_HOLD = {"G-ERA": "ERA-5", "A-STOP5": "STOP5-2", "A-STOP1": "STOP1-2"}


def ground_for_keeping(right: str, *, held: bool) -> str:
    """
    Return the ground of `right` on which rows stay that a hold (`held`) or a statute keeps.

    Under A35(1) it needs a substitute: what stays is restricted.
    """
    return (_KEPT_BY_HOLD if held else _KEPT_BY_STATUTE)[right]
