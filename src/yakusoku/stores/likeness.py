"""
Two writings of one fact: what staff would hold to be the same, for finding a person only.

Folding here never decides what belongs to a person's answer; keys are compared to the letter elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from itertools import islice, product

from yakusoku.stores import latin

_SAME_KANJI = str.maketrans(
    {
        "髙": "高", "﨑": "崎", "濵": "浜", "濱": "浜", "邊": "辺", "邉": "辺", "齋": "斎", "齊": "斉", "澤": "沢",
        "櫻": "桜", "廣": "広", "國": "国", "德": "徳", "眞": "真", "𠮷": "吉", "瀨": "瀬", "惠": "恵", "栁": "柳",
    }
)  # fmt: skip
_CONFUSED = str.maketrans(
    {"斉": "斎", "嶋": "島", "嶌": "島", "冨": "富", "渕": "淵", "籐": "藤", "埼": "崎", "凉": "涼"}
)
_LOOSE_KANA = str.maketrans("ァィゥェォッャュョヮヂヅヲヶ", "アイウエオツヤユヨワジズオケ")
_MOST_WRITINGS = 32
_DASHES = re.compile(r"[‐‑‒–—―−－ー-](?=[0-9])|(?<=[0-9])[‐‑‒–—―−－ー-]")
_MARKS = re.compile("[\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_KANA_DASHES = re.compile(r"[‐‑‒–—―−－-]")
_BLOCK_WORDS = re.compile(r"(?<=[0-9])(?:丁目|番地の|番地|番(?!町|丁)|号(?!線)|の(?=[0-9]))")
_ONES = "一二三四五六七八九"
_CHOME = re.compile(rf"(?<![{_ONES}十])([{_ONES}]?十[{_ONES}]?|[{_ONES}])(?=丁目|条)")
_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_SMALL_KE = re.compile(r"(?<=[\u3400-\u9fff])[ヶケがガ](?=[\u3400-\u9fff])")
_SPLITS = {10: ((2, 4, 4), (3, 3, 4), (4, 2, 4), (5, 1, 4), (4, 3, 3)), 11: ((3, 4, 4), (4, 3, 4))}
_DAY = re.compile(r"([0-9]{4})\D?([0-9]{1,2})\D?([0-9]{1,2})\D?\Z")
_KANJI_DIGITS = {word: number for number, word in enumerate("〇一二三四五六七八九")}


def folded(words: str) -> str:
    """Return text without differences of width, case and spaces."""
    before = None
    while before != words:  # a mark that stood on a space may join the letter before it
        before, words = words, "".join(unicodedata.normalize("NFKC", words).casefold().split())
    return words


def name(words: str) -> str:
    """Return a name with one writing for each character: 髙 is 高, a variation selector is nothing."""
    return _MARKS.sub("", folded(words)).translate(_SAME_KANJI)


def kana(words: str) -> str:
    """Return a reading in full-width katakana."""
    full = _KANA_DASHES.sub("ー", folded(words))
    return "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in full)


def digits(words: str) -> str:
    """Return the digits alone; a telephone number with Japan's country code gets its zero back."""
    plain = folded(words)
    only = "".join(letter for letter in plain if letter.isascii() and letter.isdigit())
    return "0" + only[2:] if plain.startswith("+81") else only


def day(words: str) -> str:
    """Return a day as ISO text, from 1980-04-01, 1980/4/1, 19800401 or 1980年4月1日; "" where it is none."""
    found = _DAY.match(folded(words))
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def address(words: str) -> str:
    """Return an address with `-` between numbers, whatever stood there: 三丁目4番5号 is 3-4-5."""
    parted = _BETWEEN_NUMBERS.sub("-", unicodedata.normalize("NFKC", words))
    plain = _CHOME.sub(lambda found: str(_number(found[1])), folded(parted))
    plain = _SMALL_KE.sub("ケ", plain.replace("大字", ""))
    plain = re.sub("-{2,}", "-", _DASHES.sub("-", _BLOCK_WORDS.sub("-", plain)))
    return plain.strip("-").translate(_SAME_KANJI)


def loose_name(words: str) -> str:
    """Return a name in which characters that are often taken for each other are one: 斉 is 斎, 嶋 is 島."""
    return name(words).translate(_CONFUSED)


def loose_kana(words: str) -> str:
    """Return a reading without what forms lose: キヨウコ is キョウコ, ヅ is ズ."""
    before = None
    while before != words:  # a mark may join a letter that was made large
        before, words = words, kana(words).translate(_LOOSE_KANA)
    return words


