"""Which kinds of file may lie beside an answer, told by their content and never by their name alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.rights.by_hand.trouble import UnableToReadFind
from yakusoku.terms.text import text

LARGEST = 20 * 1024 * 1024
"""Bytes of one enclosure."""
MOST = 20
"""Enclosures of one place."""
_LINE_ENDS = "\t\n\r"


@dataclass(frozen=True)
class Kind:
    """A kind of file: the ending under which it is handed out, and the endings under which it may come."""

    ending: str
    endings: frozenset[str]


def _kind(ending: str, *others: str) -> Kind:
    return Kind(ending, frozenset({ending, *others}))


PDF, PNG, JPEG, TIFF = _kind("pdf"), _kind("png"), _kind("jpg", "jpeg"), _kind("tif", "tiff")
WAVE, MP3, MP4 = _kind("wav"), _kind("mp3"), _kind("mp4", "m4a", "mov", "heic")
OGG, FLAC, PLAIN = _kind("ogg", "oga", "opus"), _kind("flac"), _kind("txt", "eml")
_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"\xff\xf3", MP3),
    (b"OggS", OGG),
    (b"fLaC", FLAC),
)


def kind_of(content: bytes, *, ending: str, number: int) -> str:
    """
    Return the ending under which an enclosure is handed out: by its content, which must be of the kind it says it is.

    :raises UnableToReadFind: for an empty or too large file, one of no known kind, or another than its ending says
    """
    if not content or len(content) > LARGEST:
        raise UnableToReadFind(
            text("file {number} is empty, or larger than {most} megabytes.",
                 number=number, most=LARGEST // 1024 // 1024),
            do=text("Hand in what concerns the person alone, in several files where it must be."),
        )  # fmt: skip
    known = _told_by(content)
    if known is None or ending not in known.endings:
        raise UnableToReadFind(
            text("file {number} is not of a kind that can lie beside an answer, or not of the kind that its"
                 " ending says.", number=number),
            do=text("Hand it in as PDF, PNG, JPEG, TIFF, WAV, MP3, MP4, Ogg, FLAC or plain text."),
        )  # fmt: skip
    return ending if known is MP4 else known.ending


def _told_by(content: bytes) -> Kind | None:
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return WAVE
    if content[4:8] == b"ftyp":
        return MP4
    return PLAIN if _is_plain(content) else None


def _is_plain(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(letter >= " " or letter in _LINE_ENDS for letter in words)
    return False
