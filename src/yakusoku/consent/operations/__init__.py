"""The deeds of the register: record, withdraw, stop, loosen, end, show, screen a list, close a check."""

from __future__ import annotations

from yakusoku.consent.audiences.settling import UnableToMakeAudience
from yakusoku.consent.chosen import About, Arrived, Whom
from yakusoku.consent.folding import UnableToRead
from yakusoku.consent.keys import Given, UnableToKey
from yakusoku.consent.lists import UnableToReadList
from yakusoku.consent.operations.audience import Drawn, Made, make_audience
from yakusoku.consent.operations.checking import UnableToCloseCheck, close_check
from yakusoku.consent.operations.confirming import UnableToConfirm
from yakusoku.consent.operations.ending import UnableToEndChoice, end_choice
from yakusoku.consent.operations.recording import Stopped, record, stop, withdraw
from yakusoku.consent.operations.screening import (
    KeptBack,
    Screened,
    ScreenedList,
    UnableToScreen,
    screen,
    screen_list,
)
from yakusoku.consent.operations.telling import give_receipt, loosen, show
from yakusoku.consent.writing import UnableToRecordChoice

__all__ = [
    "About", "Arrived", "Drawn", "Given", "KeptBack", "Made", "Screened", "ScreenedList", "Stopped",
    "UnableToCloseCheck", "UnableToConfirm", "UnableToEndChoice", "UnableToKey", "UnableToMakeAudience",
    "UnableToRead", "UnableToReadList", "UnableToRecordChoice", "UnableToScreen", "Whom", "close_check",
    "end_choice", "give_receipt", "loosen", "make_audience", "record", "screen", "screen_list", "show", "stop",
    "withdraw",
]  # fmt: skip
