"""What is told beside the answer and lifted later, as staff type it, and what the screen says at each step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.common import golden
from tests.walks.test_by_command import ARRIVAL, SECTIONS, employ
from tests.walks.typing import Terminal
from yakusoku.examples import papers as drawn
from yakusoku.examples.people import cast

TRACK = "--method registered_post --tracking 514-22-90817-3"
PARTY = (
    "name: 北海設備工事株式会社\npostal_code: 060-9999\naddress: [北海道札幌市北区北99条西9丁目9番9号]\n"
    "reference: KJ-20931\nkinds: [user.name, user.contact.phone_number]\n"
)
WISH = "facts: {prefecture: 北海道, city: 札幌市中央区, street: 大通西99丁目1番1号, building: ''}\n"


def edit(home: Path, file: str, old: str, new: str) -> None:
    path = home / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def written(screen: Terminal, name: str, content: str) -> None:
    """Lay a file beside the home, to be named in a command."""
    file = screen.home.parent / f"{name}.yaml"
    file.write_text(content, encoding="utf-8")
    screen.names[name] = str(file)


def arrive(screen: Terminal, triage: str) -> None:
    """Come as far as the review."""
    screen.at(2, 10, 12)
    employ(screen)
    said = screen.type(
        f"rights receive {ARRIVAL} --company jcom --channel post --ref 127-44-30911-5 --by {{sato}}"
    )
    screen.names["req"] = said.split()[0]
    if "--right G-" in triage:
        law = "rights regime {req} --scope appi-company --scope gdpr-offer --country DE --by {sato}"
        screen.type(law, typed="ドイツ在住の会員からのご請求。\n")
    screen.type(f"rights triage {{req}} {triage} --by {{sato}}")
    said = screen.type("rights candidates {req} --by {sato}")
    screen.names["code"] = said.split()[0]
    screen.type("rights link {req} --candidate {code} --by {sato}", typed="氏名・住所が一致。\n")


def search(screen: Terminal) -> None:
    screen.type("rights recognize {req} --by {sato}", typed="登録済みの連絡先と一致。\n")
    screen.type("rights search {req} --by {sato}")
    screen.type("work drain")


def search_with_paper(screen: Terminal) -> None:
    paper = drawn.qualification_certificate(cast.AOKI)
    image = screen.home.parent / "copy.png"
    image.write_bytes(paper.content)
    screen.names["image"] = str(image)
    masks = " ".join(f"--mask {code}={','.join(map(str, box))}" for code, box in sorted(paper.zones.items()))
    screen.type(
        "rights identity {req} --document qualification_certificate --image {image} --address-agrees"
        f" {masks} --valid-until 2027-10-05 --by {{sato}}"
    )
    screen.type("rights search {req} --by {sato}")
    screen.type("work drain")


def answer(screen: Terminal) -> None:
    """Decide on everything, approve, and let the answer leave."""
    for section in SECTIONS:
        screen.type(f"rights review {{req}} --section {section} --by {{sato}}")
    screen.type("rights prepare {req} --by {sato}")
    screen.type("rights approve {req} --by {suzuki}")
    screen.type("work drain")
    screen.at(9, 15)
    screen.type(f"rights dispatch {{req}} {TRACK} --sent-on 2026-11-09 --by {{sato}}")


def tell(screen: Terminal) -> None:
    """Recipients, one of whom is named; the person asks who they are."""
    screen.at(10, 10)
    screen.type("rights close {req} --by {sato}", fails=True)
    screen.type("rights list")
    said = screen.type("rights recipients {req}")
    numbers = [line.split()[0].partition("　")[0] for line in said.splitlines()[:-2]]
    written(screen, "party", PARTY)
    screen.type(f"rights recipient {{req}} {{party}} --of {numbers[-1]} --by {{sato}}")
    screen.names["out"] = str(screen.home.parent / "out")
    screen.type("rights letter {req} --number 1 --to {out} --by {sato}")
    screen.type(f"rights posted {{req}} --letter 1 {TRACK} --sent-on 2026-11-10 --by {{sato}}")
    others = " ".join(f"--recipient {number}" for number in numbers[:-1])
    screen.type(
        f"rights spare {{req}} {others} --because inconvenient --reason 費用がかかる --by {{sato}}",
        fails=True,
    )
    screen.type(
        f"rights spare {{req}} {others} --because not_given --by {{sato}}", typed="提供記録を確認。\n"
    )
    screen.type("rights recipients-asked {req} --asked-on 2026-11-10 --by {sato}")
    screen.type("rights recipients-letter {req} --by {sato}")
    screen.type(f"rights posted {{req}} --letter 2 {TRACK} --sent-on 2026-11-10 --by {{sato}}")
    screen.type("rights show {req}")
    screen.type("rights close {req} --by {sato}")
    screen.type("work drain")


def lift(screen: Terminal) -> None:
    screen.at(20, 10)
    screen.type("rights lift {req} --by {sato}", fails=True)
    screen.type("rights lift {req} --because ended --by {sato}", typed="正確性の確認が完了した。\n")
    screen.type("rights lift {req} --approve --by {suzuki}", fails=True)
    screen.type(f"rights posted {{req}} --letter 3 {TRACK} --sent-on 2026-11-20 --by {{sato}}")
    screen.type("rights lift {req} --approve --by {suzuki}")
    screen.type("work drain")
    screen.type("rights show {req}")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_recipients_are_told_and_a_restriction_is_lifted_by_commands(begun: Path, language: str) -> None:
    edit(begun, "policies/jcom/2020-04-01.yaml", "laws:\n  - appi\n", "laws:\n  - appi\n  - gdpr\n")
    screen = Terminal(begun, language)
    arrive(screen, "--right G-RES --measure restrict --case RES-a")
    search(screen)
    answer(screen)
    screen.lines.clear()
    for stage in (tell, lift):
        stage(screen)

    golden.check(f"cli/told.{language}.txt", screen.transcript())
    letter = Path(screen.names["out"]) / "recipient-1.pdf"
    assert letter.read_bytes().startswith(b"%PDF-")
    assert letter.stat().st_mode & 0o077 == 0
    for value in (cast.AOKI.telephone, cast.AOKI.given_name, cast.AOKI.city, "北海設備工事"):
        assert value is not None
        assert value not in screen.transcript()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_follows_is_told_first_and_a_column_is_decided_on_by_commands(
    begun: Path, language: str
) -> None:
    title = '    says: {en: "Correction, addition and deletion of registered data", ja: 登録情報の訂正、追加又は削除}\n'
    follows = (
        "{says: {en: Bills are sent anew, ja: 請求書を再送する}, acknowledged: true, clauses: [JC-D1.2]}"
    )
    edit(begun, "policies/jcom/2020-04-01.yaml", title, f"{title}    consequences:\n      - {follows}\n")
    column = "      - name: service_area\n        data_categories: ["
    edit(begun, "datamap/jcom-customers.yaml", column, f"{column}user.contact.address.city, ")
    screen = Terminal(begun, language)
    written(screen, "wish", WISH)
    arrive(screen, "--right A-CORR --wish {wish}")
    search_with_paper(screen)
    screen.lines.clear()
    screen.at(4, 10)
    screen.type("rights consequences {req} --reply-by 2026-11-04 --by {sato}", fails=True)
    screen.type("rights consequences {req} --reply-by 2026-11-12 --by {sato}")
    screen.names["out"] = str(screen.home.parent / "out")
    screen.type("rights letter {req} --number 1 --to {out} --by {sato}")
    screen.type(f"rights tell {{req}} {TRACK} --sent-on 2026-11-04 --by {{sato}}")
    screen.at(13, 10)
    screen.type("rights list")
    screen.type("rights acknowledge {req} --known-on 2026-11-13 --by {sato}")
    screen.type("rights show {req}")
    screen.type(
        "rights column {req} --section jcom_customers.subscriber --column service_area --copy-of city --by {sato}",
        typed="サービス地域欄に市区町村が入力されている。\n",
    )
    golden.check(f"cli/told-first.{language}.txt", screen.transcript())
