"""What the right to portability reaches of the rows that were found (GDPR 20): column by column, with the reviews."""

from __future__ import annotations

from yakusoku.rights import answer, cases, ports
from yakusoku.rights.items.portable import portable
from yakusoku.rights.models import Finding, ReviewItem, RightsRequest
from yakusoku.terms.bilingual import Bilingual

RIGHT = "G-POR"


def outside(row: RightsRequest, finding: Finding) -> frozenset[str]:
    """Return the columns of a finding that the right does not reach and that nobody decided to show; else nothing."""
    if row.right != RIGHT:
        return frozenset()
    found = portable(ports.collection(finding.section), tuple(finding.columns), cases.policy(row))
    return frozenset({*found.outside, *found.unclear} - _decided(row, finding, "show"))


def reached(row: RightsRequest, finding: Finding) -> frozenset[str]:
    """Return the columns of a finding that the answer may show at all."""
    return frozenset(finding.columns) - outside(row, finding)


def unclear(row: RightsRequest) -> tuple[str, ...]:
    """Return the columns (`dataset.collection.column`) of which nobody can tell by policy and data map."""
    if row.right != RIGHT:
        return ()
    names = []
    for one in Finding.objects.filter(request=row, rows__gt=0).order_by("step"):
        found = portable(ports.collection(one.section), tuple(one.columns), cases.policy(row))
        decided = _decided(row, one, "show") | _decided(row, one, "withhold")
        names += [f"{one.section}.{name}" for name in found.unclear if not decided & {name, ""}]
    return tuple(names)


def _decided(row: RightsRequest, finding: Finding, decision: str) -> set[str]:
    """Return the fields on which this was decided; the empty one where all of a collection was withheld."""
    items = ReviewItem.objects.filter(request=row, section=finding.section, decision=decision)
    if decision == "show":
        items = items.exclude(field="")
    return set(items.values_list("field", flat=True))


def paragraph(row: RightsRequest, article: str) -> answer.Paragraph | None:
    """Return what the answer says of the items that the right does not reach, by name; None where there are none."""
    left = []
    for one in Finding.objects.filter(request=row, rows__gt=0).order_by("step"):
        names, collection = outside(row, one), ports.collection(one.section)
        titles = [
            collection.by_path[name].title or Bilingual(name, name) for name in one.columns if name in names
        ]
        if titles:
            held = collection.title or Bilingual(one.section, one.section)
            en, ja = ", ".join(each.en for each in titles), "、".join(each.ja for each in titles)
            left.append(Bilingual(f"{held.en}: {en}", f"{held.ja}：{ja}"))
    if not left:
        return None
    return answer.Paragraph(
        code="outside",
        says=Bilingual(
            "This right reaches what you provided or what arose from your use, on consent or contract. It does not"
            f" reach these items: {'; '.join(one.en for one in left)}. You may ask for access to them.",
            "この権利の対象は、お客様からご提供いただいた情報又はご利用により生じた情報であって、"
            "同意又は契約に基づき取り扱うものです。次の項目は対象となりません："
            f"{'；'.join(one.ja for one in left)}。これらの項目については、アクセスの請求をすることができます。",
        ),
        article=article,
    )
