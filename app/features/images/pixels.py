"""From the bytes of an upload to an image of our own making: recognized by content, bounded, without metadata."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from app.core.errors import FieldError, InvalidInput
from app.features.images.model import MediaType, Picture

MAX_UPLOAD_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 2_000
"""Larger images are scaled down to this; no screen that shows a survey needs more."""

READ = ("PNG", "JPEG", "WEBP", "GIF")
WRITTEN: dict[str | None, tuple[str, MediaType]] = {
    "PNG": ("PNG", "image/png"),
    "JPEG": ("JPEG", "image/jpeg"),
    "WEBP": ("WEBP", "image/webp"),
    # The first picture only: what moves beside a question distracts, and could not be stopped (WCAG 2.2, 2.2.2).
    "GIF": ("PNG", "image/png"),
}


def picture_of(upload: bytes) -> Picture:
    """The upload, read and written again: upright as its camera meant it, at most MAX_SIDE on either side.

    Takes up to a second and some 100 MB, so not on the event loop.

    Raises:
        InvalidInput: it is none of PNG, JPEG, WebP and GIF, it is broken, or it holds too many pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(upload), formats=READ)
        if image.width * image.height > MAX_PIXELS:
            raise _invalid("too_many_pixels", f"An image may have at most {MAX_PIXELS // 1_000_000} million pixels.")
        return _written(image)
    except Image.DecompressionBombError:
        raise _invalid("too_many_pixels", "This image is far too large once it is unpacked.") from None
    except UnidentifiedImageError:
        raise _invalid("not_an_image", "Send a PNG, JPEG, WebP or GIF image.") from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises for broken files of each format
        raise _invalid("broken_image", "This image is broken.") from None


def _written(image: Image.Image) -> Picture:
    form, media_type = WRITTEN[image.format]
    image.seek(0)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    has_alpha = form != "JPEG" and upright.has_transparency_data
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, form, **({"optimize": True} if form == "PNG" else {"quality": 85}))
    return Picture(out.getvalue(), media_type, plain.width, plain.height)


def _invalid(code: str, message: str) -> InvalidInput:
    return InvalidInput(message, fields=(FieldError(message, code),))
