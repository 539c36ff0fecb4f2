"""Group commit: what shares a batch, what is sent again, and what is never acked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import cast

import msgspec
import pytest
from pymongo.errors import AutoReconnect, BulkWriteError, OperationFailure

from app.core.clock import utc_now
from app.core.errors import QueueFull, RevisionGap, StorageUnavailable
from app.features.submissions.model import Draft, Entry
from app.features.submissions.outcome import Outcome, Refused, Repeated, Written
from app.features.submissions.repository import EntryLog
from realtime.waiting import MAX_BATCH_BYTES, MAX_WAITING_BYTES, Waiting, WaitingLine
from realtime.writer import GroupCommitWriter

WRITE_CONCERN_FAILED = BulkWriteError({"writeErrors": [], "writeConcernErrors": [{"code": 64, "errmsg": "timeout"}]})


class MemoryLog:
    """The log as the writer sees it; ``failures`` are raised one after the other, after the write was carried out."""

    def __init__(self, *failures: Exception) -> None:
        self.stored: dict[str, Entry] = {}
        self.batches: list[list[str]] = []
        self.failures = list(failures)
        self.gate = asyncio.Event()
        self.gate.set()

    async def append_many(self, entries: Sequence[Entry]) -> list[Outcome]:
        await self.gate.wait()
        self.batches.append([entry.id for entry in entries])
        outcomes: list[Outcome] = []
        for entry in entries:
            known = self.stored.setdefault(entry.id, entry)
            outcomes.append(Written(entry) if known is entry else Repeated(known))
        if self.failures:
            raise self.failures.pop(0)
        return outcomes

    async def by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        return {entry_id: self.stored[entry_id] for entry_id in ids if entry_id in self.stored}


def writer_to(log: MemoryLog, **options: float) -> GroupCommitWriter:
    return GroupCommitWriter(cast("EntryLog", log), **options)  # type: ignore[arg-type]


async def taken() -> None:
    """Let the tasks that stand ready run until each of them waits."""
    for _ in range(5):
        await asyncio.sleep(0)


def draft(number: int, *, revision: int = 1, key: str | None = None) -> Draft:
    return Draft(
        id=f"s:p{number}:1:q:{revision}",
        session="s",
        organization="o",
        attempt=1,
        revision=revision,
        answers={"q": revision},
        key=key or f"key-{number}-{revision}",
        payload_hash="hash",
        at=utc_now(),
    )


async def test_what_waits_while_a_write_is_under_way_goes_out_as_one_batch() -> None:
    log = MemoryLog()
    log.gate.clear()
    async with writer_to(log, batch_size=8) as writer:
        writes = [asyncio.create_task(writer.write(draft(0)))]
        await taken()
        writes += [asyncio.create_task(writer.write(draft(number))) for number in range(1, 13)]
        await taken()
        log.gate.set()
        await asyncio.gather(*writes)
    assert [len(batch) for batch in log.batches] == [1, 8, 4]


async def test_a_revision_is_written_after_what_it_revises_even_if_both_wait() -> None:
    log = MemoryLog()
    log.gate.clear()
    async with writer_to(log) as writer:
        writes = [asyncio.create_task(writer.write(draft(1, revision=revision))) for revision in (1, 2, 3)]
        await asyncio.sleep(0)
        log.gate.set()
        await asyncio.gather(*writes)
    assert [batch[0][-1] for batch in log.batches] == ["1", "2", "3"]
    assert log.stored["s:p1:1:q:3"].replaces == {"q": 2}


async def test_a_revision_without_its_predecessor_is_refused_for_now() -> None:
    async with writer_to(MemoryLog()) as writer:
        with pytest.raises(RevisionGap):
            await writer.write(draft(1, revision=2))


@pytest.mark.parametrize("failure", [AutoReconnect("gone"), WRITE_CONCERN_FAILED])
async def test_a_write_whose_fate_is_open_is_sent_again_unchanged(failure: Exception) -> None:
    log = MemoryLog(failure, failure)
    async with writer_to(log) as writer:
        outcome = await writer.write(draft(1))
    assert log.batches == 3 * [["s:p1:1:q:1"]]
    assert outcome.entry is log.stored["s:p1:1:q:1"]


async def test_no_ack_leaves_while_the_fate_of_a_write_is_open() -> None:
    log = MemoryLog(*(AutoReconnect("gone") for _ in range(100)))
    async with writer_to(log, deadline_s=0.3) as writer:
        with pytest.raises(StorageUnavailable) as refusal:
            await writer.write(draft(1))
    assert refusal.value.temporary


async def test_a_database_that_hangs_is_given_up_at_the_deadline() -> None:
    log = MemoryLog()
    log.gate.clear()
    async with writer_to(log, deadline_s=0.1) as writer:
        with pytest.raises(StorageUnavailable):
            await writer.write(draft(1))
        log.gate.set()
        await writer.write(draft(2))


async def test_a_full_queue_refuses_for_now_and_says_when_to_come_back() -> None:
    log = MemoryLog()
    log.gate.clear()
    async with writer_to(log, capacity=3, batch_size=1) as writer:
        writes = [asyncio.create_task(writer.write(draft(0)))]
        await taken()
        writes += [asyncio.create_task(writer.write(draft(number))) for number in range(1, 4)]
        await taken()
        with pytest.raises(QueueFull) as refusal:
            await writer.write(draft(4))
        assert refusal.value.retry_after_ms
        log.gate.set()
        await asyncio.gather(*writes)
    assert len(log.stored) == 4


async def test_leaving_writes_what_still_waits() -> None:
    log = MemoryLog()
    log.gate.clear()
    async with writer_to(log, batch_size=2) as writer:
        writes = [asyncio.create_task(writer.write(draft(number))) for number in range(7)]
        await asyncio.sleep(0)
        log.gate.set()
    assert len(log.stored) == 7
    assert all(isinstance(outcome, Written) for outcome in await asyncio.gather(*writes))
    with pytest.raises(StorageUnavailable):
        await writer.write(draft(8))


@pytest.mark.parametrize("failure", [ValueError("a defect"), OperationFailure("no space left on device", 14031)])
async def test_a_failure_that_nobody_expected_reaches_those_who_wait_and_makes_nobody_drop_answers(
    failure: Exception,
) -> None:
    log = MemoryLog(failure)
    async with writer_to(log) as writer:
        with pytest.raises(StorageUnavailable) as refusal:
            await writer.write(draft(1))
        assert refusal.value.temporary
        assert refusal.value.retry_after_ms
        assert isinstance(await writer.write(draft(2)), Written)


async def test_drafts_that_share_answers_or_a_key_never_share_a_batch() -> None:
    line = WaitingLine(10)
    loop = asyncio.get_running_loop()
    drafts = [draft(1), draft(1, revision=2), draft(2), draft(3, key="key-2-1"), draft(4)]
    for one in drafts:
        line.put(Waiting(one, 1e9, loop.create_future()))
    batches = []
    while line:
        batches.append([waiting.draft for waiting in line.take(10)])
    assert batches == [[drafts[0], drafts[2], drafts[4]], [drafts[1], drafts[3]]]


@pytest.mark.parametrize("order", [(3, 1, 2), (3, 2, 1), (2, 3, 1)])
async def test_revisions_that_come_out_of_turn_are_all_stored_and_none_is_sent_back(order: tuple[int, ...]) -> None:
    log = MemoryLog()
    async with writer_to(log) as writer:
        outcomes = await asyncio.gather(*(writer.write(draft(1, revision=revision)) for revision in order))
    assert all(isinstance(outcome, Written) for outcome in outcomes)
    assert log.batches == [[f"s:p1:1:q:{revision}"] for revision in (1, 2, 3)]


async def test_large_forms_fill_the_line_and_a_batch_by_their_bytes() -> None:
    line = WaitingLine(10_000)
    loop = asyncio.get_running_loop()
    large = [msgspec.structs.replace(draft(number), size_bytes=2_000_000) for number in range(40)]
    for one in large[: MAX_WAITING_BYTES // 2_000_000]:
        line.put(Waiting(one, 1e9, loop.create_future()))
    with pytest.raises(QueueFull):
        line.put(Waiting(draft(99), 1e9, loop.create_future()))
    assert len(line.take(500)) == MAX_BATCH_BYTES // 2_000_000
    line.put(Waiting(draft(99), 1e9, loop.create_future()))
    while line:
        line.take(500)
    for one in large[: MAX_WAITING_BYTES // 2_000_000]:  # nothing is left of what went
        line.put(Waiting(one, 1e9, loop.create_future()))


async def test_choosing_a_batch_is_cheap_when_many_share_a_key() -> None:
    line = WaitingLine(1_000)
    loop = asyncio.get_running_loop()
    for number in range(1_000):
        line.put(Waiting(draft(number, key="same"), 1e9, loop.create_future()))
    assert len(line.take(10)) == 1
    assert len(line) == 999


async def test_whoever_asks_right_after_a_failure_is_told_to_come_back_later() -> None:
    class Refusing(MemoryLog):
        async def append_many(self, entries: Sequence[Entry]) -> list[Outcome]:
            return [Refused(RevisionGap()) for _ in entries]

    async with writer_to(Refusing()) as writer:
        await writer.require_working()
        with pytest.raises(RevisionGap):
            await writer.write(draft(1))
        await writer.require_working()
    async with writer_to(MemoryLog(RuntimeError("a defect"))) as writer:
        with pytest.raises(StorageUnavailable):
            await writer.write(draft(1))
        with pytest.raises(StorageUnavailable):
            await writer.require_working()
