"""The rooms of this gateway: opened on the first subscription, kept right by events, gaps and position checks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast

from app.contracts.audience import AudienceQuestion
from app.contracts.events import SessionEvent, SessionTouched, StateChanged
from app.contracts.frames import Position
from app.core.clock import Clock, Ticks
from app.core.errors import AppError, NotAllowed, NotFound, ParticipantRemoved, Unavailable
from app.core.permissions import CHANNEL_PERMISSIONS, MEMBER_CHANNELS
from app.core.principals import Member, Participant, Principal, require
from realtime.channel import Channel
from realtime.conflate import Outcome
from realtime.fanout import Fanout
from realtime.headcounts import Headcounts
from realtime.ports import AttendanceReader, BoardReader, Bus, SessionReader, TallyReader
from realtime.room import Kind, Room
from realtime.turnout import Asked

T = TypeVar("T")
log = logging.getLogger(__name__)

LINGER_S = 15.0
"""A room without subscribers is kept for so long: a reload or a blip must not load it again."""

MAX_ROOMS = 10_000
PRESENCE_INTERVAL_S = 0.5


class Hub:
    """Finds the channel for a subscription and keeps every open room in step with what is stored."""

    def __init__(
        self,
        *,
        gateway: str,
        sessions: SessionReader,
        tallies: TallyReader,
        boards: BoardReader,
        attendance: AttendanceReader,
        bus: Bus,
        fanout: Fanout,
        clock: Clock,
        ticks: Ticks,
    ) -> None:
        self.gateway, self._clock, self._ticks = gateway, clock, ticks
        self._sessions, self._tallies, self._bus, self._fanout = sessions, tallies, bus, fanout
        self._boards, self._attendance = boards, attendance
        self._presence_epoch = int(clock().timestamp() * 1000)
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._refreshing: dict[str, asyncio.Task[None]] = {}
        self._gaps: set[str] = set()
        self.on_removed: Callable[[str, frozenset[str]], None] = _nobody_to_close
        self.on_questions: Callable[[list[AudienceQuestion]], None] = _nobody_to_tell
        self.headcounts = Headcounts(gateway, asked_in=self._asked_in, ticks=ticks)
        self._tasks: set[asyncio.Task[Any]] = set()

    async def open(self, principal: Principal, channel_name: str) -> Channel:
        """The channel of this name as the principal may see it, loaded and listening.

        Raises:
            NotAllowed: the member's role, or the API key's scopes, do not allow this kind.
            NotFound: there is no such session, or it is not the principal's.
            ParticipantRemoved: by a facilitator.
            StorageUnavailable: temporary.
        """
        _, session, kind = channel_name.split(":")
        if isinstance(principal, Member):
            require(principal, CHANNEL_PERMISSIONS[kind])
        elif principal.session != session:
            raise NotFound("There is no such session.")
        elif kind in MEMBER_CHANNELS:
            raise NotAllowed
        room = await self._opened_to(principal, session)
        if isinstance(principal, Member):
            return room.channel(cast("Kind", kind), "members")
        return await self._shown_to(principal, room, cast("Kind", kind))

    async def _shown_to(self, participant: Participant, room: Room, kind: Kind) -> Channel:
        """Where answers open results, what somebody has answered is looked up once, when it subscribes."""
        openings = room.openings if kind == "results" else None
        if not openings:
            return room.channel(kind, "participants")
        return room.answered.to(frozenset(await self._attendance.given(participant, openings)))

    async def room_of(self, participant: Participant) -> Room:
        """The room of a participant's own session. Raises NotFound, ParticipantRemoved, StorageUnavailable."""
        return await self._opened_to(participant, participant.session)

    async def _opened_to(self, principal: Principal, session: str) -> Room:
        room = await self._room(session)
        if room.organization != principal.organization:
            raise NotFound("There is no such session.")
        if isinstance(principal, Participant) and principal.participant in room.removed:
            raise ParticipantRemoved
        room.empty_since = self._ticks()
        return room

    async def catch_up(self, channel: Channel, since: Position | None) -> None:
        """Load the room again where a client holds more than this gateway: it must never be thrown back."""
        held = channel.position
        session = channel.name.split(":")[1]
        is_ahead = since is not None and (since.epoch, since.version) > (held.epoch, held.version)
        if is_ahead and not channel.name.endswith((":presence", ":reports", ":reactions")) and session in self._rooms:
            await self.refresh(session)

    async def refresh(self, session: str) -> None:
        """Load a room again; callers during a load share the one that follows it."""
        self._gaps.add(session)
        await asyncio.shield(self._refresh_task(session))

    def on_event(self, event: SessionEvent) -> None:
        """Apply one event from the bus, or from this process."""
        if isinstance(event, SessionTouched):
            self.on_gap(event.session)
            return
        room = self._rooms.get(event.session)
        if room is not None and room.apply(event, self.headcounts.here(event.session)) is Outcome.GAP:
            self.on_gap(event.session)
        if isinstance(event, StateChanged):
            self._count_presence(event.session)

    def on_gap(self, session: str) -> None:
        """Events of this session may be lost: look at what is stored."""
        room = self._rooms.get(session)
        if room is not None and room.is_loaded:
            self._gaps.add(session)
            self._refresh_task(session)

    def enter(self, participant: Participant) -> None:
        """A socket of this participant has opened."""
        self.headcounts.enter(participant)
        self._count_presence(participant.session)

    def leave(self, participant: Participant) -> None:
        """A socket of this participant has closed."""
        self.headcounts.leave(participant)
        self._count_presence(participant.session)

    def rooms(self) -> list[Room]:
        """Those that are loaded."""
        return [room for room in self._rooms.values() if room.is_loaded]

    def positions(self) -> dict[str, tuple[Position, int, int]]:
        """What is held of every loaded room: position of the results, versions of the state and of the board."""
        return {
            session: (room.results_position, room.state_version, room.board_version)
            for session, room in self._rooms.items()
            if room.is_loaded
        }

    def own_questions(self, participant: Participant) -> list[AudienceQuestion]:
        """Those that the participant has asked and that are not shown to the room; none where it is not open here."""
        room = self._rooms.get(participant.session)
        return [] if room is None else room.own_questions(participant.participant)

    async def run(self) -> None:
        """Report presence and close deserted rooms, for ever."""
        while True:
            await asyncio.sleep(PRESENCE_INTERVAL_S)
            now = self._ticks()
            for count in self.headcounts.due():
                await self._bus.publish(count)
            for session in list(self._rooms):
                self._count_presence(session)
            await self._sweep(now)

    async def close(self) -> None:
        """Tell the others that nobody is here any more, and end what is loading."""
        for farewell in self.headcounts.farewells():
            await self._bus.publish(farewell)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _room(self, session: str) -> Room:
        room = self._rooms.get(session)
        if room is not None and room.is_loaded:
            return room
        opening = self._opening.get(session)
        if opening is None or opening.done():
            if len(self._rooms) >= MAX_ROOMS:
                raise Unavailable("This server watches as many sessions as it can; try again.")
            opening = self._opening[session] = self._own(self._open_room(session))
            opening.add_done_callback(lambda done: _remove(self._opening, session, done))
        return await asyncio.shield(opening)

    async def _open_room(self, session: str) -> Room:
        """Listen first, then load, then apply what was heard meanwhile: nothing falls in between."""
        room = self._rooms[session] = Room(
            session,
            gateway=self.gateway,
            presence_epoch=self._presence_epoch,
            mark=self._fanout.mark,
            on_questions=self.on_questions,
            clock=self._clock,
            ticks=self._ticks,
        )
        try:
            await self._bus.subscribe(session)
            await self._load(room)
        except BaseException:
            await self._discard(room)
            raise
        return room

    async def _load(self, room: Room) -> None:
        view = await self._sessions.view(room.session)
        if view is None:
            raise NotFound("There is no such session.")
        tally = await self._tallies.load(room.session)
        board = await self._boards.load(room.session)
        if room.load(view, tally, board, self.headcounts.here(room.session)) is Outcome.GAP:
            self.on_gap(room.session)
        if room.removed:
            self.on_removed(room.session, room.removed)

    def _refresh_task(self, session: str) -> asyncio.Task[None]:
        task = self._refreshing.get(session)
        if task is None or task.done():
            task = self._refreshing[session] = self._own(self._refresh(session))
            task.add_done_callback(lambda done: _remove(self._refreshing, session, done))
        return task

    async def _refresh(self, session: str) -> None:
        while session in self._gaps:
            self._gaps.discard(session)
            room = self._rooms.get(session)
            if room is not None:
                try:
                    await self._load(room)
                except AppError as failure:  # the position check comes again
                    log.warning("a room was not loaded again", extra={"session": session, "reason": failure.code})

    def _count_presence(self, session: str) -> None:
        room = self._rooms.get(session)
        if room is not None and room.is_loaded:
            room.count_presence(self.headcounts.here(session))
            room.look()

    def _asked_in(self, session: str) -> Asked | None:
        room = self._rooms.get(session)
        return None if room is None else room.asked

    async def _sweep(self, now: float) -> None:
        for room in list(self._rooms.values()):
            if not room.is_empty() or room.session in self._opening or room.session in self._refreshing:
                room.empty_since = now
            elif now - room.empty_since > LINGER_S:
                await self._discard(room)

    async def _discard(self, room: Room) -> None:
        if self._rooms.get(room.session) is room:
            del self._rooms[room.session]
            self.headcounts.forget(room.session)
            for channel in room.channels():
                self._fanout.forget(channel)
            await self._bus.unsubscribe(room.session)

    def _own(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        """Those who wait for the task get its failure; where nobody waits any more, it is of no interest."""
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()


def _nobody_to_close(_session: str, _removed: frozenset[str]) -> None:
    """Until an endpoint looks after the sockets."""


def _nobody_to_tell(_questions: list[AudienceQuestion]) -> None:
    """Until then."""


def _remove(tasks: dict[str, asyncio.Task[T]], session: str, ended: asyncio.Task[T]) -> None:
    """Forget a task that has ended, unless another has taken its place."""
    if tasks.get(session) is ended:
        del tasks[session]
