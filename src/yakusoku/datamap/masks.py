"""
Masks that the data map asks for (`masking_strategy_override`), in Fides' words and in ours.

Of Fides' strategies those are done here that give the same result however often they are done, or that a receipt makes
happen once: nothing, a constant, and the keyed hash. A mask of random words, one that can be read again with a key, and
one that leaves the content are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yakusoku.datamap.parts import Field, Override
from yakusoku.terms.text import Text, text

MASKS: dict[str, Literal["null", "constant", "hash"]] = {
    "null_rewrite": "null",
    "string_rewrite": "constant",
    "hash": "hash",
    "hmac": "hash",
}
"""Fides' strategies that we have, and how a column is then changed. Both hashes are keyed with the home's key here."""
WHOLE_ROWS = "delete"
"""What may stand at a collection: its rows go, as they do here whenever they are erased."""
_ALGORITHM = "SHA-256"


@dataclass(frozen=True, slots=True)
class Mask:
    """How a field is masked; `constant` is what it gets, where it gets one."""

    way: Literal["null", "constant", "hash"]
    constant: str | None = None


def mask_of(override: Override) -> Mask | None:
    """Return the mask that an override asks for, or None where we have none like it."""
    way = MASKS.get(override.strategy)
    if way is None:
        return None
    value = override.configuration.get("rewrite_value")
    if way == "constant":
        return Mask(way, value) if isinstance(value, str) else None
    return Mask(way)


def unfit(field: Field, override: Override) -> Iterator[tuple[str, Text, Text]]:
    """Yield why a field cannot be masked as it says: the end of a finding's code, what is wrong, what to do."""
    if override.strategy not in MASKS:
        yield "strategy", text("There is no mask {strategy} here.", strategy=override.strategy), _OTHERS
        return
    way, said = MASKS[override.strategy], override.configuration
    value = said.get("rewrite_value")
    if way == "constant" and not isinstance(value, str):
        yield "value", text("The mask does not say what the field shall hold."), _SAY_VALUE
    elif way == "constant" and field.length is not None and len(str(value)) > field.length:
        says = text("What the mask puts there is longer than the field: {length}.", length=field.length)
        yield "value", says, text("Shorten it: nothing is cut in silence.")
    if said.get("format_preservation") is not None:
        says = text("Masks here keep no part of what was there (`format_preservation`).")
        yield "value", says, text("Take it away.")
    if way == "hash" and said.get("algorithm", _ALGORITHM) not in (_ALGORITHM, "SHA_256"):
        says = text("The keyed hash here is HMAC with SHA-256.")
        yield "value", says, text("Take `algorithm` away, or write SHA-256.")
    if way != "null" and (field.data_type != "string" or field.fields):
        says = text("A field of the type {type} takes no text as its mask.", type=field.data_type or "–")
        yield "type", says, text("Write `null_rewrite`, or `data_type: string` if it holds text.")


_SAY_VALUE = text("Add `configuration: {rewrite_value: …}` with a word that says nothing about anybody.")
_OTHERS = text(
    "Write null_rewrite, string_rewrite, hmac or hash. What shall stay is said by a statute or a hold, not by a mask;"
    " what nobody may write is `read_only`."
)
