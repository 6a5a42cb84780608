"""Tables and files that people hand in: read as spreadsheets write them, told by line without a value."""

from __future__ import annotations

import pytest

from yakusoku.datamap.parts import Address, Collection, Field
from yakusoku.rights.by_hand import enclosures, kinds, tables
from yakusoku.rights.by_hand.trouble import UnableToReadFind
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Where

AT = Where("map.yaml", 1, 1)


def field(name: str, en: str, ja: str, kind: str = "string") -> Field:
    return Field(name, AT, data_type=kind, title=Bilingual(en, ja))


SLIPS = Collection(
    Address("slips", "slip"), AT, "", None,
    (field("name", "Name", "氏名"), field("goods", "Goods ordered", "ご注文の商品"),
     field("quantity", "Quantity", "数量", "integer")),
)  # fmt: skip


def read(words: str | bytes, ending: str = "csv", encoding: str = "utf-8") -> tables.Table:
    content = words if isinstance(words, bytes) else words.encode(encoding)
    return tables.read(content, SLIPS, ending=ending, number=1)


def rows(words: str | bytes, **more: str) -> tuple[object, ...]:
    return read(words, **more).rows.reveal()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_table_is_read_as_spreadsheets_write_it(encoding: str) -> None:
    table = read("氏名,数量\r\n髙橋 花子,2\r\n", encoding=encoding)
    assert table.columns == ("name", "quantity")
    assert table.rows.reveal() == (("髙橋 花子", 2),)


@pytest.mark.parametrize(
    "heading", ["氏名", " 氏 名 ", "Name", "ＮＡＭＥ", "name"],
)  # fmt: skip
def test_a_heading_is_a_name_or_a_title_in_either_language(heading: str) -> None:
    assert read(f"{heading}\nA\n").columns == ("name",)


def test_an_unknown_heading_is_refused_with_the_nearest_and_not_quoted() -> None:
    with pytest.raises(UnableToReadFind) as refused:
        read("氏名,ご注文商品,山田\nA,B,C\n")
    assert "column 2" in str(refused.value)
    assert "nearest is goods" in str(refused.value)
    assert "ご注文商品" not in str(refused.value)


def test_a_column_twice_is_refused() -> None:
    with pytest.raises(UnableToReadFind, match="name twice"):
        read("氏名,name\nA,B\n")


def test_rows_that_do_not_fit_are_named_by_line_without_their_values() -> None:
    with pytest.raises(UnableToReadFind) as refused:
        read('氏名,数量\n"山田\n花子",2\n佐藤,many\n鈴木\n田中,1\n')
    assert "2 rows" in str(refused.value)
    assert "lines: 4, 5" in str(refused.value)
    assert "many" not in str(refused.value)
    assert "佐藤" not in str(refused.value)


def test_empty_lines_cells_and_columns_that_spreadsheets_leave_are_no_fault() -> None:
    assert rows("氏名,数量,,\n\n山田,,,\n,,,\n") == (("山田", None),)


def test_a_cell_may_hold_lines_and_tabs_part_cells_too() -> None:
    assert rows('氏名\tご注文の商品\n山田\t"掃除機\r\n2台"\n') == (("山田", "掃除機\n2台"),)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"", "csv"),
        ("氏名".encode("utf-16"), "csv"),
        ('氏名\n"山田\n'.encode(), "csv"),
        ("氏名\n山\x07田\n".encode(), "csv"),
        (b"{}", "json"),
        (b"[]", "json"),
        (b'[{"name": ["A"]}]', "json"),
        (b'[{"name": "A", "name": "B"}]', "json"),
        (b"[" * 100_000, "json"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, ending: str) -> None:
    with pytest.raises(UnableToReadFind):
        rows(content, ending=ending)


def test_json_is_a_list_of_objects_of_which_each_may_lack_some() -> None:
    words = '[{"氏名": "山田", "quantity": 3}, {"goods": 5}]'
    table = read(words, ending="json")
    assert table.columns == ("name", "quantity", "goods")
    assert table.rows.reveal() == (("山田", 3, None), (None, None, "5"))


@pytest.mark.parametrize(
    ("content", "ending", "kept"),
    [
        (b"%PDF-1.4\n", "pdf", "pdf"),
        (b"\x89PNG\r\n\x1a\n..", "png", "png"),
        (b"\xff\xd8\xff\xe0..", "jpeg", "jpg"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav", "wav"),
        (b"\x00\x00\x00\x18ftypM4A ", "m4a", "m4a"),
        ("件名: お問い合わせ\r\n".encode("cp932"), "eml", "txt"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(content: bytes, ending: str, kept: str) -> None:
    assert kinds.kind_of(content, ending=ending, number=1) == kept


@pytest.mark.parametrize(
    ("content", "ending"),
    [(b"", "pdf"), (b"MZ\x90\x00", "pdf"), (b"%PDF-1.4", "png"), (b"PK\x03\x04\x00", "docx"), (b"a\x00b", "txt")],
)  # fmt: skip
def test_a_file_of_another_kind_than_it_says_is_refused(content: bytes, ending: str) -> None:
    with pytest.raises(UnableToReadFind):
        kinds.kind_of(content, ending=ending, number=1)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnableToReadFind, match="20 megabytes"):
        kinds.kind_of(b"%PDF-" + bytes(kinds.LARGEST), ending="pdf", number=1)


def test_enclosures_are_shown_in_one_column_and_rows_that_say_nothing_are_left_out() -> None:
    first, second = (enclosures.cell("slips.slip", number, "pdf", "0" * 64) for number in (1, 2))
    columns, lines = enclosures.folded(("name", "enclosure-1"), [("A", None), (None, first), (None, None)])
    assert columns == ("name", "enclosure")
    assert lines == [("A", None), (None, "slips-slip-1.pdf")]
    assert enclosures.shown(
        ("enclosure-1", "enclosure-2"), [(first, None), (None, second)], hidden={"enclosure-1"}
    ) == [("slips-slip-2.pdf", "0" * 64)]
