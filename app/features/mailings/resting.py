"""When mails of a session rest, and when they are over: pure, without clock or I/O."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.features.sessions.model import Session

RESTS_FOR = timedelta(days=30)
"""So long after a session was set aside its mails go on when it is brought back; looks must not gather old plans."""


def is_over_for_good(session: Session, now: datetime) -> bool:
    """Closing hours can still be moved, and what was set aside be brought back; an end is an end."""
    archived_at = session.archived_at
    return session.state.phase == "ended" or (archived_at is not None and now >= archived_at + RESTS_FOR)
