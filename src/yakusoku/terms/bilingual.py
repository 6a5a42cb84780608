"""A name or sentence that stands in a file in English and in Japanese, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from annotated_types import MinLen

Language = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """
    Both wordings of one thing; neither may be missing or empty.

    Data carries its own Japanese (`{en: …, ja: …}` in a file); the program's sentences are `terms.text.Text`.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "strict": True}

    en: Annotated[str, MinLen(1)]
    ja: Annotated[str, MinLen(1)]

    def say(self, language: str = "en") -> str:
        """Return the wording in `language`, `en` or `ja`. :raises ValueError: for any other"""
        if language not in ("en", "ja"):
            raise ValueError(f"no wording in {language!r}: only en and ja")
        return self.ja if language == "ja" else self.en

    def __str__(self) -> str:
        return self.en
