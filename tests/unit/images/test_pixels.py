"""What is kept of an upload is our own making: recognized by content, bounded, without metadata."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from app.core.errors import InvalidInput
from app.features.images.pixels import MAX_SIDE, picture_of
from tests.builders.images import PLACE, image_bytes, with_metadata


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/png")],
)
def test_an_image_keeps_its_kind_and_its_colour(form: str, media_type: str) -> None:
    picture = picture_of(image_bytes(form))
    assert (picture.media_type, picture.width, picture.height) == (media_type, 40, 20)
    shown = Image.open(io.BytesIO(picture.content)).convert("RGB").getpixel((20, 10))
    assert isinstance(shown, tuple)
    assert max(abs(one - other) for one, other in zip(shown, (0x80, 0x40, 0x20), strict=True)) <= 4


def test_metadata_goes_and_the_picture_stands_upright() -> None:
    sent = with_metadata()
    assert PLACE.encode() in sent
    picture = picture_of(sent)
    assert PLACE.encode() not in picture.content
    assert (picture.width, picture.height) == (20, 40)
    assert not Image.open(io.BytesIO(picture.content)).getexif()


def test_transparency_stays() -> None:
    picture = picture_of(image_bytes("PNG", mode="RGBA"))
    assert Image.open(io.BytesIO(picture.content)).mode == "RGBA"


def test_a_large_image_is_scaled_down() -> None:
    picture = picture_of(image_bytes("PNG", (3_000, 30)))
    assert (picture.width, picture.height) == (MAX_SIDE, 20)


def test_only_the_first_picture_of_an_animation_is_kept() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    kept = Image.open(io.BytesIO(picture_of(out.getvalue()).content))
    assert getattr(kept, "n_frames", 1) == 1
    assert kept.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that say they unpack to this size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (b"", "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not_an_image"),
        (image_bytes("BMP"), "not_an_image"),
        (image_bytes("PNG")[:-30], "broken_image"),
        (image_bytes("JPEG", (400, 400))[:900], "broken_image"),
        (png_claiming(6_000, 5_000), "too_many_pixels"),
        (png_claiming(10_000, 10_000), "too_many_pixels"),
        (png_claiming(60_000, 60_000), "too_many_pixels"),
    ],
)
def test_what_is_no_image_or_too_much_of_one_is_refused(upload: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        picture_of(upload)
    assert [field.code for field in refusal.value.fields] == [code]
