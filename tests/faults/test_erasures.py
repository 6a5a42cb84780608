"""
After an erasure no declared column, no file of ours and no file of a store holds a value of the person.

What a statute, a hold or a skeleton keeps is listed column by column, and of everybody else not one byte changed. The
scan is shown to fail: a value is planted in each kind of place, and one letter of a stranger's row is changed.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from tests.common.cells import cells
from tests.faults import places
from tests.faults.erased import Erased, erased
from tests.stores.filled import Filled

# What JALUX keeps of Endo: invoices as the tax statutes want them, her membership under a hold, and the customer's
# number that both refer to.
KEPT = {
    "jalux": {
        "customer": {"customer_no"},
        "invoice": {
            "invoice_no", "customer_no", "order_no", "issued_on", "billed_to", "amount_yen", "tax_yen", "method",
            "paid_on",
        },
        "jmb_member": {"jmb_no", "customer_no", "joined_on", "miles"},
    },
    "jcom": {},
}  # fmt: skip
# And the columns among them in which something stands that is hers alone.
TELLING = {
    "jalux": {
        "customer.customer_no", "invoice.invoice_no", "invoice.customer_no", "invoice.order_no", "invoice.billed_to",
        "jmb_member.jmb_no", "jmb_member.customer_no",
    },
    "jcom": set(),
}  # fmt: skip
STORIES = {
    "jalux": ("jalux", "", ""),
    "jalux-postgres": ("jalux", "postgres_server", "postgres_server"),
    "jalux-mariadb": ("jalux", "mariadb_server", ""),
    "jcom-with-logs": ("jcom", "", ""),
}
"""By story: the company, where its stores are, and the server of own state; nothing stands for files."""


def with_logs(stack: ExitStack) -> Callable[[Mapping[str, str]], None]:
    """Return what lets stores keep a write-ahead log, as long as the company's own program has them open."""

    def keep(urls: Mapping[str, str]) -> None:
        for url in urls.values():
            store = stack.enter_context(closing(sqlite3.connect(url.removeprefix("sqlite:///"))))
            assert store.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
            store.execute("SELECT count(*) FROM sqlite_master").fetchone()

    return keep


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Erased]:
    """A home after a walk that erased somebody."""
    company, stores, own = STORIES[request.param]
    made: list[tuple[Any, str]] = []

    def create(fixture: str) -> str:
        server = request.getfixturevalue(fixture)
        made.append((server, server.create()))
        return made[-1][1]

    with ExitStack() as stack:
        yield erased(
            company,
            tmp_path,
            new=(lambda: create(stores)) if stores else None,
            own=create(own) if own else "",
            before=with_logs(stack) if "logs" in request.param else lambda urls: None,
        )
    for server, url in made:
        server.drop(url)


def the_scan_knows_what_to_look_for(story: Erased) -> None:
    found = story.scanner.values
    expected = {
        "jalux": {
            "遠藤 香織", "遠藤　香織", "エンドウ", "ENDO KAORI", "kaori.endo@example.jp", "090-0000-0005",
            "09000000005", "+819000000005", "大通西15丁目72番5号", "060-0042", "1985-07-08", "1985年7月8日",
            "JX0001000005",
        },
        "jcom": {"土居 誠", "マコト", "makoto.doi@example.jp", "心斎橋筋2丁目88番21号", "198.51.100.59", "J0001000004"},
    }  # fmt: skip
    assert expected[story.company] <= set(found)
    held = story.where_held(story.before)
    assert len(held) > len(TELLING[story.company]) + 5


def only_what_is_kept_still_stands_in_the_stores(story: Erased) -> None:
    assert story.kept() == KEPT[story.company]
    assert set(story.where_held(story.after)) == TELLING[story.company]


def of_everybody_else_not_one_byte_changed(story: Erased) -> None:
    gone, changed = story.before.gone(story.after), story.before.changed(story.after)
    kept = story.theirs & story.after.digests.keys()

    assert gone | changed | kept == story.theirs
    assert story.before.new(story.after) == set()
    assert len(story.before.digests) - len(story.theirs) > 300


