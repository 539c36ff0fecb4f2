"""What processes tell each other through Redis; losing any of it is healed by the position check."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.contracts.frames import ResultsData, StateData


class ResultsChanged(msgspec.Struct, tag_field="type", tag="results", frozen=True):
    """From the relay, after the tally is written. ``data`` holds absolute values of all that changed after ``since``;
    ``since`` is -1 where ``data`` is the whole tally."""

    session: str
    epoch: int
    since: int
    version: int
    as_of: datetime
    data: ResultsData


class StateChanged(msgspec.Struct, tag_field="type", tag="state", frozen=True):
    """From whoever controlled the session, after the session document is written; always the whole state."""

    session: str
    version: int
    as_of: datetime
    data: StateData


class PresenceCounted(msgspec.Struct, tag_field="type", tag="presence", frozen=True):
    """From every gateway with participants of the session, every few seconds and on change."""

    session: str
    gateway: str
    connected: int


SessionEvent = ResultsChanged | StateChanged | PresenceCounted


def topic_of(session: str) -> str:
    """The Redis channel that carries every event of a session."""
    return f"impactpulse:session:{session}"
