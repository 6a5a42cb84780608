"""
Files of a home that are missing, empty, cut or damaged: refused when the home is opened, by name and with what to do.

Nothing is written then, and nothing goes on in silence. Job tables are no truth: they are moved aside and made anew.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.faults import power
from tests.faults.power import cut, everything
from tests.operations.doors import run
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.sqlitefile import Trouble, look

if TYPE_CHECKING:
    from yakusoku.site.home import Home

PAGE = 4096
COMMANDS = (
    ("rights", "list"),
    ("staff", "list"),
    ("ledger", "verify"),
    ("restore", "finish"),
    ("vault", "status"),
    ("work", "drain"),
    ("init",),
)


@pytest.fixture
def closed(walked_home: Home) -> Path:
    """The folder of a walked home that nobody has open."""
    walked_home.close()
    return walked_home.folder


def refused(folder: Path) -> str:
    """Open the home, which must be refused, and return what is said; no byte may change."""
    from yakusoku.site.home import open_home
    from yakusoku.site.integrity import UnableToOpenHome

    before = everything(folder)
    with pytest.raises(UnableToOpenHome) as refusal:
        open_home(folder)
    assert everything(folder) == before
    return refusal.value.say()


def missing(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    cut(file, 0)


def halved(file: Path) -> None:
    cut(file, file.stat().st_size // 2)


def headless(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"\0" * 16)


DAMAGES: dict[Callable[[Path], None], str] = {
    missing: "there is no own.sqlite.",
    empty: "own.sqlite is empty.",
    halved: "own.sqlite is cut: it has ",
    headless: "own.sqlite is damaged: it does not begin like a database.",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_command_names_the_file_and_what_to_do_and_writes_nothing(
    closed: Path, damage: Callable[[Path], None]
) -> None:
    damage(closed / "own.sqlite")
    before = everything(closed)

    for command in COMMANDS if damage is not missing else COMMANDS[:-1]:
        shown = run(closed, *command, now=NOW)
        assert shown.exit_code == 1, command
        assert shown.output.startswith(f"Unable to open this home: {DAMAGES[damage]}"), shown.output
        assert "newest backup of own.sqlite" in shown.output
        assert "run `yakusoku restore finish`" in shown.output
        assert "own.sqlite" in run(closed, *command, now=NOW, language="ja").output

    assert everything(closed) == before


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_the_doctor_looks_at_the_rest_of_a_damaged_home(closed: Path, damage: Callable[[Path], None]) -> None:
    damage(closed / "own.sqlite")

    shown = run(closed, "doctor", now=NOW)

    assert shown.exit_code == 1
    assert "own.sqlite" in shown.output
    assert "Stores that answer: 2 of 2." in shown.output


def cuts_are_refused(closed: Path, lengths: list[int]) -> None:
    file = closed / "own.sqlite"
    whole = file.stat().st_size
    for length in sorted(lengths, reverse=True):
        cut(file, length)
        says = refused(closed)
        assert "own.sqlite" in says, length
        assert "yakusoku restore finish" in says
        if length >= 104:
            assert f"it has {length} of {whole} bytes" in says


def test_a_main_file_cut_at_any_page_is_refused(closed: Path) -> None:
    whole = (closed / "own.sqlite").stat().st_size
    draw = random.Random(7)
    pages = [at + step for at in range(0, whole, PAGE) for step in (-1, 0, 1) if at + step >= 0]

    cuts_are_refused(closed, [*pages, *(draw.randrange(whole) for _ in range(20)), whole - 1])


@pytest.mark.faults
def test_a_main_file_cut_at_thousands_of_places_is_refused(closed: Path) -> None:
    whole = (closed / "own.sqlite").stat().st_size
    draw = random.Random(8)

    cuts_are_refused(closed, sorted({draw.randrange(whole) for _ in range(3000)}))


def is_refused(folder: Path) -> bool:
    """Open the home and say whether it was refused with the name of the file."""
    from yakusoku.site.home import open_home

    try:
        open_home(folder).close()
    except UnableTo as refusal:
        return "own.sqlite" in refusal.say()
    return False


def test_a_header_damaged_anywhere_is_refused_or_counts_for_nothing(closed: Path) -> None:
    file = closed / "own.sqlite"
    before = file.read_bytes()
    told = power.state(file)
    accepted = set()
    for at in range(100):
        for flip in (0x01, 0x80, 0xFF):
            file.write_bytes(before[:at] + bytes([before[at] ^ flip]) + before[at + 1 :])
            if not is_refused(closed):
                accepted.add(at)
                assert power.state(file) == told, at

    # journal mode, free list, schema cookie, size of the cache, numbers for the application, the writer's version
    counts_for_nothing = {
        18,
        19,
        *range(32, 44),
        *range(48, 52),
        *range(60, 64),
        *range(68, 72),
        *range(96, 100),
    }
    assert accepted <= counts_for_nothing


def inside_out(file: Path) -> None:
    """Fill pages in the middle with what never stood there, so that the file has its length and its header."""
    size = file.stat().st_size
    with file.open("r+b") as opened:
        for page in range(2, size // PAGE - 1):
            opened.seek(page * PAGE)
            opened.write(b"\xa5" * PAGE)


def test_damage_inside_is_found_by_the_doctor_and_never_a_traceback(closed: Path) -> None:
    inside_out(closed / "own.sqlite")

    for command in COMMANDS:
        shown = run(closed, *command, now=NOW)
        assert shown.exit_code == 1, (command, shown.output)
        assert "Unable to" in shown.output or "NOT everything fits" in shown.output, shown.output
    assert "own.sqlite" in run(closed, "doctor", now=NOW).output


def test_one_page_damaged_inside_is_found_by_reading_every_page(closed: Path) -> None:
    from yakusoku.site.home import open_home

    with closing(sqlite3.connect(closed / "own.sqlite")) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'rights_fee'")
    with (closed / "own.sqlite").open("r+b") as opened:
        opened.seek((page - 1) * PAGE)
        opened.write(b"\xff" * 8)
    home = open_home(closed)

    (found,) = home.integrity()

    home.close()
    assert (found.where.file, found.says.say()) == ("own.sqlite", "own.sqlite is damaged inside.")
    assert "restore finish" in found.do.say()
    assert "own.sqlite is damaged inside" in run(closed, "doctor", now=NOW).output


def test_a_whole_home_has_no_finding_and_looking_changes_nothing(closed: Path) -> None:
    from yakusoku.site.home import open_home

    before = everything(closed)
    home = open_home(closed)

    assert home.integrity() == ()

    home.close()
    assert everything(closed) == before


def test_a_file_that_a_checkpoint_was_lengthening_is_whole(tmp_path: Path) -> None:
    """Power was lost while the log was being folded in: the first page says a length that the file has not yet."""
    file = tmp_path / "own.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE kept (text)")
        connection.executemany("INSERT INTO kept VALUES (?)", [("x" * 900,)] * 200)
        for name in ("own.sqlite", "own.sqlite-wal"):
            shutil.copyfile(tmp_path / name, tmp_path / f"then-{name}")
    after = file.read_bytes()
    then = tmp_path / "then-own.sqlite"

    for pages in (1, 2, 20):
        then.write_bytes(after[: pages * PAGE])
        assert look(then).trouble is None
        with closing(sqlite3.connect(f"file:{then}?mode=ro", uri=True)) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (200,)
    then.write_bytes(b"torn" * 1024)
    assert look(then).trouble is None
    cut(tmp_path / "then-own.sqlite-wal", 3_000)
    then.write_bytes(after[:PAGE])
    assert look(then).trouble is Trouble.CUT


def lived(folder: Path, draw: random.Random) -> Iterator[Path]:
    """Let a few connections do what they like with a file, and give the state that power loss leaves at each step."""
    file, left = folder / "own.sqlite", folder / "left"
    left.mkdir()
    with ExitStack() as stack:
        opened = []
        for checkpoint in (1, 5, 1000):
            opened.append(
                stack.enter_context(closing(sqlite3.connect(file, timeout=0, isolation_level=None)))
            )
            opened[-1].execute("PRAGMA journal_mode=WAL")
            opened[-1].execute(f"PRAGMA wal_autocheckpoint={checkpoint}")
        opened[0].execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, text)")
        for _ in range(60):
            one = draw.choice(opened)
            done = draw.choice(
                (
                    f"INSERT INTO kept (text) VALUES ('{'x' * draw.randrange(9000)}')",
                    f"DELETE FROM kept WHERE number % {draw.randrange(2, 5)} = 0",
                    f"PRAGMA wal_checkpoint({draw.choice(('PASSIVE', 'FULL', 'RESTART', 'TRUNCATE'))})",
                    "COMMIT" if one.in_transaction else draw.choice(("BEGIN IMMEDIATE", "BEGIN")),
                    "VACUUM",
                )
            )
            with suppress(sqlite3.OperationalError):
                one.execute(done).fetchall()
            for name in ("own.sqlite", "own.sqlite-wal"):
                shutil.copyfile(folder / name, left / name)
            yield left / "own.sqlite"


@pytest.mark.parametrize("seed", range(3))
def test_no_state_that_sqlite_leaves_is_called_wrong(seed: int, tmp_path: Path) -> None:
    for number, file in enumerate(lived(tmp_path, random.Random(seed))):
        assert look(file).trouble is None, number


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(100, 300))
def test_no_state_of_many_lives_is_called_wrong(seed: int, tmp_path: Path) -> None:
    for number, file in enumerate(lived(tmp_path, random.Random(seed))):
        assert look(file).trouble is None, number


def test_a_log_that_was_left_beside_a_restored_file_is_refused(closed: Path, tmp_path: Path) -> None:
    file = closed / "own.sqlite"
    shutil.copyfile(file, tmp_path / "backup")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE later (text)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("CREATE TABLE latest (text)")
        connection.execute("INSERT INTO later VALUES (?)", ("x" * 9000,))
        shutil.copyfile(closed / "own.sqlite-wal", tmp_path / "log")
    shutil.copyfile(tmp_path / "log", closed / "own.sqlite-wal")
    shutil.copyfile(tmp_path / "backup", file)

    assert "own.sqlite-wal was left behind by another state of own.sqlite." in refused(closed)


def test_a_file_that_may_not_be_read_is_refused(closed: Path) -> None:
    (closed / "own.sqlite").unlink()
    (closed / "own.sqlite").mkdir()

    assert "own.sqlite cannot be read (Is a directory)." in refused(closed)


def test_a_server_without_tables_or_without_an_answer_is_refused(tmp_path: Path, postgres_url: str) -> None:
    from yakusoku.site.home import make_home

    make_home(tmp_path / "home").close()
    file = tmp_path / "home" / "yakusoku.toml"
    plain = file.read_text(encoding="utf-8")
    file.write_text(plain.replace("sqlite:///own.sqlite", postgres_url), encoding="utf-8")
    assert "the database of own state has no tables. This home was never finished" in refused(
        tmp_path / "home"
    )
    (tmp_path / "home" / "outside" / "jcom.jsonl").write_text("{}\n")
    assert "Restore it from its newest backup" in refused(tmp_path / "home")

    away = "postgresql://own:secret@127.0.0.1:1/own"
    file.write_text(plain.replace("sqlite:///own.sqlite", away), encoding="utf-8")
    says = refused(tmp_path / "home")
    assert "the database of own state does not answer." in says
    assert "secret" not in says
