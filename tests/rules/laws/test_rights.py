"""What the Act says of each right: the table of the law, row by row."""

from __future__ import annotations

from datetime import date

import pytest

from yakusoku.laws import citations, queries
from yakusoku.laws.values import UnableToApplyLaw

TODAY = date(2026, 11, 23)

# code, article, fee, grounds, whether a suit may be brought (A39)
TABLE = [
    ("A-PURP", "A32(2)", "allowed", ["PURP-1", "PURP-2", "PURP-3", "PURP-4"], False),
    ("A-DISC", "A33(1)", "allowed", ["DISC-1", "DISC-2", "DISC-3", "DISC-4"], True),
    ("A-REC", "A33(5)", "allowed", ["REC-1", "REC-2", "REC-3"], False),
    ("A-CORR", "A34(1)", "forbidden", ["CORR-1", "CORR-2", "CORR-3"], True),
    ("A-STOP1", "A35(1)", "forbidden", ["STOP1-1", "STOP1-2"], True),
    ("A-STOPP", "A35(3)", "forbidden", ["STOPP-1", "STOPP-2"], True),
    ("A-STOP5", "A35(5)", "forbidden", ["STOP5-1", "STOP5-2", "STOP5-3"], True),
    ("A-EQV", "A28(3)", "forbidden", ["EQV-1"], False),
    ("A-OPT", "A27(2)", "forbidden", [], False),
    ("A-CPL", "A40(1)", "forbidden", [], False),
    ("G-ACC", "G15(1)", "forbidden", ["ACC-1", "ACC-2"], False),
    ("G-REC", "G16", "forbidden", ["GREC-1", "GREC-2"], False),
    ("G-ERA", "G17(1)", "forbidden", [f"ERA-{number}" for number in range(7)], False),
    ("G-RES", "G18(1)", "forbidden", ["RES-1", "RES-2"], False),
    ("G-POR", "G20(1)", "forbidden", ["POR-1", "POR-2", "POR-3", "POR-4"], False),
    ("G-OBJ", "G21(1)", "forbidden", ["OBJ-1", "OBJ-2", "OBJ-3", "OBJ-4"], False),
    ("G-ADM", "G22(3)", "forbidden", ["ADM-1", "ADM-2", "ADM-3"], False),
    ("G-WDR", "G7(3)", "forbidden", [], False),
    ("G-SAF", "G13(1)(f)", "forbidden", [], False),
    ("G-CPL", "G77(1)", "forbidden", [], False),
]


def law_of(code: str) -> str:
    """Codes of the Act begin with A, those of the Regulation with G."""
    return {"A": "appi", "G": "gdpr"}[code[0]]


@pytest.mark.parametrize(("code", "article", "fee", "grounds", "suit"), TABLE)
def test_a_right_is_as_the_act_has_it(
    code: str, article: str, fee: str, grounds: list[str], suit: bool
) -> None:
    law = queries.right(code, as_of=TODAY)

    assert (law.code, law.law, law.article, law.fee) == (code, law_of(code), article, fee)
    assert [ground.code for ground in law.grounds] == grounds
    assert law.suit is suit


def test_the_table_names_every_right() -> None:
    assert {row[0] for row in TABLE} == queries.right_codes()


def test_no_ground_belongs_to_two_rights() -> None:
    codes = [
        ground.code for code in queries.right_codes() for ground in queries.right(code, as_of=TODAY).grounds
    ]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "article"),
    [("DISC-1", "A33(2)(i)"), ("DISC-2", "A33(2)(ii)"), ("DISC-3", "A33(2)(iii)"), ("DISC-4", "A33(4)")],
)
def test_a_ground_of_disclosure_has_its_own_article(code: str, article: str) -> None:
    ground = queries.right("A-DISC", as_of=TODAY).ground(code)

    assert ground is not None
    assert ground.article == article


def test_disclosure_is_never_refused_for_its_amount_alone() -> None:
    ground = queries.right("A-DISC", as_of=TODAY).ground("DISC-2")

    assert ground is not None
    assert ground.limit_article == "GL3-8-2"


def test_a_ground_of_disclosure_is_no_ground_of_correction() -> None:
    assert queries.right("A-CORR", as_of=TODAY).ground("DISC-1") is None


