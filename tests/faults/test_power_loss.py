"""
Power is lost, and a file ends somewhere. What is left of a log is a committed prefix of the deeds; a cut
main file is refused with what to do; a database behind its checkpoints is read-only until the restore is finished.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.faults import power
from tests.faults.power import State, cut, ends, logged, state
from tests.operations.doors import run
from yakusoku.ledger.tags import UnableToRecord
from yakusoku.terms.personal import Personal

SEED = 20261123


@dataclass(frozen=True)
class Crashed:
    """A home in which power was lost when the walk had ended; every deed lies in the log of own state."""

    folder: Path
    deeds: tuple[power.Deed, ...]
    frames: tuple[tuple[int, bool], ...]

    @property
    def length(self) -> int:
        """The length of the log."""
        return self.frames[-1][0]

    def committed(self, length: int) -> int:
        """Return where the last commit ends in a log of that length; 0 where there is none."""
        return max((end for end, commits in self.frames if commits and end <= length), default=0)

    def copy(self, target: Path, length: int) -> Path:
        """Copy it to `target` with a log of that length."""
        shutil.copytree(self.folder, target)
        cut(target / "own.sqlite-wal", length)
        return target


@pytest.fixture(scope="module")
def crashed(crashed_folder: Path) -> Crashed:
    """The walk was done and nothing was closed."""
    frames = tuple(ends(crashed_folder / "own.sqlite-wal"))
    return Crashed(crashed_folder, logged(crashed_folder), frames)


@pytest.fixture(scope="module")
def alone(crashed: Crashed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database by itself, its log whole: cuts from the longest to the shortest need no further copy."""
    folder = tmp_path_factory.mktemp("alone")
    for name in ("own.sqlite", "own.sqlite-wal"):
        shutil.copyfile(crashed.folder / name, folder / name)
    return folder


def sampled(crashed: Crashed, *, every: int, drawn: int) -> list[int]:
    """Return lengths of the log: its beginning, around commits, around every so many frames, and some anywhere."""
    at = {0, 1, 31, 32, 33}
    for number, (end, commits) in enumerate(crashed.frames):
        if commits or number % every == 0:
            at |= {end - 1, end, end + 1, end + 24}
    draw = random.Random(SEED)
    at |= {draw.randrange(crashed.length) for _ in range(drawn)}
    return sorted((length for length in at if length <= crashed.length), reverse=True)


def states(crashed: Crashed, file: Path, lengths: list[int]) -> Iterator[tuple[int, State]]:
    """Cut the log to each length, the longest first, and read what the database then says."""
    for length in lengths:
        cut(power_log(file), length)
        yield length, state(file)


def power_log(file: Path) -> Path:
    """Return the log of a database."""
    return file.with_name(f"{file.name}-wal")


def prefixes_are_whole(crashed: Crashed, alone: Path, tmp_path: Path, lengths: list[int]) -> None:
    """Hold each cut against the commit before it, and each commit against the deeds that were logged."""
    file = Path(shutil.copytree(alone, tmp_path / "cuts")) / "own.sqlite"
    commits = sorted({crashed.committed(length) for length in lengths}, reverse=True)
    wanted = dict(states(crashed, Path(shutil.copytree(alone, tmp_path / "whole")) / "own.sqlite", commits))
    for earlier, later in pairwise(wanted[end].deeds for end in reversed(commits)):
        assert later[: len(earlier)] == earlier
    for end, found in wanted.items():
        assert found.halves == (), end
        assert found.deeds == crashed.deeds[: len(found.deeds)], end
    assert wanted[commits[0]].deeds == crashed.deeds
    assert wanted[0].deeds == ()
    for length, found in states(crashed, file, lengths):
        assert found == wanted[crashed.committed(length)], f"cut at {length} of {crashed.length}"


def test_a_cut_log_leaves_a_committed_prefix_of_whole_deeds(
    crashed: Crashed, alone: Path, tmp_path: Path
) -> None:
    lengths = sampled(crashed, every=20, drawn=60)

    assert len(lengths) > 300
    prefixes_are_whole(crashed, alone, tmp_path, lengths)


