"""Texts as people look for them and put them in order: without case, accents and needless blanks.

This is case folding (Unicode Standard, section 3.13); the fold of entries into counts is ``analytics.tally``.
"""

from __future__ import annotations

import unicodedata

MAX_FOLDED = 200
"""Characters of a key; what follows in a longer text neither sorts nor is found."""

_NOT_TEXT = frozenset(("Cc", "Cs"))


def folded(text: str) -> str:
    """The key of a text: ``"  Ärger im  CAFÉ"`` → ``"arger im cafe"``, ``"Straße"`` → ``"strasse"``."""
    return folded_whole(text)[:MAX_FOLDED].rstrip()


def person_key(name: str | None, email: str | None) -> str:
    """What somebody is found by, and put in order by; empty for who gave neither."""
    return folded(f"{name or ''} {email or ''}")


def folded_whole(text: str) -> str:
    """The same of a text that is searched to its end."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = (
        letter
        for letter in plain
        if letter.isspace() or not (unicodedata.combining(letter) or unicodedata.category(letter) in _NOT_TEXT)
    )
    return " ".join("".join(letters).split())
