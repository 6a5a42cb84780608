"""
Enclosures: papers, pictures and recordings that people found, each a row of its place with one column of its own.

So each is decided on by itself, as `enclosure-2`, and stands under the same digest as the rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from yakusoku.stores.values import Row
from yakusoku.terms.bilingual import Bilingual

START = "enclosure-"
FILE = "enclosed-"
"""How the names of these sealed files begin."""
NAME = "enclosure"
TITLE = Bilingual("Enclosure", "添付資料")
MEANING = Bilingual(
    "Name of the file that lies beside this answer: a copy of a paper, a picture or a recording",
    "この回答に添付した書類の写し、画像又は録音のファイル名",
)
_UNSAFE = re.compile(r"[^a-z0-9_]+")


def column(number: int) -> str:
    """Return the column of the enclosure of this number within its place."""
    return f"{START}{number}"


def is_one(name: str) -> bool:
    """Return whether a column is that of an enclosure."""
    return name.startswith(START) and name.removeprefix(START).isdecimal()


def title(name: str) -> Bilingual:
    """Return what a reader calls the enclosure of this column."""
    number = name.removeprefix(START)
    return Bilingual(f"Enclosure {number}", f"添付資料{number}")


def cell(section: str, number: int, ending: str, digest: str) -> str:
    """Return what stands in an enclosure's column: its name in a package, and the keyed digest of its content."""
    place = "-".join(_UNSAFE.sub("_", part.lower()).strip("_") for part in section.split("."))
    return f"{place[:70]}-{number}.{ending} {digest}"


def read_cell(value: object) -> tuple[str, str]:
    """Return name and keyed digest of an enclosure."""
    name, _, digest = str(value).rpartition(" ")
    return name, digest


def sealed(digest: str) -> str:
    """Return the name of the sealed file."""
    return f"{FILE}{digest[:32]}"


def folded(columns: Sequence[str], rows: Sequence[Row]) -> tuple[tuple[str, ...], list[Row]]:
    """
    Return columns and rows as they are shown: one column with the names of all enclosures, in place of one for each.

    A row of which nothing is shown is left out.
    """
    own = [at for at, name in enumerate(columns) if is_one(name)]
    if not own:
        return tuple(columns), list(rows)
    others = [at for at, name in enumerate(columns) if not is_one(name)]
    lines = []
    for row in rows:
        named = [read_cell(row[at])[0] for at in own if row[at] is not None]
        line = (*(row[at] for at in others), named[0] if named else None)
        if any(value is not None for value in line):
            lines.append(line)
    return (*(columns[at] for at in others), NAME), lines


def shown(columns: Sequence[str], rows: Sequence[Row], *, hidden: Collection[str]) -> list[tuple[str, str]]:
    """Return name and digest of every enclosure that is not hidden, in order."""
    return [
        read_cell(row[at])
        for at, name in enumerate(columns)
        if is_one(name) and name not in hidden
        for row in rows
        if row[at] is not None
    ]
