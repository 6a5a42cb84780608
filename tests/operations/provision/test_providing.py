"""The call that provides is the record: ruled on, narrowed, encrypted, recorded once; or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest

from tests.operations.provision.conftest import (
    PLACE,
    SHOPS,
    Scene,
    agree,
    entries,
    key,
    later,
    opened,
    order,
    own,
    provide,
    scene,
    shop,
    toured,
)

__all__ = ["own", "scene", "toured"]


class DiedError(BaseException):
    """The process is gone."""


def nothing(scene: Scene) -> bool:
    """Return whether there is neither a record nor a file that looks whole."""
    from yakusoku.provision.queries import records

    return not records(controller="jalpak") and not [
        one for one in scene.out.iterdir() if not one.name.startswith(".")
    ]


def refusal(scene: Scene, one: Any) -> str:
    """Return what `provide` says; it is to provide nothing."""
    from yakusoku.provision.operations import UnableToProvide

    with pytest.raises(UnableToProvide) as wrong:
        provide(scene, one)
    assert nothing(scene)
    assert not list(scene.out.iterdir())
    return wrong.value.wrong.say("en")


def test_only_those_who_agreed_are_given_and_only_the_listed_columns_and_the_record_is_there(
    scene: Scene,
) -> None:
    public, identity = key()
    recipient = shop(scene, public)
    first, second, third = scene.participants(3)
    agree(first)
    agree(second)

    made = provide(scene, order(recipient, [first, second, third]))

    assert (made.record.asked, made.record.given, dict(made.left_out)) == (3, 2, {"consent": 1})
    assert made.file is not None
    assert sha256(made.file.read_bytes()).hexdigest() == made.record.digest
    head, *rows = opened(made.file, identity)
    assert head == ["family_name", "given_name", "romaji", "passport_no", "flight_out", "flight_back"]
    passports = scene.rows(
        "SELECT passport_no FROM participant WHERE participant_no IN (?, ?) ORDER BY participant_no",
        first,
        second,
    )
    assert [(row[3],) for row in rows] == passports
    one = made.record
    assert (one.case, one.exemption, one.consent, one.way) == ("consent", "", True, "single")
    assert (one.on, one.kept_until) == (date(2026, 11, 24), date(2029, 11, 24))
    assert one.clause == "JALPAK-H1.19"
    assert entries(one.public_id) == ["provision:record:added"]


def test_what_identifies_the_people_of_a_record_lies_sealed_and_in_no_column(scene: Scene) -> None:
    from yakusoku.provision import models
    from yakusoku.vault import operations as vault

    public, _ = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)
    made = provide(scene, order(recipient, [one]))

    assert one in vault.get(case_id=made.record.public_id, name="persons").decode()
    for model in (models.Provision, models.PersonRecord, models.Recipient):
        for row in model.objects.values_list():
            assert not any(one.encode() in bytes(v) for v in row if isinstance(v, bytes | memoryview))
            assert one not in str(row)
            assert "免税店" not in str(row)


def test_a_second_call_makes_neither_a_second_file_nor_a_second_record(scene: Scene) -> None:
    from yakusoku.provision.queries import records

    public, _ = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)
    first = provide(scene, order(recipient, [one]))
    again = provide(scene, order(recipient, [one]), now=later(2))

    assert again.again
    assert (again.record.public_id, again.file) == (first.record.public_id, first.file)
    assert len(records(controller="jalpak")) == 1
    assert [file.name for file in scene.out.iterdir()] == [first.record.file]


def test_another_order_under_the_same_reference_is_refused(scene: Scene) -> None:
    from yakusoku.provision.operations import UnableToProvide

    public, _ = key()
    recipient = shop(scene, public)
    one, two = scene.participants(2)
    agree(one)
    agree(two)
    provide(scene, order(recipient, [one]))
    with pytest.raises(UnableToProvide, match="something else before"):
        provide(scene, order(recipient, [two]))


def test_who_stopped_or_withdrew_is_left_out_with_the_reason(scene: Scene) -> None:
    from yakusoku.consent.operations import About, Arrived, Given, Whom, record, withdraw
    from yakusoku.consent.rules import Kind, Turn
    from yakusoku.terms.personal import Personal

    public, _ = key()
    recipient = shop(scene, public)
    first, second, third = scene.participants(3)
    for one in (first, second, third):
        agree(one)
    withdraw(
        controller="jalpak", scope=SHOPS, whom=Whom((Given("jalpak_participant_no", Personal(second)),)),
        arrived=Arrived("internet", "web", later(1)), by="web", now=later(1),
    )  # fmt: skip
    record(
        controller="jalpak", about=About(Kind.SUSPENSION, SHOPS), turn=Turn.MADE,
        whom=Whom((Given("jalpak_participant_no", Personal(third)),)), arrived=Arrived("internet", "web", later(1)),
        by="web", now=later(1),
    )  # fmt: skip
    made = provide(scene, order(recipient, [first, second, third]), now=later(2))
    assert (made.record.given, dict(made.left_out)) == (1, {"consent": 1, "cease_provision": 1})


def test_a_row_that_a_request_stopped_is_left_out(scene: Scene) -> None:
    from yakusoku.provision import ports
    from yakusoku.provision.ports import wired

    public, _ = key()
    recipient = shop(scene, public)
    one, two = scene.participants(2)
    agree(one)
    agree(two)

    def stopped(*, controller: str, section: str, keys: Any, what: str = "provision") -> frozenset[Any]:
        assert (controller, section) == ("jalpak", "jalpak_tours.participant")
        return frozenset({(one,)} & set(keys)) if what == "provision" else frozenset()

    before = wired()
    ports._wired = replace(before, stopped=stopped)
    made = provide(scene, order(recipient, [one, two]))
    assert (made.record.given, dict(made.left_out)) == (1, {"cease_provision": 1})


def test_telephone_numbers_never_go_to_duty_free_shops(scene: Scene) -> None:
    public, _ = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)
    says = refusal(scene, order(recipient, [one], items=("user.name", "user.contact.phone_number")))
    assert "not among the published items" in says
    assert "JALPAK-H1.20" in says


def test_nothing_is_provided_where_nobody_agreed(scene: Scene) -> None:
    public, _ = key()
    recipient = shop(scene, public)
    assert "nobody may be given (consent: 2)" in refusal(scene, order(recipient, scene.participants(2)))


@pytest.mark.parametrize(
    ("says", "part"),
    [
        ({"purpose": "no-such"}, "no-such"),
        ({"items": ("user.nickname-x",)}, "is no kind of data"),
        ({"recipient": "rcp_0000000000000000"}, "there is no recipient"),
        ({"route": "provisions.no-such"}, "lists no items"),
        ({"medium": "oral"}, "electronic or written"),
        ({"way": "contract"}, "which contract"),
        ({"facts": {"consent:provisions.duty-free-shops": True}}, "cannot be claimed"),
        ({"reference": "not a code"}, "no short code"),
    ],
)
def test_what_is_not_there_is_refused_and_leaves_nothing(
    scene: Scene, says: dict[str, Any], part: str
) -> None:
    public, _ = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)
    assert part in refusal(scene, order(**{"recipient": recipient, "participants": [one], **says}))


def test_an_unknown_place_or_column_is_refused(scene: Scene) -> None:
    from yakusoku.provision.operations import Selection

    public, _ = key()
    recipient = shop(scene, public)
    assert "nothing in the data map" in refusal(
        scene, order(recipient, [], selection=Selection("jalpak_tours:nothing"))
    )
    assert "has no column" in refusal(scene, order(recipient, [], selection=Selection(PLACE, "x", ["1"])))


def test_a_recipient_without_key_gets_no_electronic_file_and_may_get_a_list_to_print(scene: Scene) -> None:
    recipient = shop(scene)
    [one] = scene.participants(1)
    agree(one)
    assert "has no key" in refusal(scene, order(recipient, [one]))


def test_a_country_without_protection_is_refused_although_the_person_agreed(scene: Scene) -> None:
    public, _ = key()
    recipient = shop(scene, public, party={"country": "TH"})
    [one] = scene.participants(1)
    agree(one)
    assert "takes protection abroad" in refusal(scene, order(recipient, [one]))


def test_a_full_disk_leaves_no_file_and_no_record(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.provision import handing

    public, _ = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)

    with Path("/dev/full").open("wb", buffering=0) as full, monkeypatch.context() as patch:
        writer = handing._Writer
        patch.setattr(handing, "_Writer", lambda file: writer(cast("Any", full)))
        assert "No space left" in refusal(scene, order(recipient, [one]))
    assert provide(scene, order(recipient, [one])).record.given == 1


def test_a_death_before_the_record_leaves_no_file_under_its_name_and_the_next_call_provides_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yakusoku.provision.operations import providing
    from yakusoku.provision.queries import records

    public, identity = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)

    def die(*args: object, **kwargs: object) -> None:
        raise DiedError

    with monkeypatch.context() as patch:
        patch.setattr(providing, "_record", die)
        with pytest.raises(DiedError):
            provide(scene, order(recipient, [one]))
    assert nothing(scene)
    made = provide(scene, order(recipient, [one]))
    assert made.file is not None
    assert len(opened(made.file, identity)) == 2
    assert len(records(controller="jalpak")) == 1


def test_a_death_after_the_record_is_mended_by_the_next_call(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yakusoku.provision import handing
    from yakusoku.provision.queries import records

    public, identity = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)

    def die(*args: object, **kwargs: object) -> None:
        raise DiedError

    with monkeypatch.context() as patch:
        patch.setattr(handing, "name", die)
        with pytest.raises(DiedError):
            provide(scene, order(recipient, [one]))
    [record] = records(controller="jalpak")
    assert not (scene.out / record.file).exists()
    made = provide(scene, order(recipient, [one]))
    assert made.again
    assert made.file is not None
    assert len(opened(made.file, identity)) == 2
    assert [file.name for file in scene.out.iterdir()] == [record.file]
    assert len(records(controller="jalpak")) == 1


def test_a_batch_stays_three_years_from_the_last_provision_and_a_single_record_from_its_own(
    scene: Scene,
) -> None:
    from yakusoku.provision.queries import records

    public, _ = key()
    recipient = shop(scene, public)
    one, two = scene.participants(2)
    agree(one)
    agree(two)
    provide(scene, order(recipient, [one], way="batch", reference="b-1"))
    provide(scene, order(recipient, [two], reference="s-1"))
    provide(scene, order(recipient, [two], way="batch", reference="b-2"), now=later(30))
    kept = {one.reference: one.kept_until for one in records(controller="jalpak")}
    assert kept == {
        "b-1": date(2029, 12, 24),
        "s-1": date(2029, 11, 24),
        "b-2": date(2029, 12, 24),
    }


def test_insurers_get_data_with_an_accident_case_and_on_paper_only(scene: Scene) -> None:
    public, _ = key()
    insurer = shop(scene, public, route="provisions.insurers")
    [one] = scene.participants(1)
    agree(one, "provisions.insurers", sentence="JALPAK-H1.18:provisions.insurers")
    said: dict[str, Any] = {
        "purpose": "accident-insurance", "items": ("user.name",), "reference": "acc-1", "medium": "written",
    }  # fmt: skip
    without = refusal(scene, order(insurer, [one], **said))
    assert "accident_case" in without
    unnumbered = refusal(scene, order(insurer, [one], **said, facts={"accident_case": True}))
    assert "which case" in unnumbered
    full = {**said, "facts": {"accident_case": True}, "event": "ACC-2026-17"}
    electronic = refusal(scene, order(insurer, [one], **{**full, "medium": "electronic"}))
    assert "JALPAK-H1.18" in electronic
    made = provide(scene, order(insurer, [one], **full))
    assert made.file is not None
    page = made.file.read_text("utf-8")
    [(family,)] = scene.rows("SELECT family_name FROM participant WHERE participant_no = ?", one)
    assert family in page
    assert "件 / End of list: 1" in page
    assert (made.record.event, made.record.medium) == ("ACC-2026-17", "written")


def test_records_go_when_their_time_is_over_and_what_was_sealed_with_them(scene: Scene) -> None:
    from yakusoku.provision import models
    from yakusoku.provision.operations import expire
    from yakusoku.vault import operations as vault

    public, _ = key()
    recipient = shop(scene, public)
    [one] = scene.participants(1)
    agree(one)
    made = provide(scene, order(recipient, [one]))
    assert expire(now=later(365 * 3)) == 0
    assert expire(now=later(365 * 3 + 3)) == 1
    assert not models.PersonRecord.objects.exists()
    vault.finish_destructions(now=later(365 * 3 + 3))
    with pytest.raises(vault.UnableToUnseal):
        vault.get(case_id=made.record.public_id, name="persons")
