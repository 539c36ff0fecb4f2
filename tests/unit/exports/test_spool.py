"""The spool on a log that is longer than what one thread takes in."""

from __future__ import annotations

from collections.abc import AsyncIterator

from app.core.clock import utc_now
from app.features.exports.spool import BATCH, Spool
from app.features.submissions.erased import NO_HASH
from app.features.submissions.model import Entry

BATCHES = 150
"""Enough that a statement which two threads share is caught at it, nearly always."""


async def long_log() -> AsyncIterator[Entry]:
    now = utc_now()
    for number in range(BATCHES * BATCH):
        yield Entry(
            id=f"ses_1:par_{number:06}:1:colour:1",
            session="ses_1",
            organization="org_1",
            attempt=1,
            answers={"colour": "red"},
            key=str(number),
            payload_hash=NO_HASH,
            at=now,
        )


async def test_a_long_log_is_spooled_whole() -> None:
    spool = Spool()
    await spool.fill(long_log())
    assert sum([1 async for _ in spool.standings()]) == BATCHES * BATCH
    spool.close()
