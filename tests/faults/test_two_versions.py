"""An upgrade as docs/operations.md tells it: the former version and this one side by side on one database, under load.

Migrations come while the former version is answered; then both take answers, each folds what the other took, and the
way back works too. Everything is counted once.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from signal import SIGTERM
from typing import Self

import httpx
import pytest

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.core.settings import Settings
from app.infra import mongo
from app.infra.embedded.ports import free_port
from tests.builders.rest import data_of, joined, registered, started_session
from tests.faults.former_version import FormerVersion, former_commit
from tests.faults.oracle import verified
from tests.fixtures.commands import impactpulse
from tests.fixtures.processes import READY_TIMEOUT_S, AppProcess
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault

QUESTION = "q1"
PHONES = 10
PAUSE_S = 0.05
MORE = 10
"""So many more answers must be counted before the next step."""


class Room:
    """Phones answer in turn until it is over, before screens; those that come later do too."""

    def __init__(self, session: str, owner: str) -> None:
        self.session = session
        self._owner = owner
        self._channel = f"session:{session}:results"
        self._people = AsyncExitStack()
        self.phones: list[Respondent] = []
        self.screens: list[Watcher] = []
        self._is_over = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._people.aclose()

    async def come(self, gateway: AppProcess, tokens: Sequence[str]) -> None:
        """A screen and phones by this gateway."""
        screen = Watcher(gateway.socket_url, self._owner, [self._channel])
        self.screens.append(await self._people.enter_async_context(screen))
        for token in tokens:
            phone = Respondent(gateway.socket_url, token, self.session)
            self.phones.append(await self._people.enter_async_context(phone))

    async def answer(self) -> None:
        async with asyncio.TaskGroup() as answers:
            for number in itertools.count():
                if self._is_over:
                    return
                phone = self.phones[number % len(self.phones)]
                answers.create_task(phone.answer(QUESTION, {QUESTION: ("tea", "coffee")[number % 7 % 2]}))
                await asyncio.sleep(PAUSE_S)

    async def goes_on(self) -> None:
        """Returns when every screen shows answers that were not there yet."""
        goal = self.acked + MORE
        await until(lambda: min(self.shown) >= goal, within_s=READY_TIMEOUT_S)

    async def come_to_rest(self, answering: asyncio.Task[None]) -> None:
        """No more answers; returns when every screen shows all of them."""
        self._is_over = True
        await answering
        await until(lambda: self.shown == {self.acked}, within_s=READY_TIMEOUT_S)

    @property
    def acked(self) -> int:
        return sum(len(phone.acked) for phone in self.phones)

    @property
    def shown(self) -> set[int]:
        return {screen.views[self._channel].results().entries for screen in self.screens}


async def _ended(process: AppProcess) -> None:
    await until(lambda: not process.is_running(), within_s=READY_TIMEOUT_S)
    assert process.exit_code() == 0, process.log.read_text(encoding="utf-8")[-2_000:]


async def _stopped(process: AppProcess) -> None:
    process.signal(SIGTERM)
    await _ended(process)


@asynccontextmanager
async def _running(*processes: AppProcess) -> AsyncIterator[None]:
    """Started, and ended with the context whatever happens."""
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.stop()


async def _opened(gateway: AppProcess) -> tuple[Room, list[str]]:
    """Made through the former version: a session with an open question, and the tokens of its participants."""
    async with httpx.AsyncClient(base_url=gateway.base_url, timeout=30) as http:
        ada = await registered(http)
        session = await started_session(ada)
        data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "open", "question": QUESTION}))
        tokens = [(await joined(http, session)).token or "" for _ in range(2 * PHONES)]
        return Room(session["id"], ada.token or ""), tokens


async def _upgraded(
    room: Room, tokens: Sequence[str], former: FormerVersion, settings: Settings, old: AppProcess
) -> None:
    """Migrations, then new processes beside the old ones, then each relay without the other."""
    gateway = AppProcess("serve", settings.model_copy(update={"port": free_port()}), former.logs, {})
    relay, old_relay = AppProcess("relay", settings, former.logs, {}), former.process("relay", settings)
    async with _running(old_relay), room:
        await room.come(old, tokens[:PHONES])
        answering = asyncio.create_task(room.answer())
        await room.goes_on()
        assert (await impactpulse(settings, "migrate")).exit_code == 0
        await room.goes_on()
        async with _running(gateway, relay):
            await until(lambda: asyncio.to_thread(gateway.is_ready), within_s=READY_TIMEOUT_S)
            await room.come(gateway, tokens[PHONES:])
            await room.goes_on()
            await _stopped(old_relay)
            await room.goes_on()
            old_relay.start()
            await _stopped(relay)
            await room.goes_on()
            await room.come_to_rest(answering)
            assert all(phone.sent.keys() == phone.acked.keys() for phone in room.phones)


async def test_two_versions_take_and_count_answers_side_by_side_and_the_way_back_works(
    settings: Settings, tmp_path: Path
) -> None:
    commit = former_commit()
    if commit is None:
        pytest.skip("the history does not reach back to the former version")
    former = FormerVersion(commit, tmp_path)
    migration, gateway = former.process("migrate", settings), former.process("serve", settings)
    migration.start()
    await _ended(migration)
    async with _running(gateway):
        await until(lambda: asyncio.to_thread(gateway.is_ready), within_s=READY_TIMEOUT_S)
        room, tokens = await _opened(gateway)
        await _upgraded(room, tokens, former, settings, gateway)
    client = mongo.connect(settings.required_mongodb_url())
    verification = await verified(client[settings.database], room.session)
    client.close()
    assert verification.agrees, verification.differences
    assert verification.entries_in_log == room.acked >= 5 * MORE
    recount = former.process("verify", settings, room.session)
    recount.start()
    await _ended(recount)
