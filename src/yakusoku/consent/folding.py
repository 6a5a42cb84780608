"""
One form for what a person gives of themselves, however it is written: mailbox, telephone number, address, name.

Other numbers (of a customer, of a membership) are compared to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from yakusoku.stores import likeness
from yakusoku.stores.addresses import place
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

EMAIL, TELEPHONE, ADDRESS = "email", "phone_number", "address"
_MAILBOX = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_EXTENSION = re.compile(r"(内線|ext\.?|x).*$")
_TRUNK = re.compile(r"^(\+|010-?|00)?81[-.]?\(0\)")
_POSTAL_CODE = re.compile(r"^\s*〒?\s*[0-9]{3}[-‐−–ー]?[0-9]{4}(?![0-9-])\s*")
_LAST_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")
_WHOLE_HOUSE = 3
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・]+")


class UnableToRead(UnableTo):
    """What was given is no mailbox, number or address that a stop could act on."""

    asked = text("read what was given")


@dataclass(frozen=True)
class Folded:
    """`whole` names the mailbox, number or dwelling; `house` is the dwelling without its room, "" for the others."""

    whole: str
    house: str = ""


@dataclass(frozen=True)
class Named:
    """A name in the one form of its script; two scripts cannot be compared."""

    script: str
    folded: str


def fold(identity: str, words: str) -> Folded:
    """
    Return the one form of a value; folding the whole again changes nothing.

    :raises UnableToRead: if it is none of its kind; the message does not repeat it
    """
    match identity:
        case "email":
            return Folded(_email(words))
        case "phone_number":
            return Folded(_telephone(words))
        case "address":
            return _address(words)
        case _:
            return Folded(_number(words))


def named(words: str) -> Named | None:
    """Return a name for comparing, or None where there is none."""
    plain = likeness.name(words)
    if not plain:
        return None
    if _KANA.fullmatch(likeness.kana(words)):
        return Named("kana", likeness.loose_kana(words).replace("・", ""))
    if plain.isascii():
        return Named("latin", likeness.romaji(words))
    return Named("han", likeness.loose_name(words))


def _email(words: str) -> str:
    plain = likeness.folded(words).removeprefix("mailto:")
    if not _MAILBOX.fullmatch(plain):
        raise _unread(text("it is no e-mail address."))
    return plain


def _telephone(words: str) -> str:
    plain = _EXTENSION.sub("", likeness.folded(words).removeprefix("tel:"))
    plain = _TRUNK.sub("+81", plain)
    digits = "".join(letter for letter in plain if letter.isascii() and letter.isdigit())
    abroad = plain.startswith("+")
    if abroad and digits.startswith("81"):
        digits, abroad = "0" + digits[2:].removeprefix("0"), False
    if abroad and 8 <= len(digits) <= 15:
        return f"+{digits}"
    if not abroad and digits.startswith("0") and 9 <= len(digits) <= 14:
        return digits
    raise _unread(text("it is no telephone number with its area code."))


def _address(words: str) -> Folded:
    found = place(_POSTAL_CODE.sub("", unicodedata.normalize("NFKC", words)))
    if not found.town or not found.numbers:
        raise _unread(text("it is no address with the number of its house."))
    numbers = [str(int(one)) for one in found.numbers]
    room = _LAST_NUMBER.search(found.building)
    whole = [*numbers, *([str(int(room[0]))] if room else [])]
    house = numbers if room else numbers[:_WHOLE_HOUSE]
    return Folded(f"{found.town}{'-'.join(whole)}", f"{found.town}{'-'.join(house)}")


def _number(words: str) -> str:
    plain = unicodedata.normalize("NFC", words).strip()
    if not plain:
        raise _unread(text("it is empty."))
    return plain


def _unread(wrong: Text) -> UnableToRead:
    return UnableToRead(wrong, do=text("Give it whole, as it would be dialed, mailed or posted to."))
