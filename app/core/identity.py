"""Identifiers: what they look like and how they are made."""

from __future__ import annotations

import hashlib
import secrets
import zlib

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o, u."""

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters of a join code: no 0/O, 1/I/L."""

LETTERS = 20
CODE_LENGTH = 6
SLOTS = 64
"""Sessions are spread over this many slots; a relay partition owns some of them."""


def new_id(prefix: str) -> str:
    """``<prefix>_`` and 100 random bits, e.g. ``ses_7xk2…``; never holds a colon or a dot."""
    # One call into the kernel, not two for each letter: those were a third of the cost of a request.
    return _spelled(prefix, secrets.token_bytes(LETTERS))


def id_of(prefix: str, text: str) -> str:
    """The id that belongs to a text: always the same, like one of ``new_id``, and it does not lead back to the text."""
    return _spelled(prefix, hashlib.sha256(text.encode()).digest()[:LETTERS])


def new_code() -> str:
    """A six-character join code; the caller makes it unique among running sessions."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _spelled(prefix: str, randomness: bytes) -> str:
    # 256 is a multiple of 32, so every letter is equally likely.
    return f"{prefix}_{''.join(ALPHABET[byte % len(ALPHABET)] for byte in randomness)}"


def slot_of(session: str) -> int:
    """The slot (0 … SLOTS-1) of a session; the same on every node and for ever."""
    return zlib.crc32(session.encode()) % SLOTS
