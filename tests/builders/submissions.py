"""The service that takes submissions, with a writer of its own: what a gateway process holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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
    database: Database, *, deadline_s: float = 10.0, clock: Clock = utc_now
) -> AsyncIterator[SubmissionService]:
    """Everything real but the network before it."""
    log = EntryLog(database)
    async with GroupCommitWriter(log, deadline_s=deadline_s) as writer:
        yield SubmissionService(
            sessions=SessionDirectory(session_service(database), monotonic),
            participants=ParticipantRepository(database),
            log=log,
            writer=writer,
            quotas=QuotaKeeper(PlaceRepository(database), log, clock),
            receipt_secret=RECEIPT_SECRET,
            clock=utc_now,
        )
