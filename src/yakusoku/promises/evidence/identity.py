"""Who asks: a paper before every search, which paper it was, and what was masked on it."""

from __future__ import annotations

from collections.abc import Collection

from yakusoku.laws import queries as laws
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, uncalled
from yakusoku.rights import tags
from yakusoku.rights.queries import IdentityView
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text


def checked(asked: Asked) -> tuple[Evidence, ...]:
    """A paper was checked before each search; with `document`, that paper; with `others`, one that is not listed."""
    if "document" in asked.parameters:
        return _listed(asked, asked.fixed("document"))
    if asked.parameters.get("others"):
        return _others(asked)
    return _before_search(asked)


def _before_search(asked: Asked) -> tuple[Evidence, ...]:
    searched = [trace for trace in asked.records.traces if trace.searched_at is not None]
    if not searched:
        return (uncalled(text("Nothing was searched for anybody.")),)
    without = [
        trace
        for trace in searched
        if trace.identified_at is None
        or (trace.searched_at is not None and trace.identified_at > trace.searched_at)
    ]
    if without:
        return (
            broken(
                text("Searches begun before a paper was checked: {count}.", count=len(without)),
                count=len(without),
            ),
        )
    says = text("Searches: {count}; begun before a paper was checked: 0.", count=len(searched))
    if asked.records.checks:
        return (_kept(asked, says, asked.records.checks[-1], len(searched)),)
    # by telephone alone: the newest search stands for the check that came before it
    last = max(searched, key=lambda one: one.identified_at or one.received_at)
    entries = asked.records.entries(last.request_id, tags.PHONE_CHECKED)
    return (kept(says, newest=last.identified_at or last.received_at, count=len(searched), entries=entries),)


def _listed(asked: Asked, document: str) -> tuple[Evidence, ...]:
    checks = [check for check in asked.records.checks if check.document == document]
    if not checks:
        return (uncalled(text("Nobody has sent this paper yet: {paper}.", paper=_name(asked, document))),)
    foreign = [check for check in checks if check.clause != asked.clause]
    open_ = [check for check in checks if _unmasked(asked, check, ())]
    if foreign or open_:
        says = text(
            "{paper}: checks under another clause: {foreign}; with a part unmasked that must not be kept: {open}.",
            paper=_name(asked, document),
            foreign=len(foreign),
            open=len(open_),
        )
        return (broken(says, count=len({*foreign, *open_})),)
    says = text("{paper}: accepted {count} times.", paper=_name(asked, document), count=len(checks))
    return (_kept(asked, says, checks[-1], len(checks)),)


def _others(asked: Asked) -> tuple[Evidence, ...]:
    listed = {code for check in asked.policy.form.identity.values() for code in check.documents}
    checks = [check for check in _of_identity(asked) if check.document not in listed]
    if not checks:
        return (uncalled(text("Nobody has sent a paper that is not on the list.")),)
    proving = laws.document_codes(kind="identity")
    wrong = [check for check in checks if check.document not in proving or _ended(asked, check)]
    if wrong:
        says = text(
            "Papers taken that do not prove who somebody is, or are no longer valid: {count}.",
            count=len(wrong),
        )
        return (broken(says, count=len(wrong)),)
    last = checks[-1]
    says = text(
        "Papers that are not on the list and were accepted: {count}; the last was: {paper}.",
        count=len(checks),
        paper=_name(asked, last.document),
    )
    return (_kept(asked, says, last, len(checks)),)


def _of_identity(asked: Asked) -> list[IdentityView]:
    """Return the papers but those that show a representative's authority, which have clauses of their own."""
    authority = laws.document_codes(kind="authority")
    return [one for one in asked.records.checks if one.whose == "person" or one.document not in authority]


def masked(asked: Asked) -> tuple[Evidence, ...]:
    """
    Copies of `document`, or of the paper that took its place, with a part unmasked that law or text names: none.

    The published text names a paper that is no longer issued; what it promises to mask is masked on its successor.
    """
    document = asked.fixed("document")
    family = _family(document, asked)
    named = {zone for right in asked.policy.rights.values() for zone in right.masks(document)}
    checks = [check for check in asked.records.checks if check.document in family]
    if not checks:
        return (uncalled(text("Nobody has sent this paper yet: {paper}.", paper=_name(asked, document))),)
    open_ = [check for check in checks if _unmasked(asked, check, named)]
    if open_:
        says = text("Copies kept with a part unmasked that must not be kept: {count}.", count=len(open_))
        return (broken(says, count=len(open_)),)
    last = checks[-1]
    says = text(
        "Copies kept: {count}; with a part unmasked: 0. The last was: {paper}, masked in {zones} places.",
        count=len(checks),
        paper=_name(asked, last.document),
        zones=len(last.masked_zones),
    )
    return (_kept(asked, says, last, len(checks)),)


def _family(document: str, asked: Asked) -> set[str]:
    """Return the paper and those that took its place, one after the other."""
    found: list[str] = []
    following: str | None = document
    while following and following not in found:
        found.append(following)
        following = laws.document(following, as_of=asked.records.day(asked.now)).successor
    return set(found)


def _unmasked(asked: Asked, check: IdentityView, named: Collection[str]) -> set[str]:
    """Return the zones that law on that day, or the text, wants masked and that stood unmasked on the copy."""
    if check.document not in laws.document_codes():
        return set()
    paper = laws.document(check.document, as_of=asked.records.day(check.checked_at))
    there = {zone.code for zone in paper.zones}
    wanted = {zone.code for zone in paper.required_zones} | (set(named) & there)
    return wanted - set(check.masked_zones) - set(check.absent_zones)


def _ended(asked: Asked, check: IdentityView) -> bool:
    day = asked.records.day(check.checked_at)
    until = laws.document(check.document, as_of=day).issued_until
    return until is not None and day > until


def _name(asked: Asked, document: str) -> Bilingual:
    if document not in laws.document_codes():
        return Bilingual(document, document)
    return laws.document(document, as_of=asked.records.day(asked.now)).name


def _kept(asked: Asked, says: Text, last: IdentityView, count: int) -> Evidence:
    entries = asked.records.entries(last.request_id, tags.IDENTIFIED)
    return kept(says, newest=last.checked_at, count=count, entries=entries)


def only_for(asked: Asked) -> tuple[Evidence, ...]:
    """
    The person's papers taken for a right that is not among `rights`: none; and one was taken for one of them.

    What a representative shows has clauses of its own, and is asked for whatever the right.
    """
    words = asked.words("rights")
    codes = {
        code for word in words if word in asked.policy.rights for code in asked.policy.rights[word].law_codes
    }
    checks = [one for one in asked.records.checks if one.whose == "person"]
    foreign = [one for one in checks if asked.records.by_request[one.request_id].right not in codes]
    if foreign:
        says = text("Papers taken for rights for which none is asked: {count}.", count=len(foreign))
        return (broken(says, count=len(foreign)),)
    if not checks:
        return (uncalled(text("Nobody has sent a paper yet.")),)
    says = text("Papers taken: {count}; for rights for which none is asked: 0.", count=len(checks))
    return (_kept(asked, says, checks[-1], len(checks)),)
