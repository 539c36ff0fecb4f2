"""What a collector gets from a gateway and a relay, over OTLP."""

from __future__ import annotations

from app.client.respondent import Respondent
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.mongo import Database
from loadtests.collector import collecting
from loadtests.trace import picture
from tests.builders.sessions import CHOICE
from tests.builders.sockets import new_room
from tests.fixtures.gateways import running_gateway, running_relay

QUESTION = CHOICE.id


async def test_a_collector_gets_the_numbers_and_the_spans(settings: Settings, database: Database) -> None:
    with collecting() as collector:
        told = settings.model_copy(update={"otlp_endpoint": collector.url, "trace_ratio": 1.0})
        async with running_relay(settings), running_gateway(told) as gateway:
            room = await new_room(settings, database)
            await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
            async with Respondent(gateway.socket_url, room.participant_token(), room.id) as phone:
                await phone.answer(QUESTION, {QUESTION: "red"})
    assert {service for service, _ in collector.spans} == {"impactpulse-web"}
    commit = next(span for _, span in collector.spans if span.name == "group commit")
    trace = [(service, span) for service, span in collector.spans if span.trace_id == commit.trace_id]
    assert {"submit over the socket", "in the writer", "MongoDB insert entries"} <= {s.name for _, s in trace}
    assert picture(sorted(trace, key=lambda one: one[1].start_time_unix_nano)).count("ms</text>") == len(trace) + 1
    acks = collector.metrics["impactpulse_answer_ack_seconds"].histogram.data_points[0]
    assert acks.count == sum(acks.bucket_counts) >= 1
    accepted = collector.metrics["impactpulse_answers"].sum
    assert accepted.is_monotonic
    assert collector.metrics["impactpulse_sockets"].gauge.data_points[0].as_double == 0


async def test_a_collector_that_is_away_stops_nobody(settings: Settings, database: Database) -> None:
    deaf = settings.model_copy(update={"otlp_endpoint": "http://127.0.0.1:1", "trace_ratio": 1.0})
    async with running_gateway(deaf) as gateway:
        room = await new_room(settings, database)
        await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
        async with Respondent(gateway.socket_url, room.participant_token(), room.id) as phone:
            assert (await phone.answer(QUESTION, {QUESTION: "red"})).status == "accepted"
