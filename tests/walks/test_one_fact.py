"""Facts of a policy reach the letter, the fee, the due date and the state of a promise: the walk with other facts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from tests.common.walked import prepared, walk

FILE = "policies/jcom/2020-04-01.yaml"
LATER = "policies/jcom/2021-04-01.yaml"
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)

# fact: what stands in the file, and what stands there instead
OTHERS: dict[str, tuple[str, str]] = {
    "published_from": ("published_from: 2020-04-01", "published_from: 2021-04-01"),
    "parameter of a control": ("with: {yen: 1100,", "with: {yen: 1200,"),
    "telephone": ("telephone: 0120-999-000", "telephone: 0120-999-111"),
    "hours": ("closes: 18:00", "closes: 16:30"),
    "address": ("丸の内一丁目8番1号", "丸の内一丁目9番2号"),
    "representative": ("岩木 陽一", "岩木 陽二"),
    "title": ("ja: 代表取締役社長}", "ja: 代表取締役会長}"),
    "company": ("ja: JCOM株式会社}", "ja: JCOM例示株式会社}"),
    "body": ("ja: 一般財団法人放送セキュリティセンター}", "ja: 一般財団法人例示センター}"),
    "target": ("    law_codes: [A-DISC]\n",
               "    law_codes: [A-DISC]\n    target: {days: 10, clauses: [JC-D1.2]}\n"),
}  # fmt: skip


FEE = {
    "fee": (
        "amount_yen: 1000, tax_percent: 10, amount_incl_tax_yen: 1100",
        "amount_yen: 500, tax_percent: 10, amount_incl_tax_yen: 550",
    ),
    "parameter of a control": ("with: {yen: 1100,", "with: {yen: 550,"),
}
Answers = dict[str, object]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answers]:
    """What a walk tells under the published facts, and under all the other ones."""
    return {
        "published": _walked(tmp_path_factory.mktemp("published") / "home", {}),
        "other": _walked(tmp_path_factory.mktemp("other") / "home", OTHERS),
        "fee": _walked(tmp_path_factory.mktemp("fee") / "home", FEE, until="need_fee"),
    }


def _walked(folder: Path, changes: dict[str, tuple[str, str]], *, until: str = "notified") -> Answers:
    """Walk in a home whose policy has the changes; return what it tells."""
    home = prepared(folder)
    words = (folder / FILE).read_text("utf-8")
    for name, (old, new) in changes.items():
        assert old in words, name
        words = words.replace(old, new)
    (folder / FILE).unlink()
    (folder / (LATER if "published_from" in changes else FILE)).write_text(words, "utf-8")
    walk(home, until=until)
    try:
        return _answers() if until == "notified" else {"fee": _fee()}
    finally:
        home.close()


def _answers() -> Answers:
    from yakusoku.promises import queries as promises
    from yakusoku.rights.operations.build import release_package
    from yakusoku.rights.queries import desk
    from yakusoku.staff import queries as staff

    (request,) = desk.requests()
    by = staff.members(controller="jcom")[0].public_id
    files = release_package(request_id=request.request_id, by=by, now=NOW)
    clause = promises.clause("jcom", "JC-D3.1", now=NOW)
    return {
        "fee": _fee(),
        "target": request.target_on.isoformat() if request.target_on else None,
        "version": request.policy_version.isoformat() if request.policy_version else None,
        "state": clause.state.value,
        "letter": _words(files["letter.pdf"]),
    }


def _fee() -> int | None:
    """Return the fee that is asked for."""
    from yakusoku.rights.queries import desk, evidence

    (request,) = desk.requests()
    fee = evidence.fee_of(request.request_id)
    return fee.yen if fee else None


def _words(pdf: bytes) -> str:
    """Return the words of a letter without blanks."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return "".join("".join(page.split()) for page in pages)


def test_a_fee_is_asked_as_it_is_published(told: dict[str, Answers]) -> None:
    assert told["published"]["fee"] == 1100
    assert told["fee"]["fee"] == 550


@pytest.mark.parametrize(
    ("question", "published", "other"),
    [
        ("target", None, "2026-11-12"),
        ("version", "2020-04-01", "2021-04-01"),
        ("state", "kept", "broken"),  # its control has another amount
    ],
)
def test_a_fact_changes_what_is_asked_due_and_kept(
    told: dict[str, Answers], question: str, published: object, other: object
) -> None:
    assert told["published"][question] == published
    assert told["other"][question] == other


@pytest.mark.parametrize(
    ("published", "other"),
    [
        ("0120-999-000", "0120-999-111"),
        ("9:00～18:00", "9:00～16:30"),
        ("一丁目8番1号", "一丁目9番2号"),
        ("岩木陽一", "岩木陽二"),
        ("代表取締役社長", "代表取締役会長"),
        ("JCOM株式会社", "JCOM例示株式会社"),
        ("一般財団法人放送セキュリティセンター", "一般財団法人例示センター"),
        ("2020-04-01", "2021-04-01"),
    ],
)
def test_a_fact_changes_the_words_of_the_letter(told: dict[str, Answers], published: str, other: str) -> None:
    before, after = str(told["published"]["letter"]), str(told["other"]["letter"])

    assert published in before
    assert other not in before
    assert other in after
    assert published not in after
