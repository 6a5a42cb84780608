"""Copies of identity papers: what is masked is gone, what stood around the pixels is gone, the rest is refused."""

from __future__ import annotations

import io
import logging
import random
import struct
import traceback
import zlib
from typing import cast

import pytest
from PIL import Image, ImageDraw, ImageFilter
from PIL.PngImagePlugin import PngInfo

from yakusoku.rights import pictures
from yakusoku.rights.papers import Masked, UnableToMask, Zone, check_zones, is_blacked_out, mask

NUMBER = Zone("insured_number", 0.55, 0.1, 0.95, 0.3)
SIZE = (400, 240)
ORIENTATION, CAMERA, POSITION = 0x0112, 0x010F, 0x8825
WRITTEN = "北海道札幌市-12345678"


def card() -> Image.Image:
    """A certificate: paper with noise that never is black, an upper-left corner in red, numbers in the zone."""
    noise = random.Random(7)
    pixels = bytes(noise.randrange(120, 256) for _ in range(SIZE[0] * SIZE[1] * 3))
    drawn = Image.frombytes("RGB", SIZE, pixels)
    paint = ImageDraw.Draw(drawn)
    paint.rectangle((0, 0, 40, 40), fill=(200, 0, 0))
    paint.text((230, 40), "0612 3456 7890", fill=(10, 10, 10))
    return drawn


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def opened(masked: Masked) -> Image.Image:
    return Image.open(io.BytesIO(masked.content))


def with_exif(orientation: int, *, thumbnail: bool = True) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[CAMERA] = WRITTEN
    exif.get_ifd(POSITION)[1] = "N"
    noted = exif.tobytes()
    if thumbnail:
        noted += saved(card().resize((40, 24)), "JPEG")
    return saved(card(), "JPEG", quality=95, exif=noted, comment=WRITTEN.encode(), icc_profile=b"p" * 200)


def box_of(zone: Zone, size: tuple[int, int] = SIZE) -> tuple[int, int, int, int]:
    return zone.box(size)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_nothing_of_a_zone_is_left(kind: str) -> None:
    masked = mask(saved(card(), kind), [NUMBER])
    cut = opened(masked).crop(box_of(NUMBER))
    assert cut.getcolors() == [(cut.width * cut.height, (0, 0, 0))]
    assert (masked.zones[0].box, masked.zones[0].by_sender) == (box_of(NUMBER), False)


def test_everything_outside_the_zones_stays_as_it_was() -> None:
    kept = opened(mask(saved(card()), [NUMBER]))
    whole = card()
    whole.paste((0, 0, 0), box_of(NUMBER))
    assert kept.tobytes() == whole.tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_masked_upright(orientation: int) -> None:
    masked = mask(with_exif(orientation), [NUMBER])
    size = SIZE if orientation < 5 else SIZE[::-1]
    assert masked.size == opened(masked).size == size
    red = {1: "lt", 2: "rt", 3: "rb", 4: "lb", 5: "lt", 6: "rt", 7: "rb", 8: "lb"}[orientation]
    corner = (20 if "l" in red else size[0] - 20, 20 if "t" in red else size[1] - 20)
    red_seen = cast("tuple[int, int, int]", opened(masked).getpixel(corner))
    inside_zone = box_of(NUMBER, size)
    if not (inside_zone[0] <= corner[0] < inside_zone[2] and inside_zone[1] <= corner[1] < inside_zone[3]):
        assert red_seen[0] > 150 > red_seen[1]
    assert opened(masked).crop(inside_zone).getextrema() == ((0, 0), (0, 0), (0, 0))


def test_only_pixels_are_kept() -> None:
    content = mask(with_exif(6), [NUMBER]).content
    names, at = [], 8
    while at < len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        names.append(name)
        at += 12 + length
    assert set(names) == {b"IHDR", b"IDAT", b"IEND"}
    assert WRITTEN.encode() not in content
    read = Image.open(io.BytesIO(content))
    assert not read.info
    assert not read.getexif()


def test_notes_of_a_png_are_dropped() -> None:
    notes = PngInfo()
    notes.add_text("Author", WRITTEN)
    notes.add_itxt("Where", WRITTEN, zip=True)
    content = mask(saved(card(), pnginfo=notes, dpi=(300, 300), exif=Image.Exif()), [NUMBER]).content
    assert Image.open(io.BytesIO(content)).info == {}


