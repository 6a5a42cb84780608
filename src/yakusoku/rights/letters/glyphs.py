"""Which characters the letter's font can print, read from the font itself."""

from __future__ import annotations

import re
import struct
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular

FONTS = (
    Path(str(noto_cjk_sans_jp_regular.FONT_PATH)),
    Path(str(noto_cjk_sans_jp_bold.FONT_PATH)),
)
FAMILY = "Noto Sans CJK JP"
LONGEST_RUN = 22.0
"""How wide a run may be, in halves of the type's size, before it gets places to break."""
_PIECE = 10.0
_BREAK = "\u200b"
_BROAD = frozenset("mwMW@%&…—")
_RUN = re.compile(
    r"[^\s\u200b\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{11,}"
)
_SEGMENTED_COVERAGE = 12
_NOT_IN_LETTERS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
_NEEDS_NO_GLYPH = re.compile(r"[\t\n\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


@lru_cache(maxsize=4)
def _ranges(font: Path) -> tuple[list[int], list[int]]:
    """Return first and last code points of each run the font covers (OpenType `cmap`, format 12)."""
    with font.open("rb") as file:
        head = file.read(12)
        tables = file.read(16 * int.from_bytes(head[4:6], "big"))
        offset = next(
            struct.unpack(">I", tables[at + 8 : at + 12])[0]
            for at in range(0, len(tables), 16)
            if tables[at : at + 4] == b"cmap"
        )
        file.seek(offset)
        count = struct.unpack(">HH", file.read(4))[1]
        for _, _, inside in struct.iter_unpack(">HHI", file.read(8 * count)):
            file.seek(offset + inside)
            if int.from_bytes(file.read(2), "big") == _SEGMENTED_COVERAGE:
                _, _, _, groups = struct.unpack(">HIII", file.read(14))
                runs = sorted(
                    (first, last) for first, last, _ in struct.iter_unpack(">III", file.read(12 * groups))
                )
                return [first for first, _ in runs], [last for _, last in runs]
    raise ValueError(f"{font.name} has no map of all characters")


def has_glyph(character: str) -> bool:
    """Return whether both weights of the font print this character, or it needs no ink."""
    if _NEEDS_NO_GLYPH.match(character):
        return True
    point = ord(character)
    return not _NOT_IN_LETTERS.match(character) and all(_covers(font, point) for font in FONTS)


def _covers(font: Path, point: int) -> bool:
    firsts, lasts = _ranges(font)
    at = bisect_right(firsts, point) - 1
    return at >= 0 and point <= lasts[at]


@lru_cache(maxsize=65536)
def _printed(character: str) -> str:
    return character if has_glyph(character) else f"〓[U+{ord(character):04X}]"


def printable(value: str) -> str:
    """
    Return `value` with `〓[U+1F600]` for each character that cannot be printed.

    〓 (geta) is what printers put where a type is missing; the number says which character it was.
    """
    return "".join(map(_printed, value.replace("\r\n", "\n").replace("\r", "\n")))


@lru_cache(maxsize=65536)
def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA" or character in _BROAD:
        return 2.0
    return 1.5 if character.isupper() else 1.2


def width(value: str) -> float:
    """Return about how wide `value` is in print, in halves of the type's size; rather too much than too little."""
    return sum(map(_advance, value))


def breakable(value: str) -> str:
    """
    Return `value` with places to break (zero-width spaces) inside runs that no narrow cell could hold.

    A run is what has no space in it and is not of a script that breaks anywhere, such as an address on the web.
    """
    return _RUN.sub(_with_breaks, value)


def _with_breaks(run: re.Match[str]) -> str:
    if width(run[0]) <= LONGEST_RUN:
        return run[0]
    pieces, held = [""], 0.0
    for letter in run[0]:
        if held + _advance(letter) > _PIECE and not unicodedata.combining(letter):
            pieces.append("")
            held = 0.0
        pieces[-1] += letter
        held += _advance(letter)
    return _BREAK.join(pieces)


def missing(value: str) -> tuple[int, ...]:
    """Return the places, counted from one, of the characters of `value` that cannot be printed."""
    return tuple(place for place, character in enumerate(value, 1) if not has_glyph(character))
