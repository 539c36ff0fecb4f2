"""A gateway that is to end while its database stands still: nobody is kept, nothing is acked, and it ends in time."""

from __future__ import annotations

import time
from pathlib import Path
from signal import SIGCONT, SIGTERM

import pytest

from app.contracts.close_codes import CloseCode
from app.core.ending import LINGER_S
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from tests.builders.rest import answer
from tests.builders.sessions import CHOICE
from tests.builders.sockets import raw_socket
from tests.faults.standing import stop
from tests.faults.watched import opened_room
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.servers import settings_for
from tests.fixtures.waiting import until

NOTICE_S, SHUTDOWN_S, WRITER_DEADLINE_S = 1.0, 2.0, 3.0
LIMITS = {"drain_notice_s": NOTICE_S, "shutdown_timeout_s": SHUTDOWN_S, "writer_deadline_s": WRITER_DEADLINE_S}
LONGEST_S = NOTICE_S + 3 * SHUTDOWN_S + WRITER_DEADLINE_S + LINGER_S
"""What docs/operations.md promises."""

NOTICED_WITHIN_S = 1.0
pytestmark = pytest.mark.fault


async def test_a_gateway_ends_in_time_before_a_database_that_stands_still(
    own_mongo: EmbeddedMongo, shared_redis: EmbeddedRedis, tmp_path: Path, processes: ProcessStarter
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path).model_copy(update=LIMITS)
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    gateway = processes.gateway(settings)
    room = await opened_room(settings, database)
    async with raw_socket(gateway.socket_url) as phone:
        await phone.hello(room.participant_token())
        submit = {"type": "submit", "session": room.id}
        stored = await phone.ask(id="stored", **submit, **answer(CHOICE.id, "red"))
        assert stored["status"] == "accepted"
        await stop(own_mongo)
        await phone.send(id="hanging", **submit, **answer(CHOICE.id, "blue", revision=2))
        gateway.signal(SIGTERM)
        began = time.monotonic()
        assert await phone.closed() == CloseCode.DRAINING
        assert [frame["id"] for frame in phone.frames if frame["type"] == "ack"] == ["stored"]
        await until(lambda: not gateway.is_running(), within_s=LONGEST_S + NOTICED_WITHIN_S)
        took_s = time.monotonic() - began
    own_mongo.signal(SIGCONT)
    assert gateway.exit_code() == 0, "all that it had taken was answered"
    assert NOTICE_S < took_s < LONGEST_S + NOTICED_WITHIN_S
    client.close()