@pytest.mark.faults
def test_a_log_cut_around_every_frame_and_at_thousands_of_places(
    crashed: Crashed, alone: Path, tmp_path: Path
) -> None:
    prefixes_are_whole(crashed, alone, tmp_path, sampled(crashed, every=1, drawn=4000))


def add_member() -> None:
    """Do a deed."""
    from yakusoku.staff import operations as staff
    from yakusoku.staff.rules import Role

    staff.add_member(controller="jcom", name=Personal("増田 誠"), roles=(Role.MANAGER,), by="system", now=NOW)


def known_outside(folder: Path) -> int:
    """Return how many checkpoints the file outside knows that the database has lost."""
    lines = (folder / "outside" / "jcom.jsonl").read_text(encoding="utf-8").splitlines()
    with power.reading(folder / "own.sqlite") as connection:
        (held,) = connection.execute("SELECT count(*) FROM ledger_checkpoint").fetchone()
    return len(lines) - int(held)


def taken_up_again(folder: Path, deeds: int) -> bool:
    """Go on in a home after power loss, through a restore where the log lost what is known; say whether it had to."""
    from yakusoku.ledger import queries as ledger
    from yakusoku.site.home import open_home

    behind = known_outside(folder) > 0
    home = open_home(folder)
    found = [fault for fault in ledger.verify("jcom").findings if not fault.kind.startswith("standing.")]
    assert {fault.kind for fault in found} <= {"outside.unknown", "outside.late"}
    if behind:
        lost_is_told_and_left(folder, deeds)
    add_member()
    home.settle(NOW)
    whole = ledger.verify("jcom")
    home.close()
    assert whole.holds, whole.findings
    assert whole.generations == (2 if behind else 1)
    return behind


def lost_is_told_and_left(folder: Path, deeds: int) -> None:
    """Nothing can be done before the restore is finished; then a new origin begins and names the old checkpoint."""
    from yakusoku.ledger import queries as ledger

    (standing,) = ledger.behind()
    before = len(ledger.entries("jcom"))
    with pytest.raises(UnableToRecord, match=r"restored to an earlier day.*yakusoku restore finish"):
        add_member()
    assert len(ledger.entries("jcom")) == before == deeds

    finished = run(folder, "restore", "finish", "--yes", now=NOW)

    assert finished.exit_code == 0, finished.output
    assert (
        f"lost: {standing.lost} entries, from {standing.first_lost} to {standing.known[1] - 1}"
        in finished.output
    )
    assert ledger.behind() == ()
    first = next(entry for entry in ledger.entries("jcom") if entry.tag == "ledger:restore:finished")
    assert first.address == "jcom/2"
    assert first.index == 0
    assert (first.facts["known"], first.facts["generation"]) == (standing.known[1], 1)


def commits_to_try(crashed: Crashed, *, every: int) -> list[int]:
    """Return lengths of the log at and between commits, the last ones all."""
    commits = [0, *(end for end, committing in crashed.frames if committing)]
    last = len(commits) - 4
    return [
        end + 7 * (number % 2) for number, end in enumerate(commits) if number % every == 0 or number > last
    ]


def test_what_is_left_is_taken_up_again_and_a_loss_that_is_known_is_told(
    crashed: Crashed, tmp_path: Path
) -> None:
    behind = []
    for length in commits_to_try(crashed, every=4):
        folder = crashed.copy(tmp_path / str(length), length)
        behind.append(taken_up_again(folder, len(state(folder / "own.sqlite").deeds)))
        shutil.rmtree(folder)

    assert behind.count(True) >= 12
    assert behind[-1] is False


@pytest.mark.faults
def test_whatever_commit_is_left_is_taken_up_again(crashed: Crashed, tmp_path: Path) -> None:
    for length in commits_to_try(crashed, every=1):
        folder = crashed.copy(tmp_path / str(length), length)
        taken_up_again(folder, len(state(folder / "own.sqlite").deeds))
        shutil.rmtree(folder)
