"""Wrong shapes in every section of the format: types, missing and unknown keys, words out of their lists."""

from __future__ import annotations

from tests.rules.policy.mistakes.planting import policy

WHO = (
    policy("format-of-the-future", "policy.not-allowed", ("yakusoku: 1\n", "yakusoku: 2\n")),
    policy("id-with-a-space", "policy.wrong-form", ("id: example", "id: Example Travel")),
    policy("prefix-in-small-letters", "policy.wrong-form", ("clause_prefix: EX", "clause_prefix: ex")),
    policy("wording-misspelt", "policy.not-allowed", ("wording: paraphrase", "wording: parafrase")),
    policy("no-day-of-publication", "policy.missing-key", ("published_from: 2026-04-01\n", "")),
    policy(
        "day-with-slashes", "policy.not-a-date", ("published_from: 2026-04-01", "published_from: 2026/04/01")
    ),
    policy(
        "day-with-one-digit", "policy.not-a-date", ("published_from: 2026-04-01", "published_from: 2026-4-1")
    ),
    policy(
        "day-of-the-imperial-year", "policy.not-a-date", ("enacted: 2004-12-01", "enacted: 平成16年12月1日")
    ),
    policy("day-that-does-not-exist", "file.bad-date", ("enacted: 2004-12-01", "enacted: 2004-02-30")),
    policy("laws-not-a-list", "policy.not-a-list", ("laws: [appi, gdpr, jis-q-15001]", "laws: appi")),
    policy("no-law", "policy.empty", ("laws: [appi, gdpr, jis-q-15001]", "laws: []")),
    policy("section-misspelt", "policy.unknown-key", ("\nprocedures:\n", "\nproceedures:\n")),
    policy(
        "comma-without-quotes",
        "policy.unknown-key",
        ('"Example Travel Co., Ltd."', "Example Travel Co., Ltd."),
    ),
    policy(
        "name-in-one-language",
        "policy.missing-japanese",
        ('  name: {en: "Example Travel Co., Ltd.", ja: 株式会社例示旅行}', '  name: {en: "Example Travel"}'),
    ),
    policy("name-without-english", "policy.missing-english", ("{en: Hana Rei, ja: 例 花}", "{ja: 例 花}")),
    policy(
        "empty-wording", "policy.empty", ("{en: President, ja: 代表取締役社長}", '{en: President, ja: ""}')
    ),
    policy("address-without-clause", "policy.missing-key", ("2番3号, clauses: [EX-1.1]}", "2番3号}")),
    policy(
        "president-without-title",
        "policy.missing-key",
        ("    title: {en: President, ja: 代表取締役社長}\n", ""),
    ),
    policy("timezone-that-is-none", "policy.unknown-timezone", ("Asia/Tokyo", "Japan/Tokyo")),
    policy("telephone-in-words", "policy.wrong-form", ("telephone: 0120-000-000", "telephone: our number")),
    policy(
        "mail-without-at",
        "policy.wrong-form",
        ("telephone: 0120-000-000", "telephone: 0120-000-000\n      email: desk.example.co.jp"),
    ),
    policy(
        "desk-at-no-web-address",
        "policy.wrong-form",
        ("telephone: 0120-000-000", "telephone: 0120-000-000\n      url: example.org/desk"),
    ),
    policy("hour-twenty-five", "policy.not-a-time", ("closes: 17:30", "closes: 25:30")),
    policy("closes-before-it-opens", "policy.hours-out-of-order", ("closes: 17:30", "closes: 05:30")),
    policy("days-misspelt", "policy.not-allowed", ("days: business_days", "days: busines_days")),
    policy("errand-misspelt", "policy.not-allowed", ("[requests, complaints", "[reqests, complaints")),
    policy(
        "role-that-is-a-text",
        "policy.not-a-group",
        (
            "manager: {title: {en: Head of Legal Affairs, ja: 法務部長}, clauses: [EX-1.2]}",
            "manager: Legal Affairs",
        ),
    ),
    policy("body-without-address", "policy.missing-key", ("      url: https://example.org/\n", "")),
    policy(
        "company-without-relation", "policy.empty", ("relations: [{kind: group_company}]", "relations: []")
    ),
    policy("relation-misspelt", "policy.not-allowed", ("{kind: group_company}", "{kind: group_companies}")),
    policy("norm-of-no-sort", "policy.not-allowed", ("sort: guideline", "sort: guidline")),
    policy("change-told-in-no-way", "policy.empty", ("how: [posted, notified]", "how: []")),
    policy("place-misspelt", "policy.not-allowed", ("{medium: catalog,", "{medium: catalogue,")),
    policy(
        "page-at-no-address", "policy.wrong-form", ("shows: companies,", "shows: companies, url: group.html,")
    ),
    policy(
        "definition-without-word",
        "policy.missing-key",
        ("    word: {en: personal information, ja: 個人情報}\n", ""),
    ),
)

