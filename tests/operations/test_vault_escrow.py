"""The escrow of keys: two of its holders open it, two people are present, and what is wrong with it is named."""

from __future__ import annotations

import itertools
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from tests.operations.own_states import own
from tests.operations.vault_escrow import AOKI, DAY, HOLDERS, Scene, member, phrase
from tests.operations.vault_folders import flipped

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]


@pytest.fixture
def scene(own: Home, tmp_path: Path) -> Scene:
    return Scene(own, tmp_path / "apart")


@pytest.fixture
def small(home: Home, tmp_path: Path) -> Scene:
    return Scene(home, tmp_path / "apart")


def entries() -> list[tuple[str, dict[str, object]]]:
    from yakusoku.ledger import queries as ledger

    return [(one.tag, dict(one.facts)) for one in ledger.entries("jcom", about="escrow")]


def test_any_two_holders_open_todays_keys_and_the_ledger_says_so(scene: Scene) -> None:
    made = scene.make()

    for pair in itertools.permutations(HOLDERS, 2):
        found = scene.check(*pair)
        assert (found.holds, found.keys, found.opened, found.lacks) == (True, 2, 2, ())
    assert made.holds == ("wrapping.json:2026-11", "digest.key", "ledger-jcom.key")
    assert scene.file.stat().st_mode & 0o777 == 0o600
    said = entries()
    assert said[0] == (
        "vault:escrow:sealed",
        {"escrow": made.digest, "holders": 3, "keys": 3, "present": scene.present},
    )
    assert said[1:] == 6 * [
        (
            "vault:escrow:confirmed",
            {"escrow": made.digest, "keys": 2, "missing": 0, "opened": 2, "present": scene.present},
        )
    ]


def test_no_key_stands_in_the_escrow_in_clear(small: Scene) -> None:
    from yakusoku.vault import keyfiles

    small.make()
    said = small.file.read_bytes()
    for file in ("wrapping.json", "digest.key"):
        for secret in keyfiles.read(small.keys / file):
            assert secret.value not in said
            assert secret.check.encode() not in said
    assert b"case-keys" not in said


def test_one_holder_alone_opens_nothing(small: Scene) -> None:
    from yakusoku.vault import operations as vault

    small.make()
    with pytest.raises(vault.UnableToHold, match="two different holders"):
        small.check("sato", "sato")
    with pytest.raises(vault.UnableToHold, match="two different holders"):
        small.check("sato")


def test_a_stranger_with_the_name_of_a_holder_opens_nothing(small: Scene) -> None:
    from yakusoku.vault import operations as vault

    small.make()
    (small.apart / "sato.key").unlink()
    (small.apart / "elsewhere").mkdir()
    vault.make_holder(name="sato", passphrase=phrase("sato"), to=small.apart / "elsewhere" / "other")
    shutil.copy(small.apart / "elsewhere" / "other", small.apart / "sato.key")
    with pytest.raises(vault.UnableToEscrow, match="do not belong to two of its holders"):
        small.check("sato", "suzuki")


def test_a_wrong_passphrase_opens_nothing(small: Scene) -> None:
    from yakusoku.vault import operations as vault

    small.make()
    keys = [(small.apart / "sato.key", "correct horse satou"), *small.of("suzuki")]
    with pytest.raises(vault.UnableToHold, match=r"does not open sato\.key"):
        vault.check_escrow(file=small.file, keys=keys, by=small.by, present=small.present, now=NOW)
    assert [tag for tag, _ in entries()] == ["vault:escrow:sealed"]


def test_two_people_are_present_by_rule_and_by_constraint(scene: Scene) -> None:
    from django.db import IntegrityError, transaction

    from yakusoku.staff.queries import UnableToAct
    from yakusoku.vault import operations as vault
    from yakusoku.vault.models import EscrowDeed

    given: Any = {"lines": scene.lines, "to": scene.file, "now": NOW}
    with pytest.raises(vault.UnableToEscrow, match="two people must be present"):
        vault.make_escrow(by=scene.by, present=scene.by, **given)
    desk = member("jcom", "desk")
    with pytest.raises(UnableToAct, match="neither operator nor manager"):
        vault.make_escrow(by=scene.by, present=desk, **given)
    with pytest.raises(UnableToAct, match="not in the register"):
        vault.make_escrow(by="stf_0000000000000000", present=scene.by, **given)
    assert not scene.file.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        EscrowDeed.objects.create(
            kind="made", digest="0" * 64, log="jcom", by=scene.by, present=scene.by, at=NOW, holds=""
        )


@pytest.mark.parametrize("count", [1, 9])
def test_an_escrow_has_two_to_eight_different_holders(small: Scene, count: int) -> None:
    from yakusoku.vault import operations as vault

    lines = [
        vault.make_holder(name=f"h{number}", passphrase=phrase("h"), to=small.apart / f"h{number}")
        for number in range(count)
    ]
    for wrong in (lines, [small.lines[0]] * 2):
        with pytest.raises(vault.UnableToEscrow, match="2 to 8 different holders"):
            vault.make_escrow(lines=wrong, by=small.by, present=small.present, to=small.file, now=NOW)


def test_a_line_with_a_wrong_letter_is_no_holder(small: Scene) -> None:
    from yakusoku.vault import operations as vault

    line = small.lines[0]
    for wrong in (line[:-1], line.replace("sato", "sata"), line[:40] + "A" + line[41:] + "A", ""):
        with pytest.raises(vault.UnableToHold, match="public line"):
            vault.make_escrow(
                lines=[wrong, *small.lines[1:]], by=small.by, present=small.present, to=small.file, now=NOW
            )


