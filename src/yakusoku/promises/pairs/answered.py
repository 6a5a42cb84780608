"""Pairs of requests, made from the policies: unanswered, told as erased though it is not, carried out untold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from yakusoku.management import queries as management
from yakusoku.policy.queries import Policy
from yakusoku.promises.pairs.planting import Change, Scene, added, create, rows
from yakusoku.promises.pairs.program import Pair, request

_UNPUBLISHED = {"correction": "A-CORR", "erasure": "A-STOP5"}
"""The right of law behind a word that a clause fixes and the text does not offer as a right."""
_MEASURES = {
    "erasure": "erase",
    "cease_use": "restrict",
    "cease_provision": "stop_provision",
    "correction": "correct",
}
_DIGEST = "0" * 64


def answered(companies: Sequence[str], *, now: datetime) -> Iterator[Pair]:
    """Yield for each right that a clause wants answered a request that was, and as the fault one that was not."""
    for company in companies:
        policy = management.policy_on(company, management.today(company, now))
        cited = _cited(policy, "rights.answered")
        for word, red in cited.items():
            facts = _facts(policy, word)
            yield Pair(
                "rights.answered",
                red,
                _waiting(company, facts),
                _done(company, facts),
                company,
                also=_late(policy, word),
            )
        if cited:
            every = frozenset[str]().union(*cited.values())
            yield Pair(
                "rights.answered",
                every,
                _waiting(company, {"state": "received"}),
                company=company,
                green=False,
            )
        yield from _changed(company, policy)


def _changed(company: str, policy: Policy) -> Iterator[Pair]:
    for word, red in _cited(policy, "rights.erased").items():
        erased = _done(company, {**_facts(policy, word), "measure": "erase"})
        yield Pair(
            "rights.erased", red, rows("rights.RowChange", {"orders": _DIGEST}, done_at=None), erased, company
        )
        lost = rows("rights.Tombstone", {"public_id": "tmb_tried"}, request_id="req_another")
        yield Pair("rights.erased", red, lost, erased, company)
    for word, red in _cited(policy, "rights.consequence_told").items():
        if word in policy.rights and policy.rights[word].form.consequences:
            first = _done(company, {**_facts(policy, word), "measure": _MEASURES.get(word, "erase")})
            late = date(2027, 1, 18)
            told = rows("rights.ToldConsequence", {"tracking": "T-1"}, told_on=late, known_on=late)
            yield Pair("rights.consequence_told", red, told, first, company)


def _cited(policy: Policy, control: str) -> dict[str, frozenset[str]]:
    """Return the clauses that a control keeps, by the right that they fix."""
    found: dict[str, set[str]] = {}
    for name, clause in policy.clauses.items():
        for kept in clause.kept_by:
            if kept.control == control:
                found.setdefault(str(kept.with_["right"]), set()).add(name)
    return {word: frozenset(clauses) for word, clauses in found.items()}


def _facts(policy: Policy, word: str) -> dict[str, Any]:
    code = policy.rights[word].law_codes[0] if word in policy.rights else _UNPUBLISHED[word]
    return {"right": code, "measure": _MEASURES.get(word, "show")}


def _late(policy: Policy, word: str) -> frozenset[str]:
    """Return the clauses that promise a number of days for this right: what waits long is late there, too."""
    target = policy.rights[word].form.target if word in policy.rights else None
    return frozenset(target.clauses) if target else frozenset()


def _waiting(company: str, facts: dict[str, Any]) -> Change:
    def make(scene: Scene) -> list[Any]:
        day = scene.now.date() - timedelta(days=23)
        dates = {"received_on": day, "suit_open_on": day + timedelta(days=15)}
        return [request(scene, company, **{"right": "", **dates, **facts})]

    return added(make)


def _done(company: str, facts: dict[str, Any]) -> Change:
    """Return what adds a request of ten days ago that was told, carried out and answered, as deeds would leave it."""

    def make(scene: Scene) -> list[Any]:
        then = scene.now - timedelta(days=10)
        changes = facts["measure"] != "show"
        asked = request(
            scene, company, received_at=then, received_on=then.date(), suit_open_on=then.date() + timedelta(days=15),
            state="notified", outcome="full", package_digest=_DIGEST, prepared_by="x", prepared_at=then,
            approved_by="y", approved_at=then + timedelta(days=5), built_at=then + timedelta(days=6),
            answer_digest=_DIGEST, changed_at=then + timedelta(days=6) if changes else None, **facts,
        )  # fmt: skip
        sent = {"method": "registered_post", "tracking": "T-1", "sent_by": "x", "noted_at": scene.now}
        made = [
            asked,
            create("rights.Dispatch", request=asked, sent_on=then.date() + timedelta(days=7), **sent),
        ]
        return [*made, *_change(asked, then)] if changes else made

    return added(make)


def _change(asked: Any, then: datetime) -> list[Any]:  # noqa: ANN401  a row of `rights`
    day = then.date() + timedelta(days=2)
    done = then + timedelta(days=6)
    told = {"number": 1, "clause": "", "needs_word": True, "told_by": "x", "tracking": "T-1", "noted_by": "x"}
    return [
        create("rights.ToldConsequence", request=asked, told_on=day, known_on=day, **told),
        create("rights.RowChange", request=asked, orders=_DIGEST, counts={"erased": 3}, begun_at=done, done_at=done),
        create(
            "rights.Tombstone", public_id="tmb_tried", controller=asked.controller, request_id=asked.public_id,
            persons=[], erased_as_of=done,
        ),
    ]  # fmt: skip
