"""Masks that the data map asks for stand before those of an order; what we do not have is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.changing import changed, prepared
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap, Override
from yakusoku.stores.orders import Order, Put, UnableToPlanChange

pytestmark = pytest.mark.usefixtures("home")


def shop(**overrides: Override) -> DataMap:
    """A person of whom some columns say how they are masked."""
    texts = [field(name, data_type="string") for name in ("name", "city", "note")]
    made = [replace(one, override=overrides.get(one.name)) for one in texts]
    return datamap(
        collection("d.p", field("id", key=True), field("email", identity="email", data_type="string"), *made)
    )


def fill(filled: Filled) -> None:
    """Two people with the same words."""
    filled.run(
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, email varchar(9), name varchar(90), city varchar(90),"
        " note varchar(90))",
        "INSERT INTO p VALUES (1, 'a', '青木', '札幌', 'x'), (2, 'b', '青木', '札幌', 'x')",
    )


MASKS = Order("d:p", "mask", (Put("name", "null"), Put("city", "constant", "–"), Put("note", "null")))


def test_what_the_data_map_says_of_a_field_stands_before_what_an_order_says(filled: Filled) -> None:
    fill(filled)
    mapped = shop(name=Override("string_rewrite", {"rewrite_value": "MASKED"}), city=Override("null_rewrite"))

    made = prepared(mapped, [MASKS], email="a")
    done = changed(mapped, MASKS, email="a")
    again = prepared(mapped, [MASKS], email="a")

    assert done.state == "confirmed"
    assert filled.rows("p") == [(1, "a", "MASKED", None, None), (2, "b", "青木", "札幌", "x")]
    assert "masks name by string_rewrite, as the data map says" in made.plan.text()
    assert again.plan.digest == made.plan.digest


@pytest.mark.parametrize("strategy", ["hash", "hmac"])
def test_a_keyed_hash_is_put_with_receipts_alone(filled: Filled, strategy: str) -> None:
    fill(filled)
    mapped = shop(name=Override(strategy))
    with pytest.raises(UnableToPlanChange, match="keeps no receipts"):
        prepared(mapped, [MASKS], email="a")

    filled.wire(receipts=True)
    assert changed(mapped, MASKS, email="a").state == "confirmed"

    [first, second] = filled.rows("p")
    assert len(str(first[2])) == 64
    assert second == (2, "b", "青木", "札幌", "x")


@pytest.mark.parametrize(
    "override",
    [
        Override("preserve"),
        Override("random_string_rewrite"),
        Override("aes_encrypt"),
        Override("string_rewrite"),
        Override("string_rewrite", {"rewrite_value": "x", "format_preservation": {"suffix": "@x"}}),
        Override("hmac", {"algorithm": "SHA-512"}),
    ],
)
def test_a_mask_that_is_not_to_be_had_is_refused_and_not_left_out(
    sqlite_only: Filled, override: Override
) -> None:
    fill(sqlite_only)

    with pytest.raises(UnableToPlanChange, match="none that is to be had"):
        prepared(shop(name=override), [MASKS], email="a")


def test_erasing_whole_rows_asks_no_mask(sqlite_only: Filled) -> None:
    fill(sqlite_only)

    changed(shop(name=Override("preserve")), Order("d:p", "erase"), email="a")

    assert [row[0] for row in sqlite_only.rows("p")] == [2]
