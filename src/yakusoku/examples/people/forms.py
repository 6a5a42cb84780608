"""
Other forms of what is true: old characters, half width, an address as a hurried hand writes it, a slip of one digit.

Each takes and returns text. They are written apart from the search for candidates, which must undo them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

from yakusoku.examples.people.draws import Draws

_OLD = str.maketrans(
    {
        "高": "髙", "崎": "﨑", "浜": "濱", "辺": "邊", "斎": "齋", "斉": "齊", "沢": "澤",
        "桜": "櫻", "広": "廣", "国": "國", "徳": "德", "真": "眞", "吉": "𠮷", "恵": "惠", "柳": "栁",
    }
)  # fmt: skip
_FULL = str.maketrans("0123456789-", "０１２３４５６７８９－")
_STREET = re.compile(
    r"(?P<town>.*?)(?:(?P<chome>[0-9]+)丁目)?(?P<block>[0-9]+)(?:番地|番(?P<house>[0-9]+)号)"
)
_KANJI = "〇一二三四五六七八九"


def old_characters(name: str) -> str:
    """Return a name with old characters wherever there are some: 渡辺 is 渡邊. It may be the same."""
    return name.translate(_OLD)


def half_width(kana: str) -> str:
    """Return kana in half width: サトウ is ｻﾄｳ, ババ is ﾊﾞﾊﾞ."""
    return "".join(_halves().get(letter, letter) for letter in kana)


@cache
def _halves() -> dict[str, str]:
    singles = [chr(code) for code in range(0xFF66, 0xFF9E)]
    pairs = [one + mark for one in singles for mark in "\uff9e\uff9f"]
    made = {unicodedata.normalize("NFKC", half): half for half in (*pairs, *singles)}
    return {full: half for full, half in made.items() if len(full) == 1}


def postal_form(street: str, draws: Draws) -> str:
    """
    Return 三軒茶屋2丁目84番7号 with hyphens (half or full width), with 二丁目, or as 三軒茶屋2丁目84番地7.

    An address without 丁目 gets hyphens or full width alone; what is no such address stays as it is.
    """
    found = _STREET.fullmatch(street)
    if found is None:
        return street
    chome, block, house = found["chome"], found["block"], found["house"]
    hyphens = found["town"] + "-".join(part for part in (chome, block, house) if part)
    forms = [hyphens, hyphens.translate(_FULL)]
    if chome and house:
        forms += [
            f"{found['town']}{kanji_number(int(chome))}丁目{block}番{house}号",
            f"{found['town']}{chome}丁目{block}番地{house}",
        ]
    return draws.pick(tuple(forms))


def kanji_number(number: int) -> str:
    """Return a number below 100 in kanji: 12 is 十二."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _KANJI[tens]) + ("十" if tens else "") + (_KANJI[ones] if ones else "")


def building_form(building: str, draws: Draws) -> str:
    """Return コーポ 302号室 as コーポ302, コーポ　３０２号, or not at all."""
    name, _, room = building.partition(" ")
    digits = room.removesuffix("号室")
    return draws.pick((f"{name}{digits}", f"{name}　{digits.translate(_FULL)}号", ""))


def slip(digits: str, draws: Draws) -> str:
    """Return a number with one of its last four digits mistaken."""
    place = len(digits) - 1 - draws.below(4)
    return f"{digits[:place]}{(int(digits[place]) + 1 + draws.below(9)) % 10}{digits[place + 1 :]}"


def slip_of_day(day: date, draws: Draws) -> date:
    """Return a date of which one digit is mistaken: the last of the year, or the last of the day."""
    step, of_year = 1 + draws.below(9), draws.below(2) == 1
    tens = day.day // 10 * 10
    days = [tens + one for one in range(10) if 1 <= tens + one <= 28 and tens + one != day.day]
    if days and not of_year:
        return day.replace(day=days[step % len(days)])
    year = day.year // 10 * 10 + (day.year + step) % 10
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28 if leap_day else day.day)
