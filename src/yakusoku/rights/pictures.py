"""
Reads a picture of unknown origin, trusting nothing it says about itself.

Accepted are PNG and JPEG, whole, with one picture and nothing behind it. The decoder is given only the
parts that make pixels: names, places, thumbnails and profiles are cut out before it, so it can neither
trip over them nor write them to a log. What is returned is bare pixels, upright.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image
from PIL.Image import Transpose

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

MOST_PIXELS = 50_000_000
MOST_BYTES = 40 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_KNOWN = (
    (b"%PDF", text("a PDF document")),
    (b"GIF8", text("a GIF picture")),
    (b"RIFF", text("a WebP picture")),
    (b"II*\x00", text("a TIFF picture")),
    (b"MM\x00*", text("a TIFF picture")),
    (b"BM", text("a BMP picture")),
)
_ANIMATION = b"acTL"
_PIXEL_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
_EXIF_CHUNK = b"eXIf"
_STANDALONE = frozenset([0x01, *range(0xD0, 0xD8)])
_END, _SCAN, _EXIF, _ADOBE = 0xD9, 0xDA, 0xE1, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DROPPED = (frozenset(range(0xE0, 0xF0)) - {_ADOBE}) | {0xFE}
_EXIF_HEAD = b"Exif\0\0"
_DAMAGED = (
    *(OSError, ValueError, TypeError, SyntaxError, ArithmeticError, LookupError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
_ORIENTATION = 0x0112
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


class UnableToMask(UnableTo):
    """A picture that cannot be masked; nothing of it was kept. Never quotes what the file holds."""

    asked = text("mask the picture")


@dataclass
class _Parts:
    """What is left of a file: the parts that make pixels, their size as announced, and which side is up."""

    kept: list[bytes]
    size: tuple[int, int] | None = None
    orientation: int = 1


def _refused(wrong: Text, do: Text | None = None) -> UnableToMask:
    return UnableToMask(wrong, do=do or text("Ask for a new copy, or scan the paper again as PNG or JPEG."))


def _damaged() -> UnableToMask:
    return _refused(text("the picture is damaged."))


def _cut_off() -> UnableToMask:
    return _refused(text("the picture is cut off."))


def open_upright(content: bytes) -> Image.Image:
    """
    Return the picture as RGB pixels, turned the way its EXIF orientation says, with nothing else of the file.

    :raises UnableToMask: if it is no whole PNG or JPEG of at most 50 million pixels, or holds more than that
    """
    if len(content) > MOST_BYTES:
        raise _refused(text("the file has more than {most} megabytes.", most=MOST_BYTES // 1024**2))
    if content.startswith(_PNG):
        parts, kind = _walk_png(content), "PNG"
    elif content.startswith(_JPEG):
        parts, kind = _walk_jpeg(content), "JPEG"
    else:
        raise _unknown(content)
    if parts.size is None:
        raise _damaged()
    if not 0 < parts.size[0] * parts.size[1] <= MOST_PIXELS:
        raise _refused(
            text("the picture has more than {most} million pixels, or none.", most=MOST_PIXELS // 10**6),
            text("Scan the paper at 300 dots an inch or less."),
        )
    return _decode(parts, kind)


def _unknown(content: bytes) -> UnableToMask:
    for magic, name in _KNOWN:
        if content.startswith(magic):
            return _refused(
                text("it is {name}, and only PNG and JPEG are accepted.", name=name),
                text("Save each page as PNG or JPEG, or print it and scan it as a picture."),
            )
    if content[4:8] == b"ftyp":
        return _refused(
            text("it is {name}, and only PNG and JPEG are accepted.", name=text("a HEIC or AVIF picture")),
            text("Save it as JPEG on the telephone or computer that took it."),
        )
    return _refused(text("it is no PNG and no JPEG picture."))


def _decode(parts: _Parts, kind: str) -> Image.Image:
    made: Image.Image | None = None
    try:
        with Image.open(io.BytesIO(b"".join(parts.kept)), formats=[kind]) as read:
            if read.size == parts.size:
                read.load()
                made = _bare(read, parts.orientation)
    except _DAMAGED:
        made = None
    if made is None:
        raise _damaged()
    return made


def _bare(read: Image.Image, orientation: int) -> Image.Image:
    """Return RGB pixels in a new picture; what is transparent shows white, as on a sheet."""
    if read.mode in ("RGBA", "LA", "PA") or "transparency" in read.info:
        sheet = Image.new("RGBA", read.size, "white")
        sheet.alpha_composite(read.convert("RGBA"))
        read = sheet
    elif read.mode.startswith("I"):
        read = read.convert("I").point(lambda level: level / 256).convert("L")
    flat = read.convert("RGB")
    if orientation in _TURNS:
        flat = flat.transpose(_TURNS[orientation])
    return Image.frombytes("RGB", flat.size, flat.tobytes())


def _orientation(exif: bytes) -> int:
    """Return what the camera notes about up and down; 1 (as it is) where the note is damaged or missing."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return 1
    (first,) = struct.unpack_from(f"{order}I", exif, 4)
    if first + 2 > len(exif):
        return 1
    (count,) = struct.unpack_from(f"{order}H", exif, first)
    for at in range(first + 2, min(first + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, at)
        if (tag, kind) == (_ORIENTATION, 3):
            return int(value)
    return 1


def _walk_png(content: bytes) -> _Parts:
    """Return the parts, after every chunk's checksum fits and nothing stands behind the last."""
    at, parts = len(_PNG), _Parts([_PNG])
    while True:
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content):
            raise _cut_off()
        if zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise _damaged()
        if name == _ANIMATION:
            raise _refused(text("the file holds more than one picture."))
        if name in _PIXEL_CHUNKS:
            parts.kept.append(content[at:end])
        if name == b"IHDR" and length == 13 and parts.size is None:
            parts.size = struct.unpack_from(">II", content, at + 8)
        elif name == _EXIF_CHUNK:
            parts.orientation = _orientation(content[at + 8 : end - 4])
        at = end
        if name == b"IEND":
            break
    if at != len(content):
        raise _refused(text("something else stands behind the picture."))
    return parts


