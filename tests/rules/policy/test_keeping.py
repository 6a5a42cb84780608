"""How long a row stays, and what an erasure may take: hold, statute, promise, purpose, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.datamap_files.maps import collection, field
from yakusoku.datamap.parts import Collection, Statute
from yakusoku.laws import retention
from yakusoku.laws.grounds import Because, Due
from yakusoku.laws.values import UnableToApplyLaw
from yakusoku.policy.form.retention import RetentionRule
from yakusoku.policy.keeping import (
    Bucket,
    Shape,
    Standing,
    erasure,
    erasures,
    shape,
    stay,
    year_end,
)
from yakusoku.terms.bilingual import Bilingual

TODAY = date(2026, 11, 23)
HOLD = Because("holds.claim", article="G17(3)(e)")
MARCH = (3, 31)

INVOICE = Shape(
    columns={
        "invoice_no": (),
        "customer_no": ("user.unique_id",),
        "name": ("user.name",),
        "telephone": ("user.contact.phone_number",),
        "amount": ("user.financial",),
        "remark": ("jp.inquiry",),
        "wheelchair": ("jp.special_care.disability",),
        "invoiced_on": (),
    },
    structure=frozenset({"invoice_no", "customer_no"}),
    statutes=(Statute("tax_books", "invoiced_on", MARCH),),
)


def test_a_statute_keeps_the_fields_within_a_column_that_it_names_and_no_others() -> None:
    whole = shape(_invoice("user.name"))

    assert whole.columns == {
        "invoice_no": (), "buyer.name": ("user.name",), "buyer.remark": ("jp.inquiry",), "notes.text": ("jp.inquiry",),
    }  # fmt: skip
    assert whole.masked({"buyer.name"}) == ("buyer.remark", "notes")
    assert whole.masked(()) == ("buyer", "notes")


def _invoice(kind: str) -> Collection:
    """An invoice with the buyer and notes as objects in columns."""
    return collection(
        "shop.invoice",
        field("invoice_no", key=True),
        field(
            "buyer", data_type="object",
            fields=(field("name", categories=[kind]), field("remark", categories=["jp.inquiry"])),
        ),
        field("notes", data_type="object[]", fields=(field("text", categories=["jp.inquiry"]),)),
    )  # fmt: skip


def test_a_collection_keeps_together_what_holds_it_together() -> None:
    from yakusoku.datamap.parts import Address, Collection, Field, Reference
    from yakusoku.terms.findings import Where

    here, other = Where("map.yaml", 1, 1), Address("shop", "customer")
    fields = (
        Field("invoice_no", here, primary_key=True),
        Field("customer_no", here, ("user.unique_id",), references=(Reference(other, "no", "from", here),)),
        Field("name", here, ("user.name",)),
        Field("batch", here, ("user.name",), not_personal="Which program wrote the row."),
    )
    statute = Statute("tax_books", "invoiced_on", MARCH)
    found = shape(
        Collection(Address("shop", "invoice"), here, "shop", None, fields, statutes=(statute,),
                   restrict_column="suspended_on"),
        referred=["invoice_no"],
    )  # fmt: skip

    assert found.structure == {"invoice_no", "customer_no", "invoiced_on", "suspended_on"}
    assert found.columns["batch"] == ()
    assert found.statutes == (statute,)


class TestErasure:
    def test_a_row_that_nothing_keeps_goes(self) -> None:
        fate = erasure(Shape({"name": ("user.name",)}), {}, as_of=TODAY)

        assert fate.bucket is Bucket.ERASE
        assert fate.until is None

    def test_a_statute_keeps_the_columns_its_papers_carry_and_the_rest_goes(self) -> None:
        fate = erasure(INVOICE, {"invoiced_on": date(2024, 5, 10)}, as_of=TODAY)

        assert fate.bucket is Bucket.MASK
        assert fate.masked == ("remark", "wheelchair")
        assert [ground.because.article for ground in fate.grounds] == ["CTR59"]
        assert fate.grounds[0].columns == ("name", "telephone", "amount")
        # the fiscal year ends on 31 March 2025; two months later the period begins, and lasts seven years
        assert fate.until == date(2032, 5, 31)

    def test_the_day_after_its_last_day_the_whole_row_goes(self) -> None:
        days = {"invoiced_on": date(2023, 2, 1)}
        last = retention.keep_until("tax_books", date(2023, 3, 31))

        assert erasure(INVOICE, days, as_of=last.on).bucket is Bucket.MASK
        assert erasure(INVOICE, days, as_of=last.on + timedelta(days=1)).bucket is Bucket.ERASE

    def test_a_hold_keeps_the_whole_row_whatever_else_speaks(self) -> None:
        fate = erasure(INVOICE, {"invoiced_on": date(2024, 5, 10)}, holds=[HOLD], as_of=TODAY)

        assert fate.bucket is Bucket.KEEP
        assert fate.masked == ()
        assert fate.grounds[0].columns == tuple(INVOICE.columns)
        assert fate.until is None

    def test_a_row_without_its_day_waits_for_people(self) -> None:
        fate = erasure(INVOICE, {"invoiced_on": None}, as_of=TODAY)

        assert fate.bucket is Bucket.KEEP
        assert fate.grounds[0].because.rule == "policy.keeping.tax_books.undated"

    def test_a_statute_that_names_no_column_keeps_nothing(self) -> None:
        shape = Shape({"remark": ("jp.inquiry",)}, statutes=(Statute("tax_books", "on", MARCH),))

        assert erasure(shape, {"on": date(2024, 5, 10)}, as_of=TODAY).bucket is Bucket.ERASE

    def test_two_statutes_keep_what_either_names_until_the_later_day(self) -> None:
        shape = Shape(
            INVOICE.columns,
            INVOICE.structure,
            (Statute("tax_books", "invoiced_on", MARCH), Statute("accounting_books", "invoiced_on", MARCH)),
        )
        fate = erasure(shape, {"invoiced_on": date(2024, 5, 10)}, as_of=TODAY)

        assert {ground.because.article for ground in fate.grounds} == {"CTR59", "COM432"}
        assert fate.until == date(2035, 3, 31)

    def test_a_period_without_a_number_is_refused(self) -> None:
        shape = Shape(INVOICE.columns, statutes=(Statute("travel_papers", "invoiced_on"),))

        with pytest.raises(UnableToApplyLaw, match="no number"):
            erasure(shape, {"invoiced_on": date(2024, 5, 10)}, as_of=TODAY)

    @given(st.dates(date(2022, 4, 1), date(2040, 1, 1)), st.dates(date(2022, 4, 1), date(2060, 1, 1)))
    def test_no_column_is_both_kept_and_masked_and_later_days_never_keep_more(
        self, invoiced: date, as_of: date
    ) -> None:
        days = {"invoiced_on": invoiced}
        now, later = (erasure(INVOICE, days, as_of=day) for day in (as_of, as_of + timedelta(days=1)))
        kept = {column for ground in now.grounds for column in ground.columns}

        assert kept.isdisjoint(now.masked)
        assert {column for ground in later.grounds for column in ground.columns} <= kept
        assert erasures(INVOICE, as_of=as_of)(days) == now


@pytest.mark.parametrize(
    ("day", "ends", "expected"),
    [
        (date(2026, 3, 31), MARCH, date(2026, 3, 31)),
        (date(2026, 4, 1), MARCH, date(2027, 3, 31)),
        (date(2026, 12, 31), (12, 31), date(2026, 12, 31)),
        (date(2027, 2, 1), (2, 29), date(2027, 2, 28)),
        (date(2027, 3, 1), (2, 29), date(2028, 2, 29)),
    ],
)
def test_a_fiscal_year_ends_on_its_day(day: date, ends: tuple[int, int], expected: date) -> None:
    assert year_end(day, ends) == expected


def rule(**says: Any) -> RetentionRule:
    """Return a published rule."""
    given = {"says": Bilingual("x", "x"), "ends_with": ("period",), "clauses": ("JALUX-9.2",), **says}
    return RetentionRule.model_validate(given)


BOARDING = rule(period={"years": 3, "after": "boarding"})
MEMBERS = rule(**{"while": "membership"}, period={"years": 10, "after": "leaving"})
PURPOSE = rule(ends_with=("purpose",))
TAX = Due(date(2030, 5, 31), Because("laws.retention.tax_books", article="CTR59"))


@pytest.mark.parametrize(
    ("published", "says", "standing", "until"),
    [
        (BOARDING, {"event_on": date(2023, 11, 23), "used": True}, Standing.ACTIVE, date(2026, 11, 23)),
        (BOARDING, {"event_on": date(2023, 11, 22), "used": True}, Standing.OVERDUE, date(2026, 11, 22)),
        (BOARDING, {"event_on": date(2025, 1, 1), "used": False}, Standing.OVERDUE, None),
        (BOARDING, {"event_on": None, "used": True}, Standing.ACTIVE, None),
        (
            BOARDING,
            {"event_on": date(2020, 1, 1), "used": False, "statutory": TAX},
            Standing.STATUTORY,
            TAX.on,
        ),
        (BOARDING, {"event_on": date(2020, 1, 1), "used": False, "holds": [HOLD]}, Standing.HELD, None),
        (MEMBERS, {"event_on": None, "lasting": True, "used": False}, Standing.ACTIVE, None),
        (MEMBERS, {"event_on": date(2016, 11, 22), "used": True}, Standing.OVERDUE, date(2026, 11, 22)),
        (PURPOSE, {"event_on": None, "used": True}, Standing.ACTIVE, None),
        (PURPOSE, {"event_on": None, "used": False}, Standing.OVERDUE, None),
        (None, {"event_on": None, "used": False}, Standing.OVERDUE, None),
    ],
)
def test_a_row_stands_by_hold_then_statute_then_promise_then_purpose(
    published: RetentionRule | None, says: dict[str, Any], standing: Standing, until: date | None
) -> None:
    found = stay(published, as_of=TODAY, **says)

    assert (found.standing, found.until) == (standing, until)


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([[], [HOLD]]),
    st.sampled_from([None, TAX]),
)
def test_what_is_held_or_wanted_by_a_statute_is_never_overdue(
    event: date, lasting: bool, used: bool, holds: Sequence[Because], statutory: Due | None
) -> None:
    found = stay(
        BOARDING, event_on=event, lasting=lasting, used=used, statutory=statutory, holds=holds, as_of=TODAY
    )

    if holds or statutory:
        assert found.standing in (Standing.HELD, Standing.STATUTORY)