WHAT = (
    policy("basis-misspelt", "policy.not-allowed", ("basis: [contract]", "basis: [contrakt]")),
    policy(
        "uses-not-a-list",
        "policy.not-a-list",
        ("uses: [user.name, user.contact.email, user.demographic]", "uses: user.name"),
    ),
    policy(
        "purpose-without-data",
        "policy.purpose-without-data",
        ("    uses: [user.name, user.contact.email, user.demographic]\n", ""),
    ),
    policy(
        "purpose-without-clause",
        "policy.missing-key",
        ("    optional: true\n    clauses: [EX-2.2]\n", "    optional: true\n"),
    ),
    policy("yes-for-true", "policy.not-a-truth", ("    optional: true\n", "    optional: yes\n")),
    policy("marketing-misspelt", "policy.not-allowed", ("marketing: [email]", "marketing: [e-mail]")),
    policy("restriction-not-a-list", "policy.not-a-list", ("never_by: [post]", "never_by: post")),
    policy("act-misspelt", "policy.not-allowed", ("[acquire, use, provide]", "[aquire, use, provide]")),
    policy("code-of-a-case-as-number", "policy.not-a-text", ('code: "1"', "code: 1")),
    policy(
        "items-with-unknown-key",
        "policy.unknown-key",
        ("only_needed: true, clauses: [EX-2.6]", "only_need: true, clauses: [EX-2.6]"),
    ),
    policy("source-from-nowhere", "policy.empty", ("origin: [person]", "origin: []")),
    policy("notice-without-moment", "policy.missing-key", ("moment: before_giving, ", "")),
    policy(
        "accuracy-of-no-speed",
        "policy.not-allowed",
        ("by_company: true,", "by_company: true, speed: promtly,"),
    ),
    policy(
        "period-of-zero",
        "policy.empty-period",
        ("{years: 3, after: boarding}", "{years: 0, after: boarding}"),
    ),
    policy("period-below-zero", "policy.out-of-range", ("{years: 3, after", "{years: -3, after")),
    policy("period-in-words", "policy.not-a-number", ("{years: 3, after", "{years: three, after")),
    policy("period-after-nothing", "policy.missing-key", ("{years: 3, after: boarding}", "{years: 3}")),
    policy("period-without-end", "policy.empty", ("ends_with: [law]", "ends_with: []")),
)

