"""The languages that a caller reads."""

from __future__ import annotations

import re
from typing import Annotated

from litestar.params import HeaderParameter, QueryParameter

LanguageParameter = Annotated[
    str | None,
    QueryParameter(name="language", required=False, max_length=35, description="BCP 47; before Accept-Language"),
]
AcceptLanguage = Annotated[
    str | None, HeaderParameter(name="Accept-Language", required=False, max_length=500, description="RFC 9110, 12.5.4")
]
MAX_LANGUAGES = 20
_RANGE = re.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")


def wanted_languages(language: str | None, accept_language: str | None) -> list[str]:
    """BCP 47 tags in their usual case, the dearest first. What cannot be read is left out: that is no reason to
    refuse anybody."""
    named = [language] if language and _RANGE.fullmatch(language) else []
    ranges = [_RANGE.fullmatch(one) for one in (accept_language or "").split(",")[:MAX_LANGUAGES]]
    weighed = [(float(match[2] or 1), match[1]) for match in ranges if match]
    accepted = [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]
    return [_usual_case(tag.strip()) for tag in (*named, *accepted)]


def _usual_case(tag: str) -> str:
    """``ZH-hant-tw`` → ``zh-Hant-TW`` (RFC 5646, 2.1.1)."""
    first, *others = tag.split("-")
    return "-".join((first.lower(), *(_part_case(part) for part in others)))


def _part_case(part: str) -> str:
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()
