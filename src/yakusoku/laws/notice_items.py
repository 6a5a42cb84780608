"""What a published text must say, item by item: for the linter of notices and whoever reads a draft."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yakusoku.laws.values import Dated, Entry, Said, all_in_force, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

NoticeKind = Literal["gdpr_notice", "handling_notice", "basic_policy", "collection_notice"]
Feature = Literal[
    "anonymized", "anonymized_provision", "authorized_body", "consent", "direct_collection", "dpo",
    "eu_representative", "fee", "foreign", "joint_use", "legitimate_interests", "opt_out", "other_source",
    "pseudonymized", "special_care", "third_party",
]  # fmt: skip


class NoticeItem(Said):
    """
    One item of a list, and how much its absence weighs.

    `must`: law wants it in the text. `on_request`: law also lets it be told to whoever asks. It applies only where the
    company has all features of `needs`.
    """

    weighs: Literal["must", "on_request", "advice"]
    needs: tuple[Feature, ...] = ()


class NoticeListValue(Dated):
    """A list on one day: of which law, and for which kinds of text."""

    law: str
    documents: tuple[NoticeKind, ...]
    items: tuple[NoticeItem, ...]


class NoticeItemsFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    lists: dict[str, Entry[NoticeListValue]]


@dataclass(frozen=True)
class NoticeList:
    """The items that one text must hold, by one law."""

    code: str
    name: Bilingual
    law: str
    article: str
    items: tuple[NoticeItem, ...]


def notice_lists(
    kind: NoticeKind, *, laws: Collection[str], features: Collection[Feature], as_of: date
) -> tuple[NoticeList, ...]:
    """
    Return the lists for a text of `kind` under `laws` (`appi`, `gdpr`, …), with the items that its company needs.

    A text that is only a basic policy is held against the norms of basic policies alone.
    """
    found = all_in_force(
        packaged(NoticeItemsFile, "notice-items.yaml").lists, as_of, area="laws.notice-items"
    )
    return tuple(
        NoticeList(
            one.code,
            one.name,
            one.value.law,
            one.value.article,
            tuple(item for item in one.value.items if set(item.needs) <= set(features)),
        )
        for one in found
        if kind in one.value.documents and one.value.law in laws
    )


def notice_item(code: str, *, as_of: date) -> NoticeItem | None:
    """Return the item `code` (`G-1a`, `A32-N`, …), or None where no list has it on that day."""
    found = all_in_force(
        packaged(NoticeItemsFile, "notice-items.yaml").lists, as_of, area="laws.notice-items"
    )
    return next((item for one in found for item in one.value.items if item.code == code), None)
