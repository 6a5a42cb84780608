"""A list to print: one page of HTML that needs nothing else, in both languages, with the record's items at its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yakusoku.provision.ordering import Ready
    from yakusoku.stores.values import Row

_STYLE = (
    "body{font:10pt/1.5 'Noto Sans CJK JP',sans-serif;margin:15mm}table{border-collapse:collapse;width:100%}"
    "th,td{border:.3pt solid #000;padding:1mm 2mm;text-align:left}thead{display:table-header-group}"
    "tr{break-inside:avoid}dt{font-weight:bold}@page{size:A4;margin:12mm}"
)


def page(ready: Ready, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the page in pieces; it is whole only with its last line, so that a torn one is seen."""
    name, recipient = ready.policy.form.controller.name, ready.recipient
    yield (
        '<!doctype html>\n<html lang="ja">\n<head><meta charset="utf-8">'
        f"<title>{escape(ready.order.reference)}</title><style>{_STYLE}</style></head>\n<body>\n"
        f"<h1>提供データ一覧 / Data provided</h1>\n<dl>\n"
    )
    for title, value in (
        ("提供者 / Provided by", f"{name.ja} / {name.en}"),
        ("提供先 / Recipient", f"{recipient.name.reveal()}、{recipient.address.reveal()}"),
        ("提供日 / Day", ready.question.as_of.isoformat()),
        ("番号 / Reference", ready.order.reference),
    ):
        yield f"<dt>{escape(title)}</dt><dd>{escape(value)}</dd>\n"
    yield "</dl>\n<table>\n<thead><tr>"
    for one in ready.columns:
        title = f"{one.title.ja} / {one.title.en}" if one.title else one.name
        yield f"<th>{escape(title)}</th>"
    yield "</tr></thead>\n<tbody>\n"
    count = 0
    for row in rows:
        count += 1
        cells = "".join(f"<td>{escape('' if one is None else str(one))}</td>" for one in row)
        yield f"<tr>{cells}</tr>\n"
    yield f"</tbody>\n</table>\n<p>以上 {count} 件 / End of list: {count}</p>\n</body>\n</html>\n"
