"""The row of a request and its sealed parts, for the deeds of this room."""

from __future__ import annotations

import json
from collections.abc import Mapping

from yakusoku.rights.asked import Asked
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.rules import State
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

ASKED = "asked"


class UnableToFind(UnableTo):
    """No request has that id."""

    asked = text("find the request")


class UnableToMove(UnableTo):
    """The request is not in a state from which this deed is possible."""

    asked = text("do this with the request")


def case(request_id: str) -> RightsRequest:
    """Return the request's row. :raises UnableToFind: if there is none"""
    row = RightsRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise UnableToFind(
            text("{request} is not known here.", request=request_id),
            do=text("`yakusoku rights list` shows the requests of this home."),
        )
    return row


def moved(row: RightsRequest, to: State, *, of: tuple[State, ...], **values: object) -> None:
    """Move the request or refuse. :raises UnableToMove: if its state is none of `of`, also when another was faster"""
    if not row.move(to, of=of, **values):
        now = RightsRequest.objects.values_list("state", flat=True).get(pk=row.pk)
        raise UnableToMove(
            text(
                "{request} is in state {state}; this needs {needed}.",
                request=row.public_id,
                state=now,
                needed=", ".join(of),
            ),
            do=text("`yakusoku rights show {request}` says what comes next.", request=row.public_id),
        )


def asked(row: RightsRequest) -> Asked:
    """Return what the person wrote. :raises UnableToUnseal: if the case was destroyed"""
    return Asked.from_bytes(vault.unseal(case_id=row.public_id, label=ASKED, sealed=bytes(row.asked)))


def seal_words(row_id: str, label: str, words: Mapping[str, str] | str) -> bytes:
    """Return words or keys about a person, sealed under the case's key."""
    content = json.dumps(words, ensure_ascii=False, sort_keys=True).encode()
    return vault.seal(case_id=row_id, label=label, content=content)


def identities(row: RightsRequest) -> dict[str, list[Personal[str]]]:
    """Return the identity keys of every confirmed link, by the data map's identity words."""
    keys: dict[str, list[Personal[str]]] = {}
    for link in row.links.order_by("pk"):
        label = f"link:{link.dataset}.{link.collection}"
        plain = json.loads(vault.unseal(case_id=row.public_id, label=label, sealed=bytes(link.keys)))
        for name, value in plain.items():
            keys.setdefault(name, []).append(Personal(value))
    return keys
