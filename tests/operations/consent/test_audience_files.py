"""Audiences of files as people have them; what must not happen while one is made; how long it holds."""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.conftest import NOW
from tests.operations.consent import test_audiences as crowds
from tests.operations.consent.conftest import arrived, whom
from tests.operations.consent.crowd import (
    COLUMNS,
    IDENTITIES,
    LETTER,
    MAGAZINE,
    TOLD,
    One,
    choose,
    expected,
    people,
)
from tests.operations.consent.test_audiences import FACTS, counted, drawn, office
from tests.stores.filled import make
from yakusoku.decisions.queries import Question

if TYPE_CHECKING:
    from yakusoku.consent.operations import Made
    from yakusoku.site.home import Home

__all__ = ["office"]
FILE: dict[str, Any] = {
    "collection": "",
    "key": "id",
    "identities": IDENTITIES,
    "name": ("name",),
    "columns": FACTS,
}


def sheet(rows: Sequence[One]) -> str:
    """Return the crowd as a spreadsheet writes it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow("" if one is None else str(one).replace("True", "TRUE") for one in row.values)
    writer.writerow([""] * len(COLUMNS))
    return out.getvalue()


def audience_of(
    tmp_path: Path, content: bytes, question: Question = LETTER, called: str = "in.csv", **says: Any
) -> Any:
    """Make an audience of a file."""
    file = tmp_path / called
    file.write_bytes(content)
    return drawn(tmp_path, question, f"{called}.out.csv", **{**FILE, "file": file, **says})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_sheet_gives_what_asking_each_person_gives(encoding: str, office: Home, tmp_path: Path) -> None:
    random = Random(7)
    rows = people(random, 40)
    choose(random, 8, crowds.desk[-1])
    for question in (LETTER, MAGAZINE):
        made, ids = audience_of(tmp_path, sheet(rows).encode(encoding), question, f"{question.purpose}.csv")
        assert (ids, counted(made)) == expected(office, question, rows)


def test_parquet_with_ids_alone_is_known_by_the_collection_they_are_of(
    office: Home, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    random = Random(8)
    rows = people(random, 40)
    crowds.fill(make("sqlite", request), rows)
    choose(random, 8, crowds.desk[-1])
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE t (id VARCHAR, collected DATE, restricted BOOLEAN, own_stop BOOLEAN)"
        )
        asked = [(row["id"], row["collected"], row["restricted"], row["own_stop"]) for row in rows[5:]]
        connection.executemany(
            "INSERT INTO t VALUES (?, ?, ?, ?)", [*asked, ("STRANGE", date(2026, 11, 23), False, False)]
        )
        connection.execute(f"COPY t TO '{tmp_path / 'ids.parquet'}' (FORMAT parquet)")
    known = {"of": "d:customer", "identities": {"address": "address"}, "name": ()}
    made, ids = drawn(tmp_path, LETTER, **{**FILE, "file": tmp_path / "ids.parquet", **known})
    allowed, counts = expected(office, LETTER, rows[5:])
    assert ids == allowed
    assert sum(counted(made).values()) == sum(counts.values()) + 1, (
        "nobody knows of an id that is not in the collection"
    )


def test_bad_rows_and_ids_are_named_by_their_lines_and_stand_in_no_audience(
    office: Home, tmp_path: Path
) -> None:
    good = ",東京都港区芝1-2-3,2026-11-23\n"
    content = f"id,address,collected\nA1{good}A2{good}A2{good} A3{good}A4,東京都港区芝1-2-3\n"
    content += f"=A5{good}1.2E+11{good}{good}A9{good}"
    made, ids = audience_of(
        tmp_path, content.encode("cp932"), called="bad.csv", identities={"address": "address"},
        columns={"collected_on": "collected"}, name=(),
    )  # fmt: skip
    assert ids == ["A1", "A9"]
    assert (made.twice, made.malformed, made.bad_rows) == ((3,), (5, 7, 8, 9), (6,))
    assert counted(made) == {("id-twice", False): 2, ("id-malformed", False): 4, ("row-malformed", False): 1}


@pytest.mark.parametrize(
    ("says", "word"),
    [
        ({"question": LETTER._replace(purpose="spring")}, "declares no purpose"),
        ({"question": LETTER._replace(categories=frozenset({"user.shoe"}))}, "no kinds of data"),
        ({"question": LETTER._replace(country="Atlantis")}, "Atlantis"),
        ({"identities": {"email": "email"}}, "by what they are known"),
        ({"key": "number"}, "no column “number”"),
        ({"columns": {"shoe": "restricted"}}, "no fact"),
    ],
)
def test_what_nobody_knows_is_refused_and_leaves_no_file(
    says: dict[str, Any], word: str, office: Home, tmp_path: Path
) -> None:
    from yakusoku.consent.operations import UnableToMakeAudience

    with pytest.raises(UnableToMakeAudience, match=word):
        audience_of(tmp_path, sheet(people(Random(1), 3)).encode(), says.pop("question", LETTER), **says)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "in.csv"]


def test_a_policy_that_changes_meanwhile_leaves_no_file_and_no_entry(office: Home, tmp_path: Path) -> None:
    from yakusoku.consent import queries
    from yakusoku.consent.operations import Drawn, UnableToMakeAudience, make_audience

    file = tmp_path / "in.csv"
    file.write_text(sheet(people(Random(1), 5)), encoding="utf-8")
    policy = next((office.folder / "policies" / "japanet").glob("*.yaml"))

    def change(stage: str, rows: int) -> None:
        del stage, rows
        policy.write_text(policy.read_text("utf-8").replace("JN-10.3]", "JN-10.3] "), encoding="utf-8")

    rows = Drawn(**{**FILE, "collection": "", "file": file})
    with pytest.raises(UnableToMakeAudience, match="policy changed"):
        make_audience(controller="japanet", question=LETTER, drawn=rows, told=TOLD, out=tmp_path / "out.csv",
                      by="mail-system", now=NOW, progress=change)  # fmt: skip
    assert not (tmp_path / "out.csv").exists()
    assert not queries.audiences(controller="japanet", now=NOW)


def test_a_full_disk_leaves_no_file_that_looks_whole(
    office: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yakusoku.consent.operations import UnableToMakeAudience

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnableToMakeAudience, match="No space left"):
        audience_of(tmp_path, sheet(people(Random(1), 5)).encode())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "in.csv"]


def test_an_audience_says_when_it_holds_no_more(office: Home, tmp_path: Path) -> None:
    from yakusoku.consent import queries
    from yakusoku.consent.operations import stop

    made: Made = audience_of(tmp_path, sheet(people(Random(1), 20)).encode())[0]
    name, out = made.audience.public_id, tmp_path / "in.csv.out.csv"
    first = queries.verified(name, out, now=NOW)
    assert (first.same, first.recorded, first.audience.fresh) == (True, True, True)
    late = queries.verified(name, out, now=NOW + timedelta(days=1))
    assert (late.audience.expired, late.audience.later) == (True, 0)
    stop(
        controller="japanet",
        way="post",
        whom=whom(email="new@example.jp"),
        arrived=arrived(-1),
        by="web-shop",
        now=NOW,
    )
    after = queries.audience(name, now=NOW)
    assert after is not None
    assert (after.fresh, after.later) == (False, 1)
    out.write_text(out.read_text() + "C99999\n")
    assert not queries.verified(name, out, now=NOW).same


def test_a_guard_that_is_told_who_it_is_looks_up_what_they_chose(office: Home, tmp_path: Path) -> None:
    from yakusoku.consent.folding import UnableToRead
    from yakusoku.consent.operations import stop
    from yakusoku.site.guard import Guard

    del tmp_path
    with Guard(office.folder, "japanet", use="use_0123456789ABCDEF") as guard:
        facts = Guard.facts("looked_up", "collected_under=2026-11-23")

        def reason(**person: str) -> str:
            ruling = guard.may("direct-mail", {"user.name"}, facts, channel="post", person=person)
            return ruling.reason

        assert reason(email="a@example.jp") == "allowed"
        stop(controller="japanet", way="post", whom=whom(email="a@example.jp"), arrived=arrived(-1), by="web-shop",
             now=NOW)  # fmt: skip
        assert reason(email="Ａ@EXAMPLE.jp") == "not_stopped"
        assert reason(email="b@example.jp", name="青木 真由美") == "allowed"
        with pytest.raises(UnableToRead):
            reason(email="no mailbox")
