"""
The known cast: six persons and three members of staff whom every test and the demo know by name.

Their telephone numbers lie in the part of our ranges that is drawn for nobody else, their mailboxes
have no digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yakusoku.examples.people.names import Name
from yakusoku.examples.people.persons import Address, Person
from yakusoku.examples.people.romaji import passport, without_boundary

_NUMBERS = 9_000_000_000


@dataclass(frozen=True)
class Known:
    """
    One of the cast: `code` such as "aoki", what it stands for, and the person.

    `second_email` is the other address of one who lives in two stores; `guardian` is the legal
    representative of a minor.
    """

    code: str
    means: str
    person: Person
    second_email: str | None = None
    guardian: Person | None = None


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works at the company: `code`, name in kanji, kana and romaji, and what they may do."""

    code: str
    name: str
    kana: str
    romaji: str
    means: str


def _named(kanji: str, kana: str) -> Name:
    return Name(kanji, without_boundary(kana), passport(kana))


def _person(
    place: int, name: str, kana: str, born: str, sex: str, home: Address, fixed: str | None
) -> Person:
    family, given = (_named(*pair) for pair in zip(name.split(), kana.split(), strict=True))
    return Person(
        _NUMBERS + place,
        family,
        given,
        date.fromisoformat(born),
        sex,
        *home,
        fixed,
        f"090-0000-00{place:02d}",
        f"{given.romaji}.{family.romaji}@example.jp".lower(),
    )


AOKI = _person(
    1,
    "青木 真由美",
    "アオキ マユミ",
    "1978-04-12",
    "F",
    Address("154-0024", "東京都", "世田谷区", "三軒茶屋2丁目84番7号", "コーポひなげし 302号室"),
    "03-1000-0001",
)
BABA = _person(
    2,
    "馬場 康夫",
    "ババ ヤスオ",
    "1959-09-30",
    "M",
    Address("273-0005", "千葉県", "船橋市", "本町4丁目77番12号", ""),
    "047-100-0002",
)
_CHIBAS_HOME = Address("220-0004", "神奈川県", "横浜市西区", "北幸1丁目91番3号", "パレス山茶花 505号室")
CHIBA = _person(3, "千葉 陽菜", "チバ ヒナ", "2011-05-20", "F", _CHIBAS_HOME, "045-100-0003")
CHIBAS_MOTHER = _person(7, "千葉 智子", "チバ トモコ", "1981-11-02", "F", _CHIBAS_HOME, "045-100-0003")
DOI = _person(
    4,
    "土居 誠",
    "ドイ マコト",
    "1970-01-25",
    "M",
    Address("542-0085", "大阪府", "大阪市中央区", "心斎橋筋2丁目88番21号", "メゾン若草 201号室"),
    "06-1000-0004",
)
ENDO = _person(
    5,
    "遠藤 香織",
    "エンドウ カオリ",
    "1985-07-08",
    "F",
    Address("060-0042", "北海道", "札幌市中央区", "大通西15丁目72番5号", ""),
    "011-100-0005",
)
FUKUDA = _person(
    6,
    "福田 拓也",
    "フクダ タクヤ",
    "1990-02-28",
    "M",
    Address("810-0041", "福岡県", "福岡市中央区", "大名1丁目95番16号", "サンハイム 403号室"),
    None,
)

CAST: dict[str, Known] = {
    known.code: known
    for known in (
        Known("aoki", "ordinary customer; asks for disclosure in the demo", AOKI),
        Known("baba", "opted out of mail", BABA),
        Known("chiba", "a minor with a legal representative", CHIBA, guardian=CHIBAS_MOTHER),
        Known("doi", "has use suspended", DOI),
        Known("endo", "has a request open", ENDO),
        Known(
            "fukuda",
            "lives in two stores under two e-mail addresses",
            FUKUDA,
            second_email="fukutaku@example.net",
        ),
    )
}
"""The six persons by code, in the order of the alphabet."""

SATO = StaffMember("sato", "佐藤 恵子", "サトウ ケイコ", "SATO KEIKO", "receives requests at the desk")
SUZUKI = StaffMember("suzuki", "鈴木 一郎", "スズキ イチロウ", "SUZUKI ICHIRO", "approves answers")
TANAKA = StaffMember("tanaka", "田中 翼", "タナカ ツバサ", "TANAKA TSUBASA", "may see nothing")
STAFF: dict[str, StaffMember] = {member.code: member for member in (SATO, SUZUKI, TANAKA)}
"""The three members of staff by code."""
