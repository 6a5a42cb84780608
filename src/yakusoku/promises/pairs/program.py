"""The pairs of the program's own queries: for each a fault that turns exactly its clauses red, and the repair."""
# Long because it is one list: an entry for each fault, and how it is made.

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from yakusoku.consent.rules import Form
from yakusoku.promises.pairs import chosen, given, published
from yakusoku.promises.pairs.looks import look_at, registered
from yakusoku.promises.pairs.planting import (
    Change,
    Scene,
    Undo,
    added,
    chained,
    column,
    count,
    create,
    get,
    held,
    nothing,
    rows,
    version,
)
from yakusoku.staff import operations as staff
from yakusoku.staff import queries as members
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

ADDRESS = ("en: Marunouchi Trust Tower N, 1-8-1", "en: Otemachi Tower S, 1-5-1")
REPRESENTATIVE = ("name: {en: Yoichi Iwaki", "name: {en: Hanako Sasaki")
TELEPHONE = ("telephone: 0120-999-000", "telephone: 0120-111-000")
BODY = ("url: http://www.sarc.or.jp/hogo/kaiketu.html", "url: https://www.sarc.or.jp/hogo/")
SCOPE = ("scope: {en: J:COM Group companies", "scope: {en: Companies of the J:COM Group")
REVISED = ("revised: 2020-04-01", "revised: 2026-11-20")
MASKED = ["branch_number", "insured_symbol", "insurer_number", "qr_code"]
WALKED = "127-44-30911-5"
"""The arrival of the request of J:COM's walk."""


@dataclass(frozen=True)
class Pair:
    """
    A fault and its repair: the clauses of `company` that `plant` turns red. `first` makes them green.

    `control` is whose evidence it tries, in the clauses `red`; what is planted breaks `also` what other controls keep.
    `green` is false for a clause that cannot be green, such as a catch-all.
    """

    control: str
    red: frozenset[str]
    plant: Change
    first: Change = nothing
    company: str = "jcom"
    green: bool = True
    also: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Name the pair in a report."""
        return f"{self.control} {' '.join(sorted(self.red))}"


def _red(*clauses: str) -> frozenset[str]:
    return frozenset(clauses)


def request(scene: Scene, company: str = "jcom", **values: Any) -> Any:  # noqa: ANN401  a row of `rights`
    """Make one more request, as if it had come in with the one of the walk."""
    walked = get("rights.RightsRequest", arrival_ref=WALKED)
    number = count("rights.RightsRequest")
    facts: dict[str, Any] = {
        "public_id": f"req_000000000000000{number}", "controller": company, "state": "ready", "channel": "post",
        "arrival_ref": f"N-{number}", "receipt_code": f"CODE-{number}", "received_at": scene.now - timedelta(days=5),
        "received_on": scene.now.date() - timedelta(days=5), "suit_open_on": scene.now.date() + timedelta(days=10),
        "right": "A-DISC", "law": "appi", "policy_version": walked.policy_version,
        "policy_digest": walked.policy_digest, "asked": b"",
    }  # fmt: skip
    return create("rights.RightsRequest", **{**facts, **values})


def _unanswered(scene: Scene) -> list[Any]:
    day = scene.now.date() - timedelta(days=23)
    return [request(scene, received_on=day, suit_open_on=day + timedelta(days=15))]


def fee_for_a_correction(scene: Scene) -> list[Any]:
    """Ask for a fee where none is published."""
    asked = request(scene, right="A-CORR")
    facts = {"yen": 1100, "tax_yen": 100, "tax_percent": 10, "clause": "JC-D3.1", "article": "A38"}
    return [asked, create("rights.Fee", request=asked, asked_at=scene.now, **facts)]


def _checked(document: str, clause: str, company: str = "jcom", right: str = "A-DISC") -> Change:
    def make(scene: Scene) -> list[Any]:
        asked = request(scene, company, right=right)
        facts = {"document": document, "address_agrees": True, "clause": clause, "checked_by": "x"}
        return [asked, create("rights.IdentityCheck", request=asked, checked_at=scene.now, **facts)]

    return added(make)


def withheld(ground: str, clause: str) -> Change:
    """Return what withholds one more item in the walk's answer."""

    def make(scene: Scene) -> list[Any]:
        walked = get("rights.RightsRequest", arrival_ref=WALKED)
        facts = {"section": "jcom_customers.inquiry", "field": ground, "decision": "withhold", "ground": ground,
                 "clause": clause, "article": "A33(2)", "decided_by": "x"}  # fmt: skip
        return [create("rights.ReviewItem", request=walked, decided_at=scene.now, **facts)]

    return added(make)


