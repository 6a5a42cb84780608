"""Copies of identity papers: blackened where nobody may keep what stands there, and stripped to pixels."""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image, ImageFilter, ImageStat

from yakusoku.rights.pictures import UnableToMask, open_upright
from yakusoku.terms.text import text

__all__ = ["Masked", "MaskedZone", "UnableToMask", "Zone", "check_zones", "is_blacked_out", "mask"]

_SMALLEST_SIDE = 4
_DARKEST_SHARE = 0.995
_BRIGHTEST_INK = 72
_NOISE = 2
_WIDEST_RANGE, _WIDEST_DEVIATION = 12, 1.2
_Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Zone:
    """
    A rectangle of the upright picture that bears one kind of fact, such as `insurer_number`.

    From the upper left corner; `fraction` counts the picture's sides as 1, `pixel` counts pixels.
    `x1` and `y1` lie just outside.
    """

    code: str
    x0: float
    y0: float
    x1: float
    y1: float
    unit: Literal["fraction", "pixel"] = "fraction"

    def box(self, size: tuple[int, int]) -> _Box:
        """
        Return the pixels it covers in a picture of `size`: every pixel it touches.

        :raises UnableToMask: if it leaves the picture or is too small to hide anything
        """
        across, down = size if self.unit == "fraction" else (1, 1)
        edges = (self.x0 * across, self.y0 * down, self.x1 * across, self.y1 * down)
        if not all(math.isfinite(edge) for edge in edges):
            raise _misplaced(self)
        near = 1e-6
        x0, y0 = (math.floor(edge + near) for edge in edges[:2])
        x1, y1 = (math.ceil(edge - near) for edge in edges[2:])
        inside = min(x0, y0) >= 0 and x1 <= size[0] and y1 <= size[1]
        if not inside or x1 - x0 < _SMALLEST_SIDE or y1 - y0 < _SMALLEST_SIDE:
            raise _misplaced(self)
        return x0, y0, x1, y1


@dataclass(frozen=True)
class MaskedZone:
    """A zone as it was blackened: its pixels, and whether the sender had blackened it before."""

    code: str
    box: _Box
    by_sender: bool


@dataclass(frozen=True)
class Masked:
    """The picture that may be kept: PNG, pixels only, zones black; the same bytes for the same input."""

    content: bytes = field(repr=False)
    zones: tuple[MaskedZone, ...]
    size: tuple[int, int]


def _misplaced(zone: Zone) -> UnableToMask:
    return UnableToMask(
        text("the zone {code} leaves the picture, or is too small to hide anything.", code=zone.code),
        do=text("Draw it again over the upright picture."),
    )


def mask(image: bytes, zones: Sequence[Zone]) -> Masked:
    """
    Return the picture upright, with each zone black, and with nothing of the file but its pixels.

    Zones are painted even where the sender painted them: what looks black may not be.

    :raises UnableToMask: if the file is no whole PNG or JPEG, or a zone does not lie in it
    """
    picture = open_upright(image)
    masked = []
    for zone in zones:
        box = zone.box(picture.size)
        masked.append(MaskedZone(zone.code, box, _is_dark(picture.crop(box))))
    for done in masked:
        picture.paste((0, 0, 0), done.box)
    made = io.BytesIO()
    picture.save(made, "PNG", compress_level=6, optimize=False)
    return Masked(made.getvalue(), tuple(masked), picture.size)


def check_zones(required: Collection[str], masked: Masked) -> tuple[str, ...]:
    """Return the codes of the required zones that were not masked, in the order they were asked for."""
    done = {zone.code for zone in masked.zones}
    return tuple(code for code in required if code not in done)


def is_blacked_out(image: bytes, zone: Zone) -> bool:
    """
    Return whether the zone of the picture, as it was sent, is evenly dark, so that nothing can be read in it.

    Even means even: ink that lets darker strokes shine through can be brightened until they are read.

    :raises UnableToMask: as `mask`
    """
    picture = open_upright(image)
    return _is_dark(picture.crop(zone.box(picture.size)))


def _is_dark(cut: Image.Image) -> bool:
    """Tell dark by the brightest of all but a few pixels, and even by what is left after smoothing out noise."""
    histogram, pixels = cut.histogram(), cut.width * cut.height
    dark = min(sum(histogram[256 * band : 256 * band + _BRIGHTEST_INK + 1]) for band in range(3))
    smooth = ImageStat.Stat(cut.convert("L").filter(ImageFilter.BoxBlur(_NOISE)))
    (low, high), deviation = smooth.extrema[0], smooth.stddev[0]
    even = high - low <= _WIDEST_RANGE and deviation <= _WIDEST_DEVIATION
    return dark >= _DARKEST_SHARE * pixels and even
