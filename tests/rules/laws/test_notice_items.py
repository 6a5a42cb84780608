"""What a published text must say: the lists of the two laws and of JIS Q 15001."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import get_args

import pytest

from yakusoku.laws import notice_items

TODAY = date(2026, 11, 23)
LAWS = ("appi", "gdpr", "jis-q-15001")


def codes(kind: notice_items.NoticeKind, *features: notice_items.Feature) -> list[str]:
    """The codes of all items for a text under all three, in order."""
    found = notice_items.notice_lists(kind, laws=LAWS, features=features, as_of=TODAY)
    return [item.code for one in found for item in one.items]


def test_a_gdpr_notice_has_its_items_by_what_the_company_does() -> None:
    plain = codes("gdpr_notice")
    whole = codes(
        "gdpr_notice",
        *("eu_representative", "dpo", "foreign", "consent", "other_source", "legitimate_interests"),
    )

    assert [code for code in whole if code.startswith("G-")] == [
        *("G-1a", "G-1r", "G-1b", "G-1c1", "G-1c2", "G-1d", "G-1e", "G-1f1", "G-1f2", "G-1f3", "G-1f4"),
        *("G-2a", "G-2b1", "G-2b2", "G-2b3", "G-2b4", "G-2b5", "G-2b6", "G-2c1", "G-2c2", "G-2d"),
        *("G-2e1", "G-2e2", "G-2f", "G-3", "G-21", "G-14d", "G-14f", "G-12a", "G-12b"),
    ]
    assert not {"G-1r", "G-1b", "G-1f1", "G-2c1", "G-14d"} & set(plain)


def test_a_handling_notice_has_the_items_of_the_act() -> None:
    plain = codes("handling_notice")

    assert plain[:3] == ["A17-1", "A21-1", "A21-3"]
    assert not [code for code in plain if code.startswith(("JU", "OO", "FX", "AN", "PS", "G-"))]


@pytest.mark.parametrize(
    ("feature", "prefix", "count"),
    [
        ("joint_use", "JU-", 7),
        ("opt_out", "OO-", 9),
        ("foreign", "FX-", 3),
        ("anonymized", "AN-", 2),
        ("pseudonymized", "PS-", 1),
        ("special_care", "SC-", 1),
    ],
)
def test_a_feature_brings_its_items(feature: notice_items.Feature, prefix: str, count: int) -> None:
    assert len([code for code in codes("handling_notice", feature) if code.startswith(prefix)]) == count


def test_a_basic_policy_is_held_against_the_norms_of_basic_policies_alone() -> None:
    assert codes("basic_policy") == [f"JP-{letter}" for letter in "abcdefgh"]
    assert codes("collection_notice") == [f"JD-{letter}" for letter in "abcdefgh"]


def test_a_law_that_does_not_bind_brings_nothing() -> None:
    assert not notice_items.notice_lists("gdpr_notice", laws=["appi"], features=[], as_of=TODAY)


def test_the_norm_of_2023_asks_nothing_before_it() -> None:
    before = date(2023, 9, 19)

    assert not notice_items.notice_lists("basic_policy", laws=LAWS, features=[], as_of=before)


@pytest.mark.parametrize(
    ("code", "weighs", "article"),
    [
        ("A32-N", "must", "A32(1)(i)"),
        ("A32-S", "on_request", "O10(i)"),
        ("A32-H3", "on_request", "A32(1)(iii)"),
        ("A37-V", "on_request", "O12(iv)"),
        ("JU-7", "must", "A27(5)(iii)"),
        ("G-3", "on_request", "G13(3)"),
        ("G-12a", "advice", "G12(3)"),
        ("RG-1", "must", "A33(2)"),
    ],
)
def test_an_item_has_its_weight_and_article(code: str, weighs: str, article: str) -> None:
    item = notice_items.notice_item(code, as_of=TODAY)

    assert item is not None
    assert (item.weighs, item.article) == (weighs, article)


def test_no_code_stands_twice() -> None:
    kinds, features = get_args(notice_items.NoticeKind), get_args(notice_items.Feature)
    every = Counter(code for kind in kinds for code in codes(kind, *features))

    assert len(every) == 100
    assert set(every.values()) == {1}


def test_an_unknown_item_is_none() -> None:
    assert notice_items.notice_item("A32-Q", as_of=TODAY) is None