WHOM = (
    policy(
        "default-of-no-ground",
        "policy.not-allowed",
        ("{ground: consent, besides", "{ground: agreement, besides"),
    ),
    policy(
        "provision-without-ground",
        "policy.empty",
        ("    ground: [consent]\n    requires", "    ground: []\n    requires"),
    ),
    policy(
        "named-party-without-name",
        "policy.party-without-name",
        ("to: {kind: class, names: {en: Insurers, ja: 保険会社}}", "to: {kind: named}"),
    ),
    policy(
        "class-without-words",
        "policy.party-without-name",
        ("to: {kind: class, names: {en: Shops, ja: 免税店}}", "to: {kind: class}"),
    ),
    policy(
        "joint-use-without-responsible-name",
        "policy.missing-key",
        ("      name: {name: {en: Example Travel, ja: 例示旅行}, clauses: [EX-3.4]}\n", "      desk: desk\n"),
    ),
    policy(
        "joint-items-misspelt-key",
        "policy.unknown-key",
        ("    excludes: [communication_secrecy]", "    exclude: [communication_secrecy]"),
    ),
    policy(
        "contract-term-misspelt",
        "policy.not-allowed",
        ("[confidentiality, proper", "[confidentialty, proper"),
    ),
    policy("entrusted-without-bounds", "policy.empty", ("within: [contract, instructions]", "within: []")),
    policy(
        "transfer-to-nowhere",
        "policy.no-country",
        ("to: {rule: {en: where we have offices, ja: 拠点の所在国}}", "to: {}"),
    ),
    policy("country-in-words", "policy.wrong-form", ("origin: {codes: [EEA]}", "origin: {codes: [Europe]}")),
    policy("mechanism-misspelt", "policy.not-allowed", ("[adequacy, scc]", "[adequacy, sccs]")),
    policy("credit-without-acts", "policy.missing-key", ("acts: [register, inquire], ", "")),
    policy(
        "cookies-with-unknown-key",
        "policy.unknown-key",
        ("fields: [user.device.cookie_id]", "field: [user.device.cookie_id]"),
    ),
    policy(
        "anonymized-act-misspelt",
        "policy.not-allowed",
        ("act: provide, publishes", "act: provides, publishes"),
    ),
    policy(
        "press-without-clause",
        "policy.missing-key",
        ("still: [proper_handling, security, complaints], clauses: [EX-3.10]", "still: [security]"),
    ),
)

ASKING = (
    policy(
        "check-that-asks-for-nothing",
        "policy.check-without-way",
        ("on-doubt: {other_documents: {clauses: [EX-4.1]}, ", "on-doubt: {"),
    ),
    policy("no-paper-at-all", "policy.out-of-range", ("    number: 1\n", "    number: 0\n")),
    policy("mask-not-a-list", "policy.not-a-list", ("mask: [insurer_number]", "mask: insurer_number")),
    policy(
        "proof-of-last-year",
        "policy.out-of-range",
        ("address_proof: {months: 3", "address_proof: {months: 30"),
    ),
    policy(
        "caller-number-enough",
        "policy.not-allowed",
        ("caller_number: {clauses: [EX-4.1]}", "caller_number: {enough: true, clauses: [EX-4.1]}"),
    ),
    policy(
        "representative-without-papers",
        "policy.representative-without-papers",
        ("proof: {en: A paper that shows parental authority, ja: 親権を証する書類}, ", ""),
    ),
    policy(
        "representative-of-no-kind", "policy.unknown-key", ("\n  mandated: {papers", "\n  mandate: {papers")
    ),
    policy("right-misspelt", "policy.not-allowed", ("\n  erasure: {law_codes", "\n  erasing: {law_codes")),
    policy(
        "right-without-desk",
        "policy.missing-key",
        (
            "cease_use: {law_codes: [A-STOP1, A-STOP5], desk: desk, ",
            "cease_use: {law_codes: [A-STOP1, A-STOP5], ",
        ),
    ),
    policy("fee-in-words", "policy.not-a-number", ("amount_yen: 368", "amount_yen: 368 yen")),
    policy("fee-in-wide-digits", "policy.not-a-number", ("amount_yen: 368", "amount_yen: ３６８")),
    policy("fee-with-a-fraction", "policy.not-a-number", ("amount_yen: 368", "amount_yen: 368.5")),
    policy("fee-below-zero", "policy.out-of-range", ("amount_yen: 368", "amount_yen: -368")),
    policy("fee-that-does-not-add-up", "policy.fee-does-not-add-up", ("amount_yen: 368", "amount_yen: 386")),
    policy("fee-paid-in-no-known-way", "policy.not-allowed", ("payable_by: [stamps,", "payable_by: [stamp,")),
    policy("target-of-no-days", "policy.out-of-range", ("target: {days: 14", "target: {days: 0")),
    policy(
        "target-in-weeks",
        ("policy.missing-key", "policy.unknown-key"),
        ("target: {days: 14", "target: {weeks: 2"),
    ),
    policy(
        "method-misspelt", "policy.not-allowed", ("methods: {allowed: [paper]", "methods: {allowed: [papers]")
    ),
    policy(
        "items-by-default-of-nothing",
        "policy.empty",
        ("default_items: {uses: [user.name]", "default_items: {uses: []"),
    ),
    policy(
        "speed-misspelt",
        "policy.not-allowed",
        ("promptness: {speed: without_delay", "promptness: {speed: without-delay"),
    ),
    policy("procedure-of-no-way", "policy.not-allowed", ("how: [form]", "how: [forms]")),
    policy(
        "procedure-for-no-right",
        "policy.empty",
        ("rights: [disclosure], how: [answers_itself]", "rights: [], how: [answers_itself]"),
    ),
)

