"""By what a person is known in records: keyed digests of identities, the same that tombstones hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from yakusoku.datamap.parts import Collection
from yakusoku.provision.ports import PERSON
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

PURPOSE = "tombstone"
"""The purpose of the home's key under which a person's identities are digested everywhere."""
Keyed = Callable[[bytes], str]


class UnableToTellWho(UnableTo):
    """The data map does not say by what a row's person is known."""

    asked = text("tell whose record this is")


def digester() -> Keyed:
    """Return the function from an identity to its digest; the home's key is read once for many."""
    return vault.digester(purpose=PURPOSE)


def digest_of(keyed: Keyed, controller: str, identity: str, value: str) -> str:
    """Return the digest by which a person of a company is known."""
    return keyed(f"{controller}\0{identity}\0{value}".encode())


def key_of(digest: str) -> bytes:
    """Return the key in records of a digest, written `identity:digest` or bare."""
    return bytes.fromhex(digest.rpartition(":")[2])[:PERSON]


@dataclass(frozen=True)
class Known:
    """
    By which columns the person of a row is known.

    The identities in the primary key, since a mailbox or a telephone number may be shared; others only where there is
    none. `all` are every identity of the collection, for asking what was chosen.
    """

    columns: tuple[tuple[str, str], ...]
    all: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, collection: Collection) -> Known:
        """Return them for a collection. :raises UnableToTellWho: if it has no identity of its own"""
        every = tuple((one.identity, one.name) for one in collection.fields if one.identity)
        own = tuple((identity, name) for identity, name in every if name in collection.key)
        if not every:
            raise UnableToTellWho(
                text("no column of {place} holds an identity.", place=collection.address),
                do=text("Provide from a collection that says `identity` in the data map."),
            )
        return cls(own or every, every)

    def identities(self, names: Sequence[str], row: Sequence[object]) -> Iterable[tuple[str, str]]:
        """Yield identity and value by which the person of a row is known; nothing where all are empty."""
        held = dict(zip(names, row, strict=True))
        for identity, name in self.columns:
            value = held.get(name)
            if value is not None and str(value).strip():
                yield identity, str(value)
