"""Word lists per language: what they find is looked at by a moderator before others see it, not refused."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from importlib import resources

WITHOUT_SPACES = frozenset({"ja", "th", "zh"})
"""Their words do not stand apart, so a listed one may begin anywhere."""

ALWAYS = ("en",)
"""English is understood, and misused, everywhere."""


def finds_profanity(text: str, languages: Iterable[str]) -> bool:
    """Whether a word of the lists of these languages (BCP 47; those without a list are passed over) stands in the
    text, in any case, with or without accents."""
    wanted = {tag.partition("-")[0] for tag in (*languages, *ALWAYS)}
    plain = _plain(text)
    return any(pattern.search(plain) for language in sorted(wanted) if (pattern := _pattern(language)) is not None)


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    source = resources.files(f"{__package__}.words").joinpath(f"{language}.txt")
    if not source.is_file():
        return None
    words = {_plain(word) for word in source.read_text(encoding="utf-8").splitlines()}
    either = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if word)
    return re.compile(either if language in WITHOUT_SPACES else rf"(?<!\w)(?:{either})(?!\w)")


def _plain(text: str) -> str:
    """Case, accents and the width of blanks do not matter."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
