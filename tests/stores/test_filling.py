"""Filling sample systems: all or nothing, in any database, told as it goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.stores.samples import AS_OF, Samples, contents, in_sqlite, on_server
from yakusoku.examples.jcom.company import COMPANY
from yakusoku.examples.jcom.tables import DEVICE, SUBSCRIBER
from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person, person
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.company import Company, Theirs
from yakusoku.examples.systems.databases import UnableToFill
from yakusoku.examples.systems.dialects import MARIADB, POSTGRESQL, SQLITE
from yakusoku.examples.systems.filling import Filled, Progress, fill
from yakusoku.examples.systems.tables import table


@pytest.fixture(params=["sqlite", "postgres", "mariadb"])
def samples(request: pytest.FixtureRequest, tmp_path: Path) -> Samples:
    """A few people on each database."""
    if request.param == "sqlite":
        return in_sqlite(COMPANY, tmp_path, people=20)
    new: Callable[[], str] = request.getfixturevalue(f"new_{request.param}")
    return on_server(COMPANY, tmp_path, new, people=20)


def fill_below(folder: Path, *, people: int, progress: Progress | None = None, **urls: str) -> Filled:
    """Fill J:COM's stores in files below `folder`, or where `first` and `all` say."""
    files = {name: urls.get("all", f"sqlite:///{folder}/{file}") for name, file in COMPANY.stores.items()}
    if "first" in urls:
        files[SUBSCRIBER.store] = urls["first"]
    return fill(COMPANY, files, people=people, seed=1, as_of=AS_OF, progress=progress)


def test_a_filled_store_is_not_filled_again_and_stays_as_it_is(samples: Samples) -> None:
    before = dict(contents(samples))
    with pytest.raises(UnableToFill, match="has a table subscriber already"):
        fill(COMPANY, samples.urls, people=1, seed=2, as_of=AS_OF)
    assert dict(contents(samples)) == before


def test_all_stores_may_be_one_database(tmp_path: Path) -> None:
    made = fill_below(tmp_path, people=5, all=f"sqlite:///{tmp_path}/one.sqlite")
    assert made.rows[SUBSCRIBER] == 12
    assert made.rows[DEVICE] > 2


def test_progress_ends_with_everybody(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    fill_below(tmp_path, people=2_500, progress=lambda done, wanted: told.append((done, wanted)))
    assert told == [(2_000, 2_506), (2_506, 2_506)]


@pytest.mark.parametrize("kind", ["sqlite", "mariadb"])
def test_a_run_that_fails_leaves_every_store_empty(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def dies(done: int, wanted: int) -> None:
        raise RuntimeError("the disk is full")

    server = {} if kind == "sqlite" else {"first": request.getfixturevalue("mariadb_url")}
    with pytest.raises(RuntimeError):
        fill_below(tmp_path, people=5, progress=dies, **server)
    assert fill_below(tmp_path, people=5, **server).people == 11


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://sato:geheim@somewhere/x", "of no kind"),
        ("sqlite:////nowhere/at/all/c.sqlite", "cannot be opened"),
        ("postgresql://sato:geheim@127.0.0.1:1/x", "does not let us in"),
        ("mariadb://sato:geheim@127.0.0.1:1/x", "does not let us in"),
    ],
)
def test_a_store_that_cannot_be_opened_is_refused_without_its_address(
    url: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnableToFill, match=said) as refused:
        fill_below(tmp_path, people=1, first=url)
    assert "geheim" not in refused.value.say("en")
    assert refused.value.__cause__ is None


ORDER = table(
    "shop",
    "order",
    """
    order_no    code    key
    line        whole   key
    "group"     text?
    ordered_on  day
    sent_at     moment?
    price       yen     indexed
    gift        truth
    """,
)


def test_a_table_is_made_in_the_words_of_each_database() -> None:
    assert SQLITE.create(ORDER).splitlines() == [
        'CREATE TABLE "order" (',
        '  "order_no" TEXT NOT NULL,',
        '  "line" INTEGER NOT NULL,',
        '  """group""" TEXT,',
        '  "ordered_on" DATE NOT NULL,',
        '  "sent_at" TIMESTAMP,',
        '  "price" INTEGER NOT NULL,',
        '  "gift" BOOLEAN NOT NULL,',
        '  PRIMARY KEY ("order_no", "line")',
        ")",
    ]
    assert '  "price" BIGINT NOT NULL,' in POSTGRESQL.create(ORDER).splitlines()
    assert "  `order_no` VARCHAR(190) NOT NULL," in MARIADB.create(ORDER).splitlines()
    assert list(MARIADB.create_indexes(ORDER)) == ["CREATE INDEX `order_price` ON `order` (`price`)"]
    assert list(POSTGRESQL.create_indexes(ORDER)) == ['CREATE INDEX "order_price" ON "order" ("price")']


def test_a_key_of_several_columns_is_told_as_one() -> None:
    assert ORDER.keys_of([("A1", 2, None, "2026-11-23", None, 980, False)]) == [("A1", 2)]
    assert SUBSCRIBER.keys_of([("J0000000001",)]) == ["J0000000001"]


@pytest.mark.parametrize(
    "declared",
    [
        "a number key",
        "a code key\nb code primary",
        "a code key\nb code of",
        "a code key\nb code of there",
        "a code key\nb",
        "a code key\nb text indexed",
        "a text key",
        "a code\nb code key",
        "a code",
    ],
)
def test_a_line_that_describes_no_column_is_refused(declared: str) -> None:
    with pytest.raises(ValueError, match="column"):
        table("shop", "order", declared)


def test_the_small_example_of_the_page_can_be_filled(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "sample-systems.md").read_text(encoding="utf-8")
    known = (Company, Draws, Iterator, Person, Theirs, date, person, spelled, table, timedelta)
    written: dict[str, Any] = {"CAST": CAST, **{one.__name__: one for one in known}}

    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(block, "docs/sample-systems.md", "exec"), written)  # noqa: S102  our own page

    acme = in_sqlite(written["COMPANY"], tmp_path, people=9)
    assert {str(table): count for table, count in acme.filled.rows.items()} == {
        "acme-sales.customer": 15,
        "acme-sales.shop_order": 15,
    }
