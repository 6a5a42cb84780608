"""The file in which the desk describes an arrival: read strictly, and complained of without its values. Pure."""

from __future__ import annotations

from typing import Literal, TypeVar

from pydantic import Field, ValidationError

from yakusoku.rights.answer import Addressee, Named
from yakusoku.rights.asked import FACTS, Asked
from yakusoku.rights.stated import Stated
from yakusoku.rights.wishes import Wish
from yakusoku.terms import yamlfile
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.shape import Strict
from yakusoku.terms.text import text

_Shape = TypeVar("_Shape", bound=Strict)


class UnableToReadArrival(UnableTo):
    """The file is about a person, so what is wrong is said by place and never by value."""

    asked = text("read what arrived")


class _Arrival(Strict):
    """The shape of the file."""

    name: str = Field(min_length=1, max_length=200)
    postal_code: str = Field(min_length=3, max_length=20)
    address: list[str] = Field(min_length=1, max_length=6)
    words: str = Field(min_length=1, max_length=20_000)
    facts: dict[str, str] = {}


def read_arrival(content: bytes, *, file: str) -> Asked:
    """
    Return what a person asked, from a YAML file such as docs/arrival.yaml.

    :raises UnableToReadArrival: if it is not YAML in UTF-8, or a part is missing, unknown or of another type
    """
    shape = _read(content, file, _Arrival)
    return Asked(
        name=Personal(shape.name),
        postal_code=Personal(shape.postal_code),
        address=Personal(tuple(shape.address)),
        words=Personal(shape.words),
        facts={key: Personal(value) for key, value in shape.facts.items()},
    )


class _Who(Strict):
    """The shape of a file about a representative."""

    name: str = Field(min_length=1, max_length=200)
    postal_code: str = Field(min_length=3, max_length=20)
    address: list[str] = Field(min_length=1, max_length=6)


def read_representative(content: bytes, *, file: str) -> Addressee:
    """Return who asks in the person's place, from a YAML file. :raises UnableToReadArrival: as `read_arrival`"""
    shape = _read(content, file, _Who)
    return Addressee(
        name=Personal(shape.name),
        postal_code=Personal(shape.postal_code),
        address=Personal(tuple(shape.address)),
    )


class _Recipient(_Who):
    """The shape of a file about somebody who was given data."""

    reference: str = Field(default="", max_length=80)
    kinds: list[str] = []
    language: Literal["ja", "en"] = "ja"


def read_recipient(content: bytes, *, file: str) -> Named:
    """
    Return somebody who was given data, from a YAML file: name, address, their reference, kinds of data, language.

    :raises UnableToReadArrival: as `read_arrival`
    """
    shape = _read(content, file, _Recipient)
    who = Addressee(
        name=Personal(shape.name),
        postal_code=Personal(shape.postal_code),
        address=Personal(tuple(shape.address)),
    )
    return Named(
        who=who, reference=Personal(shape.reference), kinds=tuple(shape.kinds), language=shape.language
    )


class _Facts(Strict):
    """The shape of a file about a correction."""

    facts: dict[str, str] = Field(min_length=1)
    was: dict[str, str] = {}


def read_wish(content: bytes, *, file: str) -> Wish:
    """
    Return what a correction puts in, from a YAML file of `facts`, and of what they `was` before where it is given.

    :raises UnableToReadArrival: as `read_arrival`
    """
    shape = _read(content, file, _Facts)
    facts, was = ({name: Personal(one) for name, one in kind.items()} for kind in (shape.facts, shape.was))
    return Wish(facts, was)


class _Statement(Strict):
    """The shape of a file with what staff say about a point of an answer."""

    en: str = Field(default="", max_length=4_000)
    ja: str = Field(default="", max_length=4_000)
    reason: str = Field(min_length=1, max_length=2_000)


def read_statement(content: bytes, *, file: str) -> Stated:
    """
    Return what staff say about a point, from a YAML file of `en`, `ja` and `reason`; one language serves for both.

    :raises UnableToReadArrival: as `read_arrival`, or where neither language says anything
    """
    shape = _read(content, file, _Statement)
    en, ja = shape.en.strip(), shape.ja.strip()
    if not en and not ja:
        raise _unreadable(file, "1:1")
    return Stated(Personal(en or ja), Personal(ja or en), Personal(shape.reason))


class _Told(Strict):
    """The shape of a file with what a caller told."""

    facts: dict[str, str] = Field(min_length=1)


def read_facts(content: bytes, *, file: str) -> dict[str, Personal[str]]:
    """Return what a caller told, from a YAML file of `facts`. :raises UnableToReadArrival: as `read_arrival`"""
    return {name: Personal(one) for name, one in _read(content, file, _Told).facts.items()}


def _read(content: bytes, file: str, shape: type[_Shape]) -> _Shape:
    """Return a file of this shape. :raises UnableToReadArrival: if it is none"""
    try:
        document = yamlfile.parse(content, file)
    except yamlfile.UnreadableFile as error:
        place = error.findings[0].where
        raise _unreadable(file, f"{place.line}:{place.column}") from None
    try:
        return shape.model_validate(document.value)
    except ValidationError as error:
        wrong = sorted({_place(document, one["loc"]) for one in error.errors(include_input=False)})
        raise _unreadable(file, ", ".join(wrong)) from None


def _place(document: yamlfile.Document, path: tuple[int | str, ...]) -> str:
    """Return a part that we know by its name, and any other by line and column: a key, too, can be about a person."""
    if set(path[:1]) <= _Arrival.model_fields.keys() and set(path[1:2]) <= FACTS | set(range(6)):
        return ".".join(str(step) for step in path) or "1:1"
    where = document.where(path, key=True)
    return f"{where.line}:{where.column}"


def _unreadable(file: str, place: str) -> UnableToReadArrival:
    return UnableToReadArrival(
        text("{file} is not as it should be at: {place}.", file=file, place=place),
        do=text(
            "It holds name, postal_code, address (a list of lines), words and facts; dates and numbers in quotes."
            " An example is docs/arrival.yaml."
        ),
    )
