"""Fault 6: a gateway is killed with submissions in its queue; none of them was acked, all come again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import httpx
import pytest

from app.core.clock import utc_now
from app.core.identity import new_id
from app.core.principals import Participant
from app.core.settings import Settings
from app.features.sessions.model import Session
from app.features.submissions.model import NewSubmission
from app.features.submissions.repository import EntryLog
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from app.infra.tokens import Tokens
from tests.builders.entries import new_submission
from tests.builders.sessions import opened_session
from tests.faults.conftest import StartRelay
from tests.faults.oracle import tally_of, verified
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.servers import settings_for

pytestmark = pytest.mark.fault(6)

RESPONDENTS = 40
LOOK_S = 0.5


class Phone:
    """A respondent who sends one submission over REST, as often as told."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._participant = Participant(new_id("par"), session.id, session.organization)
        issued = Tokens(settings.signing_secret(), utc_now).issue_participant(self._participant)
        self._headers = {"Authorization": f"Bearer {issued.token}"}
        self.submission: NewSubmission = new_submission(session.id, value="blue")
        self.receipts: list[str] = []

    async def send(self, base_url: str) -> None:
        """Send, and keep the receipt. Raises httpx.TransportError when the gateway dies meanwhile."""
        one = self.submission
        body = {"key": one.key, "part": one.part, "attempt": 1, "revision": 1, "answers": one.answers}
        async with httpx.AsyncClient(base_url=base_url, headers=self._headers, timeout=15.0) as client:
            reply = await client.post(f"/api/v1/sessions/{one.session}/submissions", json=body)
        reply.raise_for_status()
        self.receipts.append(reply.json()["data"]["receipt"])


async def test_a_killed_gateway_has_acked_nothing_that_it_had_not_stored(
    own_mongo: EmbeddedMongo,
    shared_redis: EmbeddedRedis,
    tmp_path: Path,
    processes: ProcessStarter,
    start_relay: StartRelay,
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    session = (await opened_session(database)).session
    start_relay(settings)
    gateway = processes.gateway(settings)
    first, *others = [Phone(session, settings) for _ in range(1 + RESPONDENTS)]
    await first.send(gateway.base_url)

    own_mongo.signal(SIGSTOP)
    sending = [asyncio.create_task(phone.send(gateway.base_url)) for phone in others]
    acked, _ = await asyncio.wait(sending, timeout=LOOK_S)
    assert not acked, "an ack while the database stands still cannot be true"
    gateway.kill()
    results = await asyncio.gather(*sending, return_exceptions=True)
    assert all(isinstance(result, httpx.TransportError) for result in results)
    own_mongo.signal(SIGCONT)

    gateway.start_and_wait()
    await asyncio.gather(*(phone.send(gateway.base_url) for phone in [first, *others, *others[:10]]))
    assert all(len(set(phone.receipts)) == 1 for phone in [first, *others])
    stored = {entry.key async for entry in EntryLog(database).scan(session.id)}
    assert stored == {phone.submission.key for phone in [first, *others]}
    assert (await verified(database, session.id)).agrees
    counted = {"n": 1 + RESPONDENTS, "o:blue": 1 + RESPONDENTS}
    assert (await tally_of(database, session.id)).counts.cells["colour@1"] == counted
    client.close()