def romaji(words: str) -> str:
    """Return a name in Latin letters without case, marks, titles and order: `Ono, Taro` is TARO ONO."""
    return " ".join(sorted(latin.tokens(words)))


def _number(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    return (10 * (_KANJI_DIGITS[tens] if tens else 1) if ten else 0) + (_KANJI_DIGITS[ones] if ones else 0)


def number(words: str) -> str:
    """Return a membership number without differences of width, case and spaces."""
    return folded(words)


FOLDS: dict[str, Callable[[str], str]] = {
    "name": name, "kana": kana, "romaji": romaji, "birth_date": day, "postal_code": digits,
    "address": address, "phone_number": digits, "email": folded,
    "family_name": name, "given_name": name, "family_kana": kana, "given_kana": kana,
}  # fmt: skip
"""How each fact about a person is folded; any other fact is a number given by the company."""


def fold(fact: str, words: str) -> str:
    """Return `words` in the form in which two writings of `fact` are compared."""
    return FOLDS.get(fact, number)(words)


def writings(fact: str, words: str) -> list[str]:
    """Return the writings under which a store may keep a fact, for looking it up; at most a few dozen, sorted."""
    plain = fold(fact, words)
    if not plain:
        return []
    made: set[str] = {words.strip() if fact in ("romaji", "address") else "".join(words.split()), plain}
    match fact:
        case "name" | "family_name" | "given_name":
            choices = [(letter, *_others(letter)) for letter in plain]
            made.update("".join(one) for one in islice(product(*choices), _MOST_WRITINGS))
        case "kana" | "family_kana" | "given_kana":
            made |= {_hiragana(plain), *_in_halves(plain)}
        case "birth_date":
            year, month, of_month = plain.split("-")
            made |= {f"{year}/{month}/{of_month}", f"{year}{month}{of_month}"}
            made |= {f"{year}/{int(month)}/{int(of_month)}", f"{year}-{int(month)}-{int(of_month)}"}
        case "phone_number":
            made |= _telephones(plain)
        case "postal_code":
            parted = f"{plain[:3]}-{plain[3:]}"
            made |= {parted, f"〒{parted}", _full(plain), _full(parted), parted.replace("-", "−")}
        case "email":
            made |= {words.strip(), plain.upper()}
        case _ if fact not in FOLDS:
            made |= {plain.upper(), words.strip()}
    return sorted(made)


def _telephones(plain: str) -> set[str]:
    """Return a number as it is parted, wherever its area code ends, in half and full width and from abroad."""
    made = {_full(plain)}
    ways = ((plain[:a], plain[a : a + b], plain[-c:]) for a, b, c in _SPLITS.get(len(plain), ()))
    for area, exchange, line in ways:
        parted = f"{area}-{exchange}-{line}"
        made |= {
            parted,
            f"{area} {exchange} {line}",
            f"{area}({exchange}){line}",
            f"({area}){exchange}-{line}",
        }
        made |= {_full(parted), _full(f"{area}({exchange}){line}"), parted.replace("-", "−")}
        if plain.startswith("0"):
            made |= {f"+81{plain[1:]}", f"+81-{parted[1:]}", f"+81 {parted[1:]}"}
    return made


def _full(words: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in words)


def _in_halves(plain: str) -> set[str]:
    """Return a reading in half width: as it is, and with every small letter large, as on bank forms."""
    large = plain.translate(str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ"))
    return {"".join(_halves().get(letter, letter) for letter in words) for words in (plain, large)} | {large}


def _others(letter: str) -> Iterable[str]:
    old = [chr(code) for code, same in sorted(_SAME_KANJI.items()) if same == letter]
    root = letter.translate(_CONFUSED)
    near = [chr(code) for code, same in sorted(_CONFUSED.items()) if same == root and chr(code) != letter]
    return (*old, *([root] if root != letter else []), *near, *_old_of(near))


def _old_of(letters: Iterable[str]) -> list[str]:
    return [chr(code) for code, same in sorted(_SAME_KANJI.items()) if same in set(letters)]


def _hiragana(words: str) -> str:
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in words)


@lru_cache(maxsize=1)
def _halves() -> dict[str, str]:
    """Return the half-width writing of every katakana that has one, those with a voicing mark included."""
    singles = [chr(code) for code in range(0xFF66, 0xFF9E)]
    pairs = [one + mark for one in singles for mark in "\uff9e\uff9f"]
    made = {unicodedata.normalize("NFKC", half): half for half in (*pairs, *singles)}
    return {full: half for full, half in made.items() if len(full) == 1}
