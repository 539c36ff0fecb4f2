"""The event bus on a real Redis Cluster: one shard for each message, and every gap is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress

import pytest

from app.contracts.events import PresenceCounted, SessionEvent
from app.core.identity import new_id
from app.core.settings import Settings
from app.infra import checkup
from app.infra.event_bus import LANES, ShardedEventBus
from app.infra.mongo import Database
from app.infra.monitoring.redis_commands import COMMAND_SECONDS
from app.infra.redis import connect_cluster
from app.infra.topic_bus import TopicBus
from tests.builders.redis_cluster import Cluster, cluster_program, running_cluster
from tests.builders.rest import answer
from tests.builders.sockets import new_room, raw_socket
from tests.fixtures.commands import impactpulse
from tests.fixtures.gateways import running_gateway, running_relay
from tests.fixtures.waiting import until

pytestmark = pytest.mark.skipif(cluster_program() is None, reason="there is no redis-server 7 on this machine")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


class Heard:
    """What a listener was told."""

    def __init__(self) -> None:
        self.events: list[SessionEvent] = []
        self.gaps: list[str] = []


@asynccontextmanager
async def bus_of(cluster: Cluster) -> AsyncIterator[ShardedEventBus]:
    client = connect_cluster(cluster.nodes[0].url)
    try:
        yield ShardedEventBus(client)
    finally:
        await client.aclose()


@asynccontextmanager
async def listening(cluster: Cluster) -> AsyncIterator[tuple[ShardedEventBus, Heard]]:
    heard = Heard()
    async with bus_of(cluster) as bus:
        task = asyncio.create_task(bus.listen(on_event=heard.events.append, on_gap=heard.gaps.append))
        try:
            await until(lambda: bus.is_connected)
            yield bus, heard
        finally:  # of a failed test too: the loop would wait for ever for a lane that drops its one cancellation
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def topics_of(cluster: Cluster) -> list[list[str]]:
    """What is listened to, at each node."""
    return [node.ask("PUBSUB", "SHARDCHANNELS", "impactpulse:session:*") for node in cluster.nodes]


async def test_events_of_all_sessions_arrive_in_order_each_through_one_shard(cluster: Cluster) -> None:
    sessions = [new_id("ses") for _ in range(8 * LANES)]
    async with listening(cluster) as (bus, heard), bus_of(cluster) as publisher:
        for session in sessions:
            assert await bus.subscribe(session)
        topics = topics_of(cluster)
        assert all(topics), "a node that owns no lane"
        assert sum(len(at_node) for at_node in topics) == len(sessions)

        sent, timed = [PresenceCounted(session, "gw_1", number) for number in range(3) for session in sessions], times()
        for event in sent:
            assert await publisher.publish(event)
        await until(lambda: len(heard.events) == len(sent))
        assert times() == timed + len(sent)
        for session in sessions:
            assert [event.connected for event in heard.events if event.session == session] == [0, 1, 2]  # type: ignore[union-attr]
        assert heard.gaps == []

        await bus.unsubscribe(sessions[0])
        assert await bus.subscribe(sessions[0])
        assert heard.gaps == []


async def test_a_lane_that_moves_to_another_node_is_told_as_a_gap_and_goes_on_there(cluster: Cluster) -> None:
    session = new_id("ses")
    async with listening(cluster) as (bus, heard), bus_of(cluster) as publisher:
        assert await bus.subscribe(session)
        topic = next(name for at_node in topics_of(cluster) for name in at_node if name.endswith(session))
        slot = int(cluster.nodes[0].ask("CLUSTER", "KEYSLOT", topic))
        former = cluster.owner_of(slot)
        cluster.move(slot, next(node for node in cluster.nodes if node is not former))
        await until(lambda: heard.gaps == [session])
        await publisher.publish(PresenceCounted(session, "gw_1", 1))
        await until(lambda: len(heard.events) == 1)


async def test_a_node_that_dies_holds_up_its_own_lanes_alone(cluster: Cluster) -> None:
    sessions = [new_id("ses") for _ in range(8 * LANES)]
    async with listening(cluster) as (bus, heard), bus_of(cluster) as publisher:
        for session in sessions:
            assert await bus.subscribe(session)
        there = {name.rpartition(":")[2] for name in topics_of(cluster)[2]}
        assert 0 < len(there) < len(sessions)
        others = [session for session in sessions if session not in there]
        assert await publisher.publish(PresenceCounted(others[0], "gw_1", 1))  # it knows the cluster from before
        await until(lambda: len(heard.events) == 1)
        cluster.nodes[2].kill()
        await until(lambda: not bus.is_connected)
        for session in others:
            assert await publisher.publish(PresenceCounted(session, "gw_1", 1))
        await until(lambda: len(heard.events) == 1 + len(others))
        assert heard.gaps == []
        cluster.nodes[2].start()
        await until(lambda: set(heard.gaps) == there)


async def test_results_travel_from_the_relay_to_a_screen_through_the_cluster(
    cluster: Cluster, settings: Settings, database: Database
) -> None:
    ours = settings.model_copy(update={"events_url": cluster.nodes[1].url})
    async with running_relay(ours), running_gateway(ours) as gateway:
        room = await new_room(settings, database)
        async with raw_socket(gateway.socket_url) as screen, raw_socket(gateway.socket_url) as phone:
            await screen.hello(room.member_token())
            await screen.ask(type="subscribe", id="1", channel=room.channel("results"))
            await screen.ask(type="control", id="2", session=room.id, action="open", question="colour")
            await phone.hello(room.participant_token())
            frame = answer("colour", "red")
            published = passed_on(cluster)
            ack = await phone.ask(type="submit", id="3", session=room.id, **frame)
            assert ack["status"] == "accepted"
            while not (await screen.receive(channel=room.channel("results")))["data"]["cells"]:
                pass
            assert screen.frames[-1]["data"]["cells"]["colour@1"]["o:red"] == 1
    assert passed_on(cluster) > published


async def test_listening_ends_though_a_lane_drops_a_cancellation(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped: list[str] = []
    disconnect = TopicBus._disconnect

    async def drops_the_first(lane: TopicBus[SessionEvent]) -> None:
        """As redis-py on Python 3.11, where a cancellation and the end of a write come together."""
        await disconnect(lane)
        if not dropped:
            dropped.append("once")
            await asyncio.sleep(60)

    monkeypatch.setattr(TopicBus, "_disconnect", drops_the_first)
    async with asyncio.timeout(10), listening(cluster):
        pass
    assert dropped == ["once"]


async def test_doctor_tells_a_cluster_that_delivers_from_a_server_that_cannot(
    cluster: Cluster, settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "the cluster of EVENTS_URL delivers messages"
    right = await impactpulse(settings.model_copy(update={"events_url": cluster.nodes[0].url}), "doctor")
    assert f"ok   {line}: " in right.stdout
    monkeypatch.setattr(checkup, "PUBSUB_DEADLINE_S", 0.5)
    wrong = await impactpulse(settings.model_copy(update={"events_url": settings.redis_url}), "doctor")
    assert f"BAD  {line}: no message came back" in wrong.stdout


def times() -> int:
    """How many messages this process has measured."""
    return sum(COMMAND_SECONDS.of("SPUBLISH").counts)


def passed_on(cluster: Cluster) -> int:
    """How many messages the nodes were given."""
    stats = [node.ask("INFO", "commandstats") for node in cluster.nodes]
    return sum(int(each.get("cmdstat_spublish", {"calls": 0})["calls"]) for each in stats)
