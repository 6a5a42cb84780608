"""Every outcome with its letter, in both languages; and what keeps a letter from being made."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import Any

import pypdfium2
import pytest

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.ledger import queries as ledger
from yakusoku.ledger import sequencer
from yakusoku.rights import composing, found, queries
from yakusoku.rights.models import Finding, RightsRequest
from yakusoku.rights.operations import build
from yakusoku.rights.package import zipping
from yakusoku.rights.rules import Outcome, State


def answered(desk: Desk) -> tuple[dict[str, Any], str]:
    """Approve, let the letter be made, and return the package's data and the letter's words."""
    desk.approve()
    desk.work()
    assert desk.state == State.EXECUTED
    files = desk.release()
    with zipfile.ZipFile(io.BytesIO(files["package.zip"])) as package:
        data = json.loads(package.read("data.json"))
    letter = pypdfium2.PdfDocument(files["letter.pdf"])
    words = "".join(page.get_textpage().get_text_range() for page in letter)
    return data, re.sub(r"[\s\u200b\ufffe-]+", "", words)


def empty(desk: Desk) -> None:
    """Let the company forget the person between the link and the search."""
    with closing(sqlite3.connect(desk.store("customers"))) as store:
        store.execute("DELETE FROM subscriber")
        store.commit()


@pytest.mark.parametrize("language", ["ja", "en"])
class TestLetters:
    def test_everything_is_shown(self, at: At, language: str) -> None:
        desk = at("review")
        RightsRequest.objects.update(language=language)
        desk.review_all()
        assert desk.prepare() == Outcome.FULL
        data, words = answered(desk)
        assert data["request"]["outcome"] == "full"
        assert len(data["sections"]) == 6
        assert (data["withheld"], data["not_held"]) == ([], [])
        assert cast.AOKI.family_name in words

    def test_a_part_is_withheld_with_its_reason(self, at: At, language: str) -> None:
        desk = at("review")
        RightsRequest.objects.update(language=language)
        desk.review_all()
        desk.review("jcom_media.call_recording", ground="DISC-3", law="TBA4")
        assert desk.prepare() == Outcome.PARTIAL
        data, words = answered(desk)
        assert (len(data["sections"]), len(data["withheld"])) == (5, 1)
        assert {"ja": "電気通信事業法第4条", "en": "BusinessAct,Article4"}[language] in words
        assert "JCD1.6" in words

    def test_everything_is_refused(self, at: At, language: str) -> None:
        desk = at("review")
        RightsRequest.objects.update(language=language)
        for finding in queries.findings(desk.request):
            desk.review(finding.section, ground="DISC-1")
        assert desk.prepare() == Outcome.REFUSED
        data, words = answered(desk)
        assert (data["sections"], len(data["withheld"])) == ([], 6)
        assert {"ja": "訴え", "en": "suit"}[language] in words

    def test_nothing_is_held_and_that_is_told_too(self, at: At, language: str) -> None:
        desk = at("ready")
        RightsRequest.objects.update(language=language)
        empty(desk)
        desk.search()
        desk.work()
        assert desk.prepare() == Outcome.NOT_HELD
        data, _ = answered(desk)
        assert (data["sections"], data["withheld"], len(data["not_held"])) == ([], [], 6)
        desk.dispatch()
        assert desk.state == State.NOTIFIED

    def test_a_collection_without_rows_is_told_as_not_held(self, at: At, language: str) -> None:
        desk = at("ready")
        RightsRequest.objects.update(language=language)
        with closing(sqlite3.connect(desk.store("media"))) as store:
            store.execute("DELETE FROM call_recording")
            store.commit()
        desk.search()
        desk.work()
        desk.review_all()
        assert desk.prepare() == Outcome.FULL
        data, _ = answered(desk)
        assert [one["section"] for one in data["not_held"]] == ["jcom_media.call_recording"]


class TestMaking:
    def test_the_same_approval_gives_the_same_bytes(self, at: At) -> None:
        desk = at("executed")
        first = desk.release()
        digest = desk.row.package_digest
        RightsRequest.objects.update(state=State.APPROVED, package_digest="")
        build.build_answer(request_id=desk.request, intent="int_0000000000000000", now=desk.now)
        assert desk.row.package_digest == digest
        assert desk.release() == first

    def test_the_letter_proves_the_approval(self, at: At) -> None:
        desk = at("executed")
        entry = next(
            e for e in ledger.entries("jcom", about=desk.request) if e.tag == "rights:answer:approved"
        )
        with zipfile.ZipFile(io.BytesIO(desk.release()["package.zip"])) as package:
            proof = package.read("proof.txt").decode()
        assert proof == ledger.proof("jcom", entry.id).full

    def test_a_burst_that_comes_twice_makes_nothing_twice(self, at: At) -> None:
        desk = at("executed")
        before = desk.tags()
        build.build_answer(request_id=desk.request, intent="int_0000000000000000", now=desk.now)
        assert desk.tags() == before

    def test_two_workers_make_it_once(self, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
        real = zipping.to_zip

        def also(made: Any) -> bytes:
            monkeypatch.setattr("yakusoku.rights.operations.build.to_zip", real)
            build.build_answer(request_id=desk.request, intent="int_0000000000000000", now=desk.now)
            return real(made)

        desk = at("decided")
        desk.approve()
        monkeypatch.setattr("yakusoku.rights.operations.build.to_zip", also)
        desk.work()
        assert desk.tags().count("rights:answer:built") == 1
        assert desk.intents("rights.build") == ["done"]

    def test_a_data_map_that_forgot_what_was_found_is_told_and_put_back(self, at: At) -> None:
        desk = at("decided")
        desk.approve()
        undo = desk.datamap("jcom-media.yaml", "- name: device_id\n", "- name: device_number\n")
        with pytest.raises(Exception, match="data map"):
            desk.work()
        undo()
        desk.work()
        assert desk.state == State.EXECUTED

    def test_findings_that_were_exchanged_make_no_letter(self, at: At) -> None:
        from yakusoku.vault import operations as vault

        desk = at("decided")
        desk.approve()
        row = Finding.objects.get(step=2)
        other = found.read(Finding.objects.get(step=3))
        vault.put(case_id=desk.request, name=found.name(2, row.digest), content=other.to_bytes())
        with pytest.raises(found.UnableToReadFindings):
            desk.work()
        assert desk.state == State.APPROVED

    def test_an_entry_that_another_process_is_indexing_is_waited_for(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, busy = sequencer.sequence, [True, True]
        monkeypatch.setattr(build, "_PAUSE", 0.0)
        monkeypatch.setattr(
            sequencer, "sequence", lambda *, now: real(now=now) if not busy else busy.pop() and ()
        )
        desk = at("decided")
        desk.approve()
        desk.work()
        assert desk.state == State.EXECUTED

    def test_an_entry_that_stays_without_an_index_is_looked_for_again_later(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(build, "_PAUSE", 0.0)
        monkeypatch.setattr(sequencer, "sequence", lambda *, now: ())
        desk = at("decided")
        desk.approve()
        desk.work()
        assert (desk.state, desk.intents("rights.build")) == (State.APPROVED, ["done", "waiting"])
        monkeypatch.undo()
        desk.later(seconds=5)
        desk.work()
        assert (desk.state, desk.intents("rights.build")) == (State.EXECUTED, ["done", "done"])

    def test_what_no_map_names_is_no_answer(self, at: At) -> None:
        desk = at("review")
        Finding.objects.filter(step=1).update(collection="gone")
        with pytest.raises(composing.UnableToCompose, match=r"names what was found in jcom_customers\.gone"):
            desk.preview()
