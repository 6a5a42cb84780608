"""
Japanese names in Latin letters: every usual spelling of a reading, and one key that all of them share.

オオノ is ONO in a passport, OHNO on a card and OONO in an old form; シンイチ is SHINICHI, SHIN-ICHI or SINITI.
Two readings may share a key (オノ and オオノ do), so an equal key is a likeness, not an equality.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

_ROWS = {
    "": "アイウエオ", "K": "カキクケコ", "G": "ガギグゲゴ", "S": "サシスセソ", "Z": "ザジズゼゾ",
    "T": "タチツテト", "D": "ダヂヅデド", "N": "ナニヌネノ", "H": "ハヒフヘホ", "B": "バビブベボ",
    "P": "パピプペポ", "M": "マミムメモ", "Y": "ヤ_ユ_ヨ", "R": "ラリルレロ", "W": "ワ___ヲ",
}  # fmt: skip
_SMALL = {"ャ": "A", "ュ": "U", "ョ": "O", "ァ": "A", "ィ": "I", "ゥ": "U", "ェ": "E", "ォ": "O"}
_HEPBURN = {"SI": "SHI", "ZI": "JI", "TI": "CHI", "TU": "TSU", "DI": "JI", "DU": "ZU", "HU": "FU", "WO": "O"}
_GLIDES = {"SHI": "SH", "JI": "J", "CHI": "CH"}
_LONG = ("dropped", "oh", "written", "doubled")
_TITLES = re.compile(r"\b(?:MR|MS|MRS|MISS|MSTR)\b\.?")
_MOST = 400
_TO_KEY = (
    (re.compile("SYA|SYU|SYO"), lambda found: "SH" + found[0][-1]),
    (re.compile("[TC]YA|[TC]YU|[TC]YO"), lambda found: "CH" + found[0][-1]),
    (re.compile("[ZJ]YA|[ZJ]YU|[ZJ]YO"), lambda found: "J" + found[0][-1]),
    (re.compile("SI"), "SHI"),
    (re.compile("TI"), "CHI"),
    (re.compile("TU"), "TSU"),
    (re.compile("[ZD]I"), "JI"),
    (re.compile("D[ZU]U?"), lambda found: "ZU" if found[0].endswith("U") else found[0]),
    (re.compile("(?<![SC])HU"), "FU"),
    (re.compile("CCH"), "TCH"),
    (re.compile("M(?=[BMP])"), "N"),
    (re.compile("O(?:[OU]|H(?![AIUEOY]))"), "O"),
    (re.compile("UU"), "U"),
)


def tokens(words: str) -> tuple[str, ...]:
    """Return the words of a name in capital letters, without titles, marks and accents."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words)).upper()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub("['’-]", "", plain)
    return tuple(re.findall("[A-Z]+", _TITLES.sub(" ", plain)))


@lru_cache(maxsize=4_096)
def key(word: str) -> str:
    """Return what all usual spellings of one reading share; a key is its own key."""
    now, before = "".join(tokens(word)), ""
    while now != before:
        before = now
        for pattern, said in _TO_KEY:
            now = pattern.sub(said, now)
    return now


@lru_cache(maxsize=4_096)
def spellings(kana: str) -> tuple[str, ...]:
    """Return how a reading in katakana is spelled in capital letters, the passport's way first; () if it is none."""
    ways = product((True, False), _LONG, (True, False))
    made = (_spelled(kana, hepburn=hepburn, long=long, m=m) for hepburn, long, m in ways)
    return tuple(dict.fromkeys(one for one in made if one))


def writings(family: str, given: str) -> list[str]:
    """Return the ways to write a whole name of these readings, for looking it up; at most a few hundred, sorted."""
    made: dict[str, None] = {}
    for last, first in product(spellings(family), spellings(given)):
        for words in (f"{last} {first}", f"{first} {last}", f"{last}/{first}", f"{last}, {first}"):
            made.update(dict.fromkeys((words, words.title(), words.lower())))
    return sorted(tuple(made)[:_MOST])


def _spelled(kana: str, *, hepburn: bool, long: str, m: bool) -> str:
    said = ""
    for syllable in re.findall(".[ャュョァィゥェォ]?", kana):
        letters = _letters(syllable, hepburn=hepburn)
        if letters is None:
            return ""
        said = _lengthened(said, syllable, letters, long)
    said = re.sub(r"\*(?=[AIUEOY])", "", said).replace("*", "H")
    said = re.sub("ッ(?=C)", "T", said)
    said = re.sub("ッ(.)", r"\1\1", said).replace("ッ", "")
    return re.sub("N(?=[BMP])", "M", said) if m else said


def _lengthened(said: str, syllable: str, letters: str, long: str) -> str:
    """Add a syllable; one that only makes the vowel before it longer is written in one of four ways."""
    if syllable == "ー":
        letters = said[-1:]
    longer = (syllable in "ウオー" and said.endswith("O")) or (syllable in "ウー" and said.endswith("U"))
    if not longer:
        return said + ("" if syllable == "ー" else letters)
    match long:
        case "dropped":
            return said
        case "oh":
            return said + ("*" if said.endswith("O") else "")
        case "doubled":
            return said + said[-1]
        case _:
            return said + letters


@lru_cache(maxsize=512)
def _letters(syllable: str, *, hepburn: bool) -> str | None:
    if syllable in ("ッ", "ー"):
        return syllable
    if syllable == "ン":
        return "N"
    first, small = syllable[0], syllable[1:]
    found = next((row + "AIUEO"[kana.index(first)] for row, kana in _ROWS.items() if first in kana), None)
    if found is None:
        return None
    found = _HEPBURN.get(found, found) if hepburn else found
    if not small:
        return found
    head = _GLIDES.get(found, found[:-1] + "Y" if found.endswith("I") else found[:-1])
    return head + _SMALL[small]
