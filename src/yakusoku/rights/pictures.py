"""
Reads a picture of unknown origin, trusting nothing it says about itself.

Accepted are PNG and JPEG, whole, with one picture and nothing behind it. What is returned is bare
pixels, upright; names, places, thumbnails and profiles of the file are gone.
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
_STANDALONE = frozenset([0x01, *range(0xD0, 0xD8)])
_END, _SCAN = 0xD9, 0xDA
_DAMAGED = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    struct.error,
    zlib.error,
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
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class UnableToMask(UnableTo):
    """A picture that cannot be masked; nothing of it was kept. Never quotes what the file holds."""

    asked = text("mask the picture")


@dataclass(frozen=True)
class _Size:
    width: int
    height: int


def _refused(wrong: Text, do: Text | None = None) -> UnableToMask:
    return UnableToMask(wrong, do=do or text("Ask for a new copy, or scan the paper again as PNG or JPEG."))


def open_upright(content: bytes) -> Image.Image:
    """
    Return the picture as RGB pixels, turned the way its EXIF orientation says, with nothing else of the file.

    :raises UnableToMask: if it is no whole PNG or JPEG of at most 50 million pixels, or holds more than that
    """
    if len(content) > MOST_BYTES:
        raise _refused(text("the file has more than {most} megabytes.", most=MOST_BYTES // 1024**2))
    if content.startswith(_PNG):
        size, kind = _walk_png(content), "PNG"
    elif content.startswith(_JPEG):
        size, kind = _walk_jpeg(content), "JPEG"
    else:
        raise _unknown(content)
    if not 0 < size.width * size.height <= MOST_PIXELS:
        raise _refused(
            text("the picture has more than {most} million pixels, or none.", most=MOST_PIXELS // 10**6),
            text("Scan the paper at 300 dots an inch or less."),
        )
    return _decode(content, kind, size)


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


def _decode(content: bytes, kind: str, size: _Size) -> Image.Image:
    made: Image.Image | None = None
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as read:
            if read.size == (size.width, size.height):
                read.load()
                made = _bare(read, _orientation(read))
    except (*_DAMAGED, Image.DecompressionBombError):
        made = None
    if made is None:
        raise _refused(text("the picture is damaged."))
    return made


def _orientation(read: Image.Image) -> object:
    """Return what the camera says about up and down; a damaged note says nothing."""
    try:
        return read.getexif().get(_ORIENTATION)
    except _DAMAGED:
        return None


def _bare(read: Image.Image, orientation: object) -> Image.Image:
    """Return RGB pixels in a new picture; what is transparent shows white, as on a sheet."""
    if read.mode in ("RGBA", "LA", "PA") or "transparency" in read.info:
        sheet = Image.new("RGBA", read.size, "white")
        sheet.alpha_composite(read.convert("RGBA"))
        read = sheet
    elif read.mode.startswith("I"):
        read = read.convert("I").point(lambda level: level / 256).convert("L")
    flat = read.convert("RGB")
    if isinstance(orientation, int) and orientation in _TURNS:
        flat = flat.transpose(_TURNS[orientation])
    return Image.frombytes("RGB", flat.size, flat.tobytes())


def _walk_png(content: bytes) -> _Size:
    """Return the size, after every chunk's checksum fits and nothing stands behind the last."""
    at, size = len(_PNG), None
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content):
            raise _refused(text("the picture is cut off."))
        if zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise _refused(text("the picture is damaged."))
        if name == _ANIMATION:
            raise _refused(text("the file holds more than one picture."))
        if name == b"IHDR" and size is None:
            size = _Size(*(int.from_bytes(content[at + by : at + by + 4], "big") for by in (8, 12)))
        if name == b"IEND":
            if end != len(content):
                raise _refused(text("something else stands behind the picture."))
            break
        at = end
    else:
        raise _refused(text("the picture is cut off."))
    if size is None:
        raise _refused(text("the picture is damaged."))
    return size


def _walk_jpeg(content: bytes) -> _Size:
    """
    Return the size of the first picture, after it is found whole.

    Cameras put further pictures behind the first (a preview, a brighter copy); those are allowed and dropped.
    Anything else there is refused.
    """
    size, end = _one_jpeg(content, 0)
    while content[end : end + 3] == _JPEG:
        _, end = _one_jpeg(content, end)
    if content[end:].strip(b"\x00"):
        raise _refused(text("something else stands behind the picture."))
    return size


def _one_jpeg(content: bytes, start: int) -> tuple[_Size, int]:
    at, size = start + 2, None
    while True:
        at, marker = _next_marker(content, at)
        if marker == _END:
            break
        if marker in _STANDALONE:
            continue
        length = int.from_bytes(content[at : at + 2], "big")
        if length < 2 or at + length > len(content):
            raise _refused(text("the picture is cut off."))
        if marker in _FRAMES and size is None:
            size = _Size(
                int.from_bytes(content[at + 5 : at + 7], "big"),
                int.from_bytes(content[at + 3 : at + 5], "big"),
            )
        at += length
        if marker == _SCAN:
            at = _after_scan(content, at)
    if size is None:
        raise _refused(text("the picture is damaged."))
    return size, at


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    """Return where the marker's segment begins, and the marker; fill bytes before it are allowed."""
    if content[at : at + 1] != b"\xff":
        raise _refused(
            text("the picture is damaged.") if at < len(content) else text("the picture is cut off.")
        )
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content):
        raise _refused(text("the picture is cut off."))
    return at + 1, content[at]


def _after_scan(content: bytes, at: int) -> int:
    """Return where the marker after the compressed pixels stands."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise _refused(text("the picture is cut off."))
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at
