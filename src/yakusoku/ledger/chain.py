"""
The chain of keys of a log: how a verifier comes from a first key, which it trusts, to the keys after it.

    yakusoku.ledger/key-chain@v1

    NOTE...
    NOTE

Notes are C2SP signed notes, oldest first. A closing (v2) is signed by the older key and names the next one; an
opening is signed by the next one, under its own origin. Where a log was closed by a restore and the same key went
on, the opening stands alone. Pure: the offline verifier reads it without anything else of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yakusoku.ledger.notes import Key, Note, UnreadableNoteError, read_key, read_note
from yakusoku.ledger.rules import OPENED, SUCCEEDED

FIRST = "yakusoku.ledger/key-chain@v1"
_PARTED = "...\n"
_MOST = 1_000


class BrokenChainError(ValueError):
    """The chain does not lead on from the key that is trusted; the message names the note."""


@dataclass(frozen=True)
class Opening:
    """What an opening says: the key under whose own name and signature the generation begins."""

    key: Key
    note: Note


@dataclass(frozen=True)
class Succession:
    """What a closing says that names the next key: of which origin, how far it had come, and who goes on."""

    origin: str
    size: int
    root: str
    heir: Key
    note: Note


def generation_of(origin: str) -> tuple[str, int]:
    """Return name and number of an origin. :raises BrokenChainError: if it has no number"""
    base, _, number = origin.rpartition("/")
    if not base or not number.isdecimal():
        raise BrokenChainError("the origin has no generation")
    return base, int(number)


def read_succession(said: str) -> Succession:
    """Return what a closing with a next key says, unverified. :raises UnreadableNoteError: if it is none"""
    note = read_note(said)
    lines = note.text.split("\n")
    if len(lines) != 7 or lines[0] != SUCCEEDED or not lines[5].startswith("next "):
        raise UnreadableNoteError("this is no closing that names the next key")
    size, _, root = lines[4].partition(" ")
    if not size.isdecimal():
        raise UnreadableNoteError("the size in the closing is malformed")
    return Succession(lines[1], int(size), root, read_key(lines[5].removeprefix("next ")), note)


def read_opening(said: str) -> Opening:
    """Return what an opening says, unverified. :raises UnreadableNoteError: if it is none"""
    note = read_note(said)
    lines = note.text.split("\n")
    if len(lines) != 6 or lines[0] != OPENED:
        raise UnreadableNoteError("this is no opening of a log")
    key = read_key(lines[4])
    if key.name != lines[1]:
        raise UnreadableNoteError("the key of the opening bears another name")
    return Opening(key, note)


def write(notes: Iterable[str]) -> str:
    """Return the file of a chain."""
    return f"{FIRST}\n\n{_PARTED.join(notes)}"


def read(said: str) -> tuple[Opening | Succession, ...]:
    """Return the notes of a file, unverified. :raises BrokenChainError: if one of them is malformed"""
    head, gap, body = said.partition("\n\n")
    if head != FIRST or not gap:
        raise BrokenChainError("this is not a chain of keys")
    found: list[Opening | Succession] = []
    for number, note in enumerate(body.split(_PARTED) if body else (), start=1):
        try:
            found.append(read_succession(note) if note.startswith(SUCCEEDED) else read_opening(note))
        except UnreadableNoteError as wrong:
            raise BrokenChainError(f"note {number}: {wrong}") from None
        if number > _MOST:
            raise BrokenChainError("the chain is longer than anyone follows")
    return tuple(found)


def follow(first: Key, said: str) -> tuple[Key, ...]:
    """
    Return `first` and every key that the chain leads to from it; notes about older generations are passed over.

    :raises BrokenChainError: if a note is malformed, signed by another key, or does not follow
    """
    keys = [first]
    heir: Key | None = None
    base, begun = generation_of(first.name)
    for number, note in enumerate(read(said), start=1):
        origin = note.origin if isinstance(note, Succession) else note.key.name
        own, generation = generation_of(origin)
        if own != base:
            raise BrokenChainError(f"note {number}: it is of another log")
        if isinstance(note, Succession):
            if generation >= begun:
                heir = _heir(keys[-1], note, number)
        elif generation > begun:
            keys.append(_next(keys[-1], heir, note, number))
            heir = None
    return tuple(keys)


def _heir(key: Key, note: Succession, number: int) -> Key:
    if note.origin != key.name or not note.note.signed_by(key):
        raise BrokenChainError(f"note {number}: the key before it did not sign it")
    return note.heir


def _next(key: Key, heir: Key | None, note: Opening, number: int) -> Key:
    later = generation_of(note.key.name)[1] > generation_of(key.name)[1]
    named = note.key == heir if heir else note.key.public == key.public
    if not later or not named:
        raise BrokenChainError(f"note {number}: the key before it did not name this one")
    if not note.note.signed_by(note.key):
        raise BrokenChainError(f"note {number}: the key that it names did not sign it")
    return note.key
