"""Builds the package of an answer. Pure: no clock, no randomness; the content is all it knows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yakusoku.rights.answer import Addressee, AnswerContent
from yakusoku.rights.letters import glyphs
from yakusoku.rights.letters.fill import fill
from yakusoku.rights.letters.framing import template
from yakusoku.rights.letters.typesetting import TypesettingError, typeset
from yakusoku.rights.measures import CHANGES, OF_RIGHT
from yakusoku.rights.package import tables
from yakusoku.rights.package.leads import lead_of
from yakusoku.rights.package.view import View, view
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

RIGHTS = tuple(OF_RIGHT)
"""Rights a packaged letter speaks of."""
_READABLE = (int, float, Decimal, date, type(None))


class UnableToBuild(UnableTo):
    """An answer that cannot be made into a package; nothing was written. Never quotes a value."""

    asked = text("build the answer")


@dataclass(frozen=True)
class Package:
    """The files of an answer, in their order. Its repr counts them and shows nothing of them."""

    files: tuple[tuple[str, bytes], ...] = field(repr=False)

    @property
    def digest(self) -> str:
        """Return the SHA-256 in hexadecimal of a listing: each file's own SHA-256 and name, a line each."""
        listing = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in self.files)
        return hashlib.sha256(listing.encode()).hexdigest()

    def file(self, name: str) -> bytes:
        """Return the bytes of one file. :raises KeyError: where there is none of that name"""
        return dict(self.files)[name]

    def __repr__(self) -> str:
        return f"Package({len(self.files)} files, {sum(len(content) for _, content in self.files)} bytes)"


def build(content: AnswerContent) -> Package:
    """
    Return the package of `content`: letter, page, data, tables and a guide to them.

    The same content (which names the engine's version) gives the same bytes.

    :raises UnableToBuild: where the content contradicts itself or its letter cannot be set
    """
    _check(content)
    language, kind = content.language, kind_of(content)
    said = view(content)
    files = [
        ("README.txt", _guide(content, said)),
        ("letter.pdf", _letter(content, said)),
        ("letter.html", fill(template(f"{kind}.{language}.html"), said).encode()),
        ("data.json", tables.data_json(content)),
    ]
    if kind == "disclosure" or content.sections:
        files.append(("columns.csv", tables.columns_csv(content)))
    for number, section in enumerate(content.sections, 1):
        files.append((tables.csv_name(number, section), tables.section_csv(section, language)))
    files += [(one.name, one.content.reveal()) for one in content.files]
    if content.proof and content.proof.full is not None:
        files.append(("proof.txt", content.proof.full.encode()))
    return Package(tuple(files))


def kind_of(content: AnswerContent) -> str:
    """Name the family of templates that says this answer."""
    if content.changed is not None:
        return "changed"
    return "told" if lead_of(content) else "disclosure"


def _letter(content: AnswerContent, said: View) -> bytes:
    try:
        return typeset(said, kind=kind_of(content), language=content.language, on=content.answered_on)
    except TypesettingError:
        wrong = text("the letter could not be typeset.")
    raise UnableToBuild(
        wrong, do=text("Check the install with yakusoku doctor, and report the software's version.")
    )


def _guide(content: AnswerContent, said: View) -> bytes:
    listed = [
        {"file": tables.csv_name(number, section), "title": section.title.say(content.language)}
        for number, section in enumerate(content.sections, 1)
    ]
    listed += [{"file": one.name, "title": one.title.say(content.language)} for one in content.files]
    guide = template(f"{kind_of(content)}.{content.language}.txt")
    filled = fill(guide, {**said, "tables": listed}, escape=str)
    return b"\xef\xbb\xbf" + filled.replace("\n", "\r\n").encode()


def _check(content: AnswerContent) -> None:
    if content.right.code not in RIGHTS:
        raise UnableToBuild(
            text("there is no letter for the right {code}.", code=content.right.code),
            do=text("Answer it outside the program, or ask for a version that has this letter."),
        )
    _check_kind(content)
    _check_outcome(content)
    _check_sections(content)
    check_addressee(content.sent_to or content.person)


def _check_kind(content: AnswerContent) -> None:
    if (set(OF_RIGHT[content.right.code]) <= set(CHANGES) and content.changed is None) or (
        content.changed is not None and content.changed.measure not in OF_RIGHT[content.right.code]
    ):
        raise UnableToBuild(
            text("what the answer says does not belong to the right {code}.", code=content.right.code),
            do=text("A disclosure shows, and the other rights say what was changed."),
        )


def _check_outcome(content: AnswerContent) -> None:
    shown, withheld = bool(content.sections or content.items), bool(content.withheld)
    if content.changed is not None:
        shown, withheld = bool(content.changed.done), bool(content.changed.kept)
    fits = {
        "full": shown and not withheld,
        "partial": shown and withheld,
        "not_held": not shown and not withheld,
        "refused": not shown and withheld,
    }
    if not fits[content.outcome]:
        raise UnableToBuild(
            text("what is shown and withheld does not fit the outcome {outcome}.", outcome=content.outcome),
            do=text("Review the items again, so that the outcome follows from them."),
        )
    if content.outcome != "full" and not content.paragraphs:
        raise UnableToBuild(
            text("an answer that does not show everything needs a paragraph that says why."),
            do=text("Add the ruling that the outcome follows from."),
        )


def _check_sections(content: AnswerContent) -> None:
    keys = [section.key for section in content.sections]
    if len(set(keys)) != len(keys):
        raise UnableToBuild(
            text("a collection stands in the answer twice."),
            do=text("Join the rows of one collection into one section."),
        )
    for section in content.sections:
        if not section.columns:
            raise UnableToBuild(
                text("{section} is shown without a single item.", section=section.key),
                do=text("Where every item is withheld, withhold the collection as a whole."),
            )
        for number, row in enumerate(section.rows, 1):
            place = {"section": section.key, "row": number}
            if len(row) != len(section.columns):
                raise UnableToBuild(
                    text("row {row} of {section} has another number of values than columns.", **place),
                    do=text("Give each row one value a column."),
                )
            if not all(_readable(cell.reveal()) for cell in row):
                raise UnableToBuild(
                    text("row {row} of {section} holds a value that is not text, number or day.", **place),
                    do=text("Turn the value into text where the store is read."),
                )


def _readable(value: object) -> bool:
    """Return whether the value can be shown; half a surrogate pair, which no file can hold, cannot."""
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    return isinstance(value, _READABLE)


def check_addressee(addressee: Addressee) -> None:
    """Let an addressee pass that can be printed. :raises UnableToBuild: for an empty line, or a letter without glyph"""
    parts = (
        (text("the name"), addressee.name.reveal()),
        (text("the postal code"), addressee.postal_code.reveal()),
        *((text("the address"), line) for line in addressee.address.reveal()),
    )
    for part, value in parts:
        if not value.strip() or "\n" in value:
            raise UnableToBuild(
                text("{part} of the addressee has an empty or broken line.", part=part),
                do=text("Enter it as it stands on an envelope, one line each."),
            )
        if places := glyphs.missing(value):
            raise UnableToBuild(
                text("the font has no glyph for letter {place} in {part}.", place=places[0], part=part),
                do=text("Enter a spelling of that letter which the person accepts on an envelope."),
            )
