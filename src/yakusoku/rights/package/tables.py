"""The same data for spreadsheets (CSV) and for programs (JSON)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable

from yakusoku.rights.answer import AnswerContent, Column, Section
from yakusoku.rights.package import cells, changes, told
from yakusoku.terms.bilingual import Bilingual

FORMAT = "yakusoku-answer/1"
_UNSAFE = re.compile(r"[^a-z0-9_]+")


def csv_name(number: int, section: Section) -> str:
    """Return the file name of a section: its number and its place, in letters every system can keep."""
    place = "-".join(
        _UNSAFE.sub("_", part.lower()).strip("_") for part in (section.dataset, section.collection)
    )
    return f"{number:02d}-{place[:60].strip('-_') or 'data'}.csv"


def section_csv(section: Section, language: str) -> bytes:
    """Return a section as CSV: UTF-8 with a byte order mark, CRLF, headings in `language`, cells guarded."""
    rows = ([cells.spread(cell.reveal()) for cell in row] for row in section.rows)
    return _csv([[cells.spread(column.title.say(language)) for column in section.columns], *rows])


def columns_csv(content: AnswerContent) -> bytes:
    """Return what every column means, in both languages, with its file."""
    head = ["file", "dataset", "collection", "column"]
    head += ["title_ja", "title_en", "meaning_ja", "meaning_en", "category"]
    rows = [
        [csv_name(number, section), section.dataset, section.collection, *_described(column)]
        for number, section in enumerate(content.sections, 1)
        for column in section.columns
    ]
    return _csv([head, *([cells.spread(cell) for cell in row] for row in rows)])


def _described(column: Column) -> tuple[str, ...]:
    title, meaning = column.title, column.meaning
    return (column.name, title.ja, title.en, meaning.ja, meaning.en, column.category)


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def data_json(content: AnswerContent) -> bytes:
    """
    Return the whole answer for programs: UTF-8, keys sorted, no spaces, one line.

    Says beside every section where it lies, what its columns mean and how many rows there are, and
    beside the sections what was withheld, on which ground, and what is not held.
    """
    whole = {
        "format": FORMAT,
        "engine": content.engine,
        "language": content.language,
        "request": _request(content),
        "controller": {
            "name": _both(content.controller.name),
            "address": _both(content.controller.address),
            "representative": _both(content.controller.representative),
        },
        "paragraphs": [
            {"code": each.code, "says": _both(each.says), "clause": each.clause, "article": each.article}
            for each in content.paragraphs
        ],
        "sections": [_section(number, each) for number, each in enumerate(content.sections, 1)],
        "withheld": _withheld(content),
        "not_held": [
            {"section": each.section, "title": _both(each.title), "store": _both(each.store)}
            for each in content.not_held
        ],
        "policy": {"version": content.policy_version, "digest": content.policy_digest},
        "proof": _proof(content),
        **({"changed": changes.data(content.changed)} if content.changed else {}),
        **({"items": told.data(content)} if content.items else {}),
    }
    return json.dumps(
        whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _both(words: Bilingual | None) -> dict[str, str] | None:
    return None if words is None else {"en": words.en, "ja": words.ja}


def _request(content: AnswerContent) -> dict[str, object]:
    fee = content.fee
    return {
        "id": content.request_id,
        "receipt_code": content.receipt_code,
        "right": {
            "code": content.right.code,
            "name": _both(content.right.name),
            "article": content.right.article,
            "laws": list(content.right.laws),
        },
        "received_on": content.received_on.isoformat(),
        "answered_on": content.answered_on.isoformat(),
        "outcome": content.outcome,
        "method": content.method.code,
        "suit_open_on": content.suit.on.isoformat() if content.suit else None,
        "fee": fee
        and {
            "amount": fee.amount,
            "tax": fee.tax,
            "currency": "JPY",
            "paid_on": fee.paid_on.isoformat(),
            "receipt_no": fee.receipt_no,
            "clause": fee.clause,
            "article": fee.article,
        },
    }


def _section(number: int, section: Section) -> dict[str, object]:
    return {
        "key": section.key,
        "dataset": section.dataset,
        "collection": section.collection,
        "title": _both(section.title),
        "store": _both(section.store),
        "source": _both(section.source),
        "file": csv_name(number, section),
        "columns": [_column(column) for column in section.columns],
        "count": len(section.rows),
        "rows": [[cells.machine(cell.reveal()) for cell in row] for row in section.rows],
    }


def _column(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "title": _both(column.title),
        "meaning": _both(column.meaning),
        "category": column.category,
    }


def _withheld(content: AnswerContent) -> list[dict[str, object]]:
    return [
        {
            "section": each.section,
            "column": each.column,
            "records": each.records,
            "title": _both(each.title),
            "ground": each.ground,
            "reason": _both(each.reason),
            "clause": each.clause,
            "article": each.article,
            **({"also_ground": each.also_ground} if each.also_ground else {}),
        }
        for each in content.withheld
    ]


def _proof(content: AnswerContent) -> dict[str, object] | None:
    proof = content.proof
    if proof is None:
        return None
    return {
        "address": proof.address,
        "index": proof.index,
        "leaf_hash": proof.leaf_hash,
        "checkpoint_hash": proof.checkpoint_hash,
    }
