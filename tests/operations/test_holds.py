"""Holds: placed by two people, looked at again within half a year, and what they reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.operations.own_states import own
from yakusoku.examples import homes
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.holds.queries import HoldView
    from yakusoku.site.home import Home

__all__ = ["own"]

BILLING = "jcom_customers:billing"
MAY = date(2027, 5, 24)  # half a year after the 24th of November


@dataclass(frozen=True)
class Desk:
    """The ids of three members of the staff of J:COM."""

    manager: str
    other: str
    desk: str


@pytest.fixture
def staff(own: Home) -> Desk:
    """Two managers and a member of the desk."""
    from yakusoku.staff.operations import add_member

    homes.copy_jcom(own.folder)
    roles = (Role.MANAGER, Role.MANAGER, Role.DESK)
    ids = [
        add_member(
            controller="jcom", name=Personal(f"担当 {number}"), roles=(role,), by="operator", now=NOW
        ).public_id
        for number, role in enumerate(roles)
    ]
    return Desk(*ids)


@pytest.fixture
def placed(staff: Desk) -> Callable[..., HoldView]:
    """Place a hold; what is not said is as it should be."""
    from yakusoku.holds.operations import place
    from yakusoku.holds.rules import Basis, Reach

    def do(**says: Any) -> HoldView:
        usual = {
            "controller": "jcom",
            "matter": "CLAIM-2026-014",
            "basis": Basis.CLAIM,
            "reaches": [Reach(BILLING)],
            "owner": staff.desk,
            "asked_by": staff.desk,
            "review_on": date(2027, 3, 1),
            "by": staff.manager,
            "now": NOW,
        }
        return place(**{**usual, **says})

    return do


def test_a_hold_has_a_matter_an_owner_and_a_day_of_review(
    staff: Desk, placed: Callable[..., HoldView]
) -> None:
    from yakusoku.holds import queries
    from yakusoku.ledger import queries as ledger

    made = placed()

    assert queries.holds(controller="jcom") == (made,)
    assert (made.matter, made.owner, made.review_on) == ("CLAIM-2026-014", staff.desk, date(2027, 3, 1))
    [entry] = [one for one in ledger.entries("jcom") if one.about == made.public_id]
    assert entry.tag == "holds:hold:added"
    assert entry.facts["reaches"] == 1


def test_who_asks_for_a_hold_does_not_place_it(staff: Desk, placed: Callable[..., HoldView]) -> None:
    from yakusoku.holds.models import Hold
    from yakusoku.holds.operations import UnableToHold

    with pytest.raises(UnableToHold, match="alone"):
        placed(asked_by=staff.manager)
    made = placed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(public_id=made.public_id).update(asked_by=staff.manager)


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ({"matter": "山田様の件"}, "no reference"),
        ({"matter": ""}, "no reference"),
        ({"reaches": []}, "reaches nothing"),
        ({"owner": "stf_0123456789ABCDEF"}, "no active member"),
        ({"review_on": NOW.date()}, "no day"),
        ({"review_on": MAY + timedelta(days=1)}, "no day"),
    ],
)
def test_a_hold_that_lacks_something_is_not_placed(
    placed: Callable[..., HoldView], says: dict[str, Any], wrong: str
) -> None:
    from yakusoku.holds import queries
    from yakusoku.holds.operations import UnableToHold

    with pytest.raises(UnableToHold, match=wrong):
        placed(**says)
    assert queries.holds() == ()


def test_a_person_needs_a_value_and_a_row_its_collection(placed: Callable[..., HoldView]) -> None:
    from yakusoku.holds.operations import UnableToHold
    from yakusoku.holds.rules import Reach

    for reach in (
        Reach(identity="email"),
        Reach(value=Personal("a@example.jp")),
        Reach(key={"no": 1}),
        Reach(BILLING, key={}),
    ):
        with pytest.raises(UnableToHold):
            placed(reaches=[reach])


def test_half_a_year_is_the_latest_day_of_review(placed: Callable[..., HoldView]) -> None:
    assert placed(review_on=MAY).review_on == MAY


class TestWhatAHoldReaches:
    def test_every_row_of_a_collection(self, placed: Callable[..., HoldView]) -> None:
        from yakusoku.holds.queries import Held

        made = placed()
        held = Held("jcom")

        assert held.whole(BILLING) == (made.because,)
        assert held.whole("jcom_customers:inquiry") == ()
        assert held.row(BILLING, {"no": 1}) == (made.because,)
        assert made.because.article == "G17(3)(e)"

    def test_one_row_by_its_whole_key(self, placed: Callable[..., HoldView]) -> None:
        from yakusoku.holds.queries import Held
        from yakusoku.holds.rules import Reach

        made = placed(reaches=[Reach(BILLING, key={"shop": 0, "no": ""})])
        held = Held("jcom")

        assert held.by_row(BILLING)
        assert held.row(BILLING, {"no": "", "shop": 0}) == (made.because,)
        assert held.row(BILLING, {"no": "", "shop": 1}) == ()
        assert held.whole(BILLING) == ()

    def test_a_person_by_an_identity_whatever_its_width_and_case(
        self, placed: Callable[..., HoldView]
    ) -> None:
        from yakusoku.holds.queries import Held
        from yakusoku.holds.rules import Reach

        made = placed(reaches=[Reach(identity="email", value=Personal("Aoki@Example.jp"))])

        assert Held("jcom", person={"email": ["ａｏｋｉ@example.jp"]}).whole(BILLING) == (made.because,)
        assert Held("jcom", person={"email": ["baba@example.jp"]}).whole(BILLING) == ()
        assert Held("jcom", person={"telephone": ["Aoki@Example.jp"]}).whole(BILLING) == ()
        assert Held("jalux", person={"email": ["aoki@example.jp"]}).whole(BILLING) == ()

    def test_a_released_hold_reaches_nothing(self, staff: Desk, placed: Callable[..., HoldView]) -> None:
        from yakusoku.holds import queries
        from yakusoku.holds.operations import UnableToHold, release
        from yakusoku.holds.rules import Ending

        made = placed()
        done = release(hold_id=made.public_id, ending=Ending.SETTLED, by=staff.other, now=NOW)

        assert not done.active
        assert queries.Held("jcom").whole(BILLING) == ()
        with pytest.raises(UnableToHold, match="before"):
            release(hold_id=made.public_id, ending=Ending.SETTLED, by=staff.other, now=NOW)


def test_a_hold_that_nobody_looked_at_again_is_overdue_and_keeps_all_the_same(
    staff: Desk, placed: Callable[..., HoldView]
) -> None:
    from yakusoku.holds import queries
    from yakusoku.holds.operations import review

    made = placed()
    late = date(2027, 3, 2)

    assert [one.public_id for one in queries.overdue(as_of=late)] == [made.public_id]
    assert queries.Held("jcom").whole(BILLING)
    review(hold_id=made.public_id, review_on=date(2027, 5, 1), by=staff.manager, now=NOW)
    assert queries.overdue(as_of=late) == ()


def test_no_value_of_a_person_stands_in_own_state(own: Home, placed: Callable[..., HoldView]) -> None:
    from django.db import connection

    from yakusoku.holds.rules import Reach

    placed(
        reaches=[Reach(BILLING, "email", Personal("aoki@example.jp")), Reach(BILLING, key={"no": "K-7731"})]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT collection, identity, digest FROM holds_reach")
        said = repr(cursor.fetchall())

    assert "aoki" not in said
    assert "K-7731" not in said


def test_a_restore_sets_again_what_was_lost_and_releases_again_what_was_released(
    own: Home, staff: Desk, placed: Callable[..., HoldView]
) -> None:
    from yakusoku.holds import queries
    from yakusoku.holds.models import Hold, HoldReach
    from yakusoku.holds.operations import release
    from yakusoku.holds.remembered import Replay
    from yakusoku.holds.rules import Ending, Reach
    from yakusoku.ledger import outside

    kept = placed(
        reaches=[Reach(BILLING), Reach(BILLING, "email", Personal("aoki@example.jp"))],
        now=NOW + timedelta(minutes=1),
    )
    ended = placed(matter="CLAIM-2026-015")
    release(hold_id=ended.public_id, ending=Ending.SETTLED, by=staff.other, now=NOW)
    before = queries.holds(controller="jcom")
    raw = [raw for _, raw, _ in outside.lines(own.folder / "outside", "jcom")]
    lines = [said for said in map(outside.read_line, raw) if said["kind"] == "hold"]
    assert b"aoki" not in b"".join(raw)
    HoldReach.objects.all().delete()
    Hold.objects.all().delete()

    with transaction.atomic():
        assert Replay().replay(log="jcom", lines=lines, now=NOW) == 3
        assert Replay().replay(log="jcom", lines=lines, now=NOW) == 0

    assert queries.holds(controller="jcom") == before
    assert [one.public_id for one in before if one.active] == [kept.public_id]
    assert len(queries.Held("jcom", person={"email": ["aoki@example.jp"]}).whole(BILLING)) == 1
