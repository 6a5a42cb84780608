"""The page for operators: every command on it is run, in its order, and the Japanese page has the same ones."""

from __future__ import annotations

import re
import shlex
import subprocess
from datetime import timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.operations import doors
from tests.operations.ledger_cases import do
from tests.operations.vault_escrow import AOKI, member

if TYPE_CHECKING:
    import pytest

    from yakusoku.site.home import Home

_DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands(page: str) -> list[str]:
    text = (_DOCS / page).read_text(encoding="utf-8")
    return [line for block in _BLOCK.findall(text) for line in block.splitlines()]


def phrase(file: str) -> str:
    return f"correct horse {Path(file).stem}"


def typed(words: list[str]) -> str:
    """Return what a person types at the prompts of a command."""
    if "holder" in words:
        return f"{phrase(words[-1])}\n" * 2
    keys = [words[at + 1] for at, word in enumerate(words) if word == "--key"]
    return "".join(f"{phrase(key)}\n" for key in keys) or "y\n"


def erased_before(company: str) -> None:
    """Let an erasure have left its tombstone, of somebody who is in no store here."""
    from yakusoku.rights.models import Tombstone

    Tombstone.objects.create(
        public_id="tmb_0000000000000001", controller=company, request_id="req_0000000000000001", persons=[],
        erased_as_of=NOW, until=None,
    )  # fmt: skip


def test_both_pages_have_the_same_commands() -> None:
    assert commands("operating.md") == commands("operating.ja.md")
    assert len(commands("operating.md")) > 20


def test_every_command_of_the_page_does_what_the_page_says(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yakusoku.vault import operations as vault

    monkeypatch.chdir(tmp_path)
    for folder in ("apart", "keys-apart"):
        (tmp_path / folder).mkdir()
    vault.ensure_case_key(case_id=AOKI, now=NOW - timedelta(days=30))
    vault.put(case_id=AOKI, name="answer.zip", content=b"answer")
    names = {
        "SATO": member("jcom", "operator"),
        "SUZUKI": member("jcom", "manager"),
        "TANAKA": member("jalux", "operator"),
    }
    home.settle(NOW)
    holders = iter(("ONE", "TWO", "THREE"))
    for line in commands("operating.md"):
        words = shlex.split(Template(line).substitute(names))
        if words[0] != "yakusoku":
            home.close()
            subprocess.run(words, cwd=tmp_path, check=True)
            continue
        if "tombstones" in words:
            erased_before("jalux")
        done = doors.run(home.folder, *words[1:], now=NOW, typed=typed(words))
        assert done.exit_code == 0 or "doctor" in words, f"{line}\n{done.output}"
        assert "NOT" not in done.output, line
        if "holder" in words:
            names[next(holders)] = done.output.splitlines()[-1]
        if found := re.search(r"\b[0-9a-f]{64}\b", done.output if "make" in words else ""):
            names["DIGEST"] = found[0]
        if line.startswith("yakusoku upgrade --to"):
            do(2)  # so that the backup is of an earlier day
            home.settle(NOW)
    assert vault.get(case_id=AOKI, name="answer.zip") == b"answer"
    from yakusoku.ledger import queries

    assert queries.key("jcom").startswith("jcom/3+")
