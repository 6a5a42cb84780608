"""Mistakes of the data map, and what map and policy say differently."""

from __future__ import annotations

from tests.rules.policy.mistakes.planting import GOOD, MAP, POLICY, Mistake, datamap, policy

_REFERENCE = "{dataset: travel, field: member.member_no, direction: from}"
_INQUIRY = "  - name: inquiry\n"
_MORE = """dataset:
- fides_key: {key}
  yakusoku_meta:
    store: {store}
    person_kind: member
    retained: ours
    source: {{en: The member, ja: 会員本人}}
    method: {{en: Web form, ja: ウェブフォーム}}
    provided_by: person
    collected_under: 2026-04-01
  collections:
  - name: {name}
    yakusoku_meta: {{title: {{en: Trip, ja: 旅行}}}}
    fields:
    - name: member_no
      data_categories: [user.contact]
      fides_meta: {{primary_key: true, identity: member_no, data_type: string}}
      yakusoku_meta: {{title: {{en: Member number, ja: 会員番号}}}}
"""


def _more(
    name: str, kind: str, *, key: str = "archive", store: str = "archive", collection: str = "trip"
) -> Mistake:
    """Return a second file of the map."""
    content = _MORE.format(key=key, store=store, name=collection).encode()
    return Mistake(name, (kind,), whole={"datamap/zz-archive.yaml": content})


_OTHERS = (
    _MORE.format(key="archive", store="archive", name="trip")
    .replace("    store:", "    controller: other\n    store:")
    .replace(
        "identity: member_no, ", "references: [{dataset: travel, field: member.member_no, direction: from}], "
    )
)
CONTROLLERS = (
    datamap(
        "controller-misspelt",
        "datamap.unknown-controller",
        ("    store: travel\n", "    store: travel\n    controller: exampel\n"),
    ),
    Mistake(
        "record-of-another-company",
        ("datamap.unknown-controller", "datamap.foreign-reference"),
        whole={"datamap/zz-archive.yaml": _OTHERS.encode()},
    ),
    Mistake(
        "two-companies-and-nobody-answers",
        ("datamap.missing-controller",),
        whole={
            "policies/second/2026-04-01.yaml": (GOOD / POLICY)
            .read_bytes()
            .replace(b"id: example", b"id: second", 1)
        },
    ),
)
SHAPES = (
    datamap("map-without-dataset", "datamap.missing-key", ("\ndataset:\n", "\ndatasets:\n")),
    datamap("dataset-without-key", "datamap.missing-key", ("- fides_key: travel\n  name", "- name")),
    datamap("key-with-a-space", "datamap.wrong-form", ("fides_key: travel", "fides_key: Travel agency")),
    datamap("collection-without-fields", "datamap.missing-key", ("    fields:\n    - name: code\n", "")),
    datamap("field-without-name", "datamap.missing-key", ("    - name: code\n", "    - description: code\n")),
    datamap(
        "unknown-key-of-ours",
        "datamap.unknown-key",
        ("{owner: reception, days: 5}", "{owner: reception, day: 5}"),
    ),
    datamap("backup-in-words", "datamap.not-a-number", ("backup_days: 30", "backup_days: a month")),
    datamap("backup-below-zero", "datamap.out-of-range", ("backup_days: 30", "backup_days: -30")),
    datamap(
        "search-by-hand-for-a-year",
        "datamap.out-of-range",
        ("{owner: reception, days: 5}", "{owner: reception, days: 365}"),
    ),
    datamap("search-by-hand-by-nobody", "datamap.missing-key", ("{owner: reception, days: 5}", "{days: 5}")),
    datamap(
        "clock-without-column",
        "datamap.missing-key",
        ("{event: leaving, column: left_on}", "{event: leaving}"),
    ),
    datamap("type-misspelt", "datamap.not-allowed", ("data_type: integer", "data_type: interger")),
    datamap("direction-misspelt", "datamap.not-allowed", ("direction: from}", "direction: form}")),
    datamap("fact-misspelt", "datamap.not-allowed", ("fact: family_name", "fact: surname")),
    datamap("giver-misspelt", "datamap.not-allowed", ("provided_by: person", "provided_by: persons")),
    datamap(
        "primary-key-perhaps",
        "datamap.not-a-truth",
        ("primary_key: true, data_type", "primary_key: perhaps, data_type"),
    ),
    datamap(
        "title-in-one-language",
        "datamap.missing-japanese",
        ("{title: {en: E-mail, ja: メールアドレス}}", "{title: {en: E-mail}}"),
    ),
    datamap(
        "day-that-does-not-exist-in-the-map",
        "file.bad-date",
        ("collected_under: 2026-04-01", "collected_under: 2026-04-31"),
    ),
    datamap(
        "day-in-words-in-the-map",
        "datamap.wrong-day",
        ("collected_under: 2026-04-01", "collected_under: last April"),
    ),
    datamap(
        "slip-in-a-key-of-fides",
        "datamap.near-miss",
        (
            "      data_categories: [user.name.last]\n",
            "      data_categories: [user.name.last]\n      desciption: x\n",
        ),
    ),
    datamap(
        "key-outside-its-place",
        "datamap.misplaced-key",
        (_INQUIRY, _INQUIRY + "    after: [travel.member]\n"),
    ),
)

