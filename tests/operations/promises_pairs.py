"""The pairs: for each registered evidence a fault that turns exactly its clauses red, and the repair."""

from __future__ import annotations

from datetime import date

from tests.operations.promises_faults import (
    Pair,
    added,
    appointed,
    checked,
    fee_for_a_correction,
    mapped,
    marked,
    moment,
    request,
    retired,
    rows,
    version,
    withheld,
)

CUSTOMERS, MEDIA = "jcom-customers.yaml", "jcom-media.yaml"
ADDRESS = ("en: Marunouchi Trust Tower N, 1-8-1", "en: Otemachi Tower S, 1-5-1")
REPRESENTATIVE = ("name: {en: Yoichi Iwaki", "name: {en: Hanako Sasaki")
TELEPHONE = ("telephone: 0120-999-000", "telephone: 0120-111-000")
BODY = ("url: http://www.sarc.or.jp/hogo/kaiketu.html", "url: https://www.sarc.or.jp/hogo/")
REVISED = ("revised: 2020-04-01\n  latest_at", "revised: 2026-11-20\n  latest_at")
MASKED = ["branch_number", "insured_symbol", "insurer_number", "qr_code"]

LINKED = {
    # purpose: its clause, a field of a kind that it names
    "service-information": ("JC-A2.1", (CUSTOMERS, "subscriber", "email")),
    "membership-service": ("JC-A3.1", (CUSTOMERS, "subscriber", "birth_date")),
    "billing": ("JC-A3.2", (CUSTOMERS, "billing", "amount_yen")),
    "prizes": ("JC-A3.3", (CUSTOMERS, "subscriber", "family_name")),
    "publications": ("JC-A3.4", (CUSTOMERS, "subscriber", "email")),
    "surveys-events": ("JC-A3.5", (CUSTOMERS, "subscriber", "sex")),
}


def _linked(purpose: str, clause: str, place: tuple[str, str, str]) -> Pair:
    return Pair(
        "purposes.linked",
        frozenset({clause}),
        first=marked(*place, purposes=[purpose]),
        plant=marked(MEDIA, "viewing", "minutes", purposes=[purpose]),
    )


def _red(*clauses: str) -> frozenset[str]:
    return frozenset(clauses)


PAIRS = (
    Pair("rights.fee", _red("JC-D3.1"), rows("Fee", yen=1200)),
    Pair("rights.fee", _red("JC-D3.1"), added(fee_for_a_correction)),
    Pair("rights.identity", _red("JC-D2.1"), rows("IdentityCheck", checked_at=moment(6))),
    Pair(
        "rights.identity", _red("JC-D2.2"),
        first=added(checked("driving_licence", "JC-D2.2")),
        plant=rows("IdentityCheck", {"document": "driving_licence"}, clause="JC-D2.4"),
    ),
    Pair(
        "rights.identity", _red("JC-D2.4"),
        first=added(checked("passport", "JC-D2.4")),
        plant=rows("IdentityCheck", {"document": "passport"}, clause="JC-D2.2"),
    ),
    Pair("rights.identity", _red("JC-D2.5"), rows("IdentityCheck", document="library_card")),
    Pair("rights.masking", _red("JC-D2.3"), rows("IdentityCheck", masked_zones=MASKED)),
    Pair(
        "rights.answered", _red("JC-D1.2"),
        added(lambda: [request(received_on=date(2026, 11, 1), suit_open_on=date(2026, 11, 16))]),
    ),
    Pair("rights.reasons", _red("JC-D1.3"), rows("ReviewItem", {"decision": "withhold"}, article="")),
    Pair("rights.grounds", _red("JC-D1.5"), rows("ReviewItem", {"ground": "DISC-2"}, clause="JC-D1.4")),
    Pair(
        "rights.grounds", _red("JC-D1.4"),
        first=added(withheld("DISC-1", "JC-D1.4")),
        plant=rows("ReviewItem", {"ground": "DISC-1"}, clause="JC-D1.5"),
    ),
    Pair(
        "rights.grounds", _red("JC-D1.6"),
        first=added(withheld("DISC-3", "JC-D1.6")),
        plant=rows("ReviewItem", {"ground": "DISC-3"}, clause="JC-D1.5"),
    ),
    # the request came on the 2nd and its letter was made on the 9th: what changed between is printed as it was
    Pair("publication.controller_named", _red("JC-Q0.3"), version("2026-11-05", ADDRESS)),
    Pair("publication.controller_named", _red("JC-Q0.4", "JC-P11.1"), version("2026-11-05", REPRESENTATIVE)),
    Pair(
        "contacts.published", _red("JC-C1.1", "JC-C1.2", "JC-Q0.1", "JC-Q0.2", "JC-O1.4"),
        version("2026-11-05", TELEPHONE),
    ),
    Pair("complaints.escalation", _red("JC-O1.2", "JC-O1.4", "JC-O1.5"), version("2026-11-05", BODY)),
    Pair("publication.version_dated", _red("JC-P10.1", "JC-X1.1"), rows("RightsRequest", policy_digest="0" * 64)),
    Pair("publication.version_dated", _red("JC-P11.1"), version("2026-11-20", REVISED)),
    Pair(
        "datamap.source_and_method", _red("JC-P2.4"),
        mapped(MEDIA, lambda dataset: dataset["yakusoku_meta"].pop("method")),
    ),
    Pair(
        "purposes.specified", _red("JC-P0.2", "JC-P2.1"),
        mapped(CUSTOMERS, lambda data: data["collections"][0]["fields"][0].update(data_categories=["jp.fraud_score"])),
    ),
    *(_linked(purpose, clause, place) for purpose, (clause, place) in LINKED.items()),
    Pair(
        "purposes.linked", _red("JC-A3.6"),
        first=marked(MEDIA, "viewing", "minutes", purposes=["usage-analysis"]),
        plant=marked(CUSTOMERS, "billing", "amount_yen", purposes=["usage-analysis"]),
    ),
    Pair(
        "calls.recorded", _red("JC-A4.1"),
        first=mapped(MEDIA, lambda data: data["collections"][2]["yakusoku_meta"].update(purposes=["call-recording"])),
        plant=marked(MEDIA, "call_recording", "seconds", purposes=["training-of-new-staff"]),
    ),
    Pair(
        "retained.flagged", _red("JC-A3.8"),
        first=marked(CUSTOMERS, "subscriber", "email", purposes=["publications"]),
        plant=marked(
            CUSTOMERS, "subscriber", "email", purposes=["publications"], retained={"held_for": "another company"}
        ),
    ),
    Pair("governance.role_held", _red("JC-P3.1", "JC-C1.3", "JC-X3.1", "JC-Q0.5"), first=appointed, plant=retired),
)  # fmt: skip

CATCH_ALL = Pair(
    "purposes.specified", _red("JC-A3.7"), marked(CUSTOMERS, "billing", "method", purposes=["service-terms"])
)
"""A clause that is never green: nothing may be held under it."""
