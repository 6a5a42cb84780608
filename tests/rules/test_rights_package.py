"""The package of an answer: what is in it, that it is the same every time, and what it refuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import traceback
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from tests.common import golden
from tests.rules import rights_package_content as cast_of
from yakusoku.rights.answer import AnswerContent, Section, Value
from yakusoku.rights.package.building import Package, UnableToBuild, build
from yakusoku.rights.package.zipping import to_zip
from yakusoku.terms.bilingual import Language
from yakusoku.terms.personal import Personal

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL = (cast_of.SUBSCRIBER, cast_of.billing(4), cast_of.inquiries())


def small(language: Language) -> AnswerContent:
    return cast_of.answer(language, sections=SMALL)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_package_is_the_golden_one(language: Language) -> None:
    package = build(small(language))
    for name, content in package.files:
        golden.check(f"letters/{language}/{name}", content)
    golden.check(f"letters/{language}/digest.txt", f"{package.digest}\n")


def test_the_same_content_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "from tests.rules.rights_package_content import answer;"
        "from yakusoku.rights.package.building import build;"
        "from yakusoku.rights.package.zipping import to_zip; import hashlib;"
        "print(hashlib.sha256(to_zip(build(answer()))).hexdigest())"
    )
    seeds = (
        {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True
        ).stdout
        for env in seeds
    ]
    assert runs[0] == runs[1]


def test_another_day_gives_other_bytes() -> None:
    content = small("ja")
    later = replace(content, answered_on=content.answered_on + timedelta(days=1))
    assert build(content).digest != build(later).digest


def test_every_section_has_a_table_and_the_guide_names_every_file() -> None:
    package = build(small("ja"))
    guide = package.file("README.txt").decode("utf-8-sig")
    assert [name for name, _ in package.files][:5] == [
        "README.txt",
        "letter.pdf",
        "letter.html",
        "data.json",
        "columns.csv",
    ]
    assert "02-jcom_billing-invoices.csv" in dict(package.files)
    assert all(name in guide for name, _ in package.files if name != "README.txt")


def test_the_full_proof_becomes_a_file() -> None:
    content = small("ja")
    assert content.proof is not None
    package = build(replace(content, proof=replace(content.proof, full="proof of jcom/1\n")))
    assert package.file("proof.txt") == b"proof of jcom/1\n"
    assert "proof.txt" in package.file("README.txt").decode("utf-8-sig")


def test_a_zip_holds_the_files_in_order_with_fixed_dates() -> None:
    package = build(small("ja"))
    archive = zipfile.ZipFile(io.BytesIO(to_zip(package)))
    assert to_zip(package) == to_zip(build(small("ja")))
    assert tuple((entry.filename, archive.read(entry)) for entry in archive.infolist()) == package.files
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()} == {0o600}


def test_a_digest_changes_with_a_name_and_with_a_byte() -> None:
    one = Package((("a", b"1"), ("b", b"2")))
    assert (
        len(
            {
                one.digest,
                Package((("a", b"1"), ("c", b"2"))).digest,
                Package((("a", b"1"), ("b", b"3"))).digest,
            }
        )
        == 3
    )


def test_nothing_personal_shows_in_a_repr() -> None:
    content = small("ja")
    shown = f"{content!r} {content} {SMALL[0]!r} {build(content)!r} {build(content)}"
    assert not [secret for secret in cast_of.SECRETS if secret in shown]


def unreadable(section: Section, value: object) -> Section:
    row = (Personal(cast(Value, value)), *section.rows[0][1:])
    return replace(section, rows=(row, *section.rows[1:]))


@pytest.mark.parametrize(
    "changed",
    [
        {"outcome": "full"},
        {"outcome": "not_held"},
        {"outcome": "refused"},
        {"withheld": ()},
        {"sections": ()},
        {"paragraphs": ()},
        {"sections": (cast_of.SUBSCRIBER, cast_of.SUBSCRIBER)},
        {"sections": (replace(cast_of.SUBSCRIBER, columns=()),)},
        {"sections": (replace(cast_of.SUBSCRIBER, columns=cast_of.SUBSCRIBER.columns[1:]),)},
        {"sections": (unreadable(cast_of.SUBSCRIBER, b"\x00"),)},
        {"sections": (unreadable(cast_of.SUBSCRIBER, f"{cast_of.NAME}\ud83d"),)},
        {"right": replace(cast_of.answer().right, code="A-CORR")},
        {"person": replace(cast_of.answer().person, name=Personal(f"{cast_of.NAME}\U0001f600"))},
        {"person": replace(cast_of.answer().person, name=Personal(" "))},
        {"person": replace(cast_of.answer().person, address=Personal((cast_of.ADDRESS[0], "one\ntwo")))},
    ],
)
def test_a_content_that_contradicts_itself_is_refused_without_a_value(changed: dict[str, Any]) -> None:
    with pytest.raises(UnableToBuild) as refused:
        build(cast_of.answer(**changed))
    said = (
        "".join(traceback.format_exception(refused.value)) + refused.value.say("en") + refused.value.say("ja")
    )
    assert not [secret for secret in cast_of.SECRETS if secret in said]
    assert refused.value.do.say("en")


def test_a_letter_that_cannot_be_set_is_refused_without_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.rights.letters import glyphs

    monkeypatch.setattr(glyphs, "printable", lambda value: f"{value}\U0001f600")
    with pytest.raises(UnableToBuild) as refused:
        build(cast_of.answer(sections=(cast_of.inquiries(cast_of.NAME),)))
    said = "".join(traceback.format_exception(refused.value))
    assert not [secret for secret in cast_of.SECRETS if secret in said]


@pytest.mark.parametrize("changed", [cast_of.FULL, cast_of.EMPTY, cast_of.REFUSED])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_outcome_has_a_letter(language: Language, changed: dict[str, Any]) -> None:
    package = build(cast_of.answer(language, **changed, fee=None, proof=None, body=None))
    assert json.loads(package.file("data.json"))["request"]["outcome"] == changed["outcome"]


def test_an_answer_to_a_representative_names_both() -> None:
    other = replace(cast_of.answer().person, name=Personal("佐藤 花子"))
    page = build(cast_of.answer(sent_to=other)).file("letter.html").decode()
    assert "佐藤 花子　様" in page
    assert f"{cast_of.NAME}　様に関するご請求" in page


def test_a_day_before_the_western_calendar_is_shown_as_it_is() -> None:
    born = replace(cast_of.inquiries("x"), rows=cast_of.sealed((date(1868, 1, 1), "x")))
    assert "1868/01/01" in build(cast_of.answer(sections=(born,))).file("letter.html").decode()
