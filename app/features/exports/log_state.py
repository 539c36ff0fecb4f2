"""The state of a log that a result was counted from."""

from __future__ import annotations

from app.features.analytics.model import Tally
from app.features.sessions.model import Session
from app.features.submissions.repository import EntryLog


async def state_of(session: Session, tally: Tally | None, log: EntryLog) -> str:
    """Names the entries that ``tally`` holds, and which of them are erased. No state comes back: all three numbers only
    rise, or stand after an epoch that has risen."""
    erased = await log.erased(session.id) if session.has_erasures else {}
    epoch, version = (tally.epoch, tally.version) if tally else (0, 0)
    return f"{epoch}.{version}.{sum(erased.values())}"


def holds_exactly(tally: Tally | None, entries_read: int) -> bool:
    """Whether what was read of the log are the entries of ``tally``, and no later ones.

    The log was read after the tally and only grows, so it held all of them: as many are the same ones. Before the first
    entry is folded there is nothing to hold.
    """
    return tally is not None and tally.log_removed_at is None and tally.counts.entries == entries_read