def test_whoever_holds_nothing_says_so() -> None:
    duties = {duty.code: duty for duty in queries.right("A-DISC", as_of=TODAY).duties}

    assert duties["notify-not-held"].binds == "must"
    assert duties["notify-not-held"].article == "A33(3)"
    assert duties["explain-reason"].binds == "effort"


def test_the_person_chooses_the_method_of_disclosure() -> None:
    law = queries.right("A-DISC", as_of=TODAY)

    assert [method.code for method in law.methods] == ["electronic", "paper", "other"]
    assert law.fallback is not None
    assert law.fallback.code == "paper"


def test_representatives_may_ask() -> None:
    assert set(queries.right("A-DISC", as_of=TODAY).asked_by) == {"person", "statutory", "mandated"}


@pytest.mark.parametrize(
    ("code", "cases", "contents"),
    [
        ("A-STOP1", ["STOP1-a", "STOP1-b", "STOP1-c"], 0),
        ("A-STOP5", ["STOP5-a", "STOP5-b", "STOP5-c"], 0),
        ("A-EQV", [], 7),
        ("G-ACC", [], 11),
        ("G-ERA", [f"ERA-{letter}" for letter in "abcdef"], 0),
        ("G-RES", [f"RES-{letter}" for letter in "abcd"], 0),
        ("G-OBJ", ["OBJ-own", "OBJ-marketing"], 0),
    ],
)
def test_triggers_and_contents_are_listed_one_by_one(code: str, cases: list[str], contents: int) -> None:
    law = queries.right(code, as_of=TODAY)

    assert [case.code for case in law.cases] == cases
    assert len(law.contents) == contents


def test_no_ground_stands_against_an_objection_to_direct_marketing() -> None:
    grounds = queries.right("G-OBJ", as_of=TODAY).grounds

    told = [ground.code for ground in grounds if "never against direct marketing" in ground.says.en]

    assert told == ["OBJ-1", "OBJ-2", "OBJ-4"]  # OBJ-3 is about research and statistics


def test_every_article_can_be_written_out() -> None:
    for code in queries.right_codes():
        law = queries.right(code, as_of=TODAY)
        for article in [law.article, law.fee_article, *(ground.article for ground in law.grounds)]:
            assert citations.cite(article).ja != article


def test_a_question_before_the_law_is_refused_with_a_reason() -> None:
    with pytest.raises(UnableToApplyLaw, match="known from 2022-04-01 on") as refusal:
        queries.right("A-DISC", as_of=date(2022, 3, 31))

    assert refusal.value.refused.because.rule == "laws.A-DISC"


def test_a_right_that_is_not_in_the_law_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="A-DISK"):
        queries.right("A-DISK", as_of=TODAY)


@pytest.mark.parametrize(
    ("article", "english", "japanese"),
    [
        ("A33(2)(i)", "APPI, Article 33, paragraph 2, item 1", "個人情報保護法第33条第2項第1号"),
        ("HIA194-2", "Health Insurance Act, Article 194-2", "健康保険法第194条の2"),
        ("O13", "APPI Order, Article 13", "個人情報保護法施行令第13条"),
        ("GL3-8-7", "PPC General Guideline, section 3-8-7", "ガイドライン（通則編） 3-8-7"),
        ("G13(1)(f)", "GDPR, Article 13, paragraph 1, point (f)", "GDPR第13条第1項(f)"),
        ("G9(2)(i)", "GDPR, Article 9, paragraph 2, point (i)", "GDPR第9条第2項(i)"),
        ("O1(ix)", "APPI Order, Article 1, item 9", "個人情報保護法施行令第1条第9号"),
        ("A33(2)(xiv)", "APPI, Article 33, paragraph 2, item 14", "個人情報保護法第33条第2項第14号"),
        ("O1(a)", "APPI Order, Article 1(a)", "個人情報保護法施行令 1(a)"),
        ("JIS", "JIS Q 15001", "JIS Q 15001"),
        ("as they say", "as they say", "as they say"),
        ("ZZ3", "ZZ3", "ZZ3"),
    ],
)
def test_an_article_is_written_as_letters_write_it(article: str, english: str, japanese: str) -> None:
    cited = citations.cite(article)

    assert (cited.en, cited.ja) == (english, japanese)
