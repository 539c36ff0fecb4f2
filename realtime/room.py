"""One session on this gateway: what is known of it, and its channels."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Literal

from app.contracts.audience import AudienceQuestion
from app.contracts.events import (
    AudienceQuestionChanged,
    PresenceCounted,
    ReactionsCounted,
    ReportProgressed,
    ResultsChanged,
    SessionEvent,
    StateChanged,
)
from app.contracts.frames import Position, Reaction, ReportProgress, StateData
from app.core.clock import Clock, Ticks
from app.core.errors import SessionClosed, SessionEnded, WrongState
from app.features.surveys.settings import ResultsFor
from realtime.answered import AnsweredChannels
from realtime.attendance import Attendance
from realtime.board import Board
from realtime.channel import Channel
from realtime.conflate import ConflatedResults, Outcome, TallySnapshot, empty_tally
from realtime.joined import JoinedCount
from realtime.ports import SessionView
from realtime.presence import Headcount
from realtime.sources import (
    MemberResults,
    ParticipantResults,
    ReactionsSource,
    ReportsSource,
    SessionStateSource,
)
from realtime.turnout import Asked

MAX_EARLY_EVENTS = 256
"""Events kept while the room is being loaded; what is beyond them shows up as a gap and is loaded again."""

Kind = Literal["results", "state", "presence", "reports", "questions", "reactions"]
Audience = Literal["members", "participants"]
Mark = Callable[[Channel], None]
OnQuestions = Callable[[list[AudienceQuestion]], None]


class Room:
    """Applies events and loaded state, and marks the channels that have something new to say."""

    def __init__(
        self,
        session: str,
        *,
        gateway: str,
        presence_epoch: int,
        mark: Mark,
        on_questions: OnQuestions,
        clock: Clock,
        ticks: Ticks,
    ) -> None:
        self.session = session
        self.organization: str | None = None
        self.empty_since = ticks()
        self.removed: frozenset[str] = frozenset()
        self._results_for: ResultsFor = "revealed"
        self._closes_at: datetime | None = None
        self._attempts: int | None = None
        self._takes_reactions, self._hides_small_groups = False, False
        self._on_questions = on_questions
        self._gateway, self._mark, self._clock, self._ticks = gateway, mark, clock, ticks
        self._early: list[SessionEvent] = []
        self._results = ConflatedResults()
        self._revealed = ParticipantResults(self._results)
        self._state = SessionStateSource()
        self._reports = ReportsSource(presence_epoch, clock())
        self._reactions = ReactionsSource(presence_epoch, clock())
        self._board = Board()
        prefix = f"session:{session}"
        self._member_results = Channel(f"{prefix}:results", MemberResults(self._results))
        self._participant_results = Channel(f"{prefix}:results", self._revealed)
        self.answered = AnsweredChannels(f"{prefix}:results", self._results)
        self._state_channel = Channel(f"{prefix}:state", self._state)
        self.attendance = Attendance(f"{prefix}:presence", epoch=presence_epoch, clock=clock, ticks=ticks)
        self.joined = JoinedCount()
        self._reports_channel = Channel(f"{prefix}:reports", self._reports)
        self._reactions_channel = Channel(f"{prefix}:reactions", self._reactions)
        self._by_kind = {
            "state": self._state_channel,
            "reports": self._reports_channel,
            "reactions": self._reactions_channel,
        }
        self._member_questions = Channel(f"{prefix}:questions", self._board.members)
        self._participant_questions = Channel(f"{prefix}:questions", self._board.participants)

    @property
    def is_loaded(self) -> bool:
        return self.organization is not None

    @property
    def results_position(self) -> Position:
        return self._results.position

    @property
    def state_version(self) -> int:
        return self._state.position.version

    @property
    def board_version(self) -> int:
        return self._board.version

    def own_questions(self, participant: str) -> list[AudienceQuestion]:
        """Those that the participant has asked and that are not shown to the room."""
        return list(self._board.own(participant))

    def channels(self) -> tuple[Channel, ...]:
        return (
            self._member_results,
            self._participant_results,
            self._member_questions,
            self._participant_questions,
            self.attendance.members,
            self.attendance.participants,
            *self._by_kind.values(),
            *self.answered,
        )

    def channel(self, kind: Kind, audience: Audience) -> Channel:
        """The channel that an audience sees under this name."""
        if kind == "results":
            return self._member_results if audience == "members" else self._participant_results
        if kind == "questions":
            return self._member_questions if audience == "members" else self._participant_questions
        if kind == "presence":
            return self.attendance.members if audience == "members" else self.attendance.participants
        return self._by_kind[kind]

    def load(
        self, view: SessionView, tally: TallySnapshot | None, board: list[AudienceQuestion], here: Headcount
    ) -> Outcome:
        """Take over what is stored, then the events that came meanwhile; GAP where some of those are missing."""
        self.organization, self.removed = view.organization, view.removed
        self.joined = JoinedCount()  # records may have been erased
        self._results_for, self._closes_at, self._attempts = view.results_for, view.closes_at, view.attempts
        self._takes_reactions, self._hides_small_groups = view.takes_reactions, view.hides_small_groups
        self._take_state(view.state, view.state_version)
        if self._results.load(tally or empty_tally(self._clock())) is Outcome.APPLIED:
            self._mark_results()
        self._took(self._board.load(board, self._clock()))
        self.look()
        self.count_presence(here)
        early, self._early = self._early, []
        return Outcome.GAP if Outcome.GAP in [self.apply(event, here) for event in early] else Outcome.APPLIED

    def apply(self, event: SessionEvent, here: Headcount) -> Outcome:
        """Take over what an event says; GAP where the room must be loaded again."""
        if not self.is_loaded:
            if len(self._early) < MAX_EARLY_EVENTS:
                self._early.append(event)
            return Outcome.STALE
        match event:
            case ResultsChanged():
                outcome = self._results.apply(event)
                if outcome is Outcome.APPLIED:
                    self._member_results.note_answer(event.answered_at)
                    self._member_results.note_traces(event.traces)
                    self._mark_results()
                return outcome
            case StateChanged():
                self._take_state(event.data, event.version)
            case AudienceQuestionChanged():
                self._took(self._board.apply([event.question], self._clock()))
            case PresenceCounted() if event.gateway != self._gateway:
                self.attendance.hear(event)
                self.count_presence(here)
            case ReportProgressed():
                self._reports.update(event.report, ReportProgress(event.state, event.progress), self._clock())
                self._mark(self._reports_channel)
            case ReactionsCounted() if event.gateway != self._gateway:
                self._reactions.add(event.added, self._clock())
                self._mark(self._reactions_channel)
        return Outcome.APPLIED

    def react(self, reaction: Reaction) -> None:
        """Count a reaction of a participant here. Raises SessionEnded, SessionClosed, WrongState."""
        state = self._state.whole()
        if state is None or state.phase == "ended":
            raise SessionEnded
        if self._closes_at is not None and self._clock() >= self._closes_at:
            raise SessionClosed
        if not self._takes_reactions:
            raise WrongState("This session takes no reactions.")
        self._reactions.add({reaction: 1}, self._clock())
        self._mark(self._reactions_channel)

    @property
    def asked(self) -> Asked | None:
        """What is up now; nothing where small groups are hidden: who has answered is told as little as what."""
        state = self._state.whole()
        if state is None or state.question is None or self._hides_small_groups:
            return None
        return Asked(state.question, state.rounds.get(state.question, 1))

    @property
    def openings(self) -> Collection[Asked] | None:
        """What a participant must have answered to see something; None where answers open nothing."""
        if self._results_for != "after_answer":
            return None
        return self.answered.openings(self._state.whole(), self._attempts)

    @property
    def is_accepting(self) -> bool:
        state = self._state.whole()
        return state is not None and state.accepting

    def note_joined(self, joined: int) -> None:
        """How many are on record; those who were removed are not expected any more."""
        self.attendance.note_joined(max(0, joined - len(self.removed)))

    def count_presence(self, here: Headcount) -> None:
        """Sum the participants here and elsewhere."""
        for channel in self.attendance.count(here):
            self._mark(channel)

    def is_empty(self) -> bool:
        return not any(len(channel) for channel in self.channels())

    def _take_state(self, state: StateData, version: int) -> None:
        if not self._state.update(state, version, self._clock()):
            return
        self._mark(self._state_channel)
        self.look()

    def look(self) -> None:
        """Show participants what they may see now; the clock alone can close a session."""
        if self._revealed.reveal(self._visible()):
            self._participant_results.restart()
            self._mark(self._participant_results)
        if self.answered.show(is_shown=self._results_for == "after_answer"):
            self._mark_answered()

    def _visible(self) -> frozenset[str] | None:
        state = self._state.whole()
        if state is None:
            return frozenset()
        if self._results_for == "after_close":
            is_closed = self._closes_at is not None and self._clock() >= self._closes_at
            return None if state.phase == "ended" or is_closed else frozenset()
        return frozenset(state.revealed) if self._results_for == "revealed" else frozenset()

    def _took(self, moved: list[AudienceQuestion]) -> None:
        self._mark(self._member_questions)
        self._mark(self._participant_questions)
        if moved:
            self._on_questions(moved)

    def _mark_results(self) -> None:
        self._mark(self._member_results)
        self._mark(self._participant_results)
        self._mark_answered()

    def _mark_answered(self) -> None:
        for channel in self.answered:
            if len(channel):
                self._mark(channel)
