"""
Templates with their frame: what every letter of a language has in common stands once, and each letter fills its blocks.

`{{<frame}}…{{/frame}}` puts what stands between into `frame` of the same language and format, block by block:
`{{$name}}…{{/name}}` takes the place of the block of that name, which keeps its own words where none are given.
`{{>name}}` puts in another template.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
_FRAMED = re.compile(r"\{\{<(\w+)\}\}\n(.*)\{\{/\1\}\}\n", re.DOTALL)
_BLOCK = re.compile(r"\{\{\$(\w+)\}\}(?:\n(.*?)\{\{/\1\}\}\n|(.*?)\{\{/\1\}\})", re.DOTALL)
"""A block on lines of its own, or one within a line."""
_PART = re.compile(r"\{\{>(\w+)\}\}\n?")


@lru_cache(maxsize=64)
def template(name: str) -> str:
    """
    Return the text of a packaged template, such as `disclosure.ja.html`, put into its frame.

    :raises ValueError: for a block that the frame does not have
    """
    language_and_format = name.split(".", 1)[1]
    written = (FOLDER / name).read_text(encoding="utf-8")
    framed = _FRAMED.fullmatch(written)
    if framed is None:
        return written
    blocks = {block[1]: _words(block) for block in _BLOCK.finditer(framed[2])}
    frame = (FOLDER / f"{framed[1]}.{language_and_format}").read_text(encoding="utf-8")
    unknown = blocks.keys() - {block[1] for block in _BLOCK.finditer(frame)}
    if unknown:
        raise ValueError(f"{name} fills blocks that its frame lacks: {', '.join(sorted(unknown))}")
    whole = _BLOCK.sub(lambda block: blocks.get(block[1], _words(block)), frame)
    return _PART.sub(lambda part: template(f"{part[1]}.{language_and_format}"), whole)


def _words(block: re.Match[str]) -> str:
    return block[3] if block[2] is None else block[2]
