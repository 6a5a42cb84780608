"""From a view to PDF: Typst with our font alone, as PDF/A, so that a missing letter is an error."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final

import typst

from yakusoku.rights.letters import glyphs
from yakusoku.rights.letters.framing import FOLDER
from yakusoku.terms.bilingual import Language

_ARCHIVAL: Final = "a-2b"
_DRAWN = "svg"


class TypesettingError(Exception):
    """The typesetter refused. Its words are left out, since they quote what it was given."""


def typeset(view: dict[str, object], *, kind: str = "disclosure", language: Language, on: date) -> bytes:
    """
    Return the letter of this `kind` as PDF/A-2b, dated `on`; the same view gives the same bytes.

    Characters without a glyph are printed as `〓[U+…]`, and the letter then says so.

    :raises TypesettingError: where Typst refuses
    """
    given, replaced = _printable(view)
    data = json.dumps({"view": given, "replaced": replaced}, ensure_ascii=False, sort_keys=True)
    try:
        made = typst.compile(
            FOLDER / f"{kind}.{language}.typ",
            root=FOLDER,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=_ARCHIVAL,
            timestamp=datetime.combine(on, time(), UTC),
            sys_inputs={"data": data},
        )
    except typst.TypstError:
        made = None
    if not isinstance(made, bytes):
        raise TypesettingError(f"{kind}.{language}.typ")
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folders = [str(font.parent) for font in glyphs.FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _printable(view: dict[str, object]) -> tuple[object, bool]:
    replaced = False

    def walk(value: object, name: str = "") -> object:
        nonlocal replaced
        if isinstance(value, dict):
            return {key: walk(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [walk(inner) for inner in value]
        if not isinstance(value, str) or name == _DRAWN:
            return value
        printed = glyphs.printable(value)
        replaced = replaced or "〓[U+" in printed
        return glyphs.breakable(printed)

    return walk(view), replaced
