"""What the answer to a correction says of the inquiry: that it was made, what was looked at, why not."""

from __future__ import annotations

from yakusoku.rights import answer, cases, owed, ports
from yakusoku.rights.models import ColumnDecision, ReviewItem, RightsRequest
from yakusoku.rights.rules import Measure
from yakusoku.terms.bilingual import Bilingual


def paragraphs(row: RightsRequest) -> list[answer.Paragraph]:
    """Return what the person reads of the inquiry into a correction (APPI 34(2), 34(3), 36; GDPR 12(4))."""
    if cases.measure(row) is not Measure.CORRECT:
        return []
    said, law = [], owed.rights(row)[0]
    refused = ReviewItem.objects.filter(request=row, decision="refuse").exists()
    inquire = owed.duty(row, "investigate")
    if refused and inquire is not None:
        said.append(answer.Paragraph(code="inquired", says=_INQUIRED, article=inquire.article))
    if refused:
        because = owed.duty(row, "explain-reason") or owed.duty(row, "notify-refusal")
        said.append(
            answer.Paragraph(
                code="not-corrected",
                says=_NOT_CORRECTED,
                clause=cases.promise(row).reasons_on_refusal,
                article=because.article if because else law.article,
            )
        )
    looked_at = _titles(row)
    if looked_at is not None:
        told = owed.duty(row, "notify-result")
        said.append(
            answer.Paragraph(
                code="looked-at",
                says=looked_at,
                article=told.article if told else law.article,
            )
        )
    return said


def _titles(row: RightsRequest) -> Bilingual | None:
    """Return the sentence that names the columns that hold something else, or None where there are none."""
    titles = []
    for one in ColumnDecision.objects.filter(request=row, fact="").order_by("section", "column"):
        collection = ports.collection(one.section)
        column = collection.by_path[one.column]
        held = collection.title or Bilingual(one.section, one.section)
        named = column.title or Bilingual(one.column, one.column)
        titles.append(Bilingual(f"{named.en} ({held.en})", f"{held.ja}の{named.ja}"))
    if not titles:
        return None
    return Bilingual(
        "We also looked at these items of the same kind. They hold something else and stay as they are: "
        + ", ".join(one.en for one in titles)
        + ".",
        "同じ種類の次の項目も確認いたしましたが、訂正の対象とは別の内容であるため、そのままといたしました："
        + "、".join(one.ja for one in titles)
        + "。",
    )


_INQUIRED = Bilingual(
    "We looked into whether the content is true.", "内容が事実であるか否かにつき、必要な調査を行いました。"
)
_NOT_CORRECTED = Bilingual(
    "For each record that we do not correct, the reason is listed below.",
    "訂正しない記録につきましては、その理由を後記のとおりご説明いたします。",
)
