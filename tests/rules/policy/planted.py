"""Mistakes planted into J:COM's file as it stood once, one small change each, so that lines and columns are real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from yakusoku.cli.check import EXAMPLES
from yakusoku.policy.checks.home import check_home
from yakusoku.terms.findings import Finding, Severity

REAL = EXAMPLES / "jcom" / "policies" / "2020-04-01.yaml"
THEN = Path(__file__).with_name("jcom_then.yaml")
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Planted:
    """What is changed: text `old` becomes `new` (once), in a file and folder of these names."""

    name: str
    old: str = ""
    new: str = ""
    file: str = "2020-04-01.yaml"
    folder: str = "jcom"
    encoding: str = "utf-8"
    whole: str | None = None


FEE = "fee: {amount_yen: 1000, tax_percent: 10, amount_incl_tax_yen: 1100, per: request, clauses: [JC-D3.1]}"
CORRECTION = "    law_codes: [A-CORR]\n"

CASES = (
    Planted("yaml-never-closed", 'Co., Ltd.", ja: JCOM株式会社}', "Co., Ltd., ja: JCOM株式会社}"),
    Planted("yaml-tab", "  timezone: Asia/Tokyo", "\ttimezone: Asia/Tokyo"),
    Planted(
        "yaml-colon", "latest_at: {en: J:COM website, ja: J:COMウェブサイト}", "latest_at: J:COM: website"
    ),
    Planted("yaml-indentation", "  revised: 2020-04-01\n", " revised: 2020-04-01\n"),
    Planted("yaml-second-document", "\npurposes:\n", "\n---\npurposes:\n"),
    Planted("yaml-tag", "wording: paraphrase", "wording: !ours paraphrase"),
    Planted("alias", FEE + "\n    clauses: [JC-D3.1]", "fee: *same\n    clauses: [JC-D3.1]"),
    Planted("duplicate-key", "wording: paraphrase", "wording: paraphrase\nid: jcom"),
    Planted("empty-file", whole="# to be written\n"),
    Planted("bad-encoding", encoding="cp932"),
    Planted("comma-without-quotes", '"JCOM Co., Ltd."', "JCOM Co., Ltd."),
    Planted("unknown-key", "published_from: 2020-04-01\n", "published_form: 2020-04-01\n"),
    Planted(
        "unknown-key-deep",
        "reasons_on_refusal: JC-D1.3\n    clauses: [JC-D1.2]\n  purpose_notice",
        "reason_on_refusal: JC-D1.3\n    clauses: [JC-D1.2]\n  purpose_notice",
    ),
    Planted(
        "text-for-number",
        "amount_yen: 1000, tax_percent: 10, amount_incl_tax_yen: 1100, per: request",
        'amount_yen: "1,000", tax_percent: 10, amount_incl_tax_yen: 1100, per: request',
    ),
    Planted("negative-fee", "amount_yen: 1000,", "amount_yen: -1000,"),
    Planted("fee-does-not-add-up", "amount_incl_tax_yen: 1100,", "amount_incl_tax_yen: 1080,"),
    Planted("fee-where-none-is-allowed", CORRECTION, f"{CORRECTION}    {FEE}\n"),
    Planted("telephone-in-words", "telephone: 0120-999-000", "telephone: freephone"),
    Planted("clause-id-without-prefix", "clauses: [JC-D2.2]", "clauses: [D2.2]"),
    Planted("no-such-day", "revised: 2020-04-01", "revised: 2020-04-31"),
    Planted("date-in-words", "revised: 2020-04-01", "revised: April 2020"),
    Planted("dates-out-of-order", "enacted: 2004-12-01", "enacted: 2024-12-01"),
    Planted(
        "no-instead-of-false",
        "retained: JC-A3.8\n    clauses: [JC-A3.3]",
        "only: no\n    retained: JC-A3.8\n    clauses: [JC-A3.3]",
    ),
    Planted("hours-reversed", "opens: 09:00, closes: 18:00", "opens: 18:00, closes: 09:00"),
    Planted("unknown-timezone", "timezone: Asia/Tokyo", "timezone: Asia/Tokio"),
    Planted("unknown-law", "  - jis-q-15001\n", "  - jisq15001\n"),
    Planted("unknown-right", "  disclosure:\n", "  disclosures:\n"),
    Planted("unknown-law-code", "law_codes: [A-DISC]", "law_codes: [A-DISK]"),
    Planted("right-of-another-kind", CORRECTION, "    law_codes: [A-CORR, A-STOP1]\n"),
    Planted(
        "unknown-ground",
        "grounds: {DISC-1: JC-D1.4, DISC-2: JC-D1.5, DISC-3: JC-D1.6}\n    reasons_on_refusal:"
        " JC-D1.3\n    clauses: [JC-D1.2]\n  purpose",
        "grounds: {DISC-1: JC-D1.4, DISC-2: JC-D1.5, DISK-3: JC-D1.6}\n    reasons_on_refusal:"
        " JC-D1.3\n    clauses: [JC-D1.2]\n  purpose",
    ),
    Planted("unknown-document", "      passport: {", "      pasport: {"),
    Planted("unknown-zone", "mask: [insurer_number,", "mask: [insurance_number,"),
    Planted("unknown-category", "uses: [jp.viewing_history,", "uses: [jp.view_history,"),
    Planted("unknown-desk", "ask_first: customer-center", "ask_first: costumer-center"),
    Planted("unknown-identity-check", "identity: [one-paper]\n    fee", "identity: [one-papers]\n    fee"),
    Planted("unknown-clause", "clauses: [JC-D2.2]", "clauses: [JC-D22]"),
    Planted("clause-not-kept", "kept_by: [purposes.specified]\n  JC-P2.2", "kept_by: []\n  JC-P2.2"),
    Planted("clause-twice", "\ngaps:\n", "\nnot_encoded:\n  - JC-P0.1\n\ngaps:\n"),
    Planted("cited-not-encoded", "clauses: [JC-P5.1, JC-T1.1]", "clauses: [JC-P5.1, JC-T1.1, JC-T0.1]"),
    Planted("clause-of-another-text", "\ngaps:\n", "\nnot_encoded:\n  - JN-8.8\n\ngaps:\n"),
    Planted("unregistered-control", "kept_by: [rights.reasons]", "kept_by: [rights.reason]"),
    Planted("unknown-parameter", "with: {ground: DISC-1}", "with: {grounds: DISC-1}"),
    Planted("control-is-a-number", "kept_by: [rights.reasons]", "kept_by: [13]"),
    Planted("missing-japanese", "{en: Driving license, ja: 運転免許証}", "{en: Driving license}"),
    Planted("wrong-file-name", file="2020-04-02.yaml"),
    Planted("wrong-folder", folder="jcomm"),
    Planted(
        "several-at-once",
        f"{CORRECTION}    desk: customer-center\n",
        "    law_code: [A-CORR]\n    desk: 7\n    fees: none\n",
    ),
)


def findings(case: Planted, home: Path) -> list[Finding]:
    """Plant the mistake below `home` and return the errors that the check finds."""
    folder = home / "policies" / case.folder
    folder.mkdir(parents=True)
    real = THEN.read_text(encoding="utf-8")
    if case.old and real.count(case.old) < 1:
        raise AssertionError(f"{case.name}: the text to change is not in the file")
    words = (
        case.whole if case.whole is not None else real.replace(case.old, case.new, 1) if case.old else real
    )
    (folder / case.file).write_bytes(words.encode(case.encoding, errors="replace"))
    checked = check_home(home, now=NOW, as_of=date(2026, 11, 23))
    return [
        finding
        for finding in checked.findings
        if finding.severity is Severity.ERROR and finding.kind != "datamap.no-file"
    ]
