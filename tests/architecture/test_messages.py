"""Every sentence for people is there in Japanese with the same places; the compiled file is the newest."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from tools import messages


def test_every_sentence_has_its_japanese_and_nothing_is_left_over() -> None:
    _, faults = messages.made()
    assert not faults, "\n".join(("Fix these, then run `make messages`:", *faults))


def test_the_compiled_catalogue_is_the_newest() -> None:
    files, _ = messages.made()
    stale = [
        path.name for path, content in files.items() if not path.exists() or path.read_bytes() != content
    ]
    assert not stale, f"run `make messages` and commit {', '.join(stale)}"


def test_a_call_must_name_one_literal_sentence() -> None:
    said, faults = messages.said_in("text('One')\ntext(sentence)\ntext(f'{a}')\nfile.text(b)\n", "a.py")
    assert said == [("One", "a.py")]
    assert [fault.split(":")[1] for fault in faults] == ["2", "3"]


def test_a_call_must_fill_the_places_of_its_sentence() -> None:
    _, faults = messages.said_in("text('Ask {who} for {what}', who=1, why=2)\ntext('{a}', **more)\n", "a.py")
    assert len(faults) == 2
    assert faults[0].endswith("has places that the call leaves empty: what")
    assert faults[1].endswith("has no place for why")


def test_missing_unused_and_unlike_japanese_are_found() -> None:
    said = {
        sentence: messages.Message(sentence, {"a.py"}) for sentence in ("One more", "Two {n}", "With three")
    }
    faults = messages.compare(said, {"Two {n}": "ふたつ {m}", "With three": "With three", "Four": "よっつ"})
    assert [fault.split(" ")[0] for fault in faults] == ["no", "the", "the", "nothing"]


def test_two_fragments_may_not_disagree(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid "Hold"\nmsgstr "保全"\n')
    (tmp_path / "b.po").write_text('#, fuzzy\nmsgid "Hold"\nmsgstr "保留"\n')
    joined, faults = messages.join(messages.fragments(tmp_path))
    assert joined == {"Hold": "保全"}
    assert len(faults) == 2


def test_the_compiled_file_is_read_by_gettext_and_has_the_same_bytes_each_time() -> None:
    made = messages.compiled({"Hold": "保全", "Answer {x}": "回答 {x}"})
    read = gettext.GNUTranslations(io.BytesIO(made))
    assert (read.gettext("Hold"), read.gettext("Answer {x}")) == ("保全", "回答 {x}")
    assert made == messages.compiled({"Answer {x}": "回答 {x}", "Hold": "保全"})
