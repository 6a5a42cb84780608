"""What a burst is: hours of work in steps, each of which may be done twice with the effect of once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

Arguments = Mapping[str, str | int]
Tally = dict[str, str | int]


@dataclass(frozen=True)
class Call:
    """One call of a burst: the intent it came from, what it is about, and the moment of this attempt."""

    intent: str
    about: str
    arguments: Arguments
    now: datetime


@dataclass(frozen=True)
class Burst:
    """
    A named piece of durable work.

    `steps` names the steps in order and is itself a step, so a resumed burst does not look again.
    `do` does one step and returns counts and digests, never values; the room's own rows make a second
    call harmless. A result with `{"park": 1}` ends the burst: the room has written a new intent and waits.
    `around` opens what the steps of one process may share, such as connections, and closes it when they end or wait;
    a step must do the same without it.
    """

    kind: str
    steps: Callable[[Call], Sequence[str]]
    do: Callable[[Call, str], Tally]
    around: Callable[[], AbstractContextManager[None]] = nullcontext
