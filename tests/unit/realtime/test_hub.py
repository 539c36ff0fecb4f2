"""Rooms while they are loaded, left and swept: no subscriber is ever left behind in one that nobody keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection

from app.contracts.audience import AudienceQuestion
from app.contracts.events import SessionEvent
from app.contracts.frames import Position, ResultsData
from app.core.clock import utc_now
from app.core.principals import Participant
from app.features.sessions.model import first_state
from realtime.conflate import TallySnapshot
from realtime.fanout import Fanout
from realtime.hub import LINGER_S, PRESENCE_INTERVAL_S, Hub
from realtime.ports import SessionView

SESSION = "ses_1"
CHANNEL = f"session:{SESSION}:results"
PHONE = Participant("par_1", SESSION, "org_1")


class Quiet:
    """A bus without events."""

    is_connected = True

    async def publish(self, event: SessionEvent) -> bool:
        return True

    async def subscribe(self, session: str, *, deadline_s: float = 1.0) -> bool:
        return True

    async def unsubscribe(self, session: str) -> None:
        return None

    async def listen(self, *, on_event: Callable[[SessionEvent], None], on_gap: Callable[[str], None]) -> None:
        await asyncio.Event().wait()


class Stored:
    """One session; its tally can be slow to come."""

    def __init__(self) -> None:
        self.version = 1
        self.answers = asyncio.Event()
        self.answers.set()

    async def view(self, session: str) -> SessionView | None:
        return SessionView(session, PHONE.organization, first_state("live", utc_now()), 1)

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]:
        return dict.fromkeys(sessions, 1)

    async def load(self, session: str) -> TallySnapshot | None:
        await self.answers.wait()
        return TallySnapshot(1, self.version, utc_now(), ResultsData(self.version, {}))

    async def positions(self, sessions: Collection[str]) -> dict[str, Position]:
        return dict.fromkeys(sessions, Position(1, self.version))


class NoBoards:
    """Nobody asks anything."""

    async def load(self, session: str) -> list[AudienceQuestion]:
        return []

    async def versions(self, sessions: Collection[str]) -> dict[str, int]:
        return {}


class Ticks:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_room_that_is_being_loaded_again_for_somebody_is_not_swept_away() -> None:
    stored, ticks = Stored(), Ticks()
    fanout = Fanout(tick_min_s=0.1, tick_max_s=0.25, ticks=ticks)
    hub = Hub(
        gateway="gw_1",
        sessions=stored,
        tallies=stored,
        boards=NoBoards(),
        bus=Quiet(),
        fanout=fanout,
        clock=utc_now,
        ticks=ticks,
    )
    sweeping = asyncio.create_task(hub.run())
    channel = await hub.open(PHONE, CHANNEL)
    stored.answers.clear()
    stored.version = 5
    catching_up = asyncio.create_task(hub.catch_up(channel, Position(1, 5)))
    await asyncio.sleep(0)
    ticks.now += LINGER_S + 1
    await asyncio.sleep(3 * PRESENCE_INTERVAL_S)
    stored.answers.set()
    await catching_up
    assert channel.position == Position(1, 5)
    assert await hub.open(PHONE, CHANNEL) is channel
    sweeping.cancel()
    await hub.close()
