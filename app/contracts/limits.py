"""How large a message may be that no frame carries."""

from __future__ import annotations

MAX_BODY_BYTES = 2_000_000
"""Of the body of a request, unless its route says otherwise. A draft has no more when it is written out in full, so
that every draft that is stored can be sent back by an editor, given out as a file, and taken in again."""