def test_after_a_month_the_escrow_lacks_the_new_key_and_the_drill_says_so(scene: Scene) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    assert queries.status(now=NOW).escrow is None
    scene.make()
    found = queries.status(now=NOW).escrow
    assert found is not None
    assert (found.made, found.tried, found.lacks) == (date(2026, 11, 24), None, ())
    scene.check()
    vault.rotate_wrapping_keys(now=NOW + 30 * DAY)

    drill = scene.check(days=30)
    assert (drill.holds, drill.keys, drill.opened) == (False, 2, 0)
    assert drill.lacks == ("wrapping.json:2026-12",)
    found = queries.status(now=NOW + 30 * DAY).escrow
    assert found is not None
    assert (found.tried, found.lacks) == (date(2026, 11, 24), ("wrapping.json:2026-12",))
    assert entries()[-1][1] | {"escrow": "", "present": ""} == {
        "escrow": "", "keys": 2, "missing": 1, "opened": 0, "present": "",
    }  # fmt: skip
    scene.make(days=30)
    assert scene.check(days=30).holds


def test_lost_keys_come_back_and_open_everything(scene: Scene) -> None:
    from yakusoku.ledger import queries as ledger
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    scene.make()
    for name in ("wrapping.json", "digest.key", "ledger-jcom.key"):
        (scene.keys / name).unlink()
    assert queries.verify_keys()

    done = scene.restore("takahashi", "suzuki")

    assert (done.written, done.kept) == (("digest.key", "ledger-jcom.key", "wrapping.json"), ())
    assert queries.verify_keys() == ()
    assert vault.get(case_id=AOKI, name="answer.zip") == b"answer"
    scene.home.settle(NOW)
    assert ledger.verify("jcom").holds
    assert (scene.keys / "wrapping.json").stat().st_mode & 0o777 == 0o600
    assert scene.restore().written == ()
    assert [facts["files"] for tag, facts in entries() if tag == "vault:escrow:restored"] == [3, 0]


def test_a_file_that_is_there_is_never_replaced(small: Scene) -> None:
    from yakusoku.vault import operations as vault

    small.make()
    vault.rotate_wrapping_keys(now=NOW + 30 * DAY)
    newer = (small.keys / "wrapping.json").read_bytes()
    (small.keys / "digest.key").unlink()
    with pytest.raises(vault.UnableToEscrow, match=r"keys/wrapping\.json is there and is not the one"):
        small.restore()
    assert (small.keys / "wrapping.json").read_bytes() == newer
    assert not (small.keys / "digest.key").exists()


def test_an_escrow_that_somebody_else_made_is_not_put_back(small: Scene) -> None:
    from yakusoku.vault import escrow, holders
    from yakusoku.vault import operations as vault

    made = small.make()
    known = [holders.read_line(line) for line in small.lines]
    small.file.write_bytes(escrow.seal({"../own.sqlite": b"x"}, known, made="2026"))
    with pytest.raises(vault.UnableToEscrow, match="does not know that escrow was made here"):
        small.restore()
    from hashlib import sha256

    with pytest.raises(vault.UnableToEscrow):
        small.restore(digest=sha256(small.file.read_bytes()).hexdigest())
    with pytest.raises(vault.UnableToEscrow):
        small.restore(digest=made.digest)


def test_an_escrow_that_own_state_forgot_is_put_back_by_its_digest(small: Scene) -> None:
    from yakusoku.vault.models import EscrowDeed

    made = small.make()
    EscrowDeed.objects.all().delete()
    (small.keys / "digest.key").unlink()
    assert small.restore(digest=made.digest).written == ("digest.key",)


def test_any_flipped_bit_of_an_escrow_is_named_with_its_line(small: Scene) -> None:
    from yakusoku.vault import escrow

    small.make()
    whole = small.file.read_bytes()
    for at in range(0, len(whole), 7):
        for bit in (0, 5):
            wrong = bytearray(whole)
            wrong[at] ^= 1 << bit
            line = whole.count(b"\n", 0, at) + 1
            with pytest.raises(escrow.BrokenEscrowError) as broken:
                escrow.read(bytes(wrong))
            assert str(broken.value) in {f"line {line}", f"line {line + 1}"}, at
    for cut in (0, 1, len(whole) // 2, len(whole) - 1):
        with pytest.raises(escrow.BrokenEscrowError, match="line"):
            escrow.read(whole[:cut])


def test_a_flipped_bit_of_a_holders_key_is_named(small: Scene) -> None:
    from yakusoku.vault import operations as vault

    small.make()
    file = small.apart / "sato.key"
    for at in range(0, file.stat().st_size, 11):
        with (
            flipped(file, at, 2),
            pytest.raises(vault.UnableToHold, match=r"sato\.key is not what was written"),
        ):
            small.check("sato", "suzuki")
    file.chmod(0o644)
    with pytest.raises(vault.UnableToHold, match="mode 0644"):
        small.check("sato", "suzuki")


def test_damaged_keys_are_not_put_into_an_escrow(small: Scene) -> None:
    from yakusoku.vault import operations as vault

    with flipped(small.keys / "wrapping.json", 90, 1), pytest.raises(vault.UnableToReadKeys):
        small.make()
    assert not small.file.exists()
    small.file.write_bytes(b"somebody's letter")
    with pytest.raises(vault.UnableToEscrow, match="is no escrow"):
        small.make()


def test_a_signing_key_that_is_open_to_others_keeps_nobody_from_the_status(small: Scene) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    small.make()
    (small.keys / "ledger-jcom.key").chmod(0o644)
    assert queries.status(now=NOW).cases == 2
    with pytest.raises(vault.UnableToReadKeys, match="mode 0644"):
        small.make()
