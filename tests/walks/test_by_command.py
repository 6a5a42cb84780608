"""The walk at J:COM as Sato and Suzuki type it, and what the screen tells them at each step."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.common import golden
from tests.walks.typing import Terminal
from yakusoku.examples import papers as drawn
from yakusoku.examples.people import cast

ARRIVAL = Path(__file__).resolve().parents[2] / "docs" / "arrival.yaml"
SECTIONS = (
    "jcom_customers.subscriber",
    "jcom_customers.billing",
    "jcom_customers.inquiry",
    "jcom_media.call_recording",
    "jcom_media.device",
    "jcom_media.viewing",
)


def employ(screen: Terminal) -> None:
    """Enter the two members of staff."""
    for code, name, role in (("sato", "佐藤 恵子", "desk"), ("suzuki", "鈴木 一郎", "approver")):
        said = screen.type(f"staff add --company jcom --role {role} --name", name)
        screen.names[code] = said.split()[0]


def arrive(screen: Terminal) -> None:
    screen.at(2, 10, 12)
    screen.type("rights list")
    screen.names["file"] = str(ARRIVAL)
    said = screen.type("rights receive {file} --company jcom --channel post --ref 127-44-30911-5 --by {sato}")
    screen.lines[-2] = screen.lines[-2].replace(str(ARRIVAL), "docs/arrival.yaml")
    screen.names["req"] = said.split()[0]
    screen.at(2, 11)
    screen.type("rights show {req}")
    screen.type("rights triage {req} --right A-DISC --by {sato}")


def identify(screen: Terminal) -> None:
    screen.at(3, 10, 20)
    said = screen.type("rights candidates {req} --by {sato}")
    screen.names["code"] = said.split()[0]
    screen.type(
        "rights link {req} --candidate {code} --by {sato}", typed="氏名・生年月日・電話番号・住所が一致。\n"
    )
    screen.type("rights candidates {req} --by {sato}")
    paper = drawn.qualification_certificate(cast.AOKI)
    image = screen.home.parent / "copy.png"
    image.write_bytes(paper.content)
    screen.names["image"] = str(image)
    screen.type("rights identity {req} --document insurance_card --image {image} --by {sato}", fails=True)
    certificate = (
        "rights identity {req} --document qualification_certificate --image {image} --valid-until 2029-11-30"
        " --address-agrees --by {sato}"
    )
    screen.type(certificate, fails=True)
    masks = " ".join(f"--mask {code}={','.join(map(str, box))}" for code, box in sorted(paper.zones.items()))
    screen.type(f"{certificate} {masks}")


def pay_and_search(screen: Terminal) -> None:
    screen.at(5, 14)
    screen.type("rights fee {req} --yen 1000 --paid-on 2026-11-05 --by {sato}", fails=True)
    screen.type("rights fee {req} --yen 1100 --paid-on 2026-11-05 --by {sato}")
    screen.type("rights search {req} --by {sato}")
    screen.type("work list")
    screen.type("work drain")
    screen.type("rights show {req}")


def review(screen: Terminal) -> None:
    screen.at(8, 9, 30)
    screen.names["look"] = str(screen.home.parent / "look")
    screen.type("rights preview {req} --to {look} --by {sato}")
    for section in SECTIONS:
        screen.type(f"rights review {{req}} --section {section} --by {{sato}}")
    screen.type("rights review {req} --section jcom_customers.inquiry --field handling_score"
                " --withhold DISC-9 --by {sato}", fails=True)  # fmt: skip
    screen.type("rights review {req} --section jcom_customers.inquiry --field handling_score"
                " --withhold DISC-2 --by {sato}")  # fmt: skip
    screen.type("rights prepare {req} --by {sato}")


def approve(screen: Terminal) -> None:
    screen.at(9, 16)
    screen.type("rights approve {req} --by {sato}", fails=True)
    screen.type("rights approve {req} --by {suzuki}")
    screen.type("work drain")


def post_and_close(screen: Terminal) -> None:
    screen.at(10, 15, 20)
    screen.names["out"] = str(screen.home.parent / "out")
    screen.type("rights package {req} --to {out} --by {sato}")
    screen.type("rights dispatch {req} --method registered_post --tracking 514-22-90817-3"
                " --sent-on 2026-11-10 --by {sato}")  # fmt: skip
    screen.at(11, 11)
    screen.type("rights close {req} --by {sato}")
    screen.type("work drain")
    screen.type("rights show {req}")
    screen.type("rights list")
    screen.type("rights list --open")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_whole_walk_by_commands(begun: Path, language: str) -> None:
    screen = Terminal(begun, language)
    employ(screen)
    for stage in (arrive, identify, pay_and_search, review, approve, post_and_close):
        stage(screen)

    golden.check(f"cli/walk.{language}.txt", screen.transcript())
    letter = Path(screen.names["out"]) / "letter.pdf"
    assert letter.read_bytes().startswith(b"%PDF-")
    assert letter.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(io.BytesIO((letter.parent / "package.zip").read_bytes())) as package:
        assert "proof.txt" in package.namelist()
    for value in (cast.AOKI.telephone, cast.AOKI.given_name, cast.AOKI.city, "三軒茶屋"):
        assert value is not None
        assert value not in screen.transcript()