NAMES = (
    datamap("collection-twice", "datamap.duplicate", ("  - name: country\n", "  - name: member\n")),
    datamap("field-twice", "datamap.duplicate", ("    - name: boarded_on\n", "    - name: booked_on\n")),
    _more("dataset-twice-in-two-files", "datamap.duplicate", key="travel", store="travel"),
    _more("table-declared-by-two-datasets", "datamap.same-table", store="travel"),
)

DECLARED = (
    datamap("no-store", "datamap.missing-store", ("    store: travel\n", "")),
    datamap(
        "store-that-nobody-connects", "datamap.unknown-store", ("    store: travel\n", "    store: travels\n")
    ),
    datamap("no-kind-of-person", "datamap.missing-person-kind", ("    person_kind: member\n", "")),
    datamap("no-source", "datamap.missing-origin", ("    source: {en: The member, ja: 会員本人}\n", "")),
    datamap("no-giver", "datamap.missing-origin", ("    provided_by: person\n", "")),
    datamap(
        "no-notice",
        "datamap.missing-origin",
        ("    acquired_at: joined_on\n    collected_under: acquired_at\n", ""),
    ),
    datamap(
        "collection-without-title",
        "datamap.missing-title",
        ("      title: {en: Inquiry, ja: 問い合わせ}\n", ""),
    ),
    datamap(
        "field-without-title",
        "datamap.missing-title",
        ("      yakusoku_meta: {title: {en: E-mail, ja: メールアドレス}}\n", ""),
    ),
    datamap(
        "field-without-category",
        "datamap.missing-category",
        ("      data_categories: [user.name.last]\n", ""),
    ),
    datamap("category-misspelt", "datamap.unknown-category", ("[user.name.last]", "[user.name.lst]")),
    datamap("category-of-no-kind", "datamap.unknown-category", ("[user.name.last]", "[surname]")),
    datamap(
        "restrict-column-missing",
        "datamap.unknown-column",
        ("restrict_column: stopped", "restrict_column: stoped"),
    ),
    datamap("clock-in-no-column", "datamap.unknown-column", ("column: left_on}", "column: leftt_on}")),
    datamap(
        "acquired-in-no-column",
        "datamap.unknown-column",
        ("acquired_at: booked_on", "acquired_at: booked_at"),
    ),
    datamap("acquired-in-no-column-anywhere", "datamap.missing-column", ("    acquired_at: joined_on\n", "")),
    datamap("unknown-event-of-a-clock", "datamap.unknown-event", ("{event: boarding,", "{event: bording,")),
    datamap(
        "no-primary-key",
        "datamap.missing-primary-key",
        ("{primary_key: true, identity: member_no,", "{identity: member_no,"),
    ),
    datamap("skipped", "datamap.skipped", (_INQUIRY, _INQUIRY + "    fides_meta: {skip_processing: true}\n")),
    datamap(
        "about-nobody-with-an-identity",
        "datamap.person-in-not-personal",
        (
            "    - name: code\n",
            "    - name: code\n      data_categories: [user.contact.email]\n      fides_meta: {identity: email}\n",
        ),
    ),
    datamap(
        "special-care-without-purpose",
        "datamap.special-care-without-purpose",
        ("data_categories: [user.name.last]", "data_categories: [jp.special_care.creed]"),
    ),
)

