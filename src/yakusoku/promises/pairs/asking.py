"""Pairs about who asks: representatives, addresses, telephones, and the items that a company promises to disclose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from yakusoku.promises.pairs.planting import Change, Scene, added, chained, column, create, held, rows
from yakusoku.promises.pairs.program import Pair, request

_DIGEST = "0" * 64
_KINDS = {
    "JALUX-11.6": ("parent", "family_register"),
    "JALUX-11.7": ("guardian", "guardianship_certificate"),
    "JALUX-11.8": ("statutory", "court_appointment"),
    "JALUX-11.9": ("mandated", "mandate_letter"),
}
_ITEMS = (
    (
        "JN-8.4",
        (
            "user.contact.address",
            "user.name",
            "user.contact.phone_number",
            "user.demographic.date_of_birth",
            "user.behavior.purchase_history",
        ),
    ),
    ("JN-8.5", ("user.demographic.date_of_birth",)),
    ("JN-8.7", ("jp.workplace.name", "jp.workplace.phone_number")),
)


def asking(companies: tuple[str, ...]) -> Iterator[Pair]:
    """Yield the pairs of the companies whose texts say who may ask and how."""
    if "jalux" in companies:
        yield from _represented()
        yield Pair(
            "rights.address_proof",
            frozenset({"JALUX-11.5"}),
            first=_searched("passport", address=True),
            plant=rows("rights.IdentityCheck", {"document": "residence_record"}, issued_on=date(2026, 1, 5)),
            company="jalux",
        )
        yield Pair(
            "rights.answer_to_person",
            frozenset({"JALUX-11.10"}),
            first=chained(
                _searched("driving_licence", kind="mandated", proof="mandate_letter", word="agreed"),
                _searched("driving_licence", kind="mandated", proof="mandate_letter", to="person"),
            ),
            plant=rows(
                "rights.Representation",
                {"word": "agreed"},
                word="denied",
            ),
            company="jalux",
        )
    if "japanet" in companies:
        yield from _by_phone()
        for _, kinds in _ITEMS:
            yield _items(kinds)


def _represented() -> Iterator[Pair]:
    general = frozenset({"JALUX-10.1", "JALUX-11.2", "JALUX-11.4"})
    for clause, (kind, proof) in _KINDS.items():
        first = _searched("driving_licence", kind=kind, proof=proof)
        lost = rows("rights.IdentityCheck", {"document": proof}, document="parental_consent")
        yield Pair("rights.representative", general | {clause}, first=first, plant=lost, company="jalux")
    first = _searched("driving_licence", kind="mandated", proof="mandate_letter")
    own = rows("rights.IdentityCheck", {"document": "driving_licence"}, whose="person")
    yield Pair("rights.representative", general, first=first, plant=own, company="jalux")


def _searched(
    paper: str,
    *,
    kind: str = "",
    proof: str = "",
    address: bool = False,
    word: str = "",
    to: str = "representative",
) -> Change:
    """Return what adds an answered request with a paper, and a representative and an address where asked for."""

    def make(scene: Scene) -> list[Any]:
        made = [*_answered(scene, "jalux", "G-ACC", "gdpr")]
        asked, then = made[0], scene.now - timedelta(days=10)
        whose = "representative" if kind else "person"
        papers = [paper, *([proof] if proof else []), *(["residence_record"] if address else [])]
        made += [
            create(
                "rights.IdentityCheck", request=asked, document=one, whose=whose, address_agrees=True, signed=True,
                clause="JALUX-11.3", checked_by="x", checked_at=then, issued_on=then.date() - timedelta(days=20),
            )
            for one in papers
        ]  # fmt: skip
        if kind:
            facts = {
                "word": word,
                "word_by": "call" if word else "",
                "word_on": then.date() if word else None,
            }
            made.append(
                create(
                    "rights.Representation", request=asked, kind=kind, answer_to=to, who=b"", reason=b"",
                    article="G12(6)", confirmed_by="x", confirmed_at=then, **facts,
                )
            )  # fmt: skip
        return made

    return added(make)


def _answered(scene: Scene, company: str, right: str, law: str) -> list[Any]:
    then = scene.now - timedelta(days=10)
    asked = request(
        scene, company, received_at=then, received_on=then.date(), suit_open_on=then.date() + timedelta(days=15),
        state="notified", right=right, law=law, outcome="full", package_digest=_DIGEST, answer_digest=_DIGEST,
        prepared_by="x", prepared_at=then, approved_by="y", approved_at=then + timedelta(days=5),
        built_at=then + timedelta(days=6),
    )  # fmt: skip
    return [
        asked,
        create(
            "rights.Search", request=asked, plan_digest=_DIGEST, steps=1, started_by="x",
            started_at=then + timedelta(days=1), finished_at=then + timedelta(days=1),
        ),
        create(
            "rights.Dispatch", request=asked, method="registered_post", tracking="T-1", sent_by="x",
            sent_on=then.date() + timedelta(days=7), noted_at=scene.now - timedelta(days=3),
        ),
    ]  # fmt: skip


def _by_phone() -> Iterator[Pair]:
    called = _called(("call_back", "agreed", "JN-8.3"))
    yield Pair(
        "rights.call_back",
        frozenset({"JN-8.3"}),
        first=called,
        plant=rows("rights.PhoneCheck", {"way": "call_back"}, clause="JN-2.8"),
        company="japanet",
    )
    yield Pair(
        "rights.call_back",
        frozenset({"JN-8.3"}),
        first=chained(
            called, _called(("caller_number", "same", "JN-2.8"), ("call_back", "agreed", "JN-8.3"))
        ),
        plant=added(_denied),
        company="japanet",
    )
    yield Pair(
        "rights.caller_number",
        frozenset({"JN-2.8"}),
        first=_called(("caller_number", "same", "JN-2.8"), ("call_back", "agreed", "JN-8.3")),
        plant=rows("rights.PhoneCheck", {"way": "call_back"}, result="not_reached"),
        company="japanet",
    )


def _called(*checks: tuple[str, str, str]) -> Change:
    def make(scene: Scene) -> list[Any]:
        made = _answered(scene, "japanet", "A-DISC", "appi")
        return [*made, *(_check(scene, made[0], *one) for one in checks)]

    return added(make)


def _denied(scene: Scene) -> list[Any]:
    made = _answered(scene, "japanet", "A-DISC", "appi")
    return [*made, _check(scene, made[0], "call_back", "denied", "JN-8.3")]


def _check(scene: Scene, asked: Any, way: str, result: str, clause: str) -> Any:  # noqa: ANN401  rows of `rights`
    then = scene.now - timedelta(days=10)
    return create(
        "rights.PhoneCheck", request=asked, way=way, result=result, number_digest=_DIGEST, clause=clause,
        article="guideline 3-8-7", called_at=then, noted_by="x", noted_at=then,
    )  # fmt: skip


def _items(kinds: tuple[str, ...]) -> Pair:
    """Return the pair of some items: found and shown; the fault is a column on which nobody decided."""
    red = frozenset(clause for clause, wanted in _ITEMS if kinds[0] in wanted)
    full = next(wanted for _, wanted in _ITEMS if set(kinds) <= set(wanted))

    def make(scene: Scene) -> list[Any]:
        made = _answered(scene, "japanet", "A-DISC", "appi")
        names = [f"column_{number}" for number in range(len(full))]
        found = {"rows": 1, "columns": names, "digest": _DIGEST, "found_at": scene.now}
        made.append(
            create(
                "rights.Finding",
                request=made[0],
                step=1,
                dataset="japanet_pairs",
                collection="tried",
                **found,
            )
        )
        made += [
            create("rights.ReviewItem", request=made[0], section="japanet_pairs.tried", field=name, decision="show",
                   decided_by="x", decided_at=scene.now)
            for name in names
        ]  # fmt: skip
        return made

    fault = rows("rights.ReviewItem", {"field": f"column_{full.index(kinds[0])}"}, field="another")
    first = chained(held("japanet", *(column(kind) for kind in full)), added(make))
    return Pair("rights.items_disclosed", red, first=first, plant=fault, company="japanet")
