"""Words that nothing answers to, clauses that nothing keeps, controls, rights against the law, dates and versions."""

from __future__ import annotations

from tests.rules.policy.mistakes.planting import POLICY, Mistake, policy

_NEXT = "policies/example/2026-10-01.yaml"

WORDS = (
    policy(
        "unknown-law",
        "policy.unknown-law",
        ("laws: [appi, gdpr, jis-q-15001]", "laws: [appi, gdrp, jis-q-15001]"),
    ),
    policy(
        "unknown-body",
        "policy.unknown-body",
        ("    sort: guideline\n", "    sort: guideline\n    body: centre\n"),
    ),
    policy("unknown-desk-of-a-body", "policy.unknown-desk", ("ask_first: desk", "ask_first: desks")),
    policy(
        "unknown-desk-of-a-service",
        "policy.unknown-desk",
        ("ja: 旅行}, desk: desk, clauses", "ja: 旅行}, desk: tours, clauses"),
    ),
    policy("unknown-page", "policy.unknown-page", ("listed_at: group-list", "listed_at: group-lists")),
    policy("unknown-page-of-forms", "policy.unknown-page", ("form_at: forms", "form_at: form")),
    policy("unknown-joint-user", "policy.unknown-company", ("with: [parent]", "with: [parents]")),
    policy(
        "unknown-recipient",
        "policy.unknown-company",
        ("to: {kind: class, names: {en: Shops, ja: 免税店}}", "to: {kind: named, companies: [shops]}"),
    ),
    policy(
        "unknown-purpose-of-joint-use",
        "policy.unknown-purpose",
        ("    purposes: [news]\n    responsible", "    purposes: [new]\n    responsible"),
    ),
    policy(
        "unknown-purpose-of-a-restriction",
        "policy.unknown-purpose",
        ("only_for: [arrange-trip]", "only_for: [arrange-trips]"),
    ),
    policy("unknown-source", "policy.unknown-source", ("sources: [applications]", "sources: [application]")),
    policy(
        "unknown-category",
        "policy.unknown-category",
        (
            "uses: [user.name, user.contact.email, user.demographic]",
            "uses: [user.name, user.contact.e-mail, user.demographic]",
        ),
    ),
    policy(
        "category-in-words",
        "policy.unknown-category",
        ("fields: [user.workplace], when", "fields: [workplace], when"),
    ),
    policy(
        "category-of-a-restriction",
        "policy.unknown-category",
        ("user.financial.credit_card", "user.financial.credit-card"),
    ),
    policy(
        "unknown-condition", "policy.unknown-condition", ("requires: [accident_case]", "requires: [accident]")
    ),
    policy(
        "unknown-condition-of-items",
        "policy.unknown-condition",
        ("when: shopping_credit, clauses: [EX-2.6]", "when: shoping_credit, clauses: [EX-2.6]"),
    ),
    policy("unknown-article", "policy.unknown-article", ("article: A27(1)(i)", "article: APPI 27")),
    policy(
        "unknown-document",
        "policy.unknown-document",
        ("documents: {driving_licence:", "documents: {driver_licence:"),
    ),
    policy(
        "paper-that-never-existed",
        "policy.unknown-document",
        ("papers: [mandate_letter]", "papers: [letter_of_honour]"),
    ),
    policy(
        "unknown-address-proof",
        "policy.unknown-document",
        ("documents: [residence_record]", "documents: [resident_record]"),
    ),
    policy(
        "zone-of-another-paper",
        "policy.unknown-zone",
        ("driving_licence: {clauses", "driving_licence: {mask: [insurer_number], clauses"),
    ),
    policy("unknown-zone", "policy.unknown-zone", ("mask: [insurer_number]", "mask: [insurer_no]")),
    policy(
        "unknown-identity-check",
        "policy.unknown-identity-check",
        ("identity: [by-post, by-telephone]", "identity: [by-post, by-phone]"),
    ),
    policy(
        "procedure-of-a-right-not-declared",
        "policy.right-not-declared",
        ("rights: [disclosure, portability], how", "rights: [disclosure, correction], how"),
    ),
    policy(
        "unknown-event-of-retention",
        "policy.unknown-event",
        ("{years: 3, after: boarding}", "{years: 3, after: bording}"),
    ),
    policy("unknown-state-of-retention", "policy.unknown-event", ("while: membership", "while: membreship")),
)

