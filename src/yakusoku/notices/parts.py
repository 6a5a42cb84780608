"""What a rendered notice is made of: a page of sections, blocks and sentences, each sentence with an id that stays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """
    One thing that the notice says.

    `id` is the clause and the part of the policy (`JC-D3.1:rights.disclosure.fee`), the same in both languages and
    in every version that has this part. `label` stands before a fact and is empty before a whole sentence. `items`
    stand below one another where `text` would be too long a line. `link` is where the text leads.
    """

    id: str
    text: str
    clauses: tuple[str, ...] = ()
    label: str = ""
    items: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True)
class Block:
    """One declaration of the policy: what it says, and the facts that belong to it."""

    head: Sentence
    facts: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The head and its facts."""
        return (self.head, *self.facts)


@dataclass(frozen=True)
class Section:
    """One part of the page under a heading."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A whole notice in one language. `version` is the day from which it is in force, as `2020-04-01`."""

    controller: str
    language: str
    version: str
    title: str
    dated: str
    contents: str
    sections: tuple[Section, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in the order of the page."""
        for section in self.sections:
            for block in section.blocks:
                yield from block.sentences

    @property
    def words(self) -> bytes:
        """The page as canonical JSON: what is kept, and what its digest is of."""
        whole = asdict(self)
        return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @property
    def digest(self) -> str:
        """SHA-256 of the words, in hexadecimal."""
        return hashlib.sha256(self.words).hexdigest()


def read(words: bytes) -> Page:
    """Return the page whose words these are."""
    whole: dict[str, Any] = json.loads(words)
    sections = tuple(
        Section(one["id"], one["title"], tuple(map(_block, one["blocks"]))) for one in whole.pop("sections")
    )
    return Page(**whole, sections=sections)


def _block(one: dict[str, Any]) -> Block:
    return Block(_sentence(one["head"]), tuple(map(_sentence, one["facts"])))


def _sentence(one: dict[str, Any]) -> Sentence:
    return Sentence(**{**one, "clauses": tuple(one["clauses"]), "items": tuple(one["items"])})
