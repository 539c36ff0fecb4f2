"""Languages as BCP 47 names them: which exist, how they are written, and what stands in for one that is missing."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Literal

import msgspec
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from msgspec import Meta

LanguageTag = Annotated[
    str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$(?!\n)", description="BCP 47, as `de-AT`")
]
DEFAULT_LANGUAGE = "en"


class Language(msgspec.Struct, frozen=True):
    """``name`` in the language itself; ``direction`` in which it is written."""

    tag: str
    name: str
    direction: Literal["ltr", "rtl"]


def is_known(tag: str) -> bool:
    return _locale(tag) is not None


def language_of(tag: str) -> Language:
    """What screens need to know of a language; of one that nobody knows, its tag."""
    locale = _locale(tag)
    if locale is None:
        return Language(tag, tag, "ltr")
    return Language(tag, locale.get_display_name() or tag, "rtl" if locale.text_direction == "rtl" else "ltr")


def fallbacks(tag: str) -> Iterator[str]:
    """The tag and what may stand in for it, the nearest first: ``de-AT``, ``de``."""
    while tag:
        yield tag
        wider = tag.rpartition("-")[0]
        # Chinese in traditional characters is not read as Chinese in simplified ones.
        tag = wider if _script_of(wider) == _script_of(tag) else ""


def best_of(wanted: Sequence[str], available: Collection[str]) -> str | None:
    """The first of ``wanted`` that can be had: itself, what it falls back to, or another kind of the same language."""
    for tag in wanted:
        chain = list(fallbacks(tag))
        for one in chain:
            if one in available:
                return tag if tag in available else one
        kin = [other for other in available if list(fallbacks(other))[-1] == chain[-1]]
        if kin:
            return kin[0]
    return None


def _script_of(tag: str) -> str:
    """The script named in a tag, or the one that is likely."""
    parts = tag.split("-")
    named = [part for part in parts if len(part) == len("Latn")]
    likely = get_global("likely_subtags")
    full = likely.get("_".join(parts)) or likely.get(parts[0]) or ""
    return named[0] if named else next((part for part in full.split("_") if len(part) == len("Latn")), "")


@functools.cache
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
