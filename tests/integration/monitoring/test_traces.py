"""One answer is one trace: through the writer, MongoDB, the change stream, the relay, Redis and the hub."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.core.settings import Settings
from app.core.tracing import recording
from app.features.sessions.model import Command
from app.infra.mongo import Database
from app.infra.monitoring.spans import OpenTelemetrySpans
from tests.builders.rest import new_key
from tests.builders.sessions import CHOICE
from tests.builders.sockets import Room, new_room
from tests.fixtures.gateways import Gateway, running_gateway, running_relay
from tests.fixtures.waiting import until

QUESTION = CHOICE.id
TRACE_ID, SPAN_ID = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
WAY = {
    "in the writer",
    "group commit",
    "MongoDB insert entries",
    "fold",
    "publish",
    "to the screens",
}


class Recorded:
    """What was handed to the exporter."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.sink = OpenTelemetrySpans(Resource.create({}), SimpleSpanProcessor(self.exporter))

    def traces(self) -> dict[str, list[ReadableSpan]]:
        """By trace id; only those of answers."""
        found: dict[str, list[ReadableSpan]] = {}
        for span in self.exporter.get_finished_spans():
            found.setdefault(f"{span.context.trace_id:032x}", []).append(span)
        return {trace: spans for trace, spans in found.items() if "group commit" in {span.name for span in spans}}

    def have_arrived(self, count: int) -> bool:
        arrived = [t for t in self.traces().values() if "to the screens" in {span.name for span in t}]
        return len(arrived) == count


@pytest.fixture
def recorded() -> Recorded:
    return Recorded()


@asynccontextmanager
async def watched_room(settings: Settings, database: Database) -> AsyncIterator[tuple[Gateway, Room]]:
    """An open question, and one screen."""
    async with running_relay(settings), running_gateway(settings) as gateway:
        room = await new_room(settings, database)
        await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
        async with Watcher(gateway.socket_url, room.member_token(), [room.channel("results")]) as screen:
            await until(lambda: bool(screen.subscribed))
            yield gateway, room


async def test_an_answer_over_the_socket_is_one_trace(
    settings: Settings, database: Database, recorded: Recorded
) -> None:
    async with watched_room(settings, database) as (gateway, room):
        with recording(recorded.sink, 1.0):
            async with Respondent(gateway.socket_url, room.participant_token(), room.id) as phone:
                await phone.answer(QUESTION, {QUESTION: "red"})
            await until(lambda: recorded.have_arrived(1))
    ((_, spans),) = recorded.traces().items()
    by_name = {span.name: span for span in spans}
    assert by_name.keys() >= WAY | {"submit over the socket", "MongoDB insert tallies"}
    root = by_name["submit over the socket"]
    assert root.parent is None
    ids = {span.context.span_id for span in spans}
    assert {span.parent.span_id for span in spans if span.parent is not None} <= ids
    begun = [by_name[name].start_time or 0 for name in ("group commit", "fold", "publish", "to the screens")]
    assert begun == sorted(begun)
    assert {attribute for span in spans for attribute in span.attributes or {}} <= {
        "batch.entries", "db.system.name", "screens", "version",
    }  # fmt: skip


async def test_an_answer_over_rest_joins_the_trace_of_its_sender(
    settings: Settings, database: Database, recorded: Recorded
) -> None:
    async with watched_room(settings, database) as (gateway, room):
        headers = {
            "Authorization": f"Bearer {room.participant_token()}",
            "traceparent": f"00-{TRACE_ID}-{SPAN_ID}-01",
        }
        body = {"key": new_key(), "part": QUESTION, "attempt": 1, "revision": 1, "answers": {QUESTION: "red"}}
        with recording(recorded.sink, 1.0):
            async with httpx.AsyncClient(base_url=gateway.base_url, headers=headers) as http:
                reply = await http.post(f"/api/v1/sessions/{room.id}/submissions", json=body)
            await until(lambda: recorded.have_arrived(1))
    assert reply.status_code == 200
    spans = {span.name: span for span in recorded.traces()[TRACE_ID]}
    root = spans["POST /api/v1/sessions/{session_id}/submissions"]
    assert f"{root.parent.span_id:016x}" == SPAN_ID  # type: ignore[union-attr]
    assert (root.attributes or {})["http.response.status_code"] == "200"
    assert spans.keys() >= WAY


async def test_answers_of_one_batch_have_a_trace_each_with_links(
    settings: Settings, database: Database, recorded: Recorded
) -> None:
    async with watched_room(settings, database) as (gateway, room), AsyncExitStack() as stack:
        phones = [Respondent(gateway.socket_url, room.participant_token(), room.id) for _ in range(12)]
        for phone in phones:
            await stack.enter_async_context(phone)
        await until(lambda: all(phone.connects for phone in phones))
        with recording(recorded.sink, 1.0):
            await asyncio.gather(*(phone.answer(QUESTION, {QUESTION: "red"}) for phone in phones))
            await until(lambda: recorded.have_arrived(12))
    traces = recorded.traces()
    commits = [span for spans in traces.values() for span in spans if span.name == "group commit"]
    assert len(commits) == 12
    together = [span for span in commits if (span.attributes or {})["batch.entries"] > 1]  # type: ignore[operator]
    assert together, "twelve answers at once share a commit"
    assert all(f"{link.context.trace_id:032x}" in traces for span in together for link in span.links)
    assert all(span.links for span in together)


async def test_nothing_is_recorded_and_nothing_is_stored_where_nothing_was_chosen(
    settings: Settings, database: Database, recorded: Recorded
) -> None:
    async with watched_room(settings, database) as (gateway, room):
        with recording(recorded.sink, 0.0):
            async with Respondent(gateway.socket_url, room.participant_token(), room.id) as phone:
                await phone.answer(QUESTION, {QUESTION: "red"})
    assert recorded.traces() == {}
    assert [entry async for entry in database["entries"].find({"client": {"$exists": True}})] == []
