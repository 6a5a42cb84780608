"""One collection of an answer as the templates place it: as a wide table, or as one record below another."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from yakusoku.rights.answer import Column, Section, Value
from yakusoku.rights.letters import glyphs
from yakusoku.rights.package import cells
from yakusoku.terms.bilingual import Language

View = dict[str, object]

_FEWEST_UNITS, _MOST_UNITS, _EDGE_UNITS = 6.0, 44.0, 2.2
_UNITS_IN_A_RECORD, _COMPACT_LINES = 64, 18
_UNITS_ON_A_LINE = 117.0
"""166 mm between the margins, in halves of the 8 points in which tables are set."""


def view(number: int, section: Section, language: Language) -> View:
    """Return the section said in `language`; `number` is that of its annex. Opens every sealed value."""
    rows = [[cells.read(cell.reveal(), language) for cell in row] for row in section.rows]
    columns = [_column(column, language) for column in section.columns]
    shares = _shares(
        [_need(str(column["title"]), (row[at] for row in rows)) for at, column in enumerate(columns)]
    )
    as_table = shares is not None and len(rows) > 1 and len(columns) > 1
    return {
        "number": str(number),
        "title": section.title.say(language),
        "store": section.store.say(language),
        "source": section.source.say(language) if section.source else "",
        "count": f"{len(rows):,}",
        "column_count": str(len(columns)),
        "columns": [
            {
                **column,
                "share": shares[at] if shares else 0,
                "numeric": _numeric(row[at].reveal() for row in section.rows),
            }
            for at, column in enumerate(columns)
        ],
        "rows": rows,
        "as_table": as_table,
        "lists_meanings": any(column["meaning"] for column in columns) and (len(rows) != 1 or as_table),
        "records": [] if as_table else _records(columns, rows),
    }


def _records(columns: list[View], rows: list[list[str]]) -> list[View]:
    return [
        {
            "number": f"{number:,}",
            "several": len(rows) > 1,
            "compact": sum(1 + glyphs.width(value) // _UNITS_IN_A_RECORD for value in row) <= _COMPACT_LINES,
            "explained": len(rows) == 1 and any(column["meaning"] for column in columns),
            "fields": [
                {"title": column["title"], "meaning": column["meaning"], "value": value}
                for column, value in zip(columns, row, strict=True)
            ],
        }
        for number, row in enumerate(rows, 1)
    ]


def _column(column: Column, language: Language) -> View:
    title, meaning = column.title.say(language), column.meaning.say(language)
    return {
        "title": title,
        "meaning": "" if meaning == title else meaning,
        "category": column.category,
    }


def _numeric(values: Iterable[Value]) -> bool:
    """Return whether the column holds numbers, which are easier to compare flush right."""
    there = [value for value in values if value is not None]
    return bool(there) and all(
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in there
    )


def _need(title: str, values: Iterable[str]) -> float:
    """Return how much of a line the longest cell of a column needs, in units; up to a whole line."""
    longest = max(_FEWEST_UNITS, min(glyphs.width(title), glyphs.LONGEST_RUN))
    for value in values:
        if 2 * len(value) > longest:
            longest = max(longest, *(glyphs.width(line) for line in value.split("\n")))
        if longest >= _UNITS_ON_A_LINE:
            return _UNITS_ON_A_LINE
    return longest


def _shares(needs: list[float]) -> list[float] | None:
    """
    Return how the columns share a line, or None where they do not fit on one.

    Each gets what it needs up to a bound that holds every run; what is left goes to those that need more.
    """
    shares = [min(need, _MOST_UNITS) + _EDGE_UNITS for need in needs]
    spare = _UNITS_ON_A_LINE - sum(shares)
    if spare < 0:
        return None
    lacks = [max(0.0, need - _MOST_UNITS) for need in needs]
    given = min(1.0, spare / sum(lacks)) if any(lacks) else 0.0
    return [round(share + lack * given, 1) for share, lack in zip(shares, lacks, strict=True)]
