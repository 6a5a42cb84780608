"""What staff say about a point of an answer, from a file: in both languages, or in one that serves for both. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.terms.personal import Personal


@dataclass(frozen=True)
class Stated:
    """The words that the person reads, and the reason by which staff know that they are so."""

    en: Personal[str]
    ja: Personal[str]
    reason: Personal[str]

    @property
    def plain(self) -> dict[str, str]:
        """Return the words by language, opened."""
        return {"en": self.en.reveal().strip(), "ja": self.ja.reveal().strip()}
