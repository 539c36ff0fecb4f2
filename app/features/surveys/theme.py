"""The look of a survey, and a colour of text that can be read on it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.features.surveys.questions import ImageId

Colour = Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$(?!\n)")]
TextColour = Literal["#000000", "#ffffff"]


class Theme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``colour`` is that of buttons and bars, ``logo`` an uploaded image; null means the usual look."""

    logo: ImageId | None = None
    colour: Colour | None = None


class PublicTheme(msgspec.Struct, frozen=True, kw_only=True):
    """With the colour of text on ``colour``: its contrast is always above the 4.5 of WCAG 2.2, 1.4.3."""

    logo: str | None
    colour: str | None
    text_colour: TextColour | None

    @classmethod
    def of(cls, theme: Theme) -> PublicTheme:
        return cls(
            logo=theme.logo, colour=theme.colour, text_colour=text_colour_on(theme.colour) if theme.colour else None
        )


def text_colour_on(colour: str) -> TextColour:
    """Black or white, whichever stands out more. The worst colour still leaves √21 ≈ 4.58 to 1."""
    return "#000000" if contrast(colour, "#000000") >= contrast(colour, "#ffffff") else "#ffffff"


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """From 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
