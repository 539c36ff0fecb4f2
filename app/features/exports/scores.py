"""Points of quiz questions: a participant's own, and who has most. Only revealed questions count, in their latest round
or in the latest attempt at the form."""

from __future__ import annotations

import asyncio

from app.contracts.frames import AnswerValue
from app.core.errors import WrongState
from app.core.principals import Member, Participant
from app.core.turns import Turns
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.exports.log_state import holds_exactly, state_of
from app.features.exports.ranking import Best, Earned, Ranking
from app.features.exports.schemas import Leader, Leaderboard, OwnPlace, Place, ScoreResource
from app.features.exports.spool import Standing, spooled
from app.features.sessions.joining import ParticipantService
from app.features.sessions.model import SessionInFull
from app.features.sessions.service import SessionService
from app.features.submissions.model import FIRST_REVISION
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM
from app.features.surveys.questions import Question
from app.infra.query_cache import Asked, Computed, Kind, QueryCache

MAX_AT_ONCE = 2
"""Logs that one process reads at the same time."""
MAX_WAITING = 20
"""Leaderboards that wait for them; more are refused."""
MOST = 100
"""Places that are worked out, whatever is asked for: one reading of the log serves every length."""
LEADERS = 3
"""Places that a phone is told besides its own."""
LEADERBOARD = Kind("leaderboard", Ranking, revision=2)


class ScoreService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantService,
        log: EntryLog,
        tallies: TallyRepository,
        cache: QueryCache,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._log = log
        self._tallies = tallies
        self._cache = cache
        self.turns = Turns(MAX_AT_ONCE, MAX_WAITING)
        self._reading: dict[tuple[str, int], asyncio.Task[Ranking]] = {}

    async def own(self, participant: Participant) -> ScoreResource:
        """What the participant has earned. Raises NotFound when the session is gone, ParticipantRemoved."""
        full = await self._participants.session_of(participant)
        number = await self._participants.number_of(participant)
        scored = _scored(full)
        itself = f"{participant.session}:{participant.participant}"
        ids = [f"{itself}:{attempt}:{part}:{FIRST_REVISION}" for part, attempt in _parts_to_read(full)]
        entries = sorted(await self._log.latest(ids if scored else []), key=lambda entry: entry.attempt)
        answers: dict[str, AnswerValue] = {}
        for entry in entries:
            answers = entry.answers if full.session.mode == "open" else {**answers, **entry.answers}
        earned = Earned()
        for question in scored:
            earned.add(question, answers.get(question.id))
        out_of = sum(question.most_points() or 0 for question in scored)
        return ScoreResource(number, earned.points, out_of, earned.correct, earned.answered, len(scored))

    async def leaderboard(self, member: Member, session_id: str, top: int) -> Leaderboard:
        """The ``top`` participants by points; equal points share a rank. Raises NotFound, AnswersRemoved,
        GroupTooSmall, Unavailable where too many logs wait to be read."""
        full = await self._sessions.get(member.organization, session_id)
        ranking = (await self._ranking(full)).cut(top)
        return await self._shown(ranking, session_id, named=member.may("participants:read"))

    async def place(self, participant: Participant) -> OwnPlace:
        """Where the participant stands, and who leads, by number: while the presenter's screens show it.

        Raises WrongState while they do not; else what ``leaderboard`` raises, and ParticipantRemoved."""
        full = await self._participants.session_of(participant)
        if not full.session.state.leaderboard_shown:
            raise WrongState("The leaderboard is not shown now.")
        ranking = await self._shared_ranking(full)
        rank = next((one.rank for one in ranking.places if one.participant == participant.participant), None)
        leading = await self._shown(ranking.cut(LEADERS), full.session.id, named=False)
        leaders = [Leader(one.rank, one.number, one.points) for one in leading.places]
        return OwnPlace(rank, leading.players, leading.tied, leaders)

    async def _shared_ranking(self, full: SessionInFull) -> Ranking:
        """As it stands after this call began, read once for all who ask meanwhile: a room's phones ask together."""
        key = (full.session.id, full.session.state_version)
        if key in self._reading:
            await asyncio.wait((self._reading[key],))  # that one began before this call
        task = self._reading.get(key)
        if task is None or task.done():
            task = self._reading[key] = asyncio.create_task(self._ranking(full))
            task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)

    def _forget(self, key: tuple[str, int], done: asyncio.Task[Ranking]) -> None:
        if self._reading.get(key) is done:
            del self._reading[key]

    async def _ranking(self, full: SessionInFull) -> Ranking:
        """Counted once for all who ask while nothing changes."""
        full.session.require_answers()
        await self._participants.require_group(full.session)
        tally = await self._tallies.read(full.session.id)
        scored = [(question.id, full.session.state.round_of(question.id)) for question in _scored(full)]
        state = await state_of(full.session, tally, self._log)
        asked = Asked(full.session.organization, full.session.id, (scored,), state)
        return (await self._cache.read(LEADERBOARD, asked, lambda: self._ranked(full, tally))).value

    async def _shown(self, ranking: Ranking, session_id: str, *, named: bool) -> Leaderboard:
        """With numbers and names, which are read each time and kept nowhere else."""
        people = await self._participants.among(session_id, [one.participant for one in ranking.places])
        places = []
        for one in ranking.places:
            person = people.get(one.participant)
            places.append(
                Place(
                    rank=one.rank,
                    participant=one.participant,
                    number=person.number if person else None,
                    name=person.name if person and named else None,
                    points=one.points,
                    correct=one.correct,
                    answered=one.answered,
                )
            )
        return Leaderboard(ranking.players, ranking.tied, places)

    async def _ranked(self, full: SessionInFull, tally: Tally | None) -> Computed[Ranking]:
        best, current = Best(MOST), Earned()
        async with self.turns.taken(), spooled(self._log, self._tallies, full.session.id) as spool:
            async for standing in spool.standings():
                if standing.participant != current.participant:
                    best.enter(current)
                if standing.participant != current.participant or full.session.mode == "open":
                    current = Earned(participant=standing.participant)
                _earn(current, standing, full)
        best.enter(current)
        return Computed(best.ranking(), holds_exactly(tally, spool.entries_read))


def _scored(full: SessionInFull) -> list[Question]:
    revealed = full.session.state.revealed
    return [
        question
        for question in full.version.content.questions
        if question.id in revealed and question.most_points() is not None
    ]


def _parts_to_read(full: SessionInFull) -> list[tuple[str, int]]:
    """(part, attempt) of all answers that may count."""
    if full.session.mode == "open":
        return [(FORM, attempt) for attempt in range(1, full.session.settings.attempts + 1)]
    return [(question.id, full.session.state.round_of(question.id)) for question in _scored(full)]


def _earn(earned: Earned, standing: Standing, full: SessionInFull) -> None:
    for question in _scored(full):
        is_current = standing.attempt == full.session.state.round_of(question.id)
        if is_current or full.session.mode == "open":
            earned.add(question, standing.answers.get(question.id))
