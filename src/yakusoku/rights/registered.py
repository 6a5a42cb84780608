"""What the company's own rows say of a person whose link was confirmed: numbers to call, facts to compare."""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.rights import cases, ports
from yakusoku.rights.models import PersonLink, RightsRequest
from yakusoku.stores import likeness
from yakusoku.stores import queries as stores
from yakusoku.stores.candidates import Candidate
from yakusoku.stores.comparing import Agreement, compare
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

PHONE = "phone_number"


def rows(row: RightsRequest) -> tuple[Candidate, ...]:
    """Return the rows of the confirmed links, as the stores hold them now. :raises StoreUnavailable: if one is away"""
    linked = vault.digester(purpose=f"link:{row.public_id}")
    known = set(PersonLink.objects.filter(request=row).values_list("keys_digest", flat=True))
    if not known:
        return ()
    found = stores.find_candidates(ports.datamap(row.controller), cases.asked(row).given())
    return tuple(one for one in found if linked(cases.link_keys(one)) in known)


def facts(row: RightsRequest) -> dict[str, tuple[str, ...]]:
    """Return by fact what the confirmed rows hold."""
    held: dict[str, tuple[str, ...]] = {}
    for one in rows(row):
        for name, words in one.holds.reveal().items():
            held[name] = tuple(dict.fromkeys((*held.get(name, ()), *words)))
    return held


def numbers(row: RightsRequest) -> dict[str, Personal[str]]:
    """
    Return the registered telephone numbers, each under a code that is the same in every list of this request.

    They come from the company's own rows and never from what the caller said.
    """
    plain = {likeness.fold(PHONE, one): one for one in facts(row).get(PHONE, ())}
    return {digest(row, number)[:6]: Personal(words) for number, words in sorted(plain.items())}


def digest(row: RightsRequest, number: str) -> str:
    """Return the keyed digest of a number in its one form."""
    value = likeness.fold(PHONE, number).encode()
    return vault.keyed_digest(purpose=f"number:{row.public_id}", value=value)


def agreeing(held: Mapping[str, tuple[str, ...]], told: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the facts that were told as they are registered; what is only alike does not count."""
    return tuple(
        fact
        for fact, answers in sorted(told.items())
        if any(
            compare(fact, answer, words).agreement is Agreement.SAME
            for answer in answers
            for words in held.get(fact, ())
        )
    )
