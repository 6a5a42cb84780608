"""
Collect what the program says to people and compile the Japanese catalogue.

Every `text("…")` under `src/yakusoku` is a message. Its Japanese stands in a fragment
`locale/ja/parts/<room>.po`; the fragments are joined to `yakusoku.po` and compiled to `yakusoku.mo`.
The files hold no dates and no versions, so the same words give the same bytes.
"""

from __future__ import annotations

import ast
import io
import re
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.pofile import normalize, read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "yakusoku"
LOCALE = SOURCE / "locale"
PARTS = LOCALE / "ja" / "parts"
_HEADER = (
    "Project-Id-Version: Yakusoku\nLanguage: {language}\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
)
_WRITTEN_IN_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_PLACE = re.compile(r"\{[^}]*\}")
_ENGLISH_WORD = re.compile(r"\b[a-z]{4,}")


@dataclass
class Message:
    """One English sentence, the files that say it, and the places that every one of them fills."""

    original: str
    files: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Entry:
    """One Japanese wording, and the fragment it stands in."""

    original: str
    japanese: str
    fragment: str
    fuzzy: bool = False


def places(sentence: str) -> frozenset[str]:
    """Return the names in braces. :raises ValueError: where the braces do not pair"""
    return frozenset(
        name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(sentence) if name is not None
    )


def _braces(sentence: str) -> frozenset[str]:
    try:
        return places(sentence)
    except ValueError:
        return frozenset(letter for letter in sentence if letter in "{}")


def said_in(source: str, file: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the (sentence, file) pairs of one Python file, and what is wrong with its calls of `text`."""
    said, faults = [], []
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "text"):
            continue
        at = f"{file}:{call.lineno}"
        first = call.args[0] if len(call.args) == 1 else None
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            faults.append(f"{at}: text(…) takes one literal sentence, so that it can be found and translated")
            continue
        said.append((first.value, file))
        faults.extend(f"{at}: {fault}" for fault in _faults_of_call(first.value, call))
    return said, faults


def _faults_of_call(sentence: str, call: ast.Call) -> Iterator[str]:
    if not call.keywords or any(keyword.arg is None for keyword in call.keywords):
        return  # braces that nobody fills are said as they stand
    try:
        named = places(sentence)
    except ValueError as reason:
        yield f"{sentence!r}: {reason}"
        return
    given = {keyword.arg for keyword in call.keywords if keyword.arg}
    if missing := sorted(named - given):
        yield f"{sentence!r} has places that the call leaves empty: {', '.join(missing)}"
    if extra := sorted(given - named):
        yield f"{sentence!r} has no place for {', '.join(extra)}"


def extract(folder: Path = SOURCE) -> tuple[dict[str, Message], list[str]]:
    """Return every message below `folder` by its English sentence, and the faults of the calls."""
    messages: dict[str, Message] = {}
    faults: list[str] = []
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "text(" not in source:
            continue
        said, wrong = said_in(source, path.relative_to(folder.parent.parent).as_posix())
        faults.extend(wrong)
        for sentence, file in said:
            messages.setdefault(sentence, Message(sentence)).files.add(file)
    return messages, faults


def fragments(folder: Path = PARTS) -> Iterator[Entry]:
    """Yield every entry of every fragment in the order of the files."""
    for path in sorted(folder.glob("*.po")):
        for message in read_po(io.BytesIO(path.read_bytes()), ignore_obsolete=True):
            if message.id:
                yield Entry(str(message.id), str(message.string), path.name, message.fuzzy)


def join(entries: Iterable[Entry]) -> tuple[dict[str, str], list[str]]:
    """Return one catalogue of all entries, and what speaks against joining them."""
    joined: dict[str, Entry] = {}
    faults = []
    for entry in entries:
        other = joined.setdefault(entry.original, entry)
        if other.japanese != entry.japanese:
            faults.append(f"{entry.fragment} and {other.fragment} translate {entry.original!r} differently")
        if entry.fuzzy:
            faults.append(
                f"{entry.fragment}: {entry.original!r} is marked fuzzy; read it and take the mark away"
            )
    return {original: entry.japanese for original, entry in joined.items()}, faults


def compare(messages: Mapping[str, Message], japanese: Mapping[str, str]) -> list[str]:
    """Return what is missing, unused, or does not fit between the sentences and their Japanese."""
    faults = []
    for original, message in sorted(messages.items()):
        wording = japanese.get(original, "")
        if not wording:
            faults.append(f"no Japanese for {original!r} ({', '.join(sorted(message.files))})")
        elif _braces(wording) != _braces(original):
            faults.append(f"the Japanese of {original!r} has other places: {wording!r}")
        elif _ENGLISH_WORD.search(_PLACE.sub("", original)) and not _WRITTEN_IN_JAPANESE.search(wording):
            faults.append(f"the Japanese of {original!r} is not Japanese: {wording!r}")
    faults.extend(
        f"nothing says {original!r} any more; take it out of the fragments"
        for original in sorted(set(japanese) - set(messages))
    )
    return faults


def template(messages: Mapping[str, Message]) -> str:
    """Return the text of `yakusoku.pot`."""
    return _po("", dict.fromkeys(messages, ""), messages)


def catalogue(messages: Mapping[str, Message], japanese: Mapping[str, str]) -> str:
    """Return the text of `yakusoku.po`: the used entries, sorted by their English."""
    return _po("ja", {original: japanese.get(original, "") for original in messages}, messages)


def _po(language: str, wordings: Mapping[str, str], messages: Mapping[str, Message]) -> str:
    head = _HEADER.format(language=language)
    note = "# Written by tools/messages.py; edit the fragments in ja/parts."
    blocks = [f'{note}\nmsgid ""\nmsgstr {normalize(head)}\n']
    for original in sorted(wordings):
        files = " ".join(sorted(messages[original].files))
        blocks.append(f"#: {files}\nmsgid {normalize(original)}\nmsgstr {normalize(wordings[original])}\n")
    return "\n".join(blocks)


def compiled(japanese: Mapping[str, str]) -> bytes:
    """Return the bytes of a GNU `.mo` file (version 0, little-endian, no hash table), sorted by message."""
    words = {**japanese, "": _HEADER.format(language="ja")}
    pairs = [(original.encode(), words[original].encode()) for original in words if words[original]]
    pairs.sort()
    start = 28 + 16 * len(pairs)
    body = b""
    tables: tuple[list[bytes], list[bytes]] = ([], [])
    for column in (0, 1):
        for pair in pairs:
            tables[column].append(struct.pack("<II", len(pair[column]), start + len(body)))
            body += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28)
    return head + b"".join(tables[0] + tables[1]) + body


def made() -> tuple[dict[Path, bytes], list[str]]:
    """Return the three files as they should be now, and every fault found on the way."""
    messages, faults = extract()
    japanese, disagreements = join(fragments())
    used = {original: japanese[original] for original in messages if japanese.get(original)}
    files = {
        LOCALE / "yakusoku.pot": template(messages).encode(),
        LOCALE / "ja" / "LC_MESSAGES" / "yakusoku.po": catalogue(messages, japanese).encode(),
        LOCALE / "ja" / "LC_MESSAGES" / "yakusoku.mo": compiled(used),
    }
    return files, [*faults, *disagreements, *compare(messages, japanese)]


def main() -> int:
    """Write the three files and print what is wrong; 1 where anything is."""
    files, faults = made()
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            print(f"written: {path.relative_to(ROOT)}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
