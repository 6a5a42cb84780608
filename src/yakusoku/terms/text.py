"""Sentences that wait for a language: an English original, its arguments, and a Japanese catalogue beside it."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from yakusoku.terms.bilingual import Bilingual

LANGUAGES = ("en", "ja")
_LOCALES = Path(__file__).resolve().parent.parent / "locale"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("yakusoku", _LOCALES, [language], fallback=language == "en")


@dataclass(frozen=True)
class Text:
    """One whole sentence with named places, said in a language only where a person reads it."""

    original: str
    places: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """Return the sentence in `language`; a place that is itself a text or bilingual is said in it too."""
        words = _catalogue(language).gettext(self.original) if self.original else ""
        said = {
            name: value.say(language) if isinstance(value, Text | Bilingual) else value
            for name, value in self.places.items()
        }
        return words.format_map(said) if said else words

    def __str__(self) -> str:
        return self.say("en")


def text(original: str, /, **places: object) -> Text:
    """Return a text; the call marks `original` for the catalogue of translations."""
    return Text(original, places)
