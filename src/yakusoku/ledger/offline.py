"""
The verifier that needs nothing of ours but this file and six pure modules beside it: no database, no network.

`python -m yakusoku.ledger.offline PROOF --key KEY` says whether the log with that key holds the entry of the
proof. The key comes from somewhere you trust (a printed letter, the company's site), never from the proof.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from yakusoku.ledger import chain, notes, proofs, tree
from yakusoku.terms.text import Text, text

_HOLDS, _FAILS, _UNREADABLE = 0, 1, 2


def check(
    proof: str,
    key_line: str,
    *,
    entry: bytes | None = None,
    stamp: str | None = None,
    key_chain: str | None = None,
) -> tuple[int, Text]:
    """
    Return 0 and what is proven, 1 and what does not hold, or 2 and what cannot be read.

    `entry` takes the place of the entry in the proof; `stamp` is the short form from a letter's QR code;
    `key_chain` leads from the key that is trusted to those that came after it.
    """
    try:
        keys = _keys(key_line, key_chain)
    except notes.UnreadableNoteError:
        return _UNREADABLE, text("the key is not a verifier key.")
    except chain.BrokenChainError as broken:
        return _FAILS, text("NOT PROVEN: the chain of keys does not hold ({why}).", why=str(broken))
    return _check(proof, keys, entry=entry, stamp=stamp)


def _keys(line: str, key_chain: str | None) -> tuple[notes.Key, ...]:
    first = notes.read_key(line.strip())
    return (first,) if key_chain is None else chain.follow(first, key_chain)


def _check(
    proof: str, keys: tuple[notes.Key, ...], *, entry: bytes | None, stamp: str | None
) -> tuple[int, Text]:
    try:
        if proof.startswith(proofs.GROWTH):
            return _check_growth(proofs.read_growth(proof), keys)
        found = proofs.read_inclusion(proof)
        told = proofs.read_stamp(stamp.strip()) if stamp else None
    except proofs.UnreadableProofError as wrong:
        return _UNREADABLE, text("the proof cannot be read: {why}.", why=str(wrong))
    body = found.extra if entry is None else entry
    if body is None:
        return _UNREADABLE, text("the proof does not hold the entry: give it with --entry.")
    head = found.holds(body, keys)
    if head is None:
        return _FAILS, text("NOT PROVEN: key, checkpoint, entry and proof do not belong together.")
    if told and (told.address, told.index, told.leaf_hash) != (
        head.origin,
        found.index,
        tree.leaf_hash(body).hex(),
    ):
        return _FAILS, text("NOT PROVEN: the letter names another entry than the proof.")
    if told and told.checkpoint_hash != head.digest():
        return _FAILS, text("NOT PROVEN: the letter names another checkpoint than the proof.")
    return _HOLDS, text(
        "PROVEN: entry {index} of log {origin} at size {size}.\n{entry}",
        index=found.index,
        origin=head.origin,
        size=head.size,
        entry=body.decode("utf-8", "backslashreplace"),
    )


def _check_growth(found: proofs.Growth, keys: tuple[notes.Key, ...]) -> tuple[int, Text]:
    both = found.holds(keys)
    if both is None:
        return _FAILS, text(
            "NOT PROVEN: the newer checkpoint does not extend the older one, or the key is another."
        )
    old, new = both
    return _HOLDS, text(
        "PROVEN: log {origin} at size {new} begins with what it was at size {old}.",
        origin=new.origin,
        new=new.size,
        old=old.size,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the proof that the arguments name; return the exit code of `check`."""
    parser = argparse.ArgumentParser(prog="python -m yakusoku.ledger.offline", description=__doc__)
    parser.add_argument("proof", type=Path, help="a .tlog-proof file")
    parser.add_argument("--key", required=True, help="the verifier key of the log")
    parser.add_argument("--chain", type=Path, help="the chain of keys, where the proof is of a later key")
    parser.add_argument("--entry", type=Path, help="the entry's bytes, where the proof does not hold them")
    parser.add_argument("--stamp", help="what the QR code of the letter says")
    parser.add_argument("--language", choices=("en", "ja"), default="en")
    given = parser.parse_args(arguments)
    try:
        proof = given.proof.read_text(encoding="utf-8")
        entry = given.entry.read_bytes() if given.entry else None
        key_chain = given.chain.read_text(encoding="utf-8") if given.chain else None
    except (OSError, UnicodeDecodeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return _UNREADABLE
    code, said = check(proof, given.key, entry=entry, stamp=given.stamp, key_chain=key_chain)
    (sys.stdout if code == _HOLDS else sys.stderr).write(f"{said.say(given.language)}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
