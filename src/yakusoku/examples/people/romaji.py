"""
Katakana to the Hepburn letters of a Japanese passport (旅券法施行規則第九条; 外務省ヘボン式ローマ字綴方).
"""

from __future__ import annotations

import re
from functools import cache

BOUNDARY = "|"

_ROWS = {
    "": "アイウエオ",
    "K": "カキクケコ",
    "G": "ガギグゲゴ",
    "S": "サ_スセソ",
    "Z": "ザ_ズゼゾ",
    "T": "タ__テト",
    "D": "ダ__デド",
    "N": "ナニヌネノ",
    "H": "ハヒ_ヘホ",
    "B": "バビブベボ",
    "P": "パピプペポ",
    "M": "マミムメモ",
    "Y": "ヤ_ユ_ヨ",
    "R": "ラリルレロ",
    "W": "ワ____",
}
_ODD = {
    "シ": "SHI",
    "ジ": "JI",
    "チ": "CHI",
    "ツ": "TSU",
    "ヂ": "JI",
    "ヅ": "ZU",
    "フ": "FU",
    "ヲ": "O",
    "ン": "N",
}
_GLIDES = {"ャ": "A", "ュ": "U", "ョ": "O"}
_GLIDE_HEADS = {"シ": "SH", "ジ": "J", "チ": "CH", "ヂ": "J"}


def _table() -> dict[str, str]:
    syllables = dict(_ODD)
    for consonant, row in _ROWS.items():
        syllables |= {
            kana: consonant + vowel for kana, vowel in zip(row, "AIUEO", strict=True) if kana != "_"
        }
    for kana, letters in tuple(syllables.items()):
        if letters.endswith("I") and len(letters) > 1:
            head = _GLIDE_HEADS.get(kana, letters[0] + "Y")
            syllables |= {kana + small: head + vowel for small, vowel in _GLIDES.items()}
    return syllables


_SYLLABLES = _table()


def _word(kana: str, *, final: bool) -> str:
    letters = ""
    place = 0
    while place < len(kana):
        two = kana[place : place + 2]
        size = len(two) if two in _SYLLABLES else 1
        if kana[place] == "ッ":
            letters += "ッ"
        else:
            letters += _long(letters, two[:size], last=final and place + size == len(kana))
        place += size
    return _doubled(letters)


def _long(before: str, kana: str, *, last: bool) -> str:
    """Return the letters of `kana`, or none where it only lengthens the vowel before it."""
    if kana == "ウ" and before.endswith(("O", "U")):
        return ""
    if kana == "オ" and before.endswith("O") and not last:
        return ""
    if kana == "ー":
        return ""
    return _SYLLABLES[kana]


def _doubled(letters: str) -> str:
    """Write ッ as the next consonant (T before CH) and N before B, M and P as M."""
    said = ""
    for letter, after in zip(letters, letters[1:] + " ", strict=True):
        if letter == "ッ":
            said += "T" if after == "C" else after
        elif letter == "N" and after in "BMP":
            said += "M"
        else:
            said += letter
    return said


@cache
def passport(kana: str) -> str:
    """
    Return katakana as a passport spells it: オオノ is ONO, サトウ is SATO, ホンマ is HOMMA, ハットリ is
    HATTORI.

    A bar parts two words whose vowels do not run together (イノ|ウエ is INOUE); a long O at the end is
    written (ヨコオ is YOKOO).

    :raises KeyError: if a sign is no katakana
    """
    *words, final = kana.split(BOUNDARY)
    return "".join(_word(word, final=False) for word in words) + _word(final, final=True)


def without_boundary(kana: str) -> str:
    """Return the kana as a person writes it, without the bar of our tables."""
    return kana.replace(BOUNDARY, "")


_KUNREI = (
    ("SHI", "SI"), ("SH", "SY"), ("TCHI", "TTI"), ("TCH", "TTY"), ("CHI", "TI"), ("CH", "TY"), ("TSU", "TU"),
    ("FU", "HU"), ("JI", "ZI"), ("J", "ZY"),
)  # fmt: skip


@cache
def otherwise(kana: str, usual: str) -> tuple[str, ...]:
    """
    Return how other forms spell katakana than a passport, which says `usual`: OHNO and OONO for オオノ.

    Sorted, without the passport's own spelling; empty where all are one. Vowels that do not run together (INOUE) stay.

    :raises KeyError: if a sign is no katakana
    """
    letters = _doubled("".join("ッ" if one == "ッ" else _SYLLABLES[one] for one in _syllables(kana)))
    kunrei = usual
    for hepburn, said in _KUNREI:
        kunrei = kunrei.replace(hepburn, said)
    found = (
        {letters, re.sub("O[OU]", "OH", letters), letters.replace("OU", "OO")} if letters != usual else set()
    )
    return tuple(sorted((found | {kunrei}) - {usual}))


def _syllables(kana: str) -> list[str]:
    found: list[str] = []
    for sign in kana.replace("ー", ""):
        if found and found[-1] + sign in _SYLLABLES:
            found[-1] += sign
        else:
            found.append(sign)
    return found
