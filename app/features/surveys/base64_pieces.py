"""Base 64 of large files, piece by piece: in one call it would keep all other threads from running, too."""

from __future__ import annotations

import base64

PIECE = 3 * 2**18
"""Bytes; they give four thirds as many characters, so the pieces join without padding between them."""

PIECE_CHARACTERS = PIECE // 3 * 4


def encoded(content: bytes) -> str:
    return "".join(base64.b64encode(content[at : at + PIECE]).decode() for at in range(0, len(content), PIECE))


def decoded(text: str) -> bytes:
    """Raises ValueError for all that is not base 64, with its padding, from beginning to end."""
    pieces = [text[at : at + PIECE_CHARACTERS] for at in range(0, len(text), PIECE_CHARACTERS)]
    if any(piece.endswith("=") for piece in pieces[:-1]):
        raise ValueError("padding before the end")
    return b"".join(base64.b64decode(piece, validate=True) for piece in pieces)
