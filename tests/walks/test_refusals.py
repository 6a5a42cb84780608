"""What the screen says when something is wrong: what, why, and what to do, in both languages and without values."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.common import golden
from tests.walks.test_by_command import ARRIVAL, employ, identify
from tests.walks.typing import Terminal
from yakusoku.examples.people import cast


def begin(screen: Terminal) -> None:
    """Take in a request, without showing it."""
    employ(screen)
    screen.names["file"] = str(ARRIVAL)
    said = screen.type("rights receive {file} --company jcom --channel post --ref E-1 --by {sato}")
    screen.names["req"] = said.split()[0]
    screen.lines.clear()


def wrong_arrivals(screen: Terminal) -> None:
    bad = screen.home.parent / "bad.yaml"
    bad.write_text(ARRIVAL.read_text(encoding="utf-8").replace("postal_code:", "postcode:"), encoding="utf-8")
    other = screen.home.parent / "other.yaml"
    other.write_text(ARRIVAL.read_text(encoding="utf-8").replace("三軒茶屋", "太子堂"), encoding="utf-8")
    screen.names |= {"bad": str(bad), "other": str(other)}
    receive = "--company jcom --channel post"
    screen.type(f"rights receive {{bad}} {receive} --ref E-2 --by {{sato}}", fails=True)
    screen.type(f"rights receive {{other}} {receive} --ref E-1 --by {{sato}}", fails=True)
    screen.type(
        f"rights receive {{other}} {receive} --ref E-2 --arrived 2027-01-01 --by {{sato}}", fails=True
    )
    screen.type(f"rights receive {{other}} {receive} --ref E-2 --by nobody", fails=True)
    screen.type("rights receive {other} --company jalux --channel post --ref E-2 --by {sato}", fails=True)


def wrong_steps(screen: Terminal) -> None:
    screen.type("rights show req_0000000000000000", fails=True)
    screen.type("rights search {req} --by {sato}", fails=True)
    screen.type("rights triage {req} --right A-CORR --by {sato}", fails=True)
    screen.type("rights triage {req} --right A-STOP5 --by {sato}", fails=True)
    screen.type("rights triage {req} --right A-DISC --method telegram --by {sato}", fails=True)
    screen.type("rights triage {req} --right A-DISC --by {suzuki}", fails=True)
    screen.type("rights triage {req} --right A-DISC --by {sato}")
    screen.type("rights link {req} --candidate 000000 --reason 氏名が一致 --by {sato}", fails=True)
    screen.type("rights package {req} --to {req} --by {sato}", fails=True)
    screen.type("rights resume {req} --by {sato}", fails=True)


def wrong_words(screen: Terminal) -> None:
    screen.type(
        "rights identity {req} --document passport --image {file} --valid-until 2029-11-30 --address-agrees"
        " --by {sato}",
        fails=True,
    )
    screen.type("rights identity {req} --document library_card --image {file} --by {sato}", fails=True)
    screen.type(
        "rights identity {req} --document passport --image {file} --mask qr=1,2 --by {sato}", fails=True
    )
    screen.type("rights fee {req} --yen 1100 --paid-on 5/11/2026 --by {sato}", fails=True)
    screen.type("rights close {req}", fails=True)


def a_store_that_is_down(screen: Terminal) -> None:
    """It is asked by the desk, and by the worker."""
    identify(screen)
    screen.at(5, 14)
    screen.type("rights fee {req} --yen 1100 --paid-on 2026-11-05 --by {sato}")
    (screen.home / "stores" / "media.sqlite").rename(screen.home / "stores" / "away.sqlite")
    screen.type("rights search {req} --by {sato}")
    screen.lines.clear()
    screen.type("work drain")
    screen.type("rights show {req}")
    screen.type("work list")
    (screen.home / "stores" / "customers.sqlite").rename(screen.home / "stores" / "gone.sqlite")
    screen.type("rights search {req} --again --by {sato}")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_wrong_is_said_with_what_to_do(begun: Path, language: str) -> None:
    screen = Terminal(begun, language)
    begin(screen)
    for stage in (wrong_arrivals, wrong_steps, wrong_words):
        stage(screen)
    kept = list(screen.lines)
    a_store_that_is_down(screen)
    screen.lines[:0] = kept

    said = screen.transcript().replace(str(ARRIVAL), "docs/arrival.yaml")
    golden.check(f"cli/refusals.{language}.txt", said)
    for value in (cast.AOKI.telephone, cast.AOKI.given_name, "三軒茶屋", "太子堂", "154-0024"):
        assert value is not None
        assert value not in said


def run(
    *words: str, home: Path, environment: dict[str, str], typed: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command as a shell does."""
    command = [sys.executable, "-c", "from yakusoku.site.main import main; main()", *words]
    given = {**os.environ, "YAKUSOKU_HOME": str(home), **environment}
    return subprocess.run(command, check=False, capture_output=True, input=typed, env=given)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ここにありません"),
        ({"LANG": "ja_JP.UTF-8", "YAKUSOKU_LANGUAGE": "en"}, "is not known here"),
        ({"LANG": "C.UTF-8"}, "is not known here"),
        ({"LANG": "C", "YAKUSOKU_LANGUAGE": "ja"}, "ここにありません"),
    ],
)
def test_a_refusal_goes_to_standard_error_in_the_readers_language(
    begun: Path, environment: dict[str, str], words: str
) -> None:
    done = run(
        "rights", "show", "req_0000000000000000", home=begun, environment={"PYTHONUTF8": "1", **environment}
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_an_arrival_comes_through_a_pipe_too(begun: Path) -> None:
    screen = Terminal(begun)
    employ(screen)
    words = ["rights", "receive", "-", "--company", "jcom", "--channel", "telephone", "--ref", "T-1", "--by"]
    done = run(
        *words, screen.names["sato"], home=begun, typed=ARRIVAL.read_bytes(), environment={"LANG": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"req_")
