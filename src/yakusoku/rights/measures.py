"""What a right does with the rows that are found: show them, or one of the ways of changing them. Pure."""

from __future__ import annotations

from yakusoku.rights.rules import Measure

CHANGES = (Measure.CORRECT, Measure.RESTRICT, Measure.STOP_PROVISION, Measure.ERASE)
"""Measures that change rows, or what may be done with them."""
SHOWS = (Measure.SHOW,)
"""Measures whose rows are reviewed column by column, and shown."""
_STOPS = (Measure.RESTRICT, Measure.ERASE)
OF_RIGHT: dict[str, tuple[Measure, ...]] = {
    "A-PURP": (Measure.TELL,),
    "A-DISC": (Measure.SHOW,),
    "A-CORR": (Measure.CORRECT,),
    "A-STOP1": _STOPS,
    "A-STOP5": (*_STOPS, Measure.STOP_PROVISION),
    "A-STOPP": (Measure.STOP_PROVISION,),
    "A-REC": (Measure.TELL,),
    "A-EQV": (Measure.TELL,),
    "A-OPT": (Measure.STOP_PROVISION,),
    "A-CPL": (Measure.TELL,),
    "G-ACC": (Measure.SHOW,),
    "G-POR": (Measure.SHOW,),
    "G-REC": (Measure.CORRECT,),
    "G-ERA": (Measure.ERASE,),
    "G-RES": (Measure.RESTRICT,),
    "G-OBJ": (Measure.STOP_PURPOSE,),
    "G-WDR": (Measure.STOP_PURPOSE,),
    "G-ADM": (Measure.TELL,),
    "G-SAF": (Measure.TELL,),
    "G-CPL": (Measure.TELL,),
}
"""Rights that are carried to an answer, each with the measures of which one is asked for."""

ABOUT_NOBODY = ("A-EQV", "A-CPL", "G-SAF", "G-CPL")
"""Rights whose answer holds no data of the person: nothing is searched, and nobody has to prove who they are."""

_KEPT_BY_STATUTE = {"G-ERA": "ERA-2", "A-STOP5": "STOP5-2", "A-STOP1": "STOP1-2"}
_KEPT_BY_HOLD = {"G-ERA": "ERA-5", "A-STOP5": "STOP5-2", "A-STOP1": "STOP1-2"}


def ground_for_keeping(right: str, *, held: bool) -> str:
    """
    Return the ground of `right` on which rows stay that a hold (`held`) or a statute keeps.

    Under A35(1) it needs a substitute: what stays is restricted.
    """
    return (_KEPT_BY_HOLD if held else _KEPT_BY_STATUTE)[right]
