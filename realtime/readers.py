"""What is stored, read for the hub: sessions and tallies, with the database's failures as temporary errors."""

from __future__ import annotations

from collections.abc import Awaitable, Collection
from typing import Protocol, TypeVar

from app.contracts.audience import AudienceQuestion
from app.contracts.frames import Position
from app.core.errors import StorageUnavailable
from app.core.principals import Participant
from app.features.analytics.repository import TallyRepository
from app.features.audience.board import BoardService
from app.features.sessions.model import Session
from app.features.sessions.participants import ParticipantRepository
from app.features.submissions.model import answer_id, answers_id
from app.features.submissions.repository import EntryLog
from app.infra.mongo_errors import PyMongoError
from realtime.conflate import TallySnapshot
from realtime.ports import SessionView
from realtime.turnout import Asked, Awaited

T = TypeVar("T")


class Sessions(Protocol):
    """The repository of sessions, as far as it is needed."""

    async def find(self, session_id: str) -> Session | None: ...

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]: ...


class StoredSessions:
    """Sessions by id, of any organization: the hub compares the organization itself."""

    def __init__(self, repository: Sessions) -> None:
        self._repository = repository

    async def view(self, session: str) -> SessionView | None:
        """Raises StorageUnavailable."""
        found = await _stored(self._repository.find(session))
        if found is None:
            return None
        return SessionView(
            found.id,
            found.organization,
            found.state,
            found.state_version,
            results_for=found.settings.results_for,
            closes_at=found.settings.closes_at,
            attempts=found.settings.attempts if found.mode == "open" else None,
            takes_reactions=found.settings.reactions,
            hides_small_groups=found.settings.min_group_size is not None,
            removed=frozenset(found.removed),
        )

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]:
        """Raises StorageUnavailable."""
        return await _stored(self._repository.state_versions(sessions))


class StoredTallies:
    """Tallies by session."""

    def __init__(self, repository: TallyRepository) -> None:
        self._repository = repository

    async def load(self, session: str) -> TallySnapshot | None:
        """Raises StorageUnavailable."""
        tally = await _stored(self._repository.read(session))
        return None if tally is None else TallySnapshot(tally.epoch, tally.version, tally.as_of, tally.results())

    async def positions(self, sessions: Collection[str]) -> dict[str, Position]:
        """Raises StorageUnavailable."""
        return await _stored(self._repository.positions(sessions))


class StoredBoards:
    """Audience questions by session; votes that somebody died over are counted on the way."""

    def __init__(self, boards: BoardService) -> None:
        self._boards = boards

    async def load(self, session: str) -> list[AudienceQuestion]:
        """Raises StorageUnavailable, Unavailable."""
        return await _stored(self._boards.whole(session))

    async def versions(self, sessions: Collection[str]) -> dict[str, int]:
        """Raises StorageUnavailable."""
        return await _stored(self._boards.versions(sessions))


class StoredAttendance:
    """Who is on record as a participant, and what the log holds of them."""

    def __init__(self, participants: ParticipantRepository, entries: EntryLog) -> None:
        self._participants, self._entries = participants, entries

    async def answered(self, awaited: Collection[Awaited]) -> list[Awaited]:
        """Those of them whose answer is stored and was not taken back. Raises StorageUnavailable."""
        asked_for = {answers_id(_first_id(one)): one for one in awaited}
        stored = await _stored(self._entries.stored(_first_id(one) for one in awaited))
        latest = await _stored(self._entries.latest(stored))
        given = [(asked_for[answers_id(entry.id)], entry.answers) for entry in latest]
        return [one for one, answers in given if answers.get(one.asked.question) is not None]

    async def given(self, participant: Participant, asked: Collection[Asked]) -> list[Asked]:
        """Those of them that the participant has answered, taken back since or not; an empty answer is none, as over
        REST. Raises StorageUnavailable."""
        ids = {answer_id(participant.session, participant.participant, one.round, one.question): one for one in asked}
        stored = await _stored(self._entries.by_ids(ids))
        return [ids[id_] for id_, entry in stored.items() if any(one is not None for one in entry.answers.values())]

    async def latest_number(self, session: str) -> int:
        """The highest that a participant was given. Raises StorageUnavailable."""
        return await _stored(self._participants.latest_number(session))

    async def joined(self, session: str, *, after: int, to: int) -> int:
        """How many have a number of these, removed ones included. Raises StorageUnavailable."""
        return await _stored(self._participants.count_numbered(session, after, to))


def _first_id(awaited: Awaited) -> str:
    return answer_id(awaited.session, awaited.participant, awaited.asked.round, awaited.asked.question)


async def _stored(reading: Awaitable[T]) -> T:
    try:
        return await reading
    except PyMongoError as failure:
        raise StorageUnavailable("The database cannot be reached; try again.") from failure
