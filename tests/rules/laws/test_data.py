"""The data of law as a whole: each value is bilingual, cites a known law, and is listed; reading it stays cheap."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest

from tests.common import golden
from yakusoku.laws import citations, outline
from yakusoku.laws.values import DATA

EVERY = [(name, row) for name in outline.FILES for row in outline.rows(name)]
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
NEVER_ALONE_IN_LATIN = re.compile(r"^[A-Z][A-Za-z]{3,}$")


def test_every_file_of_law_is_in_the_outline() -> None:
    assert {path.name for path in DATA.glob("*.yaml")} == {*outline.FILES, "laws.yaml"}


@pytest.mark.parametrize("name", sorted(outline.FILES))
def test_both_wordings_are_in_their_language(name: str) -> None:
    for row in outline.rows(name):
        assert not _JAPANESE.search(row.says.en), row.place
        assert _JAPANESE.search(row.says.ja) or not NEVER_ALONE_IN_LATIN.match(row.says.ja), row.place


def test_every_article_is_one_of_a_law_that_we_name() -> None:
    assert not [article for article in sorted(outline.articles()) if not citations.known_form(article)]


def test_no_value_stands_twice_with_different_articles() -> None:
    places = [(name, row.place, row.since, row.article) for name, row in EVERY]

    assert len(places) == len(set(places))


def test_every_value_has_the_day_from_which_it_holds() -> None:
    assert not [(name, row.place) for name, row in EVERY if row.since is None]


def test_a_value_that_another_followed_has_its_last_day() -> None:
    skimming = [row for name, row in EVERY if (name, row.place) == ("leaks.yaml", "categories.B3")]

    assert [(row.since, row.until) for row in skimming] == [
        (date(2022, 4, 1), date(2024, 3, 31)),
        (date(2024, 4, 1), None),
    ]


def test_parts_that_are_known_less_well_say_so() -> None:
    weaker = {(name, row.place): dict(row.weaker) for name, row in EVERY}

    assert weaker["clocks.yaml", "clocks.gdpr-leak-authority"] == {"counts": "unverified"}
    assert weaker["clocks.yaml", "clocks.first-report"] == {"counts": "unverified"}
    assert weaker["documents.yaml", "documents.qualification_certificate"] == {"address": "unverified"}
    assert weaker["documents.yaml", "documents.driving_licence"] == {}


@pytest.mark.parametrize(
    ("name", "place", "measure"),
    [
        ("clocks.yaml", "clocks.full-report", "30 days"),
        ("clocks.yaml", "clocks.gdpr-leak-authority", "72 hours"),
        ("retention.yaml", "periods.tax_books", "84 months"),
        ("rights.yaml", "rights.A-DISC", "fee allowed"),
        ("rights-gdpr.yaml", "rights.G-ACC", "no fee"),
        ("leaks.yaml", "categories.B4", "more than 1000"),
    ],
)
def test_the_outline_tells_the_number_of_a_value(name: str, place: str, measure: str) -> None:
    told = [row.measure for row in outline.rows(name) if row.place == place]

    assert [one.en for one in told if one] == [measure]


def test_citations_are_written_out_in_both_languages() -> None:
    lines = [
        f"{article}\t{citations.cite(article).en}\t{citations.cite(article).ja}"
        for article in sorted(outline.articles())
    ]

    golden.check("laws/citations.tsv", "\n".join(lines) + "\n")


def test_a_change_that_is_passed_is_told_and_changes_nothing_yet() -> None:
    (coming,) = citations.law("appi").coming

    assert coming.promulgated == date(2026, 7, 17)
    assert not [row.place for _, row in EVERY if row.since and row.since > coming.promulgated]


def test_asking_about_a_right_reads_neither_the_calendar_nor_the_lists() -> None:
    program = (
        "import sys\nfrom datetime import date\nfrom yakusoku.laws import queries\n"
        "queries.right('A-DISC', as_of=date(2026, 11, 23))\n"
        "print(sorted(name for name in sys.modules if name.startswith('yakusoku.laws.') or name == 'holidays'))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    loaded = done.stdout
    assert "yakusoku.laws.queries" in loaded
    for heavy in (
        "holidays",
        "calendars",
        "leaks",
        "lists",
        "notice_items",
        "outline",
        "records",
        "retention",
    ):
        assert f"'{heavy}'" not in loaded
        assert f"laws.{heavy}'" not in loaded
