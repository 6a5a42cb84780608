"""Closed lists: exceptions, kinds, what to tell; each with exactly the points of the law."""

from __future__ import annotations

from datetime import date

import pytest

from yakusoku.datamap import categories
from yakusoku.laws import lists
from yakusoku.laws.values import UnableToApplyLaw

TODAY = date(2026, 11, 23)
A27 = [
    "law", "life_property", "health_child", "state_coop", "academic_publish", "academic_joint", "academic_recipient",
]  # fmt: skip


def codes(name: str, as_of: date = TODAY) -> list[str]:
    """The codes of a list, in order."""
    return [point.code for point in lists.closed_list(name, as_of=as_of).points]


def test_provision_without_consent_has_the_seven_items_of_the_act() -> None:
    found = lists.closed_list("exceptions/provision", as_of=TODAY)

    assert [point.code for point in found.points] == A27
    assert [point.article for point in found.points] == [
        f"A27(1)({roman})" for roman in ("i", "ii", "iii", "iv", "v", "vi", "vii")
    ]


@pytest.mark.parametrize(
    ("name", "count", "first", "last"),
    [
        ("exceptions/purpose", 6, "A18(3)(i)", "A18(3)(vi)"),
        ("exceptions/acquisition", 9, "A20(2)(i)", "O9(ii)"),
        ("exceptions/purpose_notice", 4, "A21(4)(i)", "A21(4)(iv)"),
        ("exceptions/no_third_party", 3, "A27(5)(i)", "A27(5)(iii)"),
        ("exceptions/not_by_opt_out", 3, "A27(2)", "A27(2)"),
        ("exceptions/bases", 6, "G6(1)(a)", "G6(1)(f)"),
        ("kinds/special_care", 11, "A2(3)", "O2(v)"),
        ("kinds/gdpr_special", 8, "G9(1)", "G9(1)"),
        ("kinds/finance_sensitive", 6, "FIN5(1)", "FIN5(1)"),
        ("providing/joint_use", 7, "A27(5)(iii)", "A27(5)(iii)"),
        ("providing/routes", 5, "A27(1)", "A31(1)"),
        ("providing/record_rules", 6, "R19(1)", "GLR4-1-3"),
        ("keeping/erasure", 7, "A22", "GL3-4-1"),
        ("providing/foreign_consent", 3, "R17(2)(i)", "R17(2)(iii)"),
        ("providing/equivalent_information", 7, "R18(3)", "R18(3)"),
        ("providing/gdpr_entrustment", 10, "G28(3)(a)", "G28(4)"),
        ("transmissions/items", 3, "TBR22-2-29", "TBR22-2-29"),
        ("transmissions/opt_out", 7, "TBR22-2-31", "TBR22-2-31"),
        ("anonymized/anonymizing", 5, "R34(i)", "R34(v)"),
        ("anonymized/pseudonymizing", 3, "R31(i)", "R31(iii)"),
        ("mailing/email_advertising", 5, "MAIL3", "MAIL4"),
    ],
)
def test_a_list_has_the_points_of_its_article(name: str, count: int, first: str, last: str) -> None:
    points = lists.closed_list(name, as_of=TODAY).points

    assert (len(points), points[0].article, points[-1].article) == (count, first, last)


@pytest.mark.parametrize("name", ["exceptions/purpose", "exceptions/acquisition", "exceptions/provision"])
def test_three_exceptions_need_more_than_a_need(name: str) -> None:
    found = lists.closed_list(name, as_of=TODAY)
    limits = {code: point.limit for code in ("law", "life_property", "health_child", "state_coop")
              if (point := found.point(code))}  # fmt: skip

    assert limits["law"] is None
    assert limits["life_property"] == limits["health_child"] is not None
    assert limits["state_coop"] is not None


def test_no_list_names_a_point_twice() -> None:
    for name in lists.list_names():
        assert len(codes(name)) == len(set(codes(name))), name


def test_every_kind_is_known_to_the_data_map() -> None:
    named = {
        category
        for name in lists.list_names()
        for point in lists.closed_list(name, as_of=TODAY).points
        for category in point.categories
    }

    assert named
    assert named <= set(categories.known())


@pytest.mark.parametrize("kind", ["special_care", "identification_code", "communication_secrecy"])
def test_every_category_of_the_data_map_that_law_protects_is_on_its_list(kind: str) -> None:
    named = {
        key for point in lists.closed_list(f"kinds/{kind}", as_of=TODAY).points for key in point.categories
    }
    protected = {key for key in categories.known() if categories.kind_of(key) == kind}
    above = {f"jp.{kind}"}  # the category that holds the others
    biometric = {"user.authorization.biometric"}  # stands for any template; the list names each feature

    uncovered = {key for key in protected - above - biometric if not any(_below(key, one) for one in named)}

    assert not uncovered


def _below(key: str, above: str) -> bool:
    return key == above or key.startswith(f"{above}.")


def test_the_number_of_the_licence_record_came_later() -> None:
    before, after = date(2025, 3, 23), date(2025, 3, 24)

    assert "licence_record_number" not in codes("kinds/identification_code", before)
    assert "licence_record_number" in codes("kinds/identification_code", after)


def test_the_rule_of_external_transmission_did_not_hold_before() -> None:
    with pytest.raises(UnableToApplyLaw, match="known from 2023-06-16"):
        lists.closed_list("transmissions/items", as_of=date(2023, 6, 15))


@pytest.mark.parametrize("name", ["exceptions/provisoin", "exception/provision", "provision"])
def test_a_list_of_no_law_is_refused(name: str) -> None:
    with pytest.raises(UnableToApplyLaw, match="not known"):
        lists.closed_list(name, as_of=TODAY)


def test_a_point_that_is_not_on_the_list_is_none() -> None:
    assert lists.closed_list("exceptions/provision", as_of=TODAY).point("friendship") is None
