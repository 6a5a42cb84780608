"""Recipients: who may stand in the register, how they are watched, and when they get nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.operations.provision.conftest import (
    Scene,
    agree,
    entries,
    key,
    later,
    order,
    own,
    provide,
    scene,
    shop,
    toured,
)

__all__ = ["own", "scene", "toured"]


def as_role(role: str) -> Any:
    from yakusoku.provision.operations import Role

    return Role(role)


def member(scene: Scene, company: str, **says: Any) -> str:
    public, _ = key()
    given = {"role": as_role("joint_user"), "route": "joint_use.jal-group", "company": company, **says}
    return shop(scene, public, **given)


def carrier(scene: Scene) -> str:
    public, _ = key()
    return shop(scene, public, role=as_role("entrustee"), route="entrustments.all")


def noted(scene: Scene, recipient: str, kind: str, *, days: int = 0, by: str = "", **says: Any) -> None:
    from yakusoku.provision.operations import Note, note

    note(
        recipient=recipient, kind=Note(kind), on=(NOW + timedelta(days=days)).date(), reference="CHK-1",
        by=by or scene.desk, now=later(max(days, 0)), **says,
    )  # fmt: skip


def entrusted(recipient: str, participants: list[str], **says: Any) -> Any:
    given = {"purpose": "arrange-trip", "items": ("user.name",), "reference": "work-1", **says}
    return order(recipient, participants, **given)


def test_a_member_of_the_published_list_is_given_listed_items_only_and_the_note_says_why_no_record_is_owed(
    scene: Scene,
) -> None:
    jal = member(scene, "jal")
    people = scene.participants(3)
    made = provide(scene, order(jal, people, purpose="group-promotion", reference="joint-1"))
    assert (made.record.case, made.record.exemption) == ("no_third_party", "joint_use")
    assert made.record.given == 3
    assert not any(name.endswith("passport_no") for name in made.record.columns)
    from yakusoku.provision.operations import UnableToProvide

    with pytest.raises(UnableToProvide, match="not among the published items"):
        provide(
            scene,
            order(
                jal, people, purpose="group-promotion", reference="joint-2",
                items=("user.name", "user.government_id.passport_number"),
            ),
        )  # fmt: skip


def test_a_company_that_the_text_does_not_name_is_not_in_joint_use(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToEnterRecipient

    with pytest.raises(UnableToEnterRecipient, match="for companies that the text names"):
        member(scene, "distributors")
    with pytest.raises(UnableToEnterRecipient, match="no company"):
        member(scene, "jalux")


def test_a_member_is_given_nothing_before_its_first_and_after_its_last_day(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToProvide, end_recipient

    people = scene.participants(1)
    jal = member(scene, "jal", since=date(2026, 11, 30))
    one = order(jal, people, purpose="group-promotion", reference="joint-1")
    with pytest.raises(UnableToProvide, match="from 2026-11-30"):
        provide(scene, one)
    end_recipient(recipient=jal, until=date(2026, 12, 1), by=scene.desk, now=NOW)
    assert provide(scene, one, now=later(7)).record.given == 1
    with pytest.raises(UnableToProvide, match="to 2026-12-01"):
        provide(scene, order(jal, people, purpose="group-promotion", reference="joint-2"), now=later(8))


def test_nothing_goes_to_an_entrustee_without_assessment_and_contract_of_silence(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToProvide

    people, who = scene.participants(2), carrier(scene)
    with pytest.raises(UnableToProvide, match=r"JALPAK-B7\.1"):
        provide(scene, entrusted(who, people))
    noted(scene, who, "selection")
    with pytest.raises(UnableToProvide, match=r"JALPAK-B7\.2"):
        provide(scene, entrusted(who, people))
    noted(scene, who, "contract", terms=("confidentiality", "scope"), until=date(2028, 3, 31))
    made = provide(scene, entrusted(who, people))
    assert (made.record.exemption, made.record.given) == ("entrustment", 2)
    assert entries(who) == [
        "provision:recipient:added",
        "provision:recipient:noted",
        "provision:recipient:noted",
    ]


def test_an_overdue_look_is_amber_then_blocks_and_is_put_off_once_with_a_reason(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToNote, UnableToProvide
    from yakusoku.provision.queries import standing
    from yakusoku.staff.queries import UnableToAct

    people, who = scene.participants(1), carrier(scene)
    noted(scene, who, "selection")
    noted(scene, who, "contract", terms=("confidentiality",))

    def light(day: int) -> str:
        [(_, seen)] = standing(controller="jalpak", as_of=(NOW + timedelta(days=day)).date())
        return seen.light.value

    assert [light(day) for day in (365, 366, 395, 396)] == ["green", "amber", "amber", "red"]
    provide(scene, entrusted(who, people), now=later(395))
    with pytest.raises(UnableToProvide, match="blocked"):
        provide(scene, entrusted(who, people, reference="work-2"), now=later(396))
    until = (NOW + timedelta(days=400)).date()
    with pytest.raises(UnableToAct):
        noted(scene, who, "extension", days=380, until=until, reason="auditor is ill")
    with pytest.raises(UnableToNote, match="reason"):
        noted(scene, who, "extension", days=380, until=until, by=scene.manager)
    noted(scene, who, "extension", days=380, until=until, reason="auditor is ill", by=scene.manager)
    with pytest.raises(UnableToNote, match="once"):
        noted(
            scene,
            who,
            "extension",
            days=381,
            until=until + timedelta(days=9),
            reason="again ill",
            by=scene.manager,
        )
    assert [light(day) for day in (400, 401, 430, 431)] == ["green", "amber", "amber", "red"]
    noted(scene, who, "check", days=431)
    assert light(432) == "green"


def test_trouble_blocks_at_once_until_a_manager_settles_it(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToProvide
    from yakusoku.staff.queries import UnableToAct

    people, who = scene.participants(1), carrier(scene)
    noted(scene, who, "selection")
    noted(scene, who, "contract", terms=("confidentiality",))
    noted(scene, who, "trouble", reason="data left on a train")
    with pytest.raises(UnableToProvide, match="blocked"):
        provide(scene, entrusted(who, people))
    with pytest.raises(UnableToAct):
        noted(scene, who, "settled", reason="found and wiped")
    noted(scene, who, "settled", reason="found and wiped", by=scene.manager)
    assert provide(scene, entrusted(who, people)).record.given == 1


def test_a_contract_that_ran_out_is_none(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToProvide

    people, who = scene.participants(1), carrier(scene)
    noted(scene, who, "selection")
    noted(scene, who, "contract", terms=("confidentiality",), until=date(2026, 12, 31))
    provide(scene, entrusted(who, people), now=later(30))
    with pytest.raises(UnableToProvide, match=r"JALPAK-B7\.2"):
        provide(scene, entrusted(who, people, reference="work-2"), now=later(60))


def test_abroad_equivalent_measures_let_consented_data_go_and_an_overdue_check_stops_them(
    scene: Scene,
) -> None:
    from yakusoku.provision.operations import UnableToProvide

    public, _ = key()
    [one] = scene.participants(1)
    agree(one)
    who = shop(scene, public, party={"country": "TH"})
    noted(scene, who, "measures")
    made = provide(scene, order(who, [one]))
    assert (made.record.case, made.record.given) == ("consent", 1)
    with pytest.raises(UnableToProvide, match="blocked"):
        provide(scene, order(who, [one], reference="late"), now=later(400))


@pytest.mark.parametrize(
    ("says", "part"),
    [
        ({"route": "provisions.nobody"}, "declares no"),
        ({"party": {"country": "Thailand"}}, "no code of a country"),
        ({"party": {"key": "age1nonsense"}}, "no public key"),
    ],
)
def test_a_recipient_that_is_not_clear_is_not_entered(scene: Scene, says: dict[str, Any], part: str) -> None:
    from yakusoku.provision.operations import UnableToEnterRecipient

    with pytest.raises(UnableToEnterRecipient, match=part):
        shop(scene, **says)


def test_a_recipient_stands_in_the_register_once(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToEnterRecipient

    shop(scene)
    with pytest.raises(UnableToEnterRecipient, match="stands in the register"):
        shop(scene)