def test_masking_twice_gives_the_same_bytes() -> None:
    first = mask(with_exif(6), [NUMBER])
    assert first == mask(with_exif(6), [NUMBER])
    assert mask(first.content, [NUMBER]).content == first.content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_kind_of_pixel_becomes_plain_color(mode: str) -> None:
    kind = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    picture = Image.new("I;16", SIZE, 40000) if mode == "I;16" else card().convert(mode)
    masked = mask(saved(picture, kind), [NUMBER])
    assert (opened(masked).mode, masked.size) == ("RGB", SIZE)
    outside = cast("tuple[int, int, int]", opened(masked).getpixel((100, 200)))
    assert max(outside) > 60


def test_what_is_transparent_hides_nothing() -> None:
    sheet = Image.new("RGBA", SIZE, (9, 9, 9, 0))
    assert opened(mask(saved(sheet), [NUMBER])).getpixel((3, 3)) == (255, 255, 255)


def apng() -> bytes:
    return saved(card(), save_all=True, append_images=[card().transpose(Image.Transpose.ROTATE_180)])


def gigantic() -> bytes:
    """A few bytes that claim 400 million pixels."""
    head = struct.pack(">IIBBBBB", 20000, 20000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


PNG, JPEG = saved(card()), saved(card(), "JPEG")
FLIPPED = PNG[:200] + bytes([PNG[200] ^ 1]) + PNG[201:]
REFUSED = {
    "nothing": (b"", "no PNG and no JPEG"),
    "a text": (WRITTEN.encode(), "no PNG and no JPEG"),
    "a page": (b"<svg onload=alert(1)>", "no PNG and no JPEG"),
    "a PDF": (saved(card(), "PDF"), "PDF document"),
    "a GIF": (saved(card(), "GIF"), "GIF picture"),
    "a WebP": (saved(card(), "WEBP"), "WebP picture"),
    "a TIFF": (saved(card(), "TIFF"), "TIFF picture"),
    "a BMP": (saved(card(), "BMP"), "BMP picture"),
    "a HEIC": (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
    "a cut PNG": (PNG[:-20], "cut off"),
    "a PNG without its end": (PNG[:-12], "cut off"),
    "a cut JPEG": (JPEG[: len(JPEG) // 2], "cut off"),
    "a JPEG without its end": (JPEG[:-2], "cut off"),
    "a flipped bit": (FLIPPED, "damaged"),
    "a ZIP behind a PNG": (PNG + b"PK\x03\x04", "behind"),
    "a page behind a JPEG": (JPEG + b"<script>", "behind"),
    "a moving picture": (apng(), "more than one"),
    "a bomb": (gigantic(), "50 million pixels"),
    "only a head": (b"\xff\xd8\xff\xd9", "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plain_picture_is_refused_with_what_to_do(name: str) -> None:
    content, why = REFUSED[name]
    with pytest.raises(UnableToMask) as refused:
        mask(content, [NUMBER])
    assert why in refused.value.say("en")
    assert refused.value.do.say("en")
    assert WRITTEN not in "".join(traceback.format_exception(refused.value))


def test_a_file_too_large_to_be_a_scan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", len(PNG) - 1)
    with pytest.raises(UnableToMask, match="megabytes"):
        mask(PNG, [])


def test_the_second_picture_that_cameras_add_is_dropped() -> None:
    plain = mask(JPEG, [NUMBER]).content
    assert mask(JPEG + saved(Image.new("RGB", (90, 90)), "JPEG") + b"\0" * 30, [NUMBER]).content == plain
    with pytest.raises(UnableToMask, match="cut off"):
        mask(JPEG + b"\xff\xd8\xff", [NUMBER])


def test_a_damaged_file_is_a_picture_or_a_refusal() -> None:
    whole, noise = with_exif(6), random.Random(11)
    for turn in range(120):
        at = noise.randrange(900 if turn % 2 else len(whole))
        broken = whole[:at] + bytes([noise.randrange(256)]) + whole[at + 1 :]
        try:
            masked = mask(broken, [NUMBER])
        except UnableToMask:
            continue
        assert opened(masked).crop(box_of(NUMBER, masked.size)).getextrema() == ((0, 0), (0, 0), (0, 0))


def test_the_decoder_logs_nothing_of_the_file(caplog: pytest.LogCaptureFixture) -> None:
    notes = PngInfo()
    notes.add_text("Author", WRITTEN)
    contents = (with_exif(6), saved(card(), pnginfo=notes))
    with caplog.at_level(logging.DEBUG):
        for content in contents:
            mask(content, [NUMBER])
    assert WRITTEN not in caplog.text
    assert "12345678" not in caplog.text


@pytest.mark.parametrize(
    ("zone", "box"),
    [
        (Zone("a", 0.1, 0.1, 0.2, 0.2), (40, 24, 80, 48)),
        (Zone("a", 0.101, 0.101, 0.199, 0.199), (40, 24, 80, 48)),
        (Zone("a", 0, 0, 1, 1), (0, 0, 400, 240)),
        (Zone("a", 10, 20, 30, 40, "pixel"), (10, 20, 30, 40)),
        (Zone("a", 10.5, 20.5, 29.5, 39.5, "pixel"), (10, 20, 30, 40)),
    ],
)
def test_a_zone_covers_every_pixel_that_it_touches(zone: Zone, box: tuple[int, int, int, int]) -> None:
    assert zone.box(SIZE) == box


@pytest.mark.parametrize(
    "zone",
    [
        Zone("a", 0.5, 0.5, 0.5, 0.5),
        Zone("a", 0.6, 0.1, 0.5, 0.2),
        Zone("a", -0.1, 0.1, 0.5, 0.2),
        Zone("a", 0.1, 0.1, 1.2, 0.2),
        Zone("a", 0.1, 0.1, float("nan"), 0.2),
        Zone("a", 0.1, 0.1, float("inf"), 0.2),
        Zone("a", 10, 10, 13, 13, "pixel"),
        Zone("a", 10, 10, 50, 50),
    ],
)
def test_a_zone_outside_the_picture_or_too_small_is_refused(zone: Zone) -> None:
    with pytest.raises(UnableToMask, match="zone a"):
        mask(PNG, [zone])


def test_required_zones_that_were_not_masked_are_named() -> None:
    masked = mask(PNG, [NUMBER])
    assert check_zones(["insurer_number", "insured_number", "qr_code"], masked) == (
        "insurer_number",
        "qr_code",
    )
    assert check_zones(["insured_number"], masked) == ()


def inked(color: tuple[int, int, int], *, strength: float = 1.0) -> Image.Image:
    """The card with ink over the zone; below full strength the number shows through."""
    sheet = card()
    covered = Image.blend(sheet, Image.new("RGB", SIZE, color), strength)
    sheet.paste(covered.crop(box_of(NUMBER)), box_of(NUMBER))
    return sheet


def paper_under_tape() -> bytes:
    """Black tape as a scanner sees it: not quite black, with a little noise."""
    sheet, noise = inked((28, 27, 30)), Image.effect_noise(SIZE, 40).convert("RGB")
    faint = Image.blend(sheet, noise, 0.06).filter(ImageFilter.GaussianBlur(0.6))
    sheet.paste(faint.crop(box_of(NUMBER)), box_of(NUMBER))
    return saved(sheet, "JPEG", quality=85)


@pytest.mark.parametrize(
    "content", [saved(inked((0, 0, 0))), saved(inked((0, 0, 0)), "JPEG"), paper_under_tape()]
)
def test_even_black_counts_as_masked_by_the_sender(content: bytes) -> None:
    inner = Zone("insured_number", 0.57, 0.13, 0.93, 0.27)
    assert is_blacked_out(content, inner)
    assert mask(content, [inner]).zones[0].by_sender


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        saved(Image.new("RGB", SIZE, "white")),
        saved(Image.new("RGB", SIZE, (120, 120, 120))),
        saved(inked((0, 0, 0), strength=0.8)),
        saved(inked((0, 0, 0), strength=0.9)),
        saved(inked((0, 0, 160))),
    ],
)
def test_what_can_be_read_or_brightened_is_not_masked(content: bytes) -> None:
    assert not is_blacked_out(content, NUMBER)


@pytest.mark.parametrize("ink", [(0, 0, 0), (28, 27, 30)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_number_under_thin_ink_is_not_masked(ink: tuple[int, int, int], kind: str) -> None:
    """Strokes a little brighter than the ink over them: black to the eye, and readable after brightening."""
    sheet, (red, green, blue) = inked(ink), ink
    ImageDraw.Draw(sheet).text((235, 30), "0612345", fill=(red + 18, green + 18, blue + 18), font_size=30)
    assert not is_blacked_out(saved(sheet, kind), NUMBER)


def test_black_that_leaves_an_edge_open_is_not_masked() -> None:
    sheet = card()
    x0, y0, x1, y1 = box_of(NUMBER)
    sheet.paste((0, 0, 0), (x0, y0, x1 - 8, y1))
    assert not is_blacked_out(saved(sheet), NUMBER)


def test_a_repr_shows_no_picture() -> None:
    assert "PNG" not in repr(mask(PNG, [NUMBER]))
