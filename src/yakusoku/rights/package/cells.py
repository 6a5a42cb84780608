"""One value of a person in each of its three spellings: for readers, for spreadsheets, for programs."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

from yakusoku.rights.answer import Value
from yakusoku.terms.bilingual import Bilingual, Language

_ABSENT = Bilingual(en="(no record)", ja="（登録なし）")
_EMPTY = Bilingual(en="(blank)", ja="（空欄）")
_YES = Bilingual(en="Yes", ja="はい")
_NO = Bilingual(en="No", ja="いいえ")
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")
_EXACT = 2**53 - 1


def read(value: Value, language: Language) -> str:
    """Return the value as a letter shows it. Moments keep the offset their store gave."""
    if value is None:
        return _ABSENT.say(language)
    if isinstance(value, bool):
        return (_YES if value else _NO).say(language)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return f"{value:%Y/%m/%d}" if language == "ja" else value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        return str(int(value))
    return str(value) if str(value).strip() else _EMPTY.say(language)


def _moment(value: datetime) -> str:
    said = value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    if value.tzinfo is None:
        return said
    offset = value.isoformat(timespec="microseconds")[26:]
    return f"{said} UTC" if offset == "+00:00" else f"{said} {offset}"


def spread(value: Value) -> str:
    """
    Return the value for a CSV cell; a text that a spreadsheet could take for a formula gets a `'` before it.

    So does a text that begins with `'`, so that taking one `'` away always gives the original.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" \u3000").startswith(_FORMULA) else value
    return str(value)


def machine(value: Value) -> str | int | float | bool | None:
    """Return the value for JSON: days and moments in ISO 8601; as text, what JSON cannot hold exactly."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= _EXACT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return str(value) if isinstance(value, Decimal) else value