def _answered(company: str, days: int) -> Change:
    """Return what adds a request that was answered after `days`."""

    def make(scene: Scene) -> list[Any]:
        day = scene.now.date() - timedelta(days=40)
        asked = request(
            scene, company, received_on=day, suit_open_on=day + timedelta(days=15), state="received"
        )
        sent = create(
            "rights.Dispatch", request=asked, method="ordinary_mail", tracking=f"T-{days}", sent_by="x",
            sent_on=day + timedelta(days=days), noted_at=scene.now,
        )  # fmt: skip
        return [asked, sent]

    return added(make)


def _appointed(scene: Scene) -> Undo:
    staff.add_member(
        controller="jcom", name=Personal("増田 誠"), roles=(Role.MANAGER,), by="system", now=scene.now
    )
    return lambda: None


def _retired(scene: Scene) -> Undo:
    """Let whoever is manager retire; the repair is a successor."""
    for one in members.members(controller="jcom"):
        if Role.MANAGER in one.roles:
            staff.retire(member_id=one.public_id, by="system", now=scene.now)

    def undo() -> None:
        _appointed(scene)

    return undo


def _moment(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def _marked(company: str, good: tuple[str, str], bad: tuple[str, str], **meta: Any) -> tuple[Change, Change]:  # noqa: ANN401  what a data map may say
    """Return a system with a column of one kind for one purpose, and the fault: the same with another column."""
    columns = [column(kind, purposes=[purpose]) for kind, purpose in (good, bad)]
    return held(company, columns[0], **meta), held(company, *columns, **meta)


def _restricted(
    company: str,
    kind: str,
    good: list[str],
    bad: list[str],
    **meta: Any,  # noqa: ANN401  what a data map may say
) -> tuple[Change, Change]:
    """Return a system with one column for some purposes, and the fault: the same column for others."""
    return held(company, column(kind, purposes=good), **meta), held(
        company, column(kind, purposes=bad), **meta
    )


def _pair(
    control: str,
    company: str,
    red: frozenset[str],
    changes: tuple[Change, Change],
    also: frozenset[str] = frozenset(),
) -> Pair:
    return Pair(control, red, first=changes[0], plant=changes[1], company=company, also=also)


def _action(scene: Scene) -> Undo:
    """Let the auditor find a fault that a later look finds gone: a corrective action that is closed."""
    members = registered("jcom", now=scene.now)
    look_at("jcom", "JC-X4.2", "security.locked", members, faults=1, now=scene.now)
    look_at("jcom", "JC-X4.2", "security.locked", members, faults=0, now=scene.now)
    return lambda: None


RIGHTS = (
    Pair("rights.fee", _red("JC-D3.1"), rows("rights.Fee", yen=1200)),
    Pair("rights.fee", _red("JC-D3.1"), added(fee_for_a_correction)),
    Pair("rights.identity", _red("JC-D2.1"), rows("rights.IdentityCheck", checked_at=_moment(6))),
    Pair(
        "rights.identity", _red("JC-D2.2"),
        first=_checked("driving_licence", "JC-D2.2"),
        plant=rows("rights.IdentityCheck", {"document": "driving_licence"}, clause="JC-D2.4"),
    ),
    Pair(
        "rights.identity", _red("JC-D2.4"),
        first=_checked("passport", "JC-D2.4"),
        plant=rows("rights.IdentityCheck", {"document": "passport"}, clause="JC-D2.2"),
    ),
    Pair("rights.identity", _red("JC-D2.5"), rows("rights.IdentityCheck", document="library_card")),
    Pair("rights.masking", _red("JC-D2.3"), rows("rights.IdentityCheck", masked_zones=MASKED)),
    Pair("rights.answered", _red("JC-D1.2"), added(_unanswered)),
    Pair("rights.reasons", _red("JC-D1.3"), rows("rights.ReviewItem", {"decision": "withhold"}, article="")),
    Pair("rights.grounds", _red("JC-D1.5"), rows("rights.ReviewItem", {"ground": "DISC-2"}, clause="JC-D1.4")),
    Pair(
        "rights.grounds", _red("JC-D1.4"),
        first=withheld("DISC-1", "JC-D1.4"),
        plant=rows("rights.ReviewItem", {"ground": "DISC-1"}, clause="JC-D1.5"),
    ),
    Pair(
        "rights.grounds", _red("JC-D1.6"),
        first=withheld("DISC-3", "JC-D1.6"),
        plant=rows("rights.ReviewItem", {"ground": "DISC-3"}, clause="JC-D1.5"),
    ),
    _pair("rights.target", "japanet", _red("JN-8.10"), (_answered("japanet", 9), _answered("japanet", 30))),
    Pair(
        "rights.identity_only_for", _red("JALUX-10.3"),
        first=_checked("passport", "JALUX-11.3", "jalux", "G-ACC"),
        plant=_checked("passport", "JALUX-11.3", "jalux", "G-OBJ"),
        company="jalux",
    ),
)  # fmt: skip

# the request came on the 2nd and its letter was made on the 9th: what changed between is printed as it was
LETTERS = (
    Pair("publication.controller_named", _red("JC-Q0.3"), version("jcom", "2026-11-05", ADDRESS)),
    Pair("publication.controller_named", _red("JC-Q0.4", "JC-P11.1"), version("jcom", "2026-11-05", REPRESENTATIVE)),
    Pair(
        "contacts.published", _red("JC-C1.1", "JC-C1.2", "JC-Q0.1", "JC-Q0.2"),
        version("jcom", "2026-11-05", TELEPHONE), also=_red("JC-O1.4"),
    ),
    Pair(
        "complaints.escalation", _red("JC-O1.2", "JC-O1.4"), version("jcom", "2026-11-05", BODY), also=_red("JC-O1.5")
    ),
    Pair(
        "publication.version_dated", _red("JC-P10.1", "JC-X1.1"), rows("rights.RightsRequest", policy_digest="0" * 64)
    ),
    Pair("publication.version_dated", _red("JC-P11.1"), version("jcom", "2026-11-20", REVISED)),
)  # fmt: skip

REGISTERS = (
    Pair("governance.role_held", _red("JC-P3.1", "JC-C1.3", "JC-X3.1", "JC-Q0.5"), first=_appointed, plant=_retired),
    Pair(
        "governance.mapped", _red("JC-P1.1"),
        version("jcom", "2026-11-20", ("kept_by: [datamap.source_and_method]", "kept_by: []")),
    ),
    Pair(
        "improvement.corrective", _red("JC-P3.3"), also=_red("JC-X4.2"),
        first=_action,
        plant=rows("management.CorrectiveAction", closed_by=None, closed_at=None, due_on=date(2026, 12, 1)),
    ),
    _pair(
        "datamap.source_and_method", "jcom", _red("JC-P2.4"),
        (held("jcom", column("user.name")), held("jcom", column("user.name"), method=None)),
    ),
    *(
        _pair(
            "retention.period_set", company, red,
            (held(company, column("user.name")), held(company, column("user.name"), clock=None)),
        )
        for company, red in (("jcom", _red("JC-P9.1")), ("jalux", _red("JALUX-9.1")))
    ),
    _pair(
        "datamap.classified", "japanet", _red("JN-1.0", "JN-1.1"),
        (held("japanet", column("user.name")), held("japanet", column("user.name"), column())),
    ),
    _pair(
        "datamap.classified", "jcom", _red("JC-I2.0"),
        (held("jcom", column("jp.special_care.race")), held("jcom", column("jp.special_care.race"), column())),
    ),
)  # fmt: skip

COLLECTING = (
    _pair(
        "collection.items_closed", "jalpak", _red("JALPAK-H1.13"),
        _marked("jalpak", ("user.name", "arrange-trip"), ("jp.billing", "arrange-trip")),
        also=_red("JALPAK-H1.2", "JALPAK-H1.13"),
    ),
    _pair(
        "collection.items_closed", "jalux", _red("JALUX-4.2"),
        (held("jalux", column("jp.reservation")), held("jalux", column("jp.reservation"), column("user.name"))),
    ),
    _pair(
        "collection.only_needed", "jalpak", _red("JALPAK-H1.14"),
        _marked(
            "jalpak", ("jp.travel.special_arrangement", "special-arrangement"), ("jp.billing", "special-arrangement")
        ),
    ),
    _pair(
        "collection.only_needed", "jalux", _red("JALUX-4.1"),
        _marked("jalux", ("user.name", "mileage-bank"), ("jp.recruitment", "mileage-bank")),
        also=_red("JALUX-3.2"),
    ),
    _pair(
        "collection.only_needed", "japanet", _red("JN-8.7"),
        _marked("japanet", ("jp.workplace.name", "credit-judgment"), ("jp.recruitment", "credit-judgment")),
        also=_red("JN-2.6"),
    ),
    _pair(
        "collection.only_needed", "jcom", _red("JC-A4.3"),
        _marked("jcom", ("jp.survey_answer", "group-surveys"), ("jp.viewing_history", "group-surveys")),
        also=_red("JC-A4.2"),
    ),
    *(
        _pair(
            "collection.source_known", company, _red(clause),
            (held(company, column(kind, provided_by=good)), held(company, column(kind, provided_by=bad))),
        )
        for company, clause, kind, good, bad in (
            ("jalux", "JALUX-5.3", "user.health_and_medical", "person", "observed"),
            ("japanet", "JN-1.3", "jp.campaign_entry", "person", "third_party"),
            ("japanet", "JN-1.5", "jp.order.product_use", "observed", "person"),
            ("japanet", "JN-1.6", "jp.recruitment", "person", "third_party"),
            ("jcom", "JC-A4.4", "jp.external_information", "third_party", "person"),
        )
    ),
    *(
        _pair(
            "purposes.shown_at_collection", company, red,
            (held(company, column("user.name")), held(company, column("user.name"), collected_under=None)),
        )
        for company, red in (("jalpak", _red("JALPAK-B2.1")), ("japanet", _red("JN-2.1")))
    ),
)  # fmt: skip

_JOINT = column("user.name", purposes=["joint-usage"])
_SPECIAL = tuple(
    column(kind, purposes=["insurance-agency"])
    for kind in (
        "jp.special_care.race", "user.demographic.political_opinion", "jp.identification_code.biometric_template"
    )
)  # fmt: skip

LIMITS = (
    _pair(
        "cards.only_for", "jalpak", _red("JALPAK-H5.1"),
        _restricted("jalpak", "user.financial.credit_card", ["card-settlement"], ["card-settlement", "promotion"]),
        also=_red("JALPAK-H1.6", "JALPAK-H1.7"),
    ),
    _pair(
        "purposes.only_these_data", "jalpak", _red("JALPAK-H1.14"),
        _restricted("jalpak", "jp.special_care.disability", ["special-arrangement"], ["promotion"]),
        also=_red("JALPAK-H1.6", "JALPAK-H1.7", "JALPAK-H1.14"),
    ),
    _pair(
        "purposes.only_these_data", "jalux", _red("JALUX-5.2"),
        _restricted("jalux", "jp.finance_sensitive.health_care", ["products-and-services"], ["news-and-campaigns"]),
        also=_red("JALUX-3.3", "JALUX-5.1", "JALUX-5.2"),
    ),
    _pair(
        "purposes.only_these_data", "japanet", _red("JN-2.9"),
        _restricted("japanet", "jp.call_recording", ["call-recording"], ["credit-management"]),
        also=_red("JN-2.6", "JN-2.9"),
    ),
    _pair(
        "purposes.only_these_data", "jcom", _red("JC-A4.1"),
        _restricted("jcom", "jp.call_recording", ["call-recording"], ["surveys-events"]),
        also=_red("JC-A3.5", "JC-A4.1"),
    ),
    _pair(
        "purposes.never_for", "japanet", _red("JN-2.10"),
        _restricted("japanet", "user.name", ["hiring"], ["hiring", "direct-mail"], person_kind="applicant"),
    ),
    _pair(
        "special_care.gate", "jalpak", _red("JALPAK-H1.14"),
        _marked("jalpak", ("jp.special_care.disability", "special-arrangement"), ("jp.special_care.creed", "support")),
        also=_red("JALPAK-B2.1", "JALPAK-H1.12", "JALPAK-H1.6"),
    ),
    _pair(
        "special_care.gate", "jalux", _red("JALUX-5.1", "JALUX-5.2"),
        _marked(
            "jalux", ("jp.finance_sensitive.health_care", "products-and-services"),
            ("jp.special_care.creed", "products-and-services"),
        ),
        also=_red("JALUX-3.1", "JALUX-4.1"),
    ),
    _pair(
        "special_care.gate", "jcom", _red(*(f"JC-I2.{number}" for number in range(9))),
        (
            held("jcom", *_SPECIAL),
            held("jcom", *_SPECIAL, column("user.demographic.sexual_orientation", purposes=["insurance-agency"])),
        ),
    ),
    _pair(
        "joint_use.items_closed", "jalpak", _red("JALPAK-H2.1"),
        _marked("jalpak", ("user.name", "group-promotion"), ("user.financial.credit_card", "group-promotion")),
        also=_red("JALPAK-H5.1"),
    ),
    _pair(
        "joint_use.items_closed", "jcom", _red("JC-S2.1"),
        _marked("jcom", ("user.name", "joint-membership"), ("user.financial.credit_card", "joint-membership")),
    ),
    _pair(
        "joint_use.secrecy_excluded", "jcom", _red("JC-S2.1"),
        (
            held("jcom", _JOINT, column("jp.communication_secrecy.log", purposes=["membership-service"])),
            held("jcom", _JOINT, column("jp.communication_secrecy.log", purposes=["joint-usage"])),
        ),
        also=_red("JC-S2.1"),
    ),
    _pair(
        "joint_use.source_only", "jcom", _red("JC-S4.1"),
        (
            held("jcom", column("user.name", purposes=["joint-prizes"])),
            held("jcom", column("user.name", purposes=["joint-prizes"], provided_by="observed")),
        ),
    ),
    _pair(
        "entrustment.incoming", "jcom", _red("JC-A1.1", "JC-T3.1", "JC-I1.1"),
        (
            held("jcom", column("user.name"), retained={"held_for": "a client"}),
            held("jcom", column("user.name", purposes=["surveys-events"]), retained={"held_for": "a client"}),
        ),
        also=_red("JC-A3.8"),
    ),
    _pair(
        "purposes.no_other_use", "jcom", _red("JC-P0.2", "JC-P2.2", "JC-P4.1"),
        _restricted("jcom", "user.name", ["membership-service"], ["a-use-that-nobody-published"]),
    ),
    _pair(
        "purposes.specified", "jcom", _red("JC-P0.2", "JC-P2.1"),
        (held("jcom", column("user.name")), held("jcom", column("user.name"), column("jp.fraud_score"))),
    ),
    Pair(
        "purposes.specified", _red("JC-A3.7"), green=False,
        plant=held("jcom", column("jp.billing.amount", purposes=["service-terms"])),
    ),
    Pair(
        "purposes.specified", _red("JC-P0.2", "JC-P2.1"), green=False,
        plant=held("jcom", column("user.demographic.gender", purposes=["joint-research"])),
    ),
    Pair(
        "purposes.basis_recorded", _red("JALUX-3.1"), company="jalux",
        first=held("jalux", column("user.name", purposes=["products-and-services"])),
        plant=version("jalux", "2026-12-01", ("basis: [contract]", "basis: [consent]")),
    ),
    Pair(
        "purposes.basis_recorded", _red("JALUX-3.0", "JALUX-3.1"), company="jalux",
        first=held("jalux", column("user.name", purposes=["products-and-services"])),
        plant=version("jalux", "2026-12-01", ("    basis: [contract]\n", "")),
    ),
    _pair(
        "calls.recorded", "jcom", _red("JC-A4.1"),
        _restricted("jcom", "jp.call_recording", ["call-recording"], ["call-recording", "membership-service"]),
        also=_red("JC-A3.1", "JC-A4.6", "JC-A4.1"),
    ),
    _pair(
        "calls.recorded", "japanet", _red("JN-2.9"),
        _restricted("japanet", "jp.call_recording", ["call-recording"], ["call-recording", "credit-management"]),
        also=_red("JN-2.6", "JN-2.9"),
    ),
    _pair(
        "retained.flagged", "jcom", _red("JC-A3.8"),
        (
            held("jcom", column("user.contact.email", purposes=["publications"])),
            held("jcom", column("user.contact.email", purposes=["publications"]), retained={"held_for": "a client"}),
        ),
        also=_red("JC-A1.1", "JC-I1.1", "JC-T3.1"),
    ),
)  # fmt: skip

NOTICES = (
    Pair(
        "publication.version_dated", _red("JC-P10.1", "JC-X1.1", "JC-P11.1"),
        first=published.versions("jcom", "2020-04-01"), plant=published.digest_of_nothing("jcom"),
        also=_red("JC-P10.2"),
    ),
    Pair(
        "publication.latest", _red("JC-P10.2"),
        first=published.versions("jcom", "2020-04-01"), plant=version("jcom", "2026-12-01"),
    ),
    Pair(
        "publication.change_told", _red("JC-S1.3"),
        first=chained(
            version("jcom", "2026-12-01", SCOPE),
            published.versions("jcom", "2020-04-01", "2026-12-01", published=("2020-04-01", "2026-11-29")),
        ),
        plant=published.late("jcom", "2026-12-01"),
    ),
    Pair(
        "notices.at_collection", _red("JALUX-6.1"), company="jalux",
        first=published.shown("jalux", "2026-11-23", "giving-data"), plant=published.taken_under("2026-11-01", "jalux"),
    ),
    Pair(
        "notices.consequence_shown", _red("JALUX-6.2"), company="jalux",
        first=published.shown("jalux", "2026-11-23", "giving-data"), plant=published.showing(consequence_told=False),
    ),
    Pair(
        "notices.understood", _red("JN-B2.1"), company="japanet",
        first=published.shown("japanet", "2026-11-23", "understanding"), plant=published.showing(understood=None),
    ),
)  # fmt: skip

_INSURED = "special_care.insurance-and-finance"
_INSURED_SAYS = "JALUX-5.1:special_care.insurance-and-finance"
_MAIL_SAYS = "JN-2.4:purposes.mail-magazine"

CHOICES = (
    Pair(
        "consent.recorded", _red("JALUX-5.3"), company="jalux",
        first=chosen.done(chosen.given("jalux", _INSURED, _INSURED_SAYS, Form.EXPLICIT)),
        plant=chosen.planted(chosen.given("jalux", _INSURED, _INSURED_SAYS, Form.PLAIN)),
    ),
    Pair(
        "consent.recorded", _red("JN-3.2"), company="japanet",
        first=chosen.done(
            chosen.given("japanet", "provisions.consented", "JN-3.2:provisions.consented", Form.PLAIN)
        ),
        plant=chosen.planted(chosen.unknown("japanet", turn="given", scope="provisions.consented")),
    ),
    Pair(
        "consent.withdrawn", _red("JALUX-5.4", "JALUX-5.5"), company="jalux",
        first=chosen.done(chosen.withdrawn("jalux", _INSURED)),
        plant=chosen.planted(chosen.unknown("jalux", turn="withdrawn", scope=_INSURED)),
    ),
    Pair(
        "marketing.stopped", _red("JALUX-3.3"), company="jalux",
        first=chosen.done(
            chosen.together(chosen.stopped("jalux", "any"), chosen.screened("jalux", "post", "news-and-campaigns"))
        ),
        plant=chosen.planted(chosen.stopped("jalux", "post", days=3)),
    ),
    Pair(
        "marketing.stopped", _red("JN-2.2", "JN-8.1"), company="japanet",
        first=chosen.done(
            chosen.together(chosen.stopped("japanet", "post"), chosen.screened("japanet", "post", "direct-mail"))
        ),
        plant=rows("consent.Screening", rows=7),
    ),
    Pair(
        "marketing.opt_in", _red("JN-2.4"), company="japanet",
        first=chosen.done(
            chosen.together(
                chosen.given("japanet", "channels.email", _MAIL_SAYS, Form.PLAIN),
                chosen.screened("japanet", "email", "mail-magazine"),
            )
        ),
        plant=rows("consent.Screening", rows=7),
    ),
)  # fmt: skip

_INSURER = given.together(given.recipient("jalpak", "provisions.insurers"), given.record(1))
_SHOP = given.together(given.recipient("jalpak", "provisions.duty-free-shops"), given.record(1))
_ENTRUSTEE = given.together(
    given.recipient("jalpak", "entrustments.all", role="entrustee"), given.noted("selection"),
    given.noted("contract", "confidentiality"), given.record(1, exemption="entrustment", case="no_third_party"),
)  # fmt: skip
_PHONE = "user.contact.phone_number"

GIVEN = (
    Pair("provision.recorded", _red("JALPAK-H1.18"), given.record(2, known=False), _INSURER, "jalpak"),
    Pair("provision.case_required", _red("JALPAK-H1.18"), given.record(2, event=""), _INSURER, "jalpak"),
    Pair("provision.medium", _red("JALPAK-H1.18"), given.record(2, medium="electronic"), _INSURER, "jalpak"),
    Pair("provision.recorded", _red("JALPAK-H1.19"), given.record(2, known=False), _SHOP, "jalpak"),
    Pair("provision.case_required", _red("JALPAK-H1.19"), given.record(2, consent=False), _SHOP, "jalpak"),
    Pair("provision.fields_only", _red("JALPAK-H1.20"), given.record(2, items=[_PHONE]), _SHOP, "jalpak"),
    Pair(
        "joint_use.members_only", _red("JALPAK-H2.4"), company="jalpak",
        first=given.together(
            given.recipient("jalpak", "joint_use.jal-group", role="joint_user", company="jal"),
            given.record(1, exemption="joint_use", case="no_third_party"),
        ),
        plant=rows("provision.Recipient", company="distributors"),
    ),
    Pair(
        "entrustment.contract", _red("JALPAK-B7.2"), company="jalpak", first=_ENTRUSTEE,
        plant=rows("provision.RecipientNote", {"kind": "contract"}, terms=[]),
    ),
    Pair(
        "entrustment.selected", _red("JALPAK-B7.1"), company="jalpak", first=_ENTRUSTEE,
        plant=rows("provision.RecipientNote", {"kind": "selection"}, kind="check"),
    ),
    Pair(
        "provision.case_required", _red("JN-3.7"), company="japanet",
        first=given.together(given.recipient("japanet", "provisions.recalls"), given.record(1)),
        plant=given.record(2, event=""),
    ),
    Pair(
        "provision.recorded", _red("JN-3.7"), company="japanet",
        first=given.together(given.recipient("japanet", "provisions.recalls"), given.record(1)),
        plant=given.record(2, known=False),
    ),
)  # fmt: skip

PAIRS = (*RIGHTS, *LETTERS, *REGISTERS, *COLLECTING, *LIMITS, *NOTICES, *CHOICES, *GIVEN)
