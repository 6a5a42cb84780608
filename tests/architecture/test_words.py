"""The code speaks the words of the glossary, and the glossary holds no word that nobody speaks."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace

import pytest
from tools.house import names, source, words
from tools.house.names import Name

from yakusoku.ledger.tags import known
from yakusoku.terms import glossary
from yakusoku.terms.glossary import Allowed, Term

GIVEN = tuple(name for file in source.sources() for name in names.given(file))
IN_PACKAGE = tuple(name for name in GIVEN if name.path.startswith(source.PACKAGE))
KNOWN = words.known_words(glossary.terms())


def tag_names() -> list[str]:
    for room in source.rooms():
        if f"{source.PACKAGE}/{room}/tags.py" in source.tracked():
            importlib.import_module(f"yakusoku.{room}.tags")
    rooms = set(source.rooms())  # other tests register tags of their own
    return [tag.name for tag in known() if tag.name.split(":")[0] in rooms]


def test_no_name_uses_a_rejected_word() -> None:
    found = list(words.faults(GIVEN, words.rejected(), glossary.allowed()))
    assert not found, "\n".join(map(str, found))


def test_every_allowance_is_made_use_of() -> None:
    assert not words.idle(GIVEN, glossary.allowed(), words.rejected())


def test_every_allowance_has_a_reason() -> None:
    assert all(len(entry.because) > 10 for entry in glossary.allowed())


def test_every_room_has_a_word() -> None:
    missing = [room for room in source.rooms() if room not in KNOWN]
    assert not missing, f"terms/glossary.toml has no word for the rooms {missing}"


def test_every_part_of_every_tag_has_a_word() -> None:
    parts = {part.replace("-", "_"): tag for tag in tag_names() for part in tag.split(":")}
    known = {part for part in parts if part in KNOWN or set(part.split("_")) <= KNOWN}
    missing = [f"{part} (in {tag})" for part, tag in sorted(parts.items()) if part not in known]
    assert not missing, f"terms/glossary.toml has no word for {', '.join(missing)}"


def test_no_word_is_dead() -> None:
    tags = [Name("tags", 1, tag) for tag in tag_names()]
    found = list(words.dead(glossary.terms(), [*IN_PACKAGE, *tags], names.in_data()))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("term", glossary.terms(), ids=lambda term: term.code)
def test_a_word_is_whole(term: Term) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", term.code)
    assert re.fullmatch(r"[\u3040-\u30ffー]+", term.reading), "the reading is written in kana"
    assert re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", term.label.ja)
    assert term.means.en.endswith(".")
    assert term.means.ja.endswith("。")
    assert term.law is None or re.search(r"第[0-9]+条", term.law), "the article is named as 第…条"
    assert all(because for because in term.not_code.values())


def test_each_word_stands_for_one_thing() -> None:
    codes = [
        form for term in glossary.terms() for form in {"_".join(form) for form in words.spoken_forms(term)}
    ]
    assert len(codes) == len(set(codes))
    japanese = [term.label.ja for term in glossary.terms()]
    assert len(japanese) == len(set(japanese))


def test_no_word_is_both_right_and_rejected() -> None:
    wrong = {"_".join(form) for word in words.rejected() for form in word.spoken}
    assert not KNOWN & wrong


class TestThePlantedFile:
    PLANTED = "class UserResponse: ...\ndef purge_subject(self, dsr_id): self.colours = wiping = purser = 1\n"

    def given(self) -> list[Name]:
        return list(names.given(source.Source("src/yakusoku/rights/rules.py", self.PLANTED)))

    def test_its_words_are_found(self) -> None:
        found = [fault.says.split(";")[0] for fault in words.faults(self.given(), words.rejected())]
        assert found == [
            "`UserResponse` says `response`",
            "`UserResponse` says `user`",
            "`colours` says `colour`",
            "`dsr_id` says `dsr`",
            "`purge_subject` says `purge`",
            "`purge_subject` says `subject`",
            "`wiping` says `wipe`",
        ]

    def test_what_is_allowed_there_is_not_found(self) -> None:
        allowed = [
            Allowed("response", "src/yakusoku/rights/", "planted"),
            Allowed("user", "src/yakusoku/web", ""),
        ]
        found = [fault.says for fault in words.faults(self.given(), words.rejected(), allowed)]
        assert not any("`response`" in says for says in found)
        assert any("`user`" in says for says in found)

    def test_a_dead_word_and_a_mark_that_came_true_are_found(self) -> None:
        hold, answer = glossary.term("hold"), glossary.term("answer")
        terms = [replace(hold, later=True), replace(answer, later=False)]
        found = list(words.dead(terms, [Name("a.py", 1, "holds_in_force")]))
        assert [says.split("`")[1] for says in found] == ["hold", "answer"]
