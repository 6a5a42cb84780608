"""What was published and shown answers for its clauses; where neither was, people look as before."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import yakusoku
from tests.conftest import NOW
from tests.operations.notices.versions import publish, write
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from tests.operations.notices.conftest import Staff
    from yakusoku.promises.queries import Evidence
    from yakusoku.site.home import Home

DATA = Path(yakusoku.__file__).parent / "examples" / "data"
NEXT = date(2026, 12, 1)
READ = date(2026, 11, 23)
LATER = NOW + timedelta(days=8)


def parts(company: str, clause: str, control: str, now: datetime = NOW) -> tuple[Evidence, ...]:
    """Return the evidence of one control of a clause."""
    from yakusoku.promises import queries

    found = queries.clause(company, clause, now=now)
    return next(one.evidence for one in found.controls if one.name == control)


def states(company: str, clause: str, control: str, now: datetime = NOW) -> list[tuple[str, str]]:
    """Return state and witness of each part."""
    return [(one.state.value, one.by) for one in parts(company, clause, control, now)]


@pytest.mark.parametrize(
    ("clause", "control"),
    [("JC-P10.1", "publication.change_told"), ("JC-P10.2", "publication.latest")],
)
def test_where_nothing_was_published_people_look(staff: Staff, clause: str, control: str) -> None:
    del staff
    assert states("jcom", clause, control) == [("no-evidence", "people")]


def test_the_ledger_knows_the_digest_of_a_published_version(staff: Staff) -> None:
    assert states("jcom", "JC-P11.1", "publication.version_dated") == [("no-evidence", "program")]
    made = publish(staff)

    dated, unchanged = parts("jcom", "JC-P11.1", "publication.version_dated")

    assert [one.state.value for one in (dated, unchanged)] == ["kept", "kept"]
    assert [entry.facts["file"] for entry in dated.entries] == [made.file_digest]


def test_a_published_file_that_was_changed_breaks_its_clauses(staff: Staff, home: Home) -> None:
    publish(staff)
    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")

    for clause in ("JC-P10.1", "JC-P11.1"):
        [part] = parts("jcom", clause, "publication.version_dated")
        assert part.state.value == "broken"
        assert "such as policies/jcom/2020-04-01.yaml" in str(part.says)


def test_a_file_in_force_that_nobody_published_is_seen(staff: Staff, home: Home) -> None:
    publish(staff)
    assert states("jcom", "JC-P10.2", "publication.latest") == [
        ("kept", "program"),
        ("no-evidence", "people"),
    ]
    write(home.folder, NEXT)

    broken, _ = parts("jcom", "JC-P10.2", "publication.latest", LATER)

    assert str(broken.says) == (
        "In force by its file is the version of 2026-12-01; published here is that of 2020-04-01."
    )


def test_a_change_that_was_told_in_time_is_evidence(staff: Staff, home: Home) -> None:
    publish(staff)
    assert states("jcom", "JC-S1.3", "publication.change_told") == [("not-called-on", "program")]
    write(
        home.folder, NEXT, ("scope: {en: J:COM Group companies", "scope: {en: Companies of the J:COM Group")
    )
    made = publish(staff, NEXT)

    [part] = parts("jcom", "JC-S1.3", "publication.change_told")

    assert (part.state.value, part.count) == ("kept", 1)
    assert [entry.facts["version"] for entry in part.entries] == [made.in_force_from.isoformat()]


@pytest.fixture
def japanet(home: Home) -> None:
    """A home with Japanet's policy and data map, published."""
    from yakusoku.notices import operations
    from yakusoku.staff.operations import add_member

    for kind in ("policies", "datamap"):
        to = home.folder / kind / ("japanet" if kind == "policies" else "")
        shutil.copytree(DATA / "japanet" / kind, to, dirs_exist_ok=True)
    desk, manager = (
        add_member(
            controller="japanet", name=Personal("担当"), roles=(role,), by="operator", now=NOW
        ).public_id
        for role in (Role.DESK, Role.MANAGER)
    )
    operations.prepare(controller="japanet", version=READ, by=desk, now=NOW)
    operations.publish(controller="japanet", version=READ, by=manager, now=NOW)


def show(*, understood: bool | None, channel: str = "internet") -> None:
    """Show Japanet's notice on understanding."""
    from yakusoku.notices import operations

    operations.note_shown(
        controller="japanet", version=READ, language="ja", channel=channel, form="order-form",
        declared=("understanding", "by-manner"), consequence_told=False, understood=understood, through="web-shop",
        now=NOW,
    )  # fmt: skip


@pytest.mark.usefixtures("japanet")
def test_showings_answer_for_what_people_looked_at_before() -> None:
    assert states("japanet", "JN-B2.1", "notices.understood") == [("no-evidence", "people")]
    assert states("japanet", "JN-2.1", "notices.at_collection") == [("no-evidence", "people")]
    show(understood=True)

    assert states("japanet", "JN-B2.1", "notices.understood") == [("kept", "program")]
    assert states("japanet", "JN-2.1", "notices.at_collection") == [("kept", "program")]
    show(understood=None)

    [part] = parts("japanet", "JN-B2.1", "notices.understood")
    assert str(part.says) == "Showings noted: 2; understanding not confirmed: 1."
    assert part.state.value == "broken"


@pytest.mark.usefixtures("japanet")
def test_a_showing_counts_for_the_months_of_its_control() -> None:
    show(understood=True)

    assert states("japanet", "JN-B2.1", "notices.understood", NOW + timedelta(days=400)) == [
        ("at-risk", "program")
    ]