CLAUSES = (
    policy(
        "unknown-clause",
        "policy.unknown-clause",
        ("optional: true\n    clauses: [EX-2.2]", "optional: true\n    clauses: [EX-2.22]"),
    ),
    policy(
        "unknown-clause-of-a-ground",
        "policy.unknown-clause",
        ("grounds: {DISC-1: EX-4.5}", "grounds: {DISC-1: EX-45}"),
    ),
    policy(
        "unknown-clause-of-a-gap", "policy.unknown-clause", ("  - about: [EX-5.3]", "  - about: [EX-5.33]")
    ),
    policy("clause-without-prefix", "policy.wrong-form", ("clauses: [EX-1.6]", "clauses: [D1.6]")),
    policy(
        "clause-of-another-text",
        "policy.foreign-clause",
        ("not_encoded:\n  - EX-9.2", "not_encoded:\n  - JC-9.2"),
    ),
    policy(
        "clause-not-kept",
        "policy.clause-not-kept",
        (
            'headings:\n  EX-9.0: {en: "Heading: training", ja: 見出し 教育}\n',
            "  EX-9.3:\n    kind: training\n    says: {en: Taught, ja: 教育する}\nheadings: {}\n",
        ),
    ),
    policy(
        "clause-in-two-places",
        "policy.clause-twice",
        ("not_encoded:\n  - EX-9.2", "not_encoded:\n  - EX-9.0"),
    ),
    policy(
        "heading-cited",
        "policy.cited-not-encoded",
        (
            "often: regularly, understanding: true, clauses: [EX-5.3]",
            "often: regularly, understanding: true, clauses: [EX-5.3, EX-9.0]",
        ),
    ),
    policy(
        "not-encoded-cited",
        "policy.cited-not-encoded",
        (
            "often: regularly, understanding: true, clauses: [EX-5.3]",
            "often: regularly, understanding: true, clauses: [EX-5.3, EX-9.2]",
        ),
    ),
    policy(
        "unregistered-control", "policy.unknown-control", ("training.understood]", "training.understand]")
    ),
    policy("control-of-no-room", "policy.unknown-control", ("training.understood]", "magic]")),
    policy(
        "unknown-parameter", "policy.unknown-parameter", ("with: {days: 14}", "with: {days: 14, day: 14}")
    ),
    policy(
        "parameter-of-another-control",
        "policy.unknown-parameter",
        ("training.understood]", "{control: training.understood, with: {yen: 3}}]"),
    ),
    policy(
        "missing-parameter",
        "policy.missing-parameter",
        ("{control: rights.target, with: {days: 14}}", "rights.target"),
    ),
    policy(
        "missing-parameter-of-two",
        "policy.missing-parameter",
        ("with: {yen: 404, rights: disclosure}", "with: {rights: disclosure}"),
    ),
    policy(
        "parameter-that-is-no-number",
        "policy.wrong-parameter",
        ("with: {days: 14}", "with: {days: fourteen}"),
    ),
    policy("parameter-of-zero", "policy.wrong-parameter", ("with: {days: 14}", "with: {days: 0}")),
    policy(
        "parameter-unknown-purpose",
        "policy.wrong-parameter",
        ("with: {purpose: arrange-trip}", "with: {purpose: arrange-trips}"),
    ),
    policy(
        "parameter-unknown-joint-use",
        "policy.wrong-parameter",
        ("with: {joint_use: group, purpose: news}", "with: {joint_use: groups, purpose: news}"),
    ),
    policy(
        "parameter-unknown-provision",
        "policy.wrong-parameter",
        ("with: {provision: insurers,", "with: {provision: insurer,"),
    ),
    policy(
        "parameter-unknown-condition",
        "policy.wrong-parameter",
        ("requires: accident_case}", "requires: accident}"),
    ),
    policy(
        "parameter-unknown-rule",
        "policy.wrong-parameter",
        ("with: {rule: boarding,", "with: {rule: boardings,"),
    ),
    policy(
        "parameter-unknown-right",
        "policy.wrong-parameter",
        ("rights: disclosure}}", "rights: 'disclosure, portabilty'}}"),
    ),
    policy(
        "parameter-unknown-document",
        "policy.wrong-parameter",
        ("with: {document: insurance_card}", "with: {document: insurance_cart}"),
    ),
    policy(
        "parameter-unknown-ground",
        "policy.wrong-parameter",
        ("with: {ground: DISC-1}", "with: {ground: DISK-1}"),
    ),
    policy(
        "parameter-is-a-sentence",
        "policy.wrong-parameter",
        ("with: {whom: all}", "with: {whom: everybody who works here}"),
    ),
    policy("parameter-against-the-fee", "policy.parameter-differs", ("with: {yen: 404,", "with: {yen: 440,")),
    policy(
        "parameter-against-the-target", "policy.parameter-differs", ("with: {days: 14}", "with: {days: 41}")
    ),
    policy(
        "parameter-against-the-period",
        "policy.parameter-differs",
        ("with: {rule: boarding, years: 3,", "with: {rule: boarding, years: 5,"),
    ),
)

