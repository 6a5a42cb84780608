"""Drawn identity papers: whose they are, where their zones lie, and that no number on them is real."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image, ImageStat

from yakusoku.examples import papers
from yakusoku.examples.people.cast import AOKI, CAST
from yakusoku.laws.queries import document

ZONES = {"insurer_number", "insured_symbol", "insured_number", "branch_number", "qr_code"}


def picture(paper: papers.Paper) -> Image.Image:
    return Image.open(io.BytesIO(paper.content))


def test_the_certificate_has_the_zones_that_the_law_names() -> None:
    paper = papers.qualification_certificate(AOKI)
    law = document("qualification_certificate", as_of=date(2026, 11, 23))
    assert set(paper.zones) == {zone.code for zone in law.zones} == ZONES


def test_the_license_has_a_zone_that_the_law_names() -> None:
    paper = papers.driving_licence(AOKI)
    law = document("driving_licence", as_of=date(2026, 11, 23))
    assert set(paper.zones) == {"licence_number"}
    assert set(paper.zones) <= {zone.code for zone in law.zones}


@pytest.mark.parametrize("draw", [papers.qualification_certificate, papers.driving_licence])
def test_zones_hold_writing_and_lie_apart_on_the_page(draw: object) -> None:
    assert callable(draw)
    paper = draw(AOKI)
    page = picture(paper)
    assert page.size == paper.size
    boxes = list(paper.zones.values())
    for place, box in enumerate(boxes):
        assert ImageStat.Stat(page.crop(box)).stddev[0] > 20
        for x0, y0, x1, y1 in boxes[place + 1 :]:
            assert x1 <= box[0] or box[2] <= x0 or y1 <= box[1] or box[3] <= y0


@pytest.mark.parametrize("draw", [papers.qualification_certificate, papers.driving_licence])
def test_what_the_sender_masked_is_black_and_the_rest_is_as_before(draw: object) -> None:
    assert callable(draw)
    plain, masked = draw(AOKI), draw(AOKI, masked_by_sender=True)
    assert masked.zones == plain.zones
    before, after = picture(plain), picture(masked)
    for box in plain.zones.values():
        assert after.crop(box).getextrema() == (0, 0)
        before.paste(0, box)
    assert before.tobytes() == after.tobytes()


def test_a_copy_is_the_same_each_time_and_another_for_another_person() -> None:
    copies = {papers.qualification_certificate(known.person).content for known in CAST.values()}
    assert len(copies) == len(CAST)
    assert papers.qualification_certificate(AOKI).content in copies


def test_the_insurer_number_names_no_prefecture_and_fails_its_check_digit() -> None:
    *digits, check = (int(digit) for digit in papers.INSURER_NUMBER)
    products = [digit * (2, 1)[place % 2] for place, digit in enumerate(reversed(digits))]
    right = -sum(product // 10 + product % 10 for product in products) % 10
    assert check != right
    assert int(papers.INSURER_NUMBER[2:4]) > 47


def test_the_license_number_names_no_commission_and_fails_its_check_digit() -> None:
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = (
        sum(int(digit) * weight for digit, weight in zip(papers.LICENCE_NUMBER[:10], weights, strict=True))
        % 11
    )
    right = 0 if rest <= 1 else 11 - rest
    assert int(papers.LICENCE_NUMBER[10]) != right
    assert papers.LICENCE_NUMBER.startswith("99")


def test_a_printed_paper_says_nothing_of_its_picture() -> None:
    assert "PNG" not in repr(papers.driving_licence(AOKI))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(1978, 4, 12), "昭和53年4月12日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
    ],
)
def test_days_are_said_in_the_japanese_calendar(day: date, said: str) -> None:
    assert papers.era(day) == said


def test_a_day_before_our_eras_is_refused() -> None:
    with pytest.raises(ValueError, match="era"):
        papers.era(date(1912, 7, 29))
