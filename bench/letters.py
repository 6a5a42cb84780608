"""
A whole answer of three hundred rows (letter, page, tables) beside the same rows as a bare table, in one run.

The floor is the same typesetter with the same fonts and the same four columns, and nothing else: no head, no
paragraphs, no annexes, no hand-made page, no digests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from statistics import median
from time import perf_counter

import typst
from tests.rules import rights_package_content as cast_of

from yakusoku.rights.answer import AnswerContent
from yakusoku.rights.letters import glyphs
from yakusoku.rights.package.building import build

_RUNS = 7
_ROWS = (300, 301)
_BARE = """#set page(width: 210mm, height: 297mm)
#set text(font: "Noto Sans CJK JP", size: 9pt)
#let rows = json(bytes(sys.inputs.rows))
#table(columns: 4, ..rows.flatten())
"""


def run() -> Iterator[str]:
    """Yield the floor and the whole answer, for two numbers of rows that share no memory of the typesetter."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(font.parent) for font in glyphs.FONTS],
    )
    for rows in _ROWS:
        floor = _median(partial(_bare, rows, fonts))
        whole = _median(partial(_whole, rows))
        yield f"{rows} rows, a bare table             {floor:6.3f} s   floor"
        yield f"{rows} rows, letter, page and tables  {whole:6.3f} s   {whole / floor:5.2f} times the floor"


def _whole(rows: int, turn: int) -> None:
    build(_content(rows, turn))


def _content(rows: int, turn: int) -> AnswerContent:
    """Return an answer that differs in each turn, so that nothing is remembered from the one before."""
    return cast_of.answer(
        sections=(cast_of.SUBSCRIBER, cast_of.viewing(rows)), request_id=f"req_{rows}_{turn}"
    )


def _bare(rows: int, fonts: typst.Fonts, turn: int) -> None:
    content = _content(rows, turn)
    lines = [
        [content.request_id, *(str(cell.reveal()) for cell in line[1:])] for line in content.sections[1].rows
    ]
    typst.compile(
        _BARE.encode(),
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="a-2b",
        timestamp=datetime(2026, 11, 23, tzinfo=UTC),
        sys_inputs={"rows": json.dumps(lines, ensure_ascii=False)},
    )


def _median(work: Callable[[int], object]) -> float:
    taken = []
    for turn in range(_RUNS + 1):
        began = perf_counter()
        work(turn)
        taken.append(perf_counter() - began)
    return median(taken[1:])
