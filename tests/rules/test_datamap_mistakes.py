"""Planted mistakes: each is one edit of a good file, and what the check says of it is a golden file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.common import golden
from yakusoku.datamap.queries import load
from yakusoku.terms.findings import Finding
from yakusoku.terms.telling import tell_all

GOOD = (Path(__file__).parent / "datamap_files" / "club.yaml").read_text("utf-8")
ORDER_REFERENCE = "{dataset: club, field: member.member_no, direction: from}"

ORDERED = "      acquired_at: ordered_on\n"

# name: (finding expected, what stands in the good file, what is planted)
MISTAKES: dict[str, tuple[str, str, str]] = {
    "a store that nobody connects": ("datamap.unknown-store", "    store: club", "    store: clubb"),
    "no store at all": ("datamap.missing-store", "    store: club\n", ""),
    "a reference to a field that is not there": ("datamap.unknown-reference", "member.member_no", "member.member_nr"),
    "a reference to a collection that is not there": (
        "datamap.unknown-reference", "{dataset: club, field: member.", "{dataset: club, field: membre."),
    "a reference to a dataset that is not there": (
        "datamap.unknown-reference", "{dataset: club, field", "{dataset: klub, field"),
    "a collection that refers to itself": ("datamap.self-reference", "member.member_no", "order.member_no"),
    "an identity that does not compare exactly": (
        "datamap.key-type", "identity: email, data_type: string,", "identity: email, data_type: float,"),
    "a key without a type": (
        "datamap.key-without-type", "identity: member_no, data_type: integer", "identity: member_no"),
    "no primary key": ("datamap.missing-primary-key", "primary_key: true, identity: member_no", "identity: member_no"),
    "a collection that nothing leads to": (
        "datamap.unreachable", f"        references:\n        - {ORDER_REFERENCE}\n", ""),
    "no source and no method": (
        "datamap.missing-origin",
        '    source: {en: "The member", ja: 会員本人}\n    method: {en: "Web form", ja: ウェブフォーム}\n', ""),
    "nobody says whether the data is ours": ("datamap.missing-origin", "    retained: ours\n", ""),
    "a giver that the law does not know": ("datamap.not-allowed", "provided_by: person", "provided_by: customer"),
    "a category with a slip": ("datamap.unknown-category", "[user.contact.email]", "[user.contact.emial]"),
    "a field without a category": ("datamap.missing-category", "      data_categories: [user.contact.email]\n", ""),
    "a title without Japanese": ("datamap.missing-japanese", '{en: "E-mail", ja: メールアドレス}', '{en: "E-mail"}'),
    "no title": ("datamap.missing-title", '      yakusoku_meta: {title: {en: "E-mail", ja: メールアドレス}}\n', ""),
    "special-care information without a purpose": (
        "datamap.special-care-without-purpose", ", purposes: [catering]", ""),
    "a purpose that the policy lacks": ("datamap.unknown-purpose", "[catering]", "[katering]"),
    "a day that is none": ("file.bad-date", "collected_under: 2024-04-01", "collected_under: 2024-02-30"),
    "a day in words": ("datamap.wrong-day", "collected_under: 2024-04-01", "collected_under: April 2024"),
    "a column that is not there": ("datamap.unknown-column", "column: left_on", "column: left_at"),
    "the day of acquisition in a column that is not there": (
        "datamap.unknown-column", "acquired_at: ordered_on", "acquired_at: orderd_on"),
    "an unknown key of ours": ("datamap.unknown-key", "backup_days: 30", "backup_day: 30"),
    "a slip in a key of Fides": ("datamap.near-miss", "fides_meta: {identity: email,", "fides_mta: {identity: email,"),
    "a key outside fides_meta": (
        "datamap.misplaced-key", "- name: order\n", "- name: order\n    after: [club.member]\n"),
    "a collection declared twice": ("datamap.duplicate", "- name: shop\n", "- name: member\n"),
    "a field declared twice": ("datamap.duplicate", "- name: left_on", "- name: joined_on"),
    "a key written twice": ("file.duplicate-key", "    retained: ours\n", "    retained: ours\n    retained: ours\n"),
    "a statutory period with a slip": (
        "datamap.unknown-period", ORDERED, f"{ORDERED}      statutes: [{{period: tax_bookz, column: ordered_on}}]\n"),
    "a statutory period without a number": (
        "datamap.period-without-length", ORDERED,
        f"{ORDERED}      statutes: [{{period: travel_papers, column: ordered_on}}]\n"),
    "a statute that counts from the end of a year nobody names": (
        "datamap.missing-year-end", ORDERED, f"{ORDERED}      statutes: [{{period: tax_books, column: ordered_on}}]\n"),
    "the end of a year where none counts": (
        "datamap.needless-year-end", ORDERED,
        f"{ORDERED}      statutes: [{{period: insurance_books, column: ordered_on, year_ends: '03-31'}}]\n"),
    "a year that ends on no day": (
        "datamap.wrong-day", ORDERED,
        f"{ORDERED}      statutes: [{{period: tax_books, column: ordered_on, year_ends: '02-30'}}]\n"),
    "a statute that counts from a column that is not there": (
        "datamap.unknown-column", ORDERED,
        f"{ORDERED}      statutes: [{{period: tax_books, column: orderd_on, year_ends: '03-31'}}]\n"),
    "a collection that is skipped": (
        "datamap.skipped", "- name: order\n", "- name: order\n    fides_meta: {skip_processing: true}\n"),
    "nobody said whom it is about": ("datamap.missing-person-kind", "    person_kind: member\n", ""),
    "keys of two types": (
        "datamap.reference-type",
        "data_type: integer\n        references", "data_type: string\n        references"),
}  # fmt: skip


def _check(folder: Path, content: str) -> list[Finding]:
    home = folder / "datamap"
    home.mkdir(exist_ok=True)
    (home / "club.yaml").write_text(content, "utf-8")
    return load(home, stores=["club", "library"], purposes=["catering", "sending"])[1]


def _plant(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_the_good_file_has_nothing_to_say(tmp_path: Path) -> None:
    assert _check(tmp_path, GOOD) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_each_planted_mistake_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    kind, old, new = MISTAKES[name]

    findings = _check(tmp_path, _plant(old, new))

    assert kind in {finding.kind for finding in findings}
    assert all(finding.where.line > 1 or finding.kind.startswith("file.") for finding in findings)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_the_check_says_of_each_mistake_is_as_it_was_read(language: str, tmp_path: Path) -> None:
    told = []
    for name, (_, old, new) in MISTAKES.items():
        told.append(f"== {name}\n{tell_all(_check(tmp_path, _plant(old, new)), language)}")

    golden.check(f"datamap/mistakes.{language}.txt", "\n".join(told))


def test_a_folder_without_files_is_a_finding(tmp_path: Path) -> None:
    datamap, findings = load(tmp_path)

    assert datamap.datasets == ()
    assert [finding.kind for finding in findings] == ["datamap.no-file"]
    assert "customers.yaml" in tell_all(findings, "ja")


def test_a_file_that_cannot_be_read_leaves_the_others_readable(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("dataset: [", "utf-8")
    (tmp_path / "club.yaml").write_text(GOOD, "utf-8")

    datamap, findings = load(tmp_path)

    assert [dataset.key for dataset in datamap.datasets] == ["club"]
    assert all(finding.where.file.endswith("broken.yaml") for finding in findings)
    assert findings


def test_a_dataset_in_two_files_is_found(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, "utf-8")

    findings = load(tmp_path)[1]

    assert [(finding.kind, finding.where.file.rpartition("/")[2]) for finding in findings] == [
        ("datamap.duplicate", "b.yaml")
    ]
