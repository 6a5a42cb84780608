"""`yakusoku vault` and `yakusoku staff`, as typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result

from tests.conftest import NOW
from tests.operations import doors
from tests.operations.vault_folders import flipped
from yakusoku.rights.rules import State

if TYPE_CHECKING:
    from yakusoku.site.home import Home

AOKI = "req_00000000000A0K1A"


@pytest.fixture
def folder(home: Home) -> Path:
    from yakusoku.vault import operations as vault

    vault.ensure_case_key(case_id=AOKI, now=NOW)
    vault.put(case_id=AOKI, name="answer.zip", content=b"answer")
    for company in ("jalpak", "jcom"):
        (home.folder / "policies" / company).mkdir()
        (home.folder / "policies" / company / "2026-04-01.yaml").touch()
    request(State.WITHDRAWN)
    return home.folder


def request(state: State) -> None:
    from yakusoku.rights.models import RightsRequest

    RightsRequest.objects.update_or_create(
        public_id=AOKI,
        defaults={
            "controller": "jcom",
            "state": state,
            "channel": "post",
            "arrival_ref": "E-1",
            "receipt_code": "R-1",
            "received_at": NOW,
            "received_on": NOW.date(),
            "suit_open_on": NOW.date() + timedelta(days=15),
            "right": "A-DISC",
            "asked": b"",
            "closed_at": NOW,
        },
    )


def typed(
    folder: Path, words: str, *, now: datetime = NOW, language: str = "en", answers: str = ""
) -> Result:
    return doors.run(folder, *words.split(), now=now, language=language, typed=answers)


def member(folder: Path, role: str, company: str = "jcom") -> str:
    added = typed(folder, f"staff add --company {company} --role {role}", answers="佐藤 花子\n")
    return added.output.split()[-1]


def test_a_member_is_added_listed_changed_and_retired(folder: Path) -> None:
    sato = member(folder, "desk")

    assert typed(folder, "staff list --company jcom").output == f"{sato}  jcom  privacy desk  佐藤 花子\n"
    assert (
        typed(folder, f"staff roles {sato} --role desk --role approver").output == f"{sato} desk, approver\n"
    )
    assert typed(folder, "staff list", language="ja").output == f"{sato}  jcom  窓口担当, 承認者  佐藤 花子\n"
    kept = typed(folder, f"staff retire {sato}")
    assert (kept.exit_code, "is the last approver of jcom" in kept.output) == (1, True)
    assert typed(folder, f"staff retire {sato} --yes").output == f"{sato} is retired.\n"
    assert typed(folder, "staff list").output == ""
    assert "(retired)" in typed(folder, "staff list --retired").output


def test_a_member_is_added_only_to_a_company_that_has_a_policy_here(folder: Path) -> None:
    refused = typed(folder, "staff add --company jcon --role desk", answers="佐藤 花子\n")

    assert refused.exit_code == 1
    assert refused.output.endswith("jcon has no policy in this home. Name one that has: jalpak, jcom.\n")
    assert typed(folder, "staff list --company jcon").output == ""


def test_a_refusal_is_said_in_the_readers_language(folder: Path) -> None:
    refused = typed(folder, "staff roles stf_0 --role desk", language="ja")

    assert refused.exit_code == 1
    assert refused.output.startswith("担当者台帳を変更することはできません。")


def test_a_manager_destroys_a_case_and_has_its_certificate(folder: Path) -> None:
    suzuki = member(folder, "manager")

    done = typed(folder, f"vault destroy {AOKI} --by {suzuki}", answers="y\n")

    assert done.exit_code == 0
    assert f"Case {AOKI}: destroying until backups end\n" in done.output
    assert "No backup opens the case from 2026-12-29 on.\n" in done.output
    later = typed(folder, f"vault certificate {AOKI}", now=NOW + timedelta(days=35))
    assert later.output.startswith(
        f"Case {AOKI}: destroyed\nDecided on 2026-11-24 by {suzuki}; sealed files: 1\n"
    )
    assert "destroyed 1\n" in typed(folder, "vault status", now=NOW + timedelta(days=35)).output


def test_nobody_else_destroys_a_case(folder: Path) -> None:
    sato = member(folder, "desk")

    refused = typed(folder, f"vault destroy {AOKI} --by {sato} --yes")

    assert refused.exit_code == 1
    assert "does not hold the role manager" in refused.output
    assert "intended 0" in typed(folder, "vault status").output


def test_a_manager_of_another_company_destroys_nothing(folder: Path) -> None:
    other = member(folder, "manager", "jalpak")

    assert typed(folder, f"vault destroy {AOKI} --company jalpak --by {other} --yes").exit_code == 2
    refused = typed(folder, f"vault destroy {AOKI} --by {other} --yes")

    assert refused.exit_code == 1
    assert f"{other} is not in the register of staff of jcom" in refused.output
    assert "Cases with a key: 1" in typed(folder, "vault status").output


def test_the_case_of_an_open_request_is_not_destroyed(folder: Path) -> None:
    suzuki = member(folder, "manager")
    request(State.NEED_ID)

    refused = typed(folder, f"vault destroy {AOKI} --by {suzuki} --yes")

    assert refused.exit_code == 1
    assert f"{AOKI} is still open: waits for proof of identity. Answer and close it" in refused.output
    assert "Cases with a key: 1" in typed(folder, "vault status").output


def test_a_question_that_is_not_answered_destroys_nothing(folder: Path) -> None:
    suzuki = member(folder, "manager")

    assert typed(folder, f"vault destroy {AOKI} --by {suzuki}", answers="n\n").exit_code == 1
    assert "Cases with a key: 1" in typed(folder, "vault status").output


def test_verify_names_file_and_case_and_ends_with_one(folder: Path) -> None:
    whole = typed(folder, "vault verify --sealed")
    assert (whole.exit_code, whole.output) == (0, "The keys are whole.\n")

    with flipped(folder / "sealed" / AOKI / "answer.zip", 80, 1):
        assert typed(folder, "vault verify").exit_code == 0
        found = typed(folder, "vault verify --sealed")

    assert found.exit_code == 1
    assert found.output.startswith(f"sealed/{AOKI}/answer.zip: {AOKI}: altered: ")


def test_finish_and_rotate_are_harmless_to_repeat(folder: Path) -> None:
    for _ in range(2):
        assert typed(folder, "vault finish").output == "Finished destructions: 0\n"
    later = NOW + timedelta(days=30)
    assert typed(folder, "vault rotate", now=later).output == (
        "Wrapped anew: 1. Removed wrapping keys: 2026-11\n"
        "No backup of the keys holds them from 2027-01-28 on.\n"
    )
    ending = "Wrapping key 2026-11 is gone; no backup holds it from 2027-01-28 on.\n"
    assert ending in typed(folder, "vault status", now=later).output
    assert ending not in typed(folder, "vault status", now=NOW + timedelta(days=65)).output
    assert typed(folder, "vault rotate", now=later).output == "Wrapped anew: 0. Removed wrapping keys: -\n"