MANAGING = (
    policy("governance-of-no-sort", "policy.not-allowed", ("sort: bound, whom", "sort: bounds, whom")),
    policy(
        "threat-misspelt",
        "policy.not-allowed",
        ("against: [unauthorized_access,", "against: [unauthorised_access,"),
    ),
    policy("training-as-number", "policy.not-a-truth", ("understanding: true", "understanding: 1")),
    policy(
        "audit-how-often",
        "policy.not-allowed",
        ("sort: inspection, often: regularly", "sort: inspection, often: regular"),
    ),
    policy("trigger-misspelt", "policy.not-allowed", ("triggers: [law_change]", "triggers: [law_changes]")),
    policy("incident-of-no-step", "policy.not-allowed", ("step: tell_persons", "step: tell_person")),
    policy(
        "complaint-at-a-list-of-desks",
        "policy.not-a-text",
        ("同じ窓口で受け付ける}, desk: desk", "同じ窓口で受け付ける}, desk: [desk]"),
    ),
    policy("clause-of-no-kind", "policy.not-allowed", ("    kind: fee\n", "    kind: fees\n")),
    policy(
        "clause-that-says-nothing",
        "policy.missing-key",
        ('    says: {en: "What people may ask, part 4", ja: 請求等に関する事項4}\n', ""),
    ),
    policy(
        "heading-as-text", "policy.not-a-group", ('{en: "Heading: training", ja: 見出し 教育}', "training")
    ),
    policy(
        "not-encoded-as-group",
        "policy.not-a-list",
        ("not_encoded:\n  - EX-9.2", "not_encoded:\n  EX-9.2: later"),
    ),
    policy("gap-about-nothing", "policy.empty", ("  - about: [EX-5.3]", "  - about: []")),
    policy(
        "gap-without-step", "policy.missing-key", ("\n    do: {en: Teach once a year, ja: 年1回実施する}", "")
    ),
    policy("control-that-is-a-number", "policy.not-a-control", ("training.understood]", "13]")),
    policy(
        "control-without-name",
        "policy.missing-key",
        ("{control: rights.target, with: {days: 14}}", "{with: {days: 14}}"),
    ),
    policy("parameters-as-a-list", "policy.not-a-group", ("with: {days: 14}", "with: [14]")),
    policy("parameter-with-a-fraction", "policy.wrong-form", ("with: {days: 14}", "with: {days: 14.5}")),
)

MISTAKES = (*WHO, *WHAT, *WHOM, *ASKING, *MANAGING)
