"""Records of provision to third parties (APPI 33(5)): one declared provision after another, held or not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yakusoku.rights import recipients
from yakusoku.rights.answer import Paragraph
from yakusoku.rights.items.drawing import Drawn, Ground, named, sentence
from yakusoku.terms.bilingual import Bilingual

if TYPE_CHECKING:
    from datetime import date

    from yakusoku.terms.personal import Personal

STORE = Bilingual("Records of provision to third parties", "第三者提供記録")
_RECORDED = ("provisions.", "transfers.", "credit.")
"""Declarations of which law wants a record; entrustment and joint use are none (APPI 27(5), 29(1))."""


@dataclass(frozen=True)
class ProvisionRecord:
    """
    A record that the person's data went to somebody: under which declaration, to whom, what kinds, on which day.

    `received`: they came from there instead.
    """

    source: str
    recipient: Personal[str] = field(repr=False)
    address: Personal[str] = field(repr=False)
    kinds: tuple[str, ...]
    on: date | None
    consent: bool | None = None
    received: bool = False


RECEIVED = "received"
_RECEIVED = Bilingual("Data about you that others gave us", "他者から提供を受けたあなたに関するデータ")


def draw(ground: Ground, records: Mapping[str, Sequence[ProvisionRecord]]) -> Iterator[Drawn]:
    """
    Yield each provision that the text declares, with the records under it; one without a record may be absent.

    Records under a declaration that is gone stand with the others; what came from others follows at the end.
    """
    declared = recipients.declared(ground.policy)
    strange = [one for source in records if source not in (*declared, RECEIVED) for one in records[source]]
    for source, one in declared.items():
        held = (*records.get(source, ()), *(strange if source == recipients.OTHERS else ()))
        if source.startswith(_RECORDED) or held:
            yield _drawn(ground, source, one.says, one.clause, held)
    if RECEIVED in records:
        yield _drawn(ground, RECEIVED, _RECEIVED, "", records[RECEIVED])


def _drawn(
    ground: Ground, source: str, says: Bilingual, clause: str, held: Sequence[ProvisionRecord]
) -> Drawn:
    article = ground.law.article
    paragraphs = tuple(_recorded(each, article, clause) for each in held)
    return Drawn(source, says, article, paragraphs, apart=True, may_lack=True)


def _recorded(record: ProvisionRecord, article: str, clause: str) -> Paragraph:
    kinds = named(record.kinds)
    who = ("Provider", "提供元") if record.received else ("Recipient", "提供先")
    en = [f"{who[0]}: {record.recipient.reveal()}, {record.address.reveal()}", f"items: {kinds.en}"]
    ja = [f"{who[1]}：{record.recipient.reveal()}（{record.address.reveal()}）", f"項目：{kinds.ja}"]
    if record.on is not None:
        en.append(f"recorded on {record.on.isoformat()}")
        ja.append(f"記録日：{record.on.year}年{record.on.month}月{record.on.day}日")
    if record.consent is not None:
        en.append("with your consent" if record.consent else "without consent, in a case of law")
        ja.append("ご本人の同意を得て提供" if record.consent else "法令の定める場合として同意を得ずに提供")
    says = Bilingual("; ".join(en), "、".join(ja))
    return sentence("record", says, clauses=(clause,) if clause else (), article=article)
