"""
What must not leave the stores and the seals: values about persons, in every spelling in which they could slip out.

A scan looks for all of them at once: the first four bytes of each spelling lead to the whole.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import quopri
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from yakusoku.examples.people import cast
from yakusoku.examples.people.persons import Person

_LEAST = 4
_SHORTEST = 6
"""Shorter spellings turn up by chance in what is sealed."""
# Columns whose words are shared by half the subscribers, and those that hold a moment or a number.
_COMMON = {
    "sex", "prefecture", "service_area", "status", "collected_on", "contract_from", "contract_until", "method",
    "billed_month", "paid_on", "received_at", "channel", "installed_on", "kind", "watched_at", "called_at",
}  # fmt: skip
_OWNED = {
    "customers": {"subscriber": "subscriber_no", "billing": "subscriber_no", "inquiry": "subscriber_no"},
    "media": {"device": "subscriber_no", "call_recording": "subscriber_no"},
}
WORDS = (
    "貴社が保有する私の個人情報の開示を請求します",
    "契約、視聴、通話録音の記録を含みます",
    "氏名・生年月日・電話番号・郵便番号が契約者情報と一致",
)
"""What was written in the walk: by the person, and by staff about the person."""


def of_cast() -> set[str]:
    """Return the values of the six persons that everybody knows, as they are and as they are often written."""
    people = [known.person for known in cast.CAST.values()]
    people += [known.guardian for known in cast.CAST.values() if known.guardian]
    second = {known.second_email for known in cast.CAST.values() if known.second_email}
    return {value for one in people for value in of_person(one)} | {one for one in second if one}


def of_person(one: Person) -> set[str]:
    """Return what is true of a person, as it is and as it is often written."""
    family, given = one.family.kanji, one.given.kanji
    kana, romaji = (one.family.kana, one.given.kana), f"{one.family.romaji} {one.given.romaji}"
    found = {f"{family}{gap}{given}" for gap in ("", " ", "　")} | {family + given, *kana}
    found |= {"".join(kana), " ".join(kana), "　".join(kana), romaji, romaji.title(), romaji.lower()}
    found |= {one.street, one.email or "", one.postal_code, *one.building.split()}
    found |= _numbers(one.postal_code) | _days(one.birth_date.isoformat())
    for number in (one.telephone, one.mobile):
        found |= _telephones(number or "")
    return {value for value in found if value}


def _numbers(written: str) -> set[str]:
    return {written.replace("-", "")}


def _telephones(written: str) -> set[str]:
    bare = written.replace("-", "")
    return {written, bare, f"+81{bare[1:]}", f"+81-{written[1:]}"} if bare else set()


def _days(iso: str) -> set[str]:
    year, month, day = iso.split("-")
    return {
        iso, iso.replace("-", ""), iso.replace("-", "/"),
        f"{year}年{int(month)}月{int(day)}日", f"{year}.{int(month)}.{int(day)}",
    }  # fmt: skip


def of_stores(folder: Path) -> set[str]:
    """Return what the two sample systems in a home hold about Aoki: every text that is not shared by many."""
    found: set[str] = set()
    with closing(sqlite3.connect(folder / "stores" / "customers.sqlite")) as connection:
        asked = "SELECT subscriber_no FROM subscriber WHERE mobile = ?"
        ((number,),) = connection.execute(asked, (cast.AOKI.mobile,)).fetchall()
    for store, tables in _OWNED.items():
        with closing(sqlite3.connect(folder / "stores" / f"{store}.sqlite")) as connection:
            connection.row_factory = sqlite3.Row
            for table, column in tables.items():
                for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (number,)):
                    found |= _texts(row)
            if store == "media":
                watched = "SELECT * FROM viewing WHERE device_id LIKE ?"
                for row in connection.execute(watched, (f"D{number[1:]}%",)):
                    found |= _texts(row)
    return found


def _texts(row: sqlite3.Row) -> set[str]:
    return {value for key, value in zip(row.keys(), row, strict=True) if _tells(key, value)}


def _tells(column: str, value: object) -> bool:
    return isinstance(value, str) and column not in _COMMON and len(value.encode()) >= _SHORTEST


def spellings(value: str) -> set[bytes]:
    """Return `value` in every spelling in which a program could have written it."""
    plain = value.encode()
    wide = unicodedata.normalize("NFKC", value)
    texts = {value, wide, value.upper(), unicodedata.normalize("NFD", value), _full_width(value)}
    found = {text.encode() for text in texts}
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp932", "euc_jp", "iso2022_jp"):
        found.add(_without_escapes(value.encode(encoding, errors="ignore")))
    found |= {plain.hex().encode(), plain.hex().upper().encode(), plain.hex(" ").encode()}
    found |= set(_base64(plain)) | set(_base64(value.encode("utf-16-le")))
    found |= _escaped(value, plain)
    for digest in (
        hashlib.sha256,
        hashlib.sha1,
        hashlib.md5,
    ):  # a digest without a key is guessed in a second
        found |= {digest(plain).digest(), digest(plain).hexdigest().encode()}
    return {spelling for spelling in found if len(spelling) >= _SHORTEST}


def _without_escapes(raw: bytes) -> bytes:
    return raw.removeprefix(b"\x1b$B").removesuffix(b"\x1b(B")


def _full_width(value: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in value)


def _base64(plain: bytes) -> Iterator[bytes]:
    """Give what every base64 text that holds `plain` has in common, at each of the three places it can begin."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + plain)
        first = -(-before * 8 // 6)
        last = (before + len(plain)) * 8 // 6
        yield whole[first:last]
        yield whole[first:last].translate(bytes.maketrans(b"+/", b"-_"))


def _escaped(value: str, plain: bytes) -> set[bytes]:
    """Return the spellings of JSON, Python, HTML, addresses and mail; pure ASCII spells most of them alike."""
    units = value.encode("utf-16-be")
    upper = "".join(
        chr(int.from_bytes(units[at : at + 2], "big"))
        if units[at] == 0
        else f"\\u{units[at : at + 2].hex().upper()}"
        for at in range(0, len(units), 2)
    )
    return {
        json.dumps(value)[1:-1].encode(),
        upper.encode(),
        repr(plain)[2:-1].encode(),
        quote(value).encode(),
        quote(value).lower().encode(),
        quote(value, safe="-. @").encode(),
        quopri.encodestring(plain).replace(b"=\n", b"").strip(),
        html.escape(value).encode("ascii", "xmlcharrefreplace"),
        "".join(f"&#x{ord(letter):x};" if ord(letter) > 127 else letter for letter in value).encode(),
    }


@dataclass(frozen=True)
class Scanner:
    """Looks for values in bytes."""

    values: tuple[str, ...]

    @cached_property
    def _by_beginning(self) -> dict[bytes, list[tuple[bytes, str]]]:
        found: dict[bytes, list[tuple[bytes, str]]] = defaultdict(list)
        for value in self.values:
            for spelling in spellings(value):
                found[spelling[:_LEAST]].append((spelling, value))
        return dict(found)

    def look(self, content: bytes) -> set[str]:
        """Return the values that `content` holds in any spelling."""
        known = self._by_beginning
        found: set[str] = set()
        for at in range(len(content) - _LEAST + 1):
            for spelling, value in known.get(content[at : at + _LEAST], ()):
                if content.startswith(spelling, at):
                    found.add(value)
        return found

    def look_through(self, places: Iterable[tuple[str, bytes]]) -> dict[str, set[str]]:
        """Return what was found, by place; empty where nothing was."""
        return {place: found for place, content in places if (found := self.look(content))}
