"""Who was erased, as of a report and by now: a file whose fingerprint is another one by now must not be given out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from app.core.errors import NotFound
from app.features.reports.log_at import fingerprint
from app.features.reports.model import Report
from app.features.sessions.service import SessionService
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database


async def current_fingerprint(database: Database, sessions: SessionService, report: Report) -> str | None:
    """Of all sessions that the report was made from; None where one of them is gone."""
    told = []
    for session in report.sessions:
        try:
            full = await sessions.get(report.organization, session)
        except NotFound:
            return None
        if full.session.log_removed_at is not None:
            told.append(fingerprint({}, is_log_removed=True))
        else:
            told.append(fingerprint(await EntryLog(database).erased(session)))
    return together(told)


def together(fingerprints: Sequence[str]) -> str:
    """One for several sessions; that of a single one is its own."""
    if len(fingerprints) == 1:
        return fingerprints[0]
    return hashlib.sha256(msgspec.json.encode(fingerprints)).hexdigest()
