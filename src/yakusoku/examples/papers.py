"""
Identity papers of people who do not exist, as the copies they would put into an envelope.

Each bears 見本 (specimen) across it. No number can be anybody's: insurer numbers and license numbers name a
prefecture that there is not, and fail their check digit.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

    from yakusoku.examples.people.persons import Person

Box = tuple[int, int, int, int]

INSURER_NUMBER = "06990013"  # 06: a union; 99: no prefecture; the check digit of 0699001 is another
INSURED_SYMBOL = "9900"
INSURED_NUMBER = "0000123"
BRANCH_NUMBER = "00"
LICENCE_NUMBER = "990000001250"  # 99: no public safety commission; the check digit of 9900000012 is another
INSURER = "架空健康保険組合"

_PAGE = (1240, 874)  # A5 across at 150 dots an inch
_CARD = (110, 112, 1130, 762)
_PAPER, _CARD_GRAY, _INK, _FAINT, _BLACK = 252, 238, 28, 214, 0
_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
)
_SEXES = {"F": "女", "M": "男"}
_ISSUED, _ENDS = date(2025, 12, 2), date(2029, 11, 30)
_LICENCE_ENDS = date(2029, 6, 1)


@dataclass(frozen=True)
class Paper:
    """
    A copy: PNG bytes, and where each zone lies that somebody may have to black out.

    `document` and the zones' codes are those of `laws.queries.document`; a box is x0, y0, x1, y1 in pixels, the
    last two just outside.
    """

    document: str
    content: bytes = field(repr=False)
    zones: Mapping[str, Box]
    size: tuple[int, int] = _PAGE
    valid_until: date | None = None
    issued_on: date | None = None


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    with as_file(files("noto_cjk_sans_jp_regular") / "NotoSansCJKjp-Regular.otf") as path:
        return ImageFont.truetype(io.BytesIO(path.read_bytes()), size)


class Sheet:
    """A gray page with a card on it, and the zones found while writing."""

    def __init__(self) -> None:
        from PIL import Image, ImageDraw

        self.image: Image.Image = Image.new("L", _PAGE, _PAPER)
        self.draw: ImageDraw.ImageDraw = ImageDraw.Draw(self.image)
        self.zones: dict[str, Box] = {}
        self.draw.rounded_rectangle(_CARD, radius=34, fill=_CARD_GRAY, outline=_INK, width=3)
        self._specimen()

    def _specimen(self) -> None:
        for row, across in enumerate((150, 300, 450)):
            self.draw.text((across + 90, 190 + row * 180), "見本　架空の証", fill=_FAINT, font=_font(64))

    def text(self, x: int, y: int, words: str, size: int = 30, *, zone: str | None = None) -> int:
        """Write, keep the box where it is a zone, and return where the words end."""
        self.draw.text((x, y), words, fill=_INK, font=_font(size))
        left, top, right, bottom = self.draw.textbbox((x, y), words, font=_font(size))
        if zone:
            self.zones[zone] = (int(left) - 8, int(top) - 8, int(right) + 9, int(bottom) + 9)
        return int(right)

    def labeled(self, x: int, y: int, label: str, words: str, *, zone: str | None = None) -> int:
        """Write a small label and the words behind it."""
        end = self.text(x, y + 7, label, 22)
        return self.text(end + 16, y, words, zone=zone)

    def code(self, x: int, y: int, content: str, *, zone: str) -> None:
        """Draw a QR code of `content`, five pixels a module."""
        import segno

        matrix = segno.make(content, error="m", micro=False).matrix
        side = len(matrix) * 5
        self.draw.rectangle((x - 14, y - 14, x + side + 13, y + side + 13), fill=_PAPER)
        for row, modules in enumerate(matrix):
            for column, module in enumerate(modules):
                if module:
                    left, top = x + column * 5, y + row * 5
                    self.draw.rectangle((left, top, left + 4, top + 4), fill=_INK)
        self.zones[zone] = (x - 14, y - 14, x + side + 14, y + side + 14)

    def finish(
        self, document: str, *, masked: bool = False, ends: date | None = None, issued: date | None = None
    ) -> Paper:
        """Black out every zone if asked, and return the copy; `ends` and `issued` are the days that stand on it."""
        if masked:
            for x0, y0, x1, y1 in self.zones.values():
                self.draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=_BLACK)
        made = io.BytesIO()
        self.image.save(made, "PNG")
        zones = dict(sorted(self.zones.items()))
        return Paper(document, made.getvalue(), zones, valid_until=ends, issued_on=issued)


def era(day: date) -> str:
    """
    Return a day in the Japanese calendar, such as 昭和53年4月12日; the first year of an era is 元年.

    :raises ValueError: before 30 July 1912
    """
    for first, name in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    raise ValueError("no era is known for a day before 30 July 1912")


def _address(person: Person) -> tuple[str, str]:
    return f"{person.prefecture}{person.city}{person.street}", person.building


def qualification_certificate(person: Person, *, masked_by_sender: bool = False) -> Paper:
    """
    Return a copy of a health insurance qualification certificate (資格確認書) that `person` is the holder of.

    Zones: `insurer_number`, `insured_symbol`, `insured_number`, `branch_number`, `qr_code`; black where
    `masked_by_sender`.
    """
    sheet = Sheet()
    sheet.text(150, 134, "健康保険　資格確認書", 40)
    sheet.labeled(610, 142, "本人（被保険者）", f"{era(_ISSUED)}交付")
    end = sheet.labeled(150, 222, "記号", INSURED_SYMBOL, zone="insured_symbol")
    end = sheet.labeled(end + 40, 222, "番号", INSURED_NUMBER, zone="insured_number")
    sheet.labeled(end + 40, 222, "（枝番）", BRANCH_NUMBER, zone="branch_number")
    sheet.labeled(150, 292, "氏名", person.name)
    sheet.labeled(620, 292, "カナ", f"{person.family.kana} {person.given.kana}")
    end = sheet.labeled(150, 348, "生年月日", era(person.birth_date))
    sheet.labeled(end + 60, 348, "性別", _SEXES[person.sex])
    address, building = _address(person)
    end = sheet.labeled(150, 404, "住所", address)
    sheet.text(210, 448, building)
    sheet.labeled(150, 508, "資格取得年月日", era(date(2016, 4, 1)))
    sheet.labeled(150, 560, "有効期限", era(_ENDS))
    sheet.labeled(150, 622, "保険者番号", INSURER_NUMBER, zone="insurer_number")
    sheet.labeled(150, 682, "保険者名称", f"{INSURER}（東京都千代田区架空町0番地）")
    numbers = (INSURER_NUMBER, INSURED_SYMBOL, INSURED_NUMBER, BRANCH_NUMBER)
    sheet.code(920, 500, "SPECIMEN/" + "/".join(numbers), zone="qr_code")
    return sheet.finish("qualification_certificate", masked=masked_by_sender, ends=_ENDS, issued=_ISSUED)


def _portrait(sheet: Sheet) -> None:
    """Draw a head without a face."""
    sheet.draw.rectangle((850, 300, 1090, 620), fill=_PAPER, outline=_INK, width=2)
    sheet.draw.ellipse((915, 345, 1025, 475), fill=176)
    sheet.draw.pieslice((870, 500, 1070, 740), 180, 360, fill=176)


def driving_licence(person: Person, *, masked_by_sender: bool = False) -> Paper:
    """
    Return a copy of the front of a driving license (運転免許証) that `person` is the holder of.

    Its zone is `licence_number`, black where `masked_by_sender`.
    """
    sheet = Sheet()
    sheet.labeled(150, 140, "氏名", person.name)
    sheet.text(690, 140, f"{era(person.birth_date)}生")
    address, building = _address(person)
    sheet.labeled(150, 204, "住所", address)
    sheet.text(210, 248, building)
    sheet.labeled(150, 304, "交付", f"{era(date(2024, 5, 20))}　00000")
    sheet.draw.rectangle((150, 366, 820, 424), fill=206)
    sheet.text(170, 372, f"{era(_LICENCE_ENDS)}まで有効", 34)
    sheet.labeled(150, 450, "免許の条件等", "眼鏡等")
    sheet.labeled(150, 540, "番号", f"第　{LICENCE_NUMBER}　号", zone="licence_number")
    sheet.labeled(150, 610, "種類", "普通")
    sheet.text(850, 640, "運転免許証", 44)
    sheet.text(150, 686, "架空県公安委員会", 34)
    _portrait(sheet)
    return sheet.finish("driving_licence", masked=masked_by_sender, ends=_LICENCE_ENDS)
