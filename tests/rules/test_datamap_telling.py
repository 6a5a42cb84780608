"""How a finding is printed."""

from __future__ import annotations

from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.telling import tell, tell_all
from yakusoku.terms.text import text

PLACE = Where("datamap/a.yaml", 3, 5)


def _finding(**more: object) -> Finding:
    return Finding("datamap.planted", PLACE, text("There is no data category {key}.", key="x"),
                   text("Use text or whole numbers as keys."), **more)  # type: ignore[arg-type]  # fmt: skip


def test_every_line_stands_in_its_order() -> None:
    told = tell(_finding(read="float", allowed=("string", "integer"), nearest="string"))

    assert told.splitlines() == [
        "datamap/a.yaml:3:5  error  There is no data category x.",
        "    read: float",
        "    allowed: string, integer",
        "    did you mean: string",
        "    do: Use text or whole numbers as keys.",
    ]


def test_a_line_with_nothing_to_say_is_left_out() -> None:
    assert tell(_finding(severity=Severity.ADVICE)).splitlines() == [
        "datamap/a.yaml:3:5  advice  There is no data category x.",
        "    do: Use text or whole numbers as keys.",
    ]


def test_what_was_read_stands_on_one_line_and_is_cut() -> None:
    told = tell(_finding(read="one\n  two " + "x" * 300))

    assert len(told.splitlines()) == 3
    assert "    read: one two x" in told
    assert "…" in told


def test_japanese_is_japanese_throughout() -> None:
    told = tell(_finding(read="float", severity=Severity.GAP), "ja")

    assert told.splitlines()[0].startswith("datamap/a.yaml:3:5  不足  情報の区分xはありません。")
    assert "記載: float" in told
    assert "対処: " in told


def test_findings_are_printed_by_place() -> None:
    later = Finding("datamap.a", Where("datamap/a.yaml", 10, 1), text("the same"), text("different"))

    assert tell_all([later, _finding()]).index(":3:5") < tell_all([later, _finding()]).index(":10:1")
    assert tell_all([]) == ""
