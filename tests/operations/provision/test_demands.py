"""Demands of authorities: a basis, a second person, the least items; and no way from a person's request to them."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import yakusoku
from tests.conftest import NOW
from tests.operations.provision.conftest import Scene, entries, own, scene, toured
from yakusoku.terms.personal import Personal

__all__ = ["own", "scene", "toured"]

ITEMS = ("user.name", "user.contact.phone_number")


def noted(scene: Scene, **says: Any) -> str:
    from yakusoku.provision.operations import Demanded, Sort, note_demand

    given = {
        "controller": "jalpak", "sort": Sort.POLICE, "body": "警視庁 高輪警察署", "reference": "KEI-2026-4411",
        "basis": "刑事訴訟法 第197条第2項", "must": False, "items": ITEMS, "about": Personal("青木 真由美"),
        "received_on": date(2026, 11, 23), **says,
    }  # fmt: skip
    return note_demand(demand=Demanded(**given), by=scene.desk, now=NOW)


def settled(scene: Scene, demand: str, **says: Any) -> Any:
    from yakusoku.provision.operations import settle_demand

    given = {
        "approve": True, "items": ("user.name",), "because": "an inquiry on a matter of theft",
        "confirmed": ("law_citation", "authority_request"), "by": scene.approver, **says,
    }  # fmt: skip
    return settle_demand(demand=demand, now=NOW, **given)


def test_a_second_person_approves_the_least_items_and_the_answer_gives_no_more(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToSettleDemand, answer_demand

    demand = noted(scene)
    view = settled(scene, demand)
    assert (view.outcome.value, view.approved_items, view.must) == ("approved", ("user.name",), False)
    said: dict[str, Any] = {
        "demand": demand, "on": date(2026, 11, 24), "medium": "written", "dispatch": "POST-77", "by": scene.desk,
        "now": NOW,
    }  # fmt: skip
    with pytest.raises(UnableToSettleDemand, match="more was given"):
        answer_demand(items=ITEMS, **said)
    assert answer_demand(items=("user.name",), **said).answered_on == date(2026, 11, 24)
    with pytest.raises(UnableToSettleDemand, match="was answered"):
        answer_demand(items=("user.name",), **said)
    assert entries(demand) == [
        "provision:demand:added", "provision:demand:settled", "provision:demand:answered",
    ]  # fmt: skip


def test_whoever_noted_it_cannot_approve_it_even_with_both_roles(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToSettleDemand
    from yakusoku.staff.operations import add_member
    from yakusoku.staff.rules import Role

    both = add_member(
        controller="jalpak",
        name=Personal("両方 三郎"),
        roles=(Role.DESK, Role.APPROVER),
        by="operator",
        now=NOW,
    ).public_id
    from yakusoku.provision.operations import Demanded, Sort, note_demand

    demand = note_demand(
        demand=Demanded(
            "jalpak", Sort.COURT, "東京地方裁判所", "COURT-5", "民事訴訟法 第223条", True, ("user.name",),
            Personal("青木 真由美"), date(2026, 11, 23),
        ),
        by=both, now=NOW,
    )  # fmt: skip
    with pytest.raises(UnableToSettleDemand, match="does not decide"):
        settled(scene, demand, by=both)


@pytest.mark.parametrize(
    ("says", "part"),
    [
        ({"confirmed": ()}, "article of a law"),
        ({"items": ("user.government_id.passport_number",)}, "not items that were asked for"),
        ({"items": ()}, "not items that were asked for"),
        ({"because": ""}, "reason"),
        ({"confirmed": ("consent_hard",)}, "nothing that this exception asks for"),
    ],
)
def test_an_approval_that_lacks_something_is_refused(scene: Scene, says: dict[str, Any], part: str) -> None:
    from yakusoku.provision.operations import UnableToSettleDemand

    demand = noted(scene)
    with pytest.raises(UnableToSettleDemand, match=part):
        settled(scene, demand, **says)


def test_a_bar_association_cannot_rest_on_cooperation_with_the_state(scene: Scene) -> None:
    from yakusoku.provision.operations import Sort, UnableToNoteDemand

    with pytest.raises(UnableToNoteDemand, match="does not rest on"):
        noted(scene, sort=Sort.BAR, exception="state_coop")
    with pytest.raises(UnableToNoteDemand, match="article of law"):
        noted(scene, basis="")


def test_what_a_person_learns_names_no_demand_although_one_was_answered(scene: Scene) -> None:
    from yakusoku.provision import persons
    from yakusoku.provision.queries import given

    demand = noted(scene)
    settled(scene, demand)
    [one] = scene.participants(1)
    keyed = persons.digester()
    mine = f"jalpak_participant_no:{persons.digest_of(keyed, 'jalpak', 'jalpak_participant_no', one)}"
    assert given("jalpak", [mine]) == ()
    assert given("jalpak", [mine], disclosable=False) == ()


def test_only_the_deeds_of_demands_and_the_keeper_of_keys_name_their_table() -> None:
    """By construction: of all files, only those may read a demand that no request, portal or package calls."""
    root = Path(yakusoku.__file__).parent
    naming = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "Demand" and "migrations" not in path.parts
    }
    assert naming == {"provision/operations/demanding.py", "provision/queries.py"}
    calling = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ("asked_for(", "import asked_for"))
    }
    assert {one.split("/")[0] for one in calling} <= {"provision", "cli", "promises"}
