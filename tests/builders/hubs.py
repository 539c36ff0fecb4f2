"""A hub on one store that can be slow, away or ahead, and on a bus that writes down what it was told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection

import msgspec

from app.contracts.audience import AudienceQuestion
from app.contracts.events import SessionEvent
from app.contracts.frames import Position, ResultsData
from app.core.clock import utc_now
from app.core.errors import StorageUnavailable
from app.core.principals import Participant
from app.features.sessions.model import first_state
from realtime.conflate import TallySnapshot
from realtime.fanout import Fanout
from realtime.hub import Hub
from realtime.ports import Readers, SessionView
from realtime.turnout import Asked, Awaited

PHONE = Participant("par_1", "ses_1", "org_1")
CHANNEL = f"session:{PHONE.session}:results"


class QuietBus:
    """A bus on which nobody else speaks."""

    is_connected = True

    def __init__(self) -> None:
        self.published: list[SessionEvent] = []
        self.left: list[str] = []

    async def publish(self, event: SessionEvent) -> bool:
        self.published.append(event)
        return True

    async def subscribe(self, session: str, *, deadline_s: float = 1.0) -> bool:
        return True

    async def unsubscribe(self, session: str) -> None:
        self.left.append(session)

    async def listen(self, *, on_event: Callable[[SessionEvent], None], on_gap: Callable[[str], None]) -> None:
        await asyncio.Event().wait()


class Stored:
    """Every session that is asked for; ``answers`` lets reads of a tally end, ``is_away`` makes all reads fail."""

    def __init__(self) -> None:
        self.version = 1
        self.is_away = False
        self.failures = 0
        self.answers = asyncio.Event()
        self.answers.set()

    async def view(self, session: str) -> SessionView | None:
        self._come_back()
        return SessionView(session, PHONE.organization, first_state("live", utc_now()), 1)

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]:
        return dict.fromkeys(sessions, 1)

    async def load(self, session: str) -> TallySnapshot | None:
        await self.answers.wait()
        return TallySnapshot(1, self.version, utc_now(), ResultsData(self.version, {}))

    async def positions(self, sessions: Collection[str]) -> dict[str, Position]:
        self._come_back()
        return dict.fromkeys(sessions, Position(1, self.version))

    def _come_back(self) -> None:
        if self.is_away:
            self.failures += 1
            raise StorageUnavailable


class Asking(Stored):
    """All sessions ask the same."""

    async def view(self, session: str) -> SessionView | None:
        state = msgspec.structs.replace(first_state("live", utc_now()), phase="running", question="q", accepting=True)
        return SessionView(session, PHONE.organization, state, 1)


class NoBoards:
    """Nobody asks anything."""

    async def load(self, session: str) -> list[AudienceQuestion]:
        return []

    async def versions(self, sessions: Collection[str]) -> dict[str, int]:
        return {}


class NobodyElse:
    """Whoever is awaited has not answered anywhere, and nobody has joined."""

    async def answered(self, awaited: Collection[Awaited]) -> list[Awaited]:
        return []

    async def given(self, participant: Participant, asked: Collection[Asked]) -> list[Asked]:
        return []

    async def latest_number(self, session: str) -> int:
        return 0

    async def joined(self, session: str, *, after: int, to: int) -> int:
        return 0


def readers_of(stored: Stored) -> Readers:
    return Readers(sessions=stored, tallies=stored, boards=NoBoards(), attendance=NobodyElse())


class StandingTicks:
    """A clock that stands until it is moved."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def hub_on(
    stored: Stored,
    *,
    bus: QuietBus | None = None,
    ticks: StandingTicks | None = None,
    attendance: NobodyElse | None = None,
) -> Hub:
    """The hub of the gateway ``gw_1``; its loop does not run."""
    ticks = ticks or StandingTicks()
    return Hub(
        gateway="gw_1",
        sessions=stored,
        tallies=stored,
        boards=NoBoards(),
        attendance=attendance or NobodyElse(),
        bus=bus or QuietBus(),
        fanout=Fanout(tick_min_s=0.1, tick_max_s=0.25, ticks=ticks),
        clock=utc_now,
        ticks=ticks,
    )