RIGHTS = (
    policy("unknown-law-code", "policy.unknown-right", ("law_codes: [A-DISC]", "law_codes: [A-DISCL]")),
    policy("code-of-another-right", "policy.wrong-right", ("law_codes: [G-POR]", "law_codes: [G-ACC]")),
    policy(
        "fee-where-law-forbids-one",
        "policy.fee-forbidden",
        (
            "stops: [post, catalog],",
            (
                "stops: [post, catalog], fee: {amount_yen: 500, tax_percent: 10, amount_incl_tax_yen: 550, "
                "payable_by: [cash], clauses: [EX-4.4]},"
            ),
        ),
    ),
    policy(
        "fee-for-a-right-of-the-regulation",
        "policy.fee-forbidden",
        (
            "portability: {law_codes: [G-POR], desk: desk,",
            (
                "portability: {law_codes: [G-POR], desk: desk, fee: {amount_yen: 500, tax_percent: 10, "
                "amount_incl_tax_yen: 550, payable_by: [cash], clauses: [EX-4.4]},"
            ),
        ),
    ),
    policy(
        "unknown-ground", "policy.unknown-ground", ("grounds: {DISC-1: EX-4.5}", "grounds: {DISC-11: EX-4.5}")
    ),
    policy(
        "ground-of-another-right",
        "policy.ground-wider-than-law",
        ("grounds: {DISC-1: EX-4.5}", "grounds: {DISC-1: EX-4.5, PURP-1: EX-4.5}"),
    ),
)

COMPANIES = (
    policy(
        "parent-and-subsidiary-at-once",
        "policy.circular-relation",
        ("relations: [{kind: parent},", "relations: [{kind: parent}, {kind: subsidiary},"),
    ),
    policy(
        "circle-within-overlapping-times",
        "policy.circular-relation",
        (
            "relations: [{kind: parent},",
            "relations: [{kind: parent, begins: 2020-04-01}, {kind: subsidiary, ends: 2021-03-31},",
        ),
    ),
    policy(
        "relation-ends-before-it-begins",
        "policy.relation-reversed",
        (
            "{kind: joint_user, begins: 2024-04-01}",
            "{kind: joint_user, begins: 2024-04-01, ends: 2023-03-31}",
        ),
    ),
    policy(
        "relation-twice",
        "policy.relation-twice",
        ("relations: [{kind: parent},", "relations: [{kind: parent}, {kind: parent},"),
    ),
)


def _version(name: str, kind: str | tuple[str, ...], *changes: tuple[str, str], file: str = _NEXT) -> Mistake:
    """Return a second version, published in October, with the changes."""
    kinds = (kind,) if isinstance(kind, str) else kind
    later = (
        ()
        if any(old.startswith("published_from") for old, _ in changes)
        else (("published_from: 2026-04-01", "published_from: 2026-10-01"),)
    )
    return Mistake(name, kinds, (*later, *changes), file, copies={POLICY: file})


DATES = (
    policy(
        "published-before-enacted",
        "policy.dates-out-of-order",
        ("enacted: 2004-12-01", "enacted: 2026-12-01"),
    ),
    policy(
        "revised-before-enacted",
        "policy.dates-out-of-order",
        ("enacted: 2004-12-01", "enacted: 2004-12-01\n  revised: 2001-12-01"),
    ),
    policy(
        "file-named-for-another-day",
        "policy.wrong-file-name",
        ("published_from: 2026-04-01", "published_from: 2026-04-02"),
    ),
    _version(
        "two-versions-of-one-day",
        "policy.same-date",
        ("published_from: 2026-04-01", "published_from: 2026-04-01"),
    ),
    _version(
        "version-dated-before-its-predecessor",
        ("policy.older-than-the-law", "policy.version-goes-back"),
        ("enacted: 2004-12-01", "enacted: 2003-12-01"),
    ),
    _version("version-of-another-company", "policy.wrong-folder", ("id: example", "id: exemplar")),
    _version("file-with-another-ending", "policy.wrong-file-name", file="policies/example/2026-10-01.yml"),
    Mistake("folder-of-another-company", ("policy.no-version",), whole={"policies/exampel": None}),
)

MISTAKES = (*WORDS, *CLAUSES, *RIGHTS, *COMPANIES, *DATES)
