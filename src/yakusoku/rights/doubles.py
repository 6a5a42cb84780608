"""Requests that may be the same: keyed digests of what each gave, compared among the open ones of a company."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yakusoku.rights.asked import Asked
from yakusoku.rights.models import Contact, RightsRequest
from yakusoku.rights.rules import OPEN
from yakusoku.stores import likeness
from yakusoku.terms.text import Text, text
from yakusoku.vault import operations as vault

_FACTS = {"telephone": "phone", "mobile": "phone", "phone": "phone", "email": "email"}
_SAYS = {
    "name": text("name"),
    "address": text("address"),
    "phone": text("telephone"),
    "email": text("e-mail address"),
}
_ENOUGH = 2


@dataclass(frozen=True)
class Double:
    """Another open request of the company, and what both gave."""

    request_id: str
    agrees: tuple[str, ...]

    @property
    def says(self) -> tuple[Text, ...]:
        """Return in words what agrees."""
        return tuple(_SAYS[one] for one in self.agrees)


def note(row: RightsRequest, asked: Asked) -> None:
    """Keep the digests of what a request gave, in place of earlier ones; within the deed that takes it in."""
    keyed = vault.digester(purpose=f"contact:{row.controller}")
    Contact.objects.filter(request=row).delete()
    Contact.objects.bulk_create(
        Contact(request=row, what=what, digest=keyed(f"{what}:{words}".encode()))
        for what, words in sorted(set(_contacts(asked)))
    )


def _contacts(asked: Asked) -> Iterable[tuple[str, str]]:
    given = [("name", asked.name.reveal()), ("address", "".join(asked.address.reveal()))]
    given += [(_FACTS[key], value.reveal()) for key, value in asked.facts.items() if key in _FACTS]
    return [(what, folded) for what, words in given if (folded := _folded(words, what))]


def _folded(words: str, what: str) -> str:
    """Return the words without width, case, blanks and dashes; a telephone number as its digits."""
    plain = likeness.name(words)
    if what == "phone":
        return "".join(one for one in plain if one.isdigit())
    return "".join(one for one in plain if one.isalnum() or one in "@.")


def of(row: RightsRequest) -> tuple[Double, ...]:
    """Return the open requests of the company with which two or more of name, address and contacts agree."""
    if row.state not in OPEN:
        return ()
    mine = Contact.objects.filter(request=row).values_list("digest", flat=True)
    found = (
        Contact.objects.filter(
            digest__in=list(mine), request__controller=row.controller, request__state__in=OPEN
        )
        .exclude(request=row)
        .order_by("request__received_at", "request_id", "what")
    )
    agrees: dict[str, list[str]] = {}
    for one in found:
        agrees.setdefault(one.request_id, []).append(one.what)
    return tuple(
        Double(other, tuple(dict.fromkeys(what)))
        for other, what in agrees.items()
        if len(set(what)) >= _ENOUGH
    )