def no_file_of_ours_holds_a_value(story: Erased) -> None:
    for folder in (story.folder, story.crashed):
        assert story.scanner.look_through(places.of_files(folder)) == {}
    assert story.scanner.look_through(places.of_home(story.folder, server=story.own)) == {}
    looked_at = {place for place, _ in places.of_files(story.crashed)}
    assert {f"outside/{story.company}.jsonl", "log/deeds.jsonl", "keys/case-keys.sqlite"} <= looked_at
    assert story.own or {"own.sqlite-wal", "jobs.sqlite-wal"} <= looked_at
    assert any(place.startswith("sealed/req_") for place in looked_at)


def no_file_of_a_store_holds_more_than_what_is_kept(story: Erased) -> None:
    kept = "\n".join(story.after.texts(set(story.theirs & story.after.rows.keys())))
    allowed = story.scanner.look(kept.encode())

    files = [file for file in sorted((story.folder / "stores").iterdir()) if file.is_file()]

    assert any(file.name.endswith("-wal") for file in files) == (story.company == "jcom")
    found = {value for file in files for value in story.scanner.look(file.read_bytes())}
    assert found == allowed


def into_free_pages(folder: Path, value: str) -> None:
    """Write a row and delete it as a program does that overwrites nothing."""
    with closing(sqlite3.connect(folder / "stores" / "jalux-sales.sqlite", isolation_level=None)) as store:
        store.execute("PRAGMA secure_delete = 0")
        store.execute("CREATE TABLE scrap (a TEXT)")
        store.execute("INSERT INTO scrap VALUES (?)", (value,))
        store.execute("DROP TABLE scrap")


def what_is_left_in_free_pages_is_found(story: Erased) -> None:
    folder = shutil.copytree(story.folder, story.folder.with_name("planted"))
    file = folder / "stores" / "jalux-sales.sqlite"
    assert "kaori.endo@example.jp" not in story.scanner.look(file.read_bytes())

    into_free_pages(folder, "kaori.endo@example.jp")

    assert "kaori.endo@example.jp" in story.scanner.look(file.read_bytes())
    assert "scrap" not in {table for _, table, _ in cells({"sales": f"sqlite:///{file}"}).rows}


def what_is_left_in_a_column_and_a_changed_letter_are_found(story: Erased) -> None:
    url = story.urls["jalux-sales"]
    store = Filled(url.partition(":")[0], url)  # type: ignore[arg-type]  # one of the three
    [(number, note)] = store.asked(
        "SELECT inquiry_no, desk_note FROM inquiry WHERE desk_note <> '' ORDER BY inquiry_no LIMIT 1"
    )
    where = ("jalux-sales", "inquiry", number)
    try:
        store.write(
            "UPDATE inquiry SET desk_note = ? WHERE inquiry_no = ?", [(f"{note}　遠藤　香織 様", number)]
        )
        after = cells(story.urls)
        assert set(story.where_held(after)) - TELLING["jalux"] == {"inquiry.desk_note"}
        store.write("UPDATE inquiry SET desk_note = ? WHERE inquiry_no = ?", [(f"{str(note)[:-1]}!", number)])
        assert story.before.changed(cells(story.urls)) - story.theirs == {where}
        assert set(story.where_held(cells(story.urls))) == TELLING["jalux"]
    finally:
        store.write("UPDATE inquiry SET desk_note = ? WHERE inquiry_no = ?", [(note, number)])
    assert story.before.changed(cells(story.urls)) <= story.theirs


def test_an_erasure_leaves_what_is_kept_and_touches_nobody_else(story: Erased) -> None:
    the_scan_knows_what_to_look_for(story)
    only_what_is_kept_still_stands_in_the_stores(story)
    of_everybody_else_not_one_byte_changed(story)
    no_file_of_ours_holds_a_value(story)
    if story.in_files:
        no_file_of_a_store_holds_more_than_what_is_kept(story)
    if story.company == "jalux":
        what_is_left_in_a_column_and_a_changed_letter_are_found(story)
        if story.in_files:
            what_is_left_in_free_pages_is_found(story)
