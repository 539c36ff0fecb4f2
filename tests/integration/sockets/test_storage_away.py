"""The database is away while somebody answers and somebody steers."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.features.sessions.directory import MAX_AGE_S
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE
from tests.builders.sockets import new_room, raw_socket
from tests.fixtures.gateways import running_gateway
from tests.fixtures.servers import settings_for

QUESTION = CHOICE.id


async def test_whoever_asks_meanwhile_is_told_to_come_again_and_then_succeeds(
    own_mongo: EmbeddedMongo, shared_redis: EmbeddedRedis, tmp_path: Path
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    await migrate(client[settings.database])
    room = await new_room(settings, client[settings.database])
    async with running_gateway(settings) as gateway, raw_socket(gateway.socket_url) as phone:
        await phone.hello(room.participant_token())
        async with raw_socket(gateway.socket_url) as screen:
            await screen.hello(room.member_token())
            opening = {"type": "control", "id": "c", "session": room.id, "action": "open", "question": QUESTION}
            assert (await screen.ask(**opening))["type"] == "ack"
            own_mongo.kill()
            await asyncio.sleep(MAX_AGE_S)
            key = new_key()
            answer = {
                "type": "submit", "id": "s", "key": key, "session": room.id, "part": QUESTION, "attempt": 1,
                "revision": 1, "answers": {QUESTION: "red"},
            }  # fmt: skip
            refused = await asyncio.gather(phone.ask(**answer), screen.ask(**{**opening, "action": "close"}))
            for error in refused:
                assert (error["type"], error["code"], error["temporary"]) == ("error", "storage_unavailable", True)
            own_mongo.start()
            ack = await phone.ask(**answer)
            assert (ack["type"], ack["status"], ack["key"]) == ("ack", "accepted", key)
    client.close()
