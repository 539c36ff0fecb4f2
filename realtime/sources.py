"""What the channels of a session show: results to members, results to phones, the state, the presence. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from app.contracts.frames import (
    Position,
    PresenceData,
    Reaction,
    ReactionsData,
    ReportProgress,
    ReportsData,
    ResultsData,
    StateData,
)
from realtime.conflate import NEVER, ConflatedResults

NO_CHANGE: Final = object()
"""Says that nothing changed which this audience may see."""

STATE_EPOCH = 1
MAX_REPORTS = 50


class Source(Protocol):
    """``stamp`` changes whenever a frame made from the source would. Where ``can_continue`` is False a newcomer always
    gets a snapshot, whatever position it holds from before."""

    can_continue: bool

    @property
    def position(self) -> Position: ...

    @property
    def stamp(self) -> object: ...

    @property
    def as_of(self) -> datetime: ...

    def whole(self) -> Any:
        """The data of a snapshot."""

    def since(self, version: int) -> Any:
        """The data of a delta from ``version``, NO_CHANGE, or None where only a snapshot will do."""


class MemberResults:
    """All results of a session."""

    can_continue = True

    def __init__(self, results: ConflatedResults) -> None:
        self._results = results

    @property
    def position(self) -> Position:
        return self._results.position

    @property
    def stamp(self) -> object:
        return self._results.position

    @property
    def as_of(self) -> datetime:
        return self._results.as_of

    def whole(self) -> ResultsData:
        return self._results.whole()

    def since(self, version: int) -> ResultsData | None:
        return self._results.since(version)


class ParticipantResults(MemberResults):
    """The results of the questions that participants may see: those that the facilitator has revealed, or all.

    A position does not say which questions were revealed when it was reached, so nobody continues from one.
    """

    can_continue = False

    def __init__(self, results: ConflatedResults) -> None:
        super().__init__(results)
        self._revealed: frozenset[str] | None = frozenset()

    @property
    def stamp(self) -> object:
        return self._results.position, self._revealed

    def reveal(self, questions: frozenset[str] | None) -> bool:
        """Show these questions and no others, or all; False where it is so already."""
        changed = questions != self._revealed
        self._revealed = questions
        return changed

    def whole(self) -> ResultsData:
        return self._results.whole(self._revealed)

    def since(self, version: int) -> Any:
        changes = self._results.since(version, self._revealed)
        return NO_CHANGE if changes is not None and not changes.cells else changes


class SessionStateSource:
    """The state that the facilitator steers: always told as a whole."""

    can_continue = True

    def __init__(self) -> None:
        self._state: StateData | None = None
        self._version = -1
        self._as_of = NEVER

    @property
    def position(self) -> Position:
        return Position(STATE_EPOCH, self._version)

    @property
    def stamp(self) -> object:
        return self._version

    @property
    def as_of(self) -> datetime:
        return self._as_of

    def update(self, state: StateData, version: int, as_of: datetime) -> bool:
        """Take over a newer state; False where it is not newer."""
        if version <= self._version:
            return False
        self._state, self._version, self._as_of = state, version, as_of
        return True

    def whole(self) -> StateData | None:
        return self._state

    def since(self, version: int) -> None:
        """There are no deltas of a state."""


class _HeardHere:
    """What one gateway heard since it began to listen; always told as a whole.

    The gateway numbers it by itself: ``epoch`` tells its numbers from another's.
    """

    can_continue = True

    def __init__(self, epoch: int, as_of: datetime) -> None:
        self._epoch = epoch
        self._version = 0
        self._as_of = as_of

    @property
    def position(self) -> Position:
        return Position(self._epoch, self._version)

    @property
    def stamp(self) -> object:
        return self._version

    @property
    def as_of(self) -> datetime:
        return self._as_of

    def since(self, version: int) -> None:
        """There are no deltas of so little."""

    def _move(self, as_of: datetime) -> None:
        self._version, self._as_of = self._version + 1, as_of


class PresenceSource(_HeardHere):
    """How many participants are there."""

    def __init__(self, epoch: int) -> None:
        super().__init__(epoch, NEVER)
        self._presence = PresenceData(0)

    def update(self, presence: PresenceData, as_of: datetime) -> bool:
        """Take over new counts; False where they are the same."""
        if presence == self._presence and self._as_of != NEVER:
            return False
        self._presence = presence
        self._move(as_of)
        return True

    def whole(self) -> PresenceData:
        return self._presence


class ReportsSource(_HeardHere):
    """How far the session's reports are, as far as this gateway was told."""

    def __init__(self, epoch: int, as_of: datetime) -> None:
        super().__init__(epoch, as_of)
        self._reports: dict[str, ReportProgress] = {}

    def update(self, report: str, progress: ReportProgress, as_of: datetime) -> None:
        """Take over what became of a report; of more than MAX_REPORTS, those that moved last are kept."""
        self._reports.pop(report, None)
        self._reports[report] = progress
        if len(self._reports) > MAX_REPORTS:
            del self._reports[next(iter(self._reports))]
        self._move(as_of)

    def whole(self) -> ReportsData:
        return ReportsData(dict(self._reports))


class ReactionsSource(_HeardHere):
    """What the audience has shown since this gateway began to watch."""

    def __init__(self, epoch: int, as_of: datetime) -> None:
        super().__init__(epoch, as_of)
        self._counts: Counter[Reaction] = Counter()

    def add(self, added: Mapping[Reaction, int], as_of: datetime) -> None:
        """Count these too, wherever they came in."""
        self._counts.update(added)
        self._move(as_of)

    def whole(self) -> ReactionsData:
        return ReactionsData(dict(self._counts))
