"""Who is about to join, and how a client's key makes them the same participant when it asks again: pure."""

from __future__ import annotations

import hashlib

import msgspec

from app.core.identity import id_of, new_id
from app.core.principals import Participant
from app.features.sessions.model import Session


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """``key_hash``: what their record keeps of the key that they join under; None where they sent none."""

    participant: Participant
    name: str | None
    email: str | None
    key_hash: str | None

    def is_same(self, *, name: str | None, email: str | None, key_hash: str | None) -> bool:
        """Whether a record of this id was made by the same key and says the same."""
        return (self.name, self.email, self.key_hash) == (name, email, key_hash)


def newcomer_to(session: Session, *, key: str | None, name: str | None, email: str | None) -> Newcomer:
    """Under the same key it is the same participant, by an id that is made of the key; name and address count only
    where the session asks for them.

    An id is known to whoever sees a list, and has 100 bits. So the record keeps a second hash, of 256 and made for this
    only: who finds another key that makes the same id is still nobody, and so is every record without a key.
    """
    is_identified = session.settings.identity == "identified"
    participant = new_id("par") if key is None else id_of("par", f"newcomer\n{session.id}\n{key}")
    return Newcomer(
        participant=Participant(participant, session.id, session.organization),
        name=((name or "").strip() or None) if is_identified else None,
        email=email if is_identified else None,
        key_hash=None if key is None else hashlib.sha256(f"join key\n{session.id}\n{key}".encode()).hexdigest(),
    )
