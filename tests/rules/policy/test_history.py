"""Versions of a policy: one file a version, one in force on a day, none changed afterwards."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.rules.policy.planted import REAL
from yakusoku.policy import queries
from yakusoku.policy.queries import UnableToFindPolicy, UnableToLoadPolicy


def version(folder: Path, day: str, *, says: str | None = None) -> Path:
    """Write J:COM's policy as if it were published on `day`."""
    folder.mkdir(parents=True, exist_ok=True)
    words = REAL.read_text(encoding="utf-8").replace(
        "published_from: 2020-04-01", f"published_from: {says or day}"
    )
    file = folder / f"{day}.yaml"
    file.write_text(words, encoding="utf-8")
    return file


def test_the_version_of_the_day_is_in_force(tmp_path: Path) -> None:
    for day in ("2020-04-01", "2026-12-01", "2023-06-15"):
        version(tmp_path, day)

    history = queries.load(tmp_path)

    assert [one.published_from.isoformat() for one in history.versions] == [
        "2020-04-01",
        "2023-06-15",
        "2026-12-01",
    ]
    assert history.in_force(date(2020, 4, 1)).published_from == date(2020, 4, 1)
    assert history.in_force(date(2023, 6, 14)).published_from == date(2020, 4, 1)
    assert history.in_force(date(2026, 11, 23)).published_from == date(2023, 6, 15)


def test_before_the_first_version_nothing_is_in_force(tmp_path: Path) -> None:
    version(tmp_path, "2020-04-01")

    with pytest.raises(UnableToFindPolicy, match="first policy of jcom is of 2020-04-01"):
        queries.load(tmp_path).in_force(date(2020, 3, 31))


def test_two_versions_of_one_date_are_refused(tmp_path: Path) -> None:
    version(tmp_path, "2020-04-01")
    version(tmp_path, "2020-04-02", says="2020-04-01")

    with pytest.raises(UnableToLoadPolicy) as refusal:
        queries.load(tmp_path)

    assert {found.kind for found in refusal.value.findings} == {"policy.same-date"}


def test_a_file_that_is_no_yaml_name_is_told(tmp_path: Path) -> None:
    version(tmp_path, "2020-04-01").rename(tmp_path / "2020-04-01.yml")

    with pytest.raises(UnableToLoadPolicy) as refusal:
        queries.load(tmp_path)

    assert [found.kind for found in refusal.value.findings] == ["policy.wrong-file-name"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnableToLoadPolicy, match="no policy in this folder"):
        queries.load(tmp_path)


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    file = version(tmp_path, "2020-04-01")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()

    assert queries.load(tmp_path).versions[0].digest == digest
    assert queries.digests(tmp_path) == {"2020-04-01.yaml": digest}


def test_a_published_version_that_changed_or_went_is_found(tmp_path: Path) -> None:
    file = version(tmp_path, "2020-04-01")
    gone = version(tmp_path, "2023-06-15")
    published = queries.digests(tmp_path)
    assert queries.changed(tmp_path, published) == []

    file.write_bytes(file.read_bytes() + b"# a remark\n")
    gone.unlink()

    found = queries.changed(tmp_path, published)
    assert [one.where.file.rpartition("/")[2] for one in found] == ["2020-04-01.yaml", "2023-06-15.yaml"]
