"""The closed list of tags, and what cannot enter an entry."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from yakusoku.ledger import tags
from yakusoku.ledger.tags import Kind, Tag, UnableToRecord
from yakusoku.terms.text import text

EVERY = Tag("test:fact:said", text("Every kind of fact"), {kind.value: kind for kind in Kind})
PERSONAL = (
    "山田太郎",
    "ヤマダ タロウ",
    "Taro Yamada",
    "taro.yamada@example.jp",
    "090-1234-5678",
    "09012345678",
    "tel-090-1234-5678",
    "+819012345678",
    "〒140-8637",
    "東京都品川区東品川2-4-11",
    "1-2-3 Higashi, Tokyo",
    "https://example.jp/a?b=c",
    "4111111111111111",
    "line\nbreak",
    'quote"quote',
    "",
    " ",
    "x" * 65,
    "",
    "req_0123456789abcdef",
)


def test_a_registered_tag_is_on_the_list_once() -> None:
    assert tags.register(EVERY) == (EVERY,)
    assert tags.register(EVERY) == (EVERY,)
    assert tags.known().count(EVERY) == 1
    tags.require(EVERY)


def test_a_tag_cannot_be_declared_twice_and_differently() -> None:
    tags.register(EVERY)
    with pytest.raises(ValueError, match="differently"):
        tags.register(Tag(EVERY.name, text("Something else"), {}))


@pytest.mark.parametrize(
    "name", ["test", "Test:fact", "test:", "test::fact", "test:fact 1", "a:b:c:d:e", "試験:事実"]
)
def test_a_tag_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="room:thing:happened"):
        tags.register(Tag(name, text("Something"), {}))


def test_an_undeclared_tag_is_refused_with_the_next_step() -> None:
    with pytest.raises(UnableToRecord) as refused:
        tags.require(Tag("test:nobody:declared", text("Something"), {}))
    assert "tags.py" in refused.value.say("en")


def test_an_undeclared_fact_is_refused_with_the_next_step() -> None:
    with pytest.raises(UnableToRecord) as refused:
        tags.check(EVERY, {"name": 1})
    assert "declares no fact name" in refused.value.say("en")


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_about_a_person_enters_and_the_refusal_does_not_repeat_it(kind: Kind, value: str) -> None:
    with pytest.raises(UnableToRecord) as refused:
        tags.check(EVERY, {kind.value: value})
    for language in ("en",):
        assert len(value.strip()) < 3 or value not in refused.value.say(language)


@pytest.mark.parametrize("value", PERSONAL)
def test_nobody_is_named_by_a_value(value: str) -> None:
    with pytest.raises(UnableToRecord) as refused:
        tags.reference("about", value)
    assert len(value.strip()) < 3 or value not in refused.value.say("en")


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (Kind.ID, "req_0123456789ABCDEF", "req_0123456789ABCDEF"),
        (Kind.CODE, "A-DISC", "A-DISC"),
        (Kind.CODE, "jcom_subscriber.member_no", "jcom_subscriber.member_no"),
        (Kind.CODE, "rec__2024", "rec__2024"),
        (Kind.CODE, "jcom/2026-11-23", "jcom/2026-11-23"),
        (Kind.CODE, "rights:disclosure", "rights:disclosure"),
        (Kind.COUNT, 0, 0),
        (Kind.COUNT, 999_999_999, 999_999_999),
        (Kind.DIGEST, "0" * 64, "0" * 64),
        (Kind.DATE, date(2026, 11, 23), "2026-11-23"),
        (Kind.DATE, "2028-02-29", "2028-02-29"),
        (Kind.AMOUNT, 1100, 1100),
        (Kind.AMOUNT, -1100, -1100),
    ],
)
def test_a_fact_of_its_kind_is_stored(kind: Kind, value: object, stored: object) -> None:
    assert tags.check(EVERY, {kind.value: value}) == {
        kind.value: stored or (value if stored is None else stored)
    }


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.COUNT, -1),
        (Kind.COUNT, True),
        (Kind.COUNT, 1.0),
        (Kind.COUNT, 9012345678),
        (Kind.AMOUNT, 1_000_000_000),
        (Kind.AMOUNT, "1100"),
        (Kind.DATE, datetime(2026, 11, 23, tzinfo=UTC)),
        (Kind.DATE, "2026-02-30"),
        (Kind.DATE, "20261123"),
        (Kind.DIGEST, "A" * 64),
        (Kind.DIGEST, b"0" * 64),
        (Kind.CODE, None),
        (Kind.CODE, 5),
        (Kind.ID, "req_0123456789ABCDEI"),
        (Kind.ID, "req-0123456789ABCDEF"),
        (Kind.CODE, "１２３"),
        (Kind.DATE, "２０２６-11-23"),
    ],
)
def test_a_value_of_another_form_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(UnableToRecord):
        tags.check(EVERY, {kind.value: value})