LINKS = (
    datamap(
        "identity-that-does-not-exist",
        "datamap.unknown-identity",
        (
            "{identity: email, data_type: string}\n      yakusoku_meta: {title: {en: Asked by",
            "{identity: member_number, data_type: string}\n      yakusoku_meta: {title: {en: Asked by",
        ),
    ),
    datamap(
        "identity-misspelt",
        "datamap.unknown-identity",
        (
            "{identity: email, data_type: string}\n      yakusoku_meta: {title: {en: Asked by",
            "{identity: e-mail, data_type: string}\n      yakusoku_meta: {title: {en: Asked by",
        ),
    ),
    datamap(
        "identity-of-no-exact-type",
        "datamap.key-type",
        ("{identity: email, data_type: string}", "{identity: email, data_type: float}"),
    ),
    datamap(
        "identity-without-type",
        "datamap.key-without-type",
        ("{identity: email, data_type: string}", "{identity: email}"),
    ),
    datamap(
        "identity-within-a-field-of-another-type",
        "datamap.key-within",
        (
            (
                "    - name: asked_by\n"
                "      data_categories: [user.contact.email]\n"
                "      fides_meta: {identity: email, data_type: string}\n"
                "      yakusoku_meta: {title: {en: Asked by, ja: 問い合わせた人}}\n"
            ),
            (
                "    - name: asked_by\n"
                "      data_categories: [user.contact.email]\n"
                "      yakusoku_meta: {title: {en: Asked by, ja: 問い合わせた人}}\n"
                "      fields:\n"
                "      - name: mail\n"
                "        data_categories: [user.contact.email]\n"
                "        fides_meta: {identity: email, data_type: string}\n"
                "        yakusoku_meta: {column_type: uuid}\n"
            ),
        ),
    ),
    datamap(
        "key-that-is-a-list-of-days",
        "datamap.key-type",
        ("{identity: email, data_type: string}", '{identity: email, data_type: "float[]"}'),
    ),
    datamap(
        "reference-to-no-dataset",
        "datamap.unknown-reference",
        ("{dataset: travel, field: member.", "{dataset: travle, field: member."),
    ),
    datamap(
        "reference-to-no-collection",
        "datamap.unknown-reference",
        ("field: member.member_no", "field: members.member_no"),
    ),
    datamap(
        "reference-to-no-field",
        "datamap.unknown-reference",
        ("field: member.member_no", "field: member.membr_no"),
    ),
    datamap(
        "reference-without-field", "datamap.unknown-reference", ("field: member.member_no", "field: member")
    ),
    datamap(
        "reference-to-itself", "datamap.self-reference", ("field: member.member_no", "field: trip.trip_no")
    ),
    datamap(
        "reference-of-another-type",
        "datamap.reference-type",
        ("        data_type: string\n        references", "        data_type: integer\n        references"),
    ),
    datamap(
        "nothing-leads-there", "datamap.unreachable", (f"        references:\n        - {_REFERENCE}\n", "")
    ),
    datamap(
        "circle-that-nothing-leads-to",
        "datamap.unreachable",
        (
            f"        - {_REFERENCE}\n",
            "        - {dataset: travel, field: inquiry.inquiry_no, direction: from}\n",
        ),
        ("        data_type: string\n        references", "        data_type: integer\n        references"),
        (
            "{primary_key: true, data_type: integer}\n      yakusoku_meta: {title: {en: Inquiry",
            (
                "{primary_key: true, data_type: integer, references: [{dataset: travel, field: trip.member_no, "
                "direction: from}]}\n"
                "      yakusoku_meta: {title: {en: Inquiry"
            ),
        ),
        (
            "{identity: email, data_type: string}\n      yakusoku_meta: {title: {en: Asked by",
            "{data_type: string}\n      yakusoku_meta: {title: {en: Asked by",
        ),
    ),
    datamap(
        "keys-from-a-drawer",
        "datamap.unreachable",
        (_REFERENCE, "{dataset: travel, field: drawer.letter, direction: from}"),
    ),
    datamap(
        "after-a-collection-that-is-not-there",
        "datamap.unknown-reference",
        (_INQUIRY, _INQUIRY + "    fides_meta: {after: [travel.trips]}\n"),
    ),
    datamap(
        "two-wait-for-each-other",
        "datamap.circular-after",
        ("  - name: trip\n", "  - name: trip\n    fides_meta: {after: [travel.inquiry]}\n"),
        (_INQUIRY, _INQUIRY + "    fides_meta: {after: [travel.trip]}\n"),
    ),
    datamap(
        "waits-for-itself",
        "datamap.circular-after",
        (_INQUIRY, _INQUIRY + "    fides_meta: {after: [travel.inquiry]}\n"),
    ),
    datamap(
        "after-a-dataset-that-is-not-there",
        "datamap.unknown-reference",
        ("  name: Travel\n", "  name: Travel\n  fides_meta: {after: [travels]}\n"),
    ),
)

BOTH = (
    datamap(
        "purpose-that-the-policy-lacks",
        "datamap.unknown-purpose",
        ("purposes: [arrange-trip]", "purposes: [arrange-trips]"),
    ),
    datamap(
        "purpose-for-other-data",
        ("policy.data-outside-purpose",),
        ("purposes: [insurance]", "purposes: [news]"),
    ),
    datamap(
        "kind-that-no-purpose-names",
        "policy.data-without-purpose",
        ("data_categories: [user.name.last]", "data_categories: [user.location]"),
    ),
    Mistake(
        "special-care-under-a-general-key",
        ("policy.special-care-not-named",),
        (
            (
                "data_categories: [user.name.last]\n      yakusoku_meta: {",
                "data_categories: [user.demographic.religious_belief]\n      yakusoku_meta: {purposes: [news], ",
            ),
        ),
        MAP,
    ),
    datamap(
        "notice-that-was-never-published",
        "datamap.unknown-version",
        ("collected_under: 2026-04-01", "collected_under: 2025-04-01"),
    ),
    datamap(
        "from-a-third-party-that-no-text-names",
        "policy.source-not-published",
        ("fact: family_name}", "fact: family_name, provided_by: third_party}"),
    ),
    policy(
        "clock-that-nothing-starts",
        "policy.event-without-clock",
        ("{years: 3, after: boarding}", "{years: 3, after: contract-ended}"),
        ("years: 3, after: boarding}}]", "years: 3, after: contract-ended}}]"),
    ),
    policy(
        "purpose-that-no-longer-uses-what-is-held",
        "policy.data-outside-purpose",
        ("jp.travel.itinerary, jp.identification_code.passport_number]", "jp.travel.itinerary]"),
    ),
)

MISTAKES = (*SHAPES, *NAMES, *DECLARED, *LINKS, *BOTH)
