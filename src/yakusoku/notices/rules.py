"""When a version may be published: its day, and what the text and the law promise about telling changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yakusoku.laws.lists import closed_list
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.queries import Policy
from yakusoku.terms.bilingual import Bilingual

_PARTS: dict[str, tuple[str, ...]] = {
    "purposes": ("purposes",),
    "joint_use": ("joint_use",),
    "companies": ("companies",),
    "recipients": ("provision_default", "provisions", "entrustments", "transfers", "transmissions", "credit"),
}
_LAW_ON_JOINT_USE = "providing/joint_use_changes"


@dataclass(frozen=True)
class Untold:
    """A change that would be told too late: what says that it is told before, by which clauses or article."""

    says: Bilingual
    clauses: tuple[str, ...] = ()
    article: str = ""


def changed_parts(before: Policy, after: Policy) -> tuple[str, ...]:
    """Return what a later version changes, in the words of a rule on changes; `policy` stands for the text itself."""
    found = ["policy"] if before.digest != after.digest else []
    for word, sections in _PARTS.items():
        if any(getattr(before.form, one) != getattr(after.form, one) for one in sections):
            found.append(word)
    return tuple(found)


def untold(before: Policy, after: Policy, *, published_on: date) -> tuple[Untold, ...]:
    """
    Return the changes of `after` that its predecessor, or the Act (article 27(6)), promises to tell beforehand.

    Beforehand is a day before the version is in force. `published_on` is when it is told.
    """
    if published_on < after.published_from:
        return ()
    changed = changed_parts(before, after)
    own = [
        Untold(rule.says, clauses=rule.clauses)
        for rule in before.form.publication.changes
        if rule.moment == "before" and rule.about in changed
    ]
    return (*own, *_by_law(before.form, after.form, published_on))


def _by_law(before: PolicyForm, after: PolicyForm, as_of: date) -> Iterator[Untold]:
    law = closed_list(_LAW_ON_JOINT_USE, as_of=as_of)
    wanted = [point for point in law.points if point.moment == "before"]
    found = set(_joint_changes(before, after))
    for point in wanted:
        if point.code in found:
            yield Untold(point.says, article=point.article)


def _joint_changes(before: PolicyForm, after: PolicyForm) -> Iterator[str]:
    """Yield the codes of the Act's changes of joint use that a later version makes."""
    for name, old in before.joint_use.items():
        new = after.joint_use.get(name)
        if new is None:
            continue
        if (old.purposes, old.same_purposes_as_own) != (new.purposes, new.same_purposes_as_own):
            yield "purposes"
        if _responsible(before, name) != _responsible(after, name):
            yield "responsible"


def _responsible(form: PolicyForm, name: str) -> Bilingual | None:
    responsible = form.joint_use[name].responsible
    return responsible.name.name if responsible else None


def is_taken_over(version: date, *, today: date, first: date | None) -> bool:
    """
    Return whether a version stood before this home kept notices: its day lies before today and not after `first`.

    `first` is the day on which this home first published one of the company's; None where it does so today.
    """
    return version < today and version <= (first or today)
