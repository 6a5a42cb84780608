"""Masks that the data map asks for and that are not to be had here: said before anything is to be masked."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.masks import MASKS, WHOLE_ROWS, unfit
from yakusoku.datamap.parts import Collection
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import text

_WHERE = ("fides_meta", "masking_strategy_override")


def check_masks(collection: Collection) -> Iterator[Finding]:
    """Yield what is wrong with the masks of a collection and its fields."""
    if collection.override is not None and collection.override.strategy != WHOLE_ROWS:
        says = text(
            "The rows of {collection} are to be masked by {strategy}, and only `delete` is said of whole rows.",
            collection=collection.address,
            strategy=collection.override.strategy,
        )
        do = text("Write it at the fields that it is about.")
        read = collection.override.strategy
        yield Finding(
            "datamap.mask-strategy", collection.at(*_WHERE), says, do, read=read, allowed=(WHOLE_ROWS,)
        )
    for field in collection.by_path.values():
        if field.override is None:
            continue
        for end, says, do in unfit(field, field.override):
            allowed = tuple(MASKS) if end == "strategy" else ()
            read = field.override.strategy
            yield Finding(f"datamap.mask-{end}", field.at(*_WHERE), says, do, read=read, allowed=allowed)
