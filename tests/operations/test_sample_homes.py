"""A home with one packaged company, or with all of them: check, doctor and stores have nothing to complain of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.common.django_ready import ready
from tests.conftest import NOW
from tests.operations import doors
from yakusoku.examples import companies, homes
from yakusoku.examples.people.truth import read_truth
from yakusoku.examples.systems.databases import UnableToFill

ready()

PEOPLE = 12
SETS = [*((code,) for code in companies.codes()), companies.codes()]


def furnished(folder: Path, codes: tuple[str, ...]) -> Path:
    """Make a home of these companies; their truths lie beside it."""
    from yakusoku.site.home import make_home

    make_home(folder / "home", stores=homes.stores_of(codes)).close()
    truths = folder / "truths"
    truths.mkdir()
    homes.furnish(folder / "home", codes, people=PEOPLE, seed=3, as_of=NOW.date(), truths=truths)
    return folder / "home"


@pytest.fixture(params=SETS, ids="+".join)
def codes(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """One company, or all."""
    found: tuple[str, ...] = request.param
    return found


def test_a_home_of_samples_has_no_error_and_nothing_is_wrong(codes: tuple[str, ...], tmp_path: Path) -> None:
    home = furnished(tmp_path, codes)

    checked = json.loads(doors.run(home, "check", "--json", str(home), now=NOW).output)
    shown = json.loads(doors.run(home, "doctor", "--json", now=NOW).output)

    assert [one for one in checked["findings"] if one["severity"] == "error"] == []
    assert checked["policies"] == len(codes)
    assert [line for line in shown["lines"] if line["verdict"] == "wrong"] == []
    stores = [line for line in shown["lines"] if line["area"] == "stores"]
    assert stores
    assert {line["verdict"] for line in stores} == {"ok"}
    assert all(len(list(read_truth(tmp_path / "truths" / f"{code}.jsonl"))) == PEOPLE + 6 for code in codes)


def test_a_home_is_not_furnished_twice_and_keeps_what_a_person_wrote(tmp_path: Path) -> None:
    home = furnished(tmp_path, ("jcom",))
    file = home / "datamap" / "jcom-media.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")

    with pytest.raises(UnableToFill):
        homes.furnish(home, ("jcom",), people=1, seed=3, as_of=NOW.date(), truths=None)

    assert file.read_text(encoding="utf-8").endswith("# ours\n")


def test_a_company_without_systems_is_no_company_of_the_samples() -> None:
    with pytest.raises(KeyError):
        homes.stores_of(["acme"])


def test_companies_share_no_store_dataset_or_number_that_they_give() -> None:
    from tests.stores.samples import map_of

    seen: dict[str, str] = {}
    for code in companies.codes():
        datamap = map_of(code)
        given = set(datamap.identities) - {"email", "phone_number"}
        for name in {*companies.company(code).stores, *(one.key for one in datamap.datasets), *given}:
            assert seen.setdefault(name, code) == code, name
