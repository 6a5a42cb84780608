"""Files that cannot be read as what they are meant to be: bytes, encodings, and the syntax of YAML."""

from __future__ import annotations

from tests.rules.policy.mistakes.planting import GOOD, MAP, POLICY, Mistake, datamap, files, policy
from yakusoku.terms.yamlfile import MOST_BYTES

_POLICY = (GOOD / POLICY).read_text("utf-8")
_MAP = (GOOD / MAP).read_text("utf-8")
TIMEZONE = "  timezone: Asia/Tokyo\n"
NEWS = "{en: Tell about tours, ja: 旅行商品の案内}"


def _encoded(name: str, encoding: str) -> Mistake:
    return files(name, "file.encoding", {POLICY: _POLICY.encode(encoding)})


def _whole(name: str, kind: str, content: str) -> Mistake:
    return files(name, kind, {POLICY: content.encode()})


ENCODINGS = (
    _encoded("shift-jis", "cp932"),
    _encoded("euc-jp", "euc_jp"),
    _encoded("iso-2022-jp", "iso2022_jp"),
    _encoded("utf-16", "utf-16"),
    _encoded("utf-16-without-mark", "utf-16-le"),
    files("shift-jis-in-the-map", "file.encoding", {MAP: _MAP.encode("cp932")}),
    files("one-wrong-byte", "file.encoding", {POLICY: _POLICY.encode()[:3000] + b"\xff\n"}),
    files("nul-byte", "file.not-yaml", {POLICY: _POLICY.replace("Asia/Tokyo", "Asia/\x00Tokyo").encode()}),
    files("too-large", "file.too-large", {POLICY: _POLICY.encode() + b"# \n" * (MOST_BYTES // 3)}),
    policy("zero-width-space-in-a-key", "file.control-character", ("  timezone:", "  time\u200bzone:")),
    policy("byte-order-mark-inside", "file.control-character", ("id: example", "id: \ufeffexample")),
    policy("turned-writing", "file.control-character", ("President", "Presi\u202edent")),
)

SYNTAX = (
    policy("tab", "file.not-yaml", (TIMEZONE, "\ttimezone: Asia/Tokyo\n")),
    datamap("tab-in-the-map", "file.not-yaml", ("    store: travel\n", "\tstore: travel\n")),
    policy("quote-never-closed", "file.not-yaml", ('Travel Co., Ltd."', "Travel Co., Ltd.")),
    policy("bracket-never-closed", "file.not-yaml", ("laws: [appi, gdpr, jis-q-15001]", "laws: [appi, gdpr")),
    policy("brace-too-many", "file.not-yaml", (NEWS, NEWS + "}")),
    policy("colon-in-a-text", "file.not-yaml", ("wording: paraphrase", "wording: paraphrase: ours")),
    policy("no-space-after-the-colon", "file.not-yaml", (TIMEZONE, "  timezone:Asia/Tokyo\n")),
    policy("indented-by-one-more", "file.not-yaml", (TIMEZONE, "   timezone: Asia/Tokyo\n")),
    policy("wide-colon", "file.wide-colon", (TIMEZONE, "  timezone：Asia/Tokyo\n")),
    policy("wide-space", "file.wide-space", (TIMEZONE, "\u3000timezone: Asia/Tokyo\n")),
    policy("begins-with-an-at-sign", "file.not-yaml", ("says: " + NEWS, "says: {en: @tours, ja: 旅行}")),
    policy("unknown-escape", "file.not-yaml", ('"Example Travel Co., Ltd."', '"Example \\d Travel"')),
    policy("duplicate-key-at-the-top", "file.duplicate-key", (TIMEZONE, TIMEZONE + TIMEZONE)),
    policy("purpose-written-twice", "file.duplicate-key", ("  terms:\n", "  news:\n")),
    policy("clause-written-twice", "file.duplicate-key", ("  EX-1.2:\n    kind", "  EX-1.1:\n    kind")),
    datamap(
        "key-of-the-map-written-twice",
        "file.duplicate-key",
        ("    retained: ours\n", "    retained: ours\n    retained: ours\n"),
    ),
    policy("anchor", "file.anchor", ("{kind: parent}", "&up {kind: parent}")),
    policy("alias", "file.alias", ("clauses: [EX-2.2]", "clauses: *same")),
    policy(
        "merge-key",
        ("file.anchor", "file.alias"),
        ("  news:\n", "  news: &news\n"),
        ("  insurance:\n    says", "  insurance:\n    <<: *news\n    says"),
    ),
    datamap("alias-in-the-map", "file.alias", ("[user.contact.email]", "*mail")),
    policy("tag", "file.tag", ("id: example", "id: !!str example")),
    policy("second-document", "file.second-document", ("\npurposes:\n", "\n---\npurposes:\n")),
    policy("key-that-is-a-list", "file.key-not-text", ("\npurposes:\n", "\n? [purposes]\n:\n")),
    policy("number-too-long", "file.number-too-long", ("amount_yen: 368", "amount_yen: " + "9" * 30)),
    _whole("empty-file", "file.empty", ""),
    _whole("only-a-remark", "file.empty", "# to be written\n"),
    _whole("only-null", "file.empty", "null\n"),
    _whole("a-list", "policy.not-keys", "- id: example\n- wording: paraphrase\n"),
    _whole("a-sentence", "policy.not-keys", "We take good care of your data.\n"),
    _whole("nested-too-deeply", "file.too-deep", "id: " + "[" * 100 + "\n"),
    files("map-nested-too-deeply", "file.too-deep", {MAP: b"dataset: " + b"{a: " * 100}),
    files("empty-map", "file.empty", {MAP: b"\n"}),
    files("map-that-is-a-list", "datamap.not-keys", {MAP: b"- fides_key: travel\n"}),
)

PLACES = (
    files("folder-with-the-name-of-a-file", "file.folder", {"policies/example/2026-10-01.yaml": None}),
    files("map-folder-with-the-name-of-a-file", "file.folder", {"datamap/more.yaml": None}),
    files("map-of-another-ending", "datamap.not-read", {"datamap/more.yml": b"dataset: []\n"}),
    files("map-in-a-folder-below", "datamap.not-read", {"datamap/old/more.yaml": b"dataset: []\n"}),
    files("map-in-capitals", "datamap.not-read", {"datamap/MORE.YAML": b"dataset: []\n"}),
    files("policy-beside-the-companies", "policy.not-read", {"policies/2026-10-01.yaml": b"yakusoku: 1\n"}),
    files(
        "policy-in-a-folder-below",
        "policy.not-read",
        {"policies/example/old/2020-01-01.yaml": b"yakusoku: 1\n"},
    ),
    files("policy-in-capitals", "policy.not-read", {"policies/example/2026-10-01.YAML": b"yakusoku: 1\n"}),
)

MISTAKES = (*ENCODINGS, *SYNTAX, *PLACES)
