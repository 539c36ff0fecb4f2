"""The service that takes submissions, with a writer of its own: what a gateway process holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from app.core.clock import Clock, monotonic, utc_now
from app.features.sessions.directory import SessionDirectory
from app.features.sessions.participants import ParticipantRepository
from app.features.submissions.places import PlaceRepository
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.submissions.service import SubmissionService
from app.infra.mongo import Database
from realtime.writer import GroupCommitWriter
from tests.builders.sessions import session_service

RECEIPT_SECRET = b"a receipt secret of the tests"


@asynccontextmanager
async def submission_service(
    database: Database,
    *,
    deadline_s: float = 10.0,
    capacity: int = 10_000,
    writer: GroupCommitWriter | None = None,
    clock: Clock = utc_now,
    taken_at: Clock = utc_now,
) -> AsyncIterator[SubmissionService]:
    """Everything real but the network before it; ``clock`` is that of quotas, ``taken_at`` that of answers.

    ``writer``: one that runs already.
    """
    log = EntryLog(database)
    async with (
        nullcontext(writer) if writer else GroupCommitWriter(log, capacity=capacity, deadline_s=deadline_s) as own
    ):
        yield SubmissionService(
            sessions=SessionDirectory(session_service(database), monotonic),
            participants=ParticipantRepository(database),
            log=log,
            writer=own,
            quotas=QuotaKeeper(PlaceRepository(database), log, clock),
            receipt_secret=RECEIPT_SECRET,
            clock=taken_at,
        )
