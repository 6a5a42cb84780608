"""What a step found: sealed rows, their count and digest, and bytes for safe keeping between steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yakusoku.stores.values import Row
from yakusoku.terms.personal import Personal


@dataclass(frozen=True)
class Found:
    """
    The rows that one step found, each a tuple in the order of `columns`.

    `candidates` are rows that the database took for a match and our exact comparison did not: for staff to
    look at, never part of an answer by themselves. `parts` names rows, by number, from whose arrays the elements of
    others were left out, with the fields by which the person's were found: only these elements are the person's.
    """

    step: int
    address: str
    columns: tuple[str, ...]
    rows: Personal[tuple[Row, ...]]
    count: int
    candidates: Personal[tuple[Row, ...]]
    candidate_count: int
    parts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """
        Return the SHA-256 of the canonical JSON, in hex.

        It is made of a person's values without a key: compare it, keep it sealed, and let only a keyed
        digest of it into the ledger.
        """
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @property
    def extent(self) -> tuple[int, str]:
        """Return what tells whether a loop found more: how many rows, and what of rows in parts."""
        return self.count, self.digest if self.parts else ""

    def to_bytes(self) -> bytes:
        """Return canonical JSON in UTF-8; the same rows give the same bytes. Seal it before it is kept."""
        whole: dict[str, object] = {
            "address": self.address,
            "candidates": self.candidates.reveal(),
            "columns": self.columns,
            "rows": self.rows.reveal(),
            "step": self.step,
        }
        if self.parts:
            whole["parts"] = sorted(self.parts.items())
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Found:
        """Return what `to_bytes` kept."""
        whole = json.loads(content)
        rows, candidates = (tuple(map(tuple, whole[key])) for key in ("rows", "candidates"))
        parts = {number: tuple(paths) for number, paths in whole.get("parts", ())}
        return make(whole["step"], whole["address"], tuple(whole["columns"]), rows, candidates, parts)


def make(
    step: int,
    address: str,
    columns: tuple[str, ...],
    rows: tuple[Row, ...],
    candidates: tuple[Row, ...] = (),
    parts: Mapping[int, tuple[str, ...]] | None = None,
) -> Found:
    """Return what a step found, sealed."""
    return Found(
        step, address, columns, Personal(rows), len(rows), Personal(candidates), len(candidates), parts or {}
    )