def _walk_jpeg(content: bytes) -> _Parts:
    """
    Return the parts of the first picture, after it is found whole.

    Cameras put further pictures behind the first (a preview, a brighter copy); those are allowed and dropped.
    Anything else there is refused.
    """
    parts, end = _one_jpeg(content, 0)
    while content[end : end + 3] == _JPEG:
        _, end = _one_jpeg(content, end)
    if content[end:].strip(b"\0"):
        raise _refused(text("something else stands behind the picture."))
    return parts


def _one_jpeg(content: bytes, start: int) -> tuple[_Parts, int]:
    at, parts = start + 2, _Parts([content[start : start + 2]])
    while True:
        begun = at
        at, marker = _next_marker(content, at)
        if marker == _END:
            parts.kept.append(content[begun:at])
            return parts, at
        if marker in _STANDALONE:
            continue
        length = int.from_bytes(content[at : at + 2], "big")
        if length < 2 or at + length > len(content):
            raise _cut_off()
        segment = content[at + 2 : at + length]
        at += length
        if marker == _SCAN:
            at = _after_scan(content, at)
        if marker in _FRAMES and parts.size is None and len(segment) > 4:
            parts.size = int.from_bytes(segment[3:5], "big"), int.from_bytes(segment[1:3], "big")
        elif marker == _EXIF and segment.startswith(_EXIF_HEAD):
            parts.orientation = _orientation(segment[len(_EXIF_HEAD) :])
        if marker not in _DROPPED:
            parts.kept.append(content[begun:at])


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    """Return where the marker's segment begins, and the marker; fill bytes before it are allowed."""
    if at < len(content) and content[at] != 0xFF:
        raise _damaged()
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content):
        raise _cut_off()
    return at + 1, content[at]


def _after_scan(content: bytes, at: int) -> int:
    """Return where the marker after the compressed pixels stands."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise _cut_off()
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at
