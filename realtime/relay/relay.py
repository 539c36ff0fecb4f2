"""The relay process: wait for the lease, lead, and start over from the checkpoint whenever anything goes wrong."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random

import msgspec

from app.core.clock import Clock, Ticks, monotonic, utc_now
from app.core.identity import new_id
from app.core.metrics import counters, gauge, gauges
from app.core.pause import pause
from app.core.probe import Probe, no_probe
from app.features.analytics.repository import TallyRepository
from app.features.deletion.going import Going
from app.features.submissions.barriers import Barriers
from app.features.submissions.repository import EntryLog
from app.infra.change_stream import StreamLost
from app.infra.lease import Lease, held
from app.infra.mongo import Database
from app.infra.mongo_errors import PyMongoError
from realtime.relay.census import Census
from realtime.relay.checkpoint import Checkpoint, CheckpointRepository
from realtime.relay.failures import EventsMissing, LeadershipEnded, LeaseLost
from realtime.relay.folder import Folder
from realtime.relay.generation import Generations
from realtime.relay.held import QuestionBook, SessionLookup
from realtime.relay.leader import Leader
from realtime.relay.partition import Partition
from realtime.relay.publisher import EventPublisher, Publisher
from realtime.relay.rebuild import Rebuild
from realtime.relay.source import EventSource

log = logging.getLogger(__name__)

LEADING = gauges("relay_leading", "1 where this relay folds the partition, 0 where it stands by.", "partition")
PARTITIONS = gauge("relay_partitions", "Into how many partitions the sessions are split, as this relay was told.")
STARTED_OVER = counters("relay_starts_over", "Ends of a lead that nobody asked for, by what ended it.", "reason")

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 2.0
LAST_PUBLISH_WAIT_S = 1.0


class RelayConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``tick_s``: the shortest time between two writes of one tally. ``census_interval_s``: how long a session is quiet
    before its tally is held against the number of its entries."""

    partition: Partition = Partition()
    tick_s: float = 0.075
    lease_ttl_s: float = 10.0
    census_interval_s: float = 60.0


class Relay:
    """Folds one partition for as long as it holds the lease; any number of them may stand by, or even lead at once."""

    def __init__(
        self,
        database: Database,
        *,
        events: EventPublisher,
        sessions: SessionLookup,
        config: RelayConfig,
        lease: Lease | None = None,
        clock: Clock = utc_now,
        ticks: Ticks = monotonic,
        probe: Probe = no_probe,
    ) -> None:
        partition = config.partition
        self._database = database
        self._events = events
        self._config = config
        self._clock = clock
        self._ticks = ticks
        self._probe = probe
        self._questions = QuestionBook(sessions)
        self._entries = EntryLog(database)
        self._tallies = TallyRepository(database)
        self._checkpoints = CheckpointRepository(database, partition.name, clock)
        self._generations = Generations(database, partition, self._checkpoints, self._tallies)
        self._barriers = Barriers(database, partition.slots[0])
        self._lease = lease or Lease(
            database, partition.name, holder=new_id("rly"), ttl_s=config.lease_ttl_s, clock=clock, ticks=ticks
        )
        self._begun: Checkpoint | None = None
        self._is_lost = False
        self._leading = LEADING.of(str(partition.index))
        PARTITIONS.set(partition.count)

    async def run(self, stop: asyncio.Event) -> None:
        """Fold until ``stop`` is set; gives the lease back at the end. Outlives any failure of the servers."""
        pause_s = FIRST_PAUSE_S
        while not stop.is_set():
            began = self._ticks()
            try:
                if await self._lease_is_ours(stop):
                    await self._lead(stop)
            except (StreamLost, EventsMissing) as loss:
                self._is_lost = True
                STARTED_OVER.of(type(loss).__name__).add()
                log.warning("the stream is lost: %s", loss)
            except (LeadershipEnded, PyMongoError) as end:
                STARTED_OVER.of(type(end).__name__).add()
                log.warning("starting over: %s: %s", type(end).__name__, end)
            pause_s = FIRST_PAUSE_S if self._ticks() - began > LONGEST_PAUSE_S else min(2 * pause_s, LONGEST_PAUSE_S)
            await pause(stop, pause_s * random.uniform(0.5, 1.0))  # noqa: S311  (spreads retries, no secret)
        with contextlib.suppress(PyMongoError):
            await self._lease.release()

    async def _lease_is_ours(self, stop: asyncio.Event) -> bool:
        """Wait for the lease; False where ``stop`` came first."""
        while not stop.is_set():
            if await self._lease.try_acquire():
                log.info("leading", extra={"partition": self._config.partition.name})
                return True
            await pause(stop, self._lease.pause_s)
        return False

    async def _lead(self, stop: asyncio.Event) -> None:
        checkpoint = await self._start()
        source = await EventSource.after(checkpoint, self._database, self._config.partition, self._ticks)
        publisher = Publisher(self._events, self._probe)
        self._leading.add(1)
        try:
            async with asyncio.TaskGroup() as tasks:
                background = [tasks.create_task(publisher.run()), tasks.create_task(self._keep_lease())]
                leader = self._leader(checkpoint, source, publisher)
                if checkpoint.rebuilding:
                    await self._rebuild(checkpoint, leader, publisher)
                background.append(tasks.create_task(self._census(leader).run()))
                await leader.lead(stop)
                await publisher.drain(within_s=LAST_PUBLISH_WAIT_S)
                for task in background:
                    task.cancel()
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        finally:
            self._leading.add(-1)
            await source.close()

    async def _start(self) -> Checkpoint:
        """From where to lead: the checkpoint, or a new generation where the one we led from is lost."""
        lost, self._is_lost = self._is_lost, False
        leading = await held(self._database, self._clock())
        self._begun = await (self._generations.begin(self._begun) if lost else self._generations.current(leading))
        return self._begun

    def _leader(self, checkpoint: Checkpoint, source: EventSource, publisher: Publisher) -> Leader:
        folder = Folder(
            tallies=self._tallies,
            questions=self._questions,
            tell=publisher.tell,
            start=checkpoint.mark,
            clock=self._clock,
            probe=self._probe,
        )
        return Leader(
            source=source,
            folder=folder,
            checkpoints=self._checkpoints,
            publisher=publisher,
            barriers=self._barriers,
            tick_s=self._config.tick_s,
            ticks=self._ticks,
            probe=self._probe,
        )

    async def _rebuild(self, checkpoint: Checkpoint, leader: Leader, publisher: Publisher) -> None:
        generation = checkpoint.mark.generation
        rebuild = Rebuild(
            to_do=await self._generations.to_do(generation),
            generation=generation,
            leader=leader,
            entries=self._entries,
            tallies=self._tallies,
            questions=self._questions,
            barriers=self._barriers,
            tell=publisher.tell,
            clock=self._clock,
            probe=self._probe,
        )
        await rebuild.run()

    def _census(self, leader: Leader) -> Census:
        return Census(
            leader=leader,
            entries=self._entries,
            tallies=self._tallies,
            going=Going(self._database),
            interval_s=self._config.census_interval_s,
        )

    async def _keep_lease(self) -> None:
        while True:
            await asyncio.sleep(self._lease.pause_s)
            if not await self._lease.renew():
                raise LeaseLost("another relay has taken over")
