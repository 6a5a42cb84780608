"""On whom a choice acts: what was given, as digests under the home's key, and when two of them are of one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from yakusoku.consent.folding import ADDRESS, EMAIL, TELEPHONE, fold, named
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault.operations import digester

__all__ = ["ADDRESS", "EMAIL", "TELEPHONE", "Given", "Key", "Keyed", "UnableToKey", "whose"]

_SHARED = (ADDRESS, TELEPHONE)


class UnableToKey(UnableTo):
    """It is not clear on whom the choice would act."""

    asked = text("tell on whom a choice acts")


@dataclass(frozen=True)
class Given:
    """What a person gave of themselves: `email`, `phone_number`, `address`, or a company's own number by its word."""

    identity: str
    value: Personal[str]


@dataclass(frozen=True)
class Key:
    """
    Digests of something given.

    `house` is that of the dwelling without its room, and equal to `digest` where no room is said. `name` is that
    of the person there, "" where nobody was named.
    """

    identity: str
    digest: str
    house: str = ""
    name: str = ""
    script: str = ""

    @property
    def roomless(self) -> bool:
        """Whether it is a dwelling whose room was not said."""
        return bool(self.house) and self.house == self.digest

    def reaches(self, other: Key) -> bool:
        """
        Return whether a choice that forbids, made under this key, acts on `other`.

        What cannot be told apart is reached: a room or a name that one of the two leaves out, names in two scripts.
        """
        return self._one_place(other) and self._one_name(other)

    def is_of(self, other: Key) -> bool:
        """Return whether a consent given under this key is one of `other`: to the letter, nothing left out."""
        same = self.identity == other.identity and self.digest == other.digest
        return same and (not self.name or (self.name, self.script) == (other.name, other.script))

    def _one_place(self, other: Key) -> bool:
        if self.identity != other.identity:
            return False
        if self.digest == other.digest:
            return True
        return bool(self.house) and self.house == other.house and (self.roomless or other.roomless)

    def _one_name(self, other: Key) -> bool:
        return not self.name or not other.name or self.script != other.script or self.name == other.name


class Keyed:
    """Makes the keys of one company; the home's key is read once for many."""

    def __init__(self, controller: str) -> None:
        """Make keys for `controller`; a digest of one company says nothing to another."""
        self._controller = controller
        self._digest: Callable[[bytes], str] = digester(purpose="consent.key")

    def of(self, given: Given, *, name: Personal[str] | None = None) -> Key:
        """
        Return the key of something given; a name narrows an address or a telephone number to one person there.

        :raises UnableToRead: if it is none of its kind
        """
        folded = fold(given.identity, given.value.reveal())
        found = named(name.reveal()) if name is not None and given.identity in _SHARED else None
        return Key(
            given.identity,
            self._of(given.identity, folded.whole),
            self._of(given.identity, folded.house) if folded.house else "",
            self._of("name", found.script, found.folded) if found else "",
            found.script if found else "",
        )

    def chosen(
        self, given: Iterable[Given], *, name: Personal[str] | None, household: bool
    ) -> tuple[Key, ...]:
        """
        Return the keys of a choice, each once.

        :raises UnableToRead: if something is none of its kind
        :raises UnableToKey: if nothing is given, or a shared address or number without name or household
        """
        one_by_one = tuple(given)
        if not one_by_one:
            raise UnableToKey(
                text("no address, number or mailbox was given."), do=text("Give at least one of them.")
            )
        shared = any(one.identity in _SHARED for one in one_by_one)
        if shared and not household and name is None:
            raise UnableToKey(
                text("several people may share an address or a telephone number."),
                do=text("Give the name too, or say that it is for the whole household."),
            )
        keys = [self.of(one, name=None if household else name) for one in one_by_one]
        if shared and not household and any(one.identity in _SHARED and not one.name for one in keys):
            raise UnableToKey(text("the name is empty."), do=text("Give the name as it is written."))
        return tuple(dict.fromkeys(keys))

    def _of(self, *parts: str) -> str:
        return self._digest("\0".join((self._controller, *parts)).encode())


def whose(keys: Iterable[Key]) -> str:
    """Return the digest by which the ledger speaks of whom a choice acts on: of digests, in an order of their own."""
    lines = sorted(f"{one.identity}:{one.digest}:{one.name}" for one in keys)
    return sha256("\n".join(lines).encode()).hexdigest()
