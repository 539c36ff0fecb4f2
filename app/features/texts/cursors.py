"""Where a list of texts goes on, in a cursor that is good for this list alone."""

from __future__ import annotations

import hashlib

import msgspec

from app.core.errors import FieldError, InvalidInput
from app.features.texts.model import Place, Wanted
from app.http.pagination import opened, sealed


class TextCursors:
    """Of the texts of one question, and of one search."""

    def __init__(self, session: str, question: str, wanted: Wanted) -> None:
        asked = msgspec.json.encode((session, question, wanted))
        self._fingerprint = hashlib.blake2b(asked, digest_size=6).hexdigest()

    def cursor(self, place: Place | None) -> str | None:
        return None if place is None else sealed(msgspec.json.encode((self._fingerprint, place)))

    def place(self, cursor: str | None) -> Place | None:
        """Raises InvalidInput: ``invalid_cursor``, or ``cursor_mismatch`` for one of another search."""
        if cursor is None:
            return None
        try:
            fingerprint, place = msgspec.json.decode(opened(cursor), type=tuple[str, Place])
        except msgspec.MsgspecError:
            raise _refused("invalid_cursor", "This is not a cursor of this list.") from None
        if fingerprint != self._fingerprint:
            raise _refused("cursor_mismatch", "This cursor is of another search; begin without it.")
        return place


def _refused(code: str, message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, code, "cursor"),))
