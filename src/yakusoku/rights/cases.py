"""The row of a request and its sealed parts, for the deeds of this room."""

from __future__ import annotations

import json
from collections.abc import Collection

from yakusoku.policy.queries import Policy
from yakusoku.rights import ports
from yakusoku.rights.asked import Asked
from yakusoku.rights.measures import CHANGES
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.promised import Promised, promised
from yakusoku.rights.rules import Measure, State
from yakusoku.stores.candidates import Candidate
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

ASKED = "asked"
SYSTEM = "system"
"""Who acts where no person does: a burst."""


class UnableToFind(UnableTo):
    """No request has that id."""

    asked = text("find the request")


class UnableToMove(UnableTo):
    """The request is not in a state from which this deed is possible."""

    asked = text("do this with the request")


class UnableToJudge(UnableTo):
    """The policy by which the request is judged is not the one by which it was taken in."""

    asked = text("judge the request")


class AlreadyDoneError(Exception):
    """Another process did this first; raised inside a deed so that it leaves neither row nor entry."""


def case(request_id: str) -> RightsRequest:
    """Return the request's row. :raises UnableToFind: if there is none"""
    row = RightsRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise UnableToFind(
            text("{request} is not known here.", request=request_id),
            do=text("`yakusoku rights list` shows the requests of this home."),
        )
    return row


def require_state(row: RightsRequest, *, of: Collection[State]) -> None:
    """Let a request pass that stands in one of `of`, as far as was read. :raises UnableToMove: otherwise"""
    if row.state not in of:
        raise _misplaced(row)


def held(row: RightsRequest, *, of: Collection[State]) -> RightsRequest:
    """
    Return the request as it stands now, held by this deed until it ends: nobody else moves it meanwhile.

    Everything a deed decides by is read after this. :raises UnableToMove: if its state is none of `of`
    """
    now = RightsRequest.objects.select_for_update().get(pk=row.pk)
    require_state(now, of=of)
    return now


def moved(row: RightsRequest, to: State, *, of: tuple[State, ...], **values: object) -> None:
    """Move the request or refuse. :raises UnableToMove: if its state is none of `of`, also when another was faster"""
    if not row.move(to, of=of, **values):
        raise _misplaced(case(row.pk))


def _misplaced(row: RightsRequest) -> UnableToMove:
    return UnableToMove(
        text("{request} is at another stage: {state}.", request=row.public_id, state=State(row.state).says),
        do=text("`yakusoku rights show {request}` says what comes next.", request=row.public_id),
    )


def policy(row: RightsRequest) -> Policy:
    """
    Return the policy that was in force when the request arrived.

    :raises UnableToJudge: if its file is no longer the one by which the request was assigned
    """
    found = ports.policy(row.controller, row.received_on)
    if row.right and found.digest != row.policy_digest:
        raise UnableToJudge(
            text(
                "the policy in force on {day} was changed after the request was assigned.",
                day=row.received_on.isoformat(),
            ),
            do=text("Put the file back as it was; a change is a new version with a new date."),
        )
    return found


def promise(row: RightsRequest) -> Promised:
    """Return what is promised of the request's right, by text or law. :raises UnableToJudge: as `policy`"""
    found = promised(policy(row), row.right, as_of=row.received_on, measure=row.measure)
    assert found is not None  # noqa: S101  the triage took only rights that text or law give
    return found


def measure(row: RightsRequest) -> Measure:
    """Return what is asked to be done with the rows."""
    return Measure(row.measure)


def changes_rows(row: RightsRequest) -> bool:
    """Return whether the request asks for rows, or what may be done with them, to be changed."""
    return measure(row) in CHANGES


def asked(row: RightsRequest) -> Asked:
    """Return what the person wrote. :raises UnableToUnseal: if the case was destroyed"""
    return Asked.from_bytes(vault.unseal(case_id=row.public_id, label=ASKED, sealed=bytes(row.asked)))


def link_keys(candidate: Candidate) -> bytes:
    """Return a candidate's identity keys in the one form that is sealed and digested."""
    keys = {name: value.reveal() for name, value in candidate.identities.items()}
    return json.dumps(keys, ensure_ascii=False, sort_keys=True).encode()


def identities(row: RightsRequest) -> dict[str, list[Personal[str]]]:
    """Return the identity keys of every confirmed link, by the data map's identity words."""
    keys: dict[str, list[Personal[str]]] = {}
    for link in row.links.order_by("pk"):
        label = f"link:{link.dataset}.{link.collection}"
        plain = json.loads(vault.unseal(case_id=row.public_id, label=label, sealed=bytes(link.keys)))
        for name, value in plain.items():
            keys.setdefault(name, []).append(Personal(value))
    return keys
