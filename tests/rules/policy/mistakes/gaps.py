"""Omissions: what a text leaves open, or says less of than the law wants. Shown and allowed."""

from __future__ import annotations

from tests.rules.policy.mistakes.planting import policy

MISTAKES = (
    policy(
        "no-address",
        "policy.no-address",
        (
            (
                '  address: {en: "1-2-3 Konan, Minato-ku, Tokyo 108-0000", '
                "ja: 東京都港区港南一丁目2番3号, clauses: [EX-1.1]}\n"
            ),
            "",
        ),
    ),
    policy(
        "no-representative",
        "policy.no-representative",
        (
            (
                "  representative:\n"
                "    name: {en: Hana Rei, ja: 例 花}\n"
                "    title: {en: President, ja: 代表取締役社長}\n"
                "    clauses: [EX-1.1]\n"
            ),
            "",
        ),
    ),
    policy("desk-out-of-reach", "policy.desk-out-of-reach", ("      telephone: 0120-000-000\n", "")),
    policy("no-date-at-all", "policy.no-date", ("  enacted: 2004-12-01\n", "")),
    policy(
        "vague-purpose",
        "policy.vague-purpose",
        (
            "    refers_to: {en: Terms of contract, ja: 約款}",
            "    vague: {en: anything may be meant, ja: 何でも含み得る}",
        ),
    ),
    policy("no-basis", "policy.no-basis", ("    basis: [contract]\n    requires", "    requires")),
    policy(
        "bases-not-allocated",
        "policy.bases-not-allocated",
        ("    basis: [contract]\n    requires", "    basis: [contract, consent]\n    requires"),
    ),
    policy(
        "duty-without-law",
        "policy.duty-without-law",
        ("    basis: [contract]\n    requires", "    basis: [legal_duty]\n    requires"),
    ),
    policy(
        "open-list-of-joint-use",
        "policy.open-list",
        ("jp.membership.number]\n", "jp.membership.number]\n    open: {en: and others, ja: 等}\n"),
    ),
    policy(
        "joint-users-not-named",
        "policy.joint-users-not-named",
        ("    with: [parent]\n    scope: {en: Our group, ja: 当社グループ}\n", ""),
    ),
    policy(
        "joint-purposes-not-named",
        "policy.joint-purposes-not-named",
        ("    purposes: [news]\n    responsible", "    responsible"),
    ),
    policy(
        "period-without-length", "policy.period-without-length", ("ends_with: [law]", "ends_with: [period]")
    ),
    policy(
        "ended-document",
        ("policy.document-ended", "policy.zone-not-masked"),
        (
            "on-doubt: {other_documents:",
            "on-doubt: {documents: {insurance_card: {clauses: [EX-4.1]}}, other_documents:",
        ),
    ),
    policy(
        "zone-not-masked",
        "policy.zone-not-masked",
        (
            "documents: {driving_licence:",
            "documents: {qualification_certificate: {clauses: [EX-4.1]}, driving_licence:",
        ),
    ),
    policy(
        "payment-not-published", "policy.payment-not-published", ("payable_by: [stamps, postal_order], ", "")
    ),
    policy(
        "methods-not-published",
        "policy.methods-not-published",
        ("    methods: {allowed: [paper], sent_by: [registered_mail], clauses: [EX-4.6]}\n", ""),
        ("    reasons_on_refusal: EX-4.5\n", "    reasons_on_refusal: EX-4.6\n"),
    ),
    policy(
        "right-not-described",
        "policy.right-not-described",
        ("  cease_use: {law_codes: [A-STOP1, A-STOP5],", "  objection: {law_codes: [G-OBJ],"),
    ),
    policy(
        "right-not-in-the-notice",
        "policy.right-not-in-notice",
        ("\n  portability: {law_codes: [G-POR]", "\n  restriction: {law_codes: [G-RES]"),
        ("rights: [disclosure, portability], how", "rights: [disclosure, restriction], how"),
    ),
    policy(
        "page-without-address",
        "policy.page-without-address",
        (
            "\n  forms: {says",
            "\n  more: {says: {en: More, ja: 詳細}, shows: other, clauses: [EX-1.5]}\n  forms: {says",
        ),
    ),
    policy(
        "norm-replaced",
        "policy.norm-replaced",
        (
            "norms:\n",
            (
                "norms:\n"
                "  older:\n"
                "    says: {en: An older guideline, ja: 旧指針}\n"
                "    sort: guideline\n"
                "    replaced_by: {en: a newer one, ja: 新指針}\n"
                "    clauses: [EX-1.4]\n"
            ),
        ),
    ),
    policy(
        "bureau-not-named",
        "policy.bureau-not-named",
        (
            "credit:\n",
            "credit:\n  other: {says: {en: Another, ja: 別の機関}, acts: [register], clauses: [EX-3.8]}\n",
        ),
    ),
    policy(
        "criterion-without-number",
        "policy.criterion-without-number",
        (
            "  invoices: {says: {en: As long as law wants, ja: 法令の求める期間}, ",
            (
                "  invoices: {says: {en: As long as law wants, ja: 法令の求める期間}, "
                "criterion: {en: what law wants, ja: 法令の求め}, "
            ),
        ),
    ),
    policy(
        "catch-all-purpose",
        "policy.catch-all-purpose",
        (
            "  terms:\n",
            (
                "  others:\n"
                "    says: {en: Others, ja: その他}\n"
                "    refers_to: {en: A leaflet, ja: 案内}\n"
                "    basis: [contract]\n"
                "    clauses: [EX-2.3]\n"
                "  terms:\n"
            ),
        ),
    ),
    policy(
        "no-responsible-address",
        "policy.joint-responsible-incomplete",
        ("    responsible:\n      name: {name: {en: Example Travel, ja: 例示旅行}, clauses: [EX-3.4]}\n", ""),
    ),
    policy(
        "noted-by-hand",
        "policy.noted",
        (
            "    do: {en: Teach once a year, ja: 年1回実施する}\n",
            (
                "    do: {en: Teach once a year, ja: 年1回実施する}\n"
                "  - about: [EX-5.4]\n"
                "    says: {en: Who audits is not said, ja: 監査する者が示されていない}\n"
                "    do: {en: Say it, ja: 公表する}\n"
            ),
        ),
    ),
    policy("more-not-encoded", "policy.not-encoded", ("  - EX-9.2\n", "  - EX-9.2\n  - EX-9.3\n")),
)
