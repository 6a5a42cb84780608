"""What a check remembers: the same answer in a moment, never an old one, never a damaged one."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import yakusoku
from tests.rules.policy.mistakes.planting import GOOD, MAP, NOW, POLICY
from tests.rules.policy.test_check_command import nothing_made, nothing_opens
from yakusoku.cli import remembered
from yakusoku.cli.check import check
from yakusoku.cli.context import Door
from yakusoku.cli.remembered import Answer
from yakusoku.site.settings import read_settings
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.text import Text

checked = sys.modules["yakusoku.cli.check"]  # `yakusoku.cli.check` is the command inside it


class Home:
    """A home of which each check says whether it was read anew."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Copy the good home."""
        self.home, self.cache = folder / "home", folder / "cache"
        shutil.copytree(GOOD, self.home)
        self.now = NOW
        self.read = 0
        real: Callable[..., Answer] = checked._read_anew

        def counted(*arguments: object, **named: object) -> Answer:
            self.read += 1
            return real(*arguments, **named)

        monkeypatch.setattr(checked, "_read_anew", counted)

    def run(self, *arguments: str) -> Result:
        """Run the command."""
        door = Door(self.home, "en", lambda: self.now, nothing_opens, nothing_made, read_settings, self.cache)
        return CliRunner().invoke(check, arguments, obj=door)

    def is_read_anew(self, *arguments: str) -> bool:
        """Run the command and tell whether it read the files."""
        before = self.read
        self.run(*arguments)
        return self.read > before

    @property
    def file(self) -> Path:
        """The one file that is kept."""
        (kept,) = (self.cache / "check").iterdir()
        return kept


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home that was checked once."""
    made = Home(tmp_path, monkeypatch)
    assert made.run().exit_code == 0
    return made


@pytest.mark.parametrize("arguments", [(), ("--language", "ja"), ("--json",), ("--json", "--language", "ja")])
def test_the_answer_is_the_same_and_nothing_is_read(home: Home, arguments: tuple[str, ...]) -> None:
    anew = home.run("--fresh", *arguments)
    read = home.read

    again = home.run(*arguments)

    assert (again.output, again.exit_code) == (anew.output, anew.exit_code)
    assert home.read == read


def test_an_error_is_remembered_as_one(home: Home) -> None:
    (home.home / "datamap" / "more.yml").write_text("dataset: []\n")
    first = home.run()

    assert not home.is_read_anew()
    assert home.run().output == first.output
    assert home.run().exit_code == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda home: (home / POLICY).write_bytes((home / POLICY).read_bytes().replace(b"0120", b"0121")),
        lambda home: (home / MAP).write_bytes((home / MAP).read_bytes() + b"# a remark\n"),
        lambda home: (home / MAP).unlink(),
        lambda home: (home / "datamap" / "more.yaml").write_text("dataset: []\n"),
        lambda home: (home / "datamap" / "more.yml").write_text(""),
        lambda home: (home / "policies" / "another").mkdir(),
        lambda home: (home / MAP).rename(home / "datamap" / "other.yaml"),
        lambda home: (home / "yakusoku.toml").write_text('[stores.travel]\nurl = "sqlite:///a"\n'),
    ],
    ids=["same-size", "longer", "gone", "new", "new-ignored", "new-folder", "renamed", "stores"],
)
def test_whatever_changes_is_read_anew(home: Home, change: Callable[[Path], object]) -> None:
    assert not home.is_read_anew()

    change(home.home)

    assert home.is_read_anew()


def test_a_change_that_keeps_size_and_time_is_seen(home: Home) -> None:
    file = home.home / POLICY
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Hana Rei", b"Hana Rey"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert file.stat().st_size == status.st_size
    assert home.is_read_anew()


def test_a_company_behind_a_link_is_looked_at(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (home.home / "policies" / "example").rename(elsewhere)
    (home.home / "policies" / "example").symlink_to(elsewhere)
    (elsewhere / "circle").symlink_to(elsewhere)
    home.run()
    assert not home.is_read_anew()

    file = elsewhere / "2026-04-01.yaml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")

    assert home.is_read_anew()


def test_what_no_check_reads_is_known_by_its_name_alone(home: Home) -> None:
    (home.home / "policies" / "published.pdf").write_bytes(b"one")
    assert home.is_read_anew()

    (home.home / "policies" / "published.pdf").write_bytes(b"two")

    assert not home.is_read_anew()


def test_another_day_of_law_is_another_question(home: Home) -> None:
    assert home.is_read_anew("--as-of", "2026-11-23")
    assert not home.is_read_anew("--as-of", "2026-11-23")
    assert home.is_read_anew("--as-of", "2026-11-22")


def test_tomorrow_where_the_company_is_it_is_read_anew(home: Home) -> None:
    home.now = datetime(2026, 11, 23, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
    assert not home.is_read_anew()

    home.now = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    assert home.is_read_anew()


@pytest.mark.parametrize("name", ["laws/data/rights.yaml", "policy/checks/words.py", "locale/ja/x.mo"])
def test_another_program_or_law_is_another_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "package" / name).parent.mkdir(parents=True)
    (tmp_path / "package" / name).write_text("one")
    monkeypatch.setattr(yakusoku, "__file__", str(tmp_path / "package" / "__init__.py"))
    before = remembered.key([GOOD], as_of=None, stores=None)
    assert before == remembered.key([GOOD], as_of=None, stores=None)

    (tmp_path / "package" / name).write_text("two")

    assert remembered.key([GOOD], as_of=None, stores=None) != before


def test_another_version_is_another_question(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yakusoku, "__version__", "99.0")

    assert home.is_read_anew()


def test_damage_anywhere_is_noticed_and_repaired(home: Home) -> None:
    whole = home.file.read_bytes()
    expected = home.run().output
    for place in range(0, len(whole), 199):
        home.file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        read = home.read
        assert home.run().output == expected
        assert home.read == read + 1, place
        assert home.file.read_bytes() == whole


@pytest.mark.parametrize("size", [0, 1, 64, 65, 66, 1000])
def test_a_file_that_was_cut_is_as_good_as_none(home: Home, size: int) -> None:
    home.file.write_bytes(home.file.read_bytes()[:size])

    assert home.is_read_anew()


@pytest.mark.parametrize("body", [b"null", b"[]", b"{}", b'{"key": 1, "answer": 2}', b"\xff"])
def test_other_content_with_a_right_digest_is_as_good_as_none(home: Home, body: bytes) -> None:
    home.file.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)

    assert home.is_read_anew()


def test_the_file_is_for_its_owner_alone(home: Home) -> None:
    assert home.file.stat().st_mode & 0o777 == 0o600
    assert home.file.parent.stat().st_mode & 0o777 == 0o700

    home.file.chmod(0o644)
    assert home.is_read_anew()


def test_a_link_is_not_followed(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    home.file.rename(elsewhere)
    (home.cache / "check" / elsewhere.name).unlink(missing_ok=True)
    home.run()
    name = home.file
    name.unlink()
    name.symlink_to(elsewhere)

    assert home.is_read_anew()
    assert not home.file.is_symlink()


def test_lost_at_any_time_it_is_made_again(home: Home) -> None:
    shutil.rmtree(home.cache)
    assert home.is_read_anew()
    assert not home.is_read_anew()


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Home(tmp_path, monkeypatch)
    made.cache.write_text("a file where a folder should be")

    assert made.run().exit_code == 0
    assert made.run().exit_code == 0
    assert made.read == 2


def test_fresh_reads_anew_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Home(tmp_path, monkeypatch)

    made.run("--fresh")

    assert not made.cache.exists()


def test_a_file_that_changes_while_it_is_read_is_not_remembered(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(home.cache)
    read: Callable[..., Answer] = checked._read_anew

    def and_change(*arguments: object, **named: object) -> Answer:
        answer = read(*arguments, **named)
        with (home.home / POLICY).open("a") as file:
            file.write("# a remark\n")
        return answer

    monkeypatch.setattr(checked, "_read_anew", and_change)
    home.run()

    assert not home.cache.exists()


def test_only_the_newest_files_stay(tmp_path: Path) -> None:
    answer = Answer((), 0, 0, {})
    for number in range(60):
        remembered.remember(tmp_path / "check" / f"{number}.json", {}, answer)

    assert len(list((tmp_path / "check").iterdir())) == 50


def test_a_finding_comes_back_as_it_went(tmp_path: Path) -> None:
    says = Text("{who} and {inner} at {place} {count}", {
        "who": Bilingual("Hana", "花"), "inner": Text("This is a folder; a file is expected here."),
        "place": Where("f", 1, 2), "count": 3,
    })  # fmt: skip
    finding = Finding("a.b", Where("f.yaml", 3, 4, "k[0]"), says, says, Severity.GAP, None, ("x",), "x")
    file = tmp_path / "check" / "one.json"

    remembered.remember(file, {"key": 1}, Answer((finding,), 1, 2, {"Asia/Tokyo": date(2026, 11, 23)}))
    kept = remembered.recall(file, {"key": 1}, NOW)

    assert kept is not None
    (again,) = kept.findings
    for language in ("en", "ja"):
        assert again.says.say(language) == finding.says.say(language)
    assert (again.kind, again.where, again.severity, again.read, again.allowed, again.nearest) == (
        finding.kind, finding.where, finding.severity, finding.read, finding.allowed, finding.nearest,
    )  # fmt: skip
    assert remembered.recall(file, {"key": 2}, NOW) is None


def _often(file: Path, number: int) -> None:
    answer = Answer((), number, number, {})
    for _ in range(50):
        remembered.remember(file, {"key": 1}, answer)
        kept = remembered.recall(file, {"key": 1}, NOW)
        if kept is None or kept.policies != kept.collections:
            os._exit(1)


def test_many_at_once_read_whole_answers(tmp_path: Path) -> None:
    file = tmp_path / "check" / "one.json"
    crew = [get_context("fork").Process(target=_often, args=(file, number)) for number in range(4)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()

    assert [one.exitcode for one in crew] == [0, 0, 0, 0]
    assert [one.name for one in file.parent.iterdir()] == ["one.json"]
    assert json.loads(file.read_bytes().split(b"\n", 1)[1])["key"] == {"key": 1}
