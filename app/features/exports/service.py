"""Final answers of a session as files, with the codebook that explains them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from typing import Literal

from app.core.principals import Member
from app.core.turns import Turns
from app.features.analytics.repository import TallyRepository
from app.features.audit.service import AuditTrail
from app.features.exports.files import as_csv, as_json
from app.features.exports.schemas import Codebook
from app.features.exports.sheet import Sheet
from app.features.exports.spool import Spool, spooled
from app.features.sessions.joining import ParticipantService
from app.features.sessions.service import SessionService
from app.features.submissions.repository import EntryLog
from app.features.surveys.questions import Scalar

MAX_AT_ONCE = 2
"""Logs that one process reads at the same time."""
MAX_WAITING = 20
"""Exports that wait for them; more are refused."""

Format = Literal["csv", "json"]


class ExportService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantService,
        log: EntryLog,
        tallies: TallyRepository,
        audit: AuditTrail,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._log = log
        self._tallies = tallies
        self._audit = audit
        self.turns = Turns(MAX_AT_ONCE, MAX_WAITING)

    async def codebook(self, member: Member, session_id: str) -> Codebook:
        """What the columns of an export mean. Raises NotFound."""
        full = await self._sessions.get(member.organization, session_id)
        return Codebook(
            session=session_id,
            title=full.session.title,
            survey=full.session.survey,
            version=full.session.version,
            columns=Sheet(full.version.content.questions).columns,
        )

    async def export(
        self, member: Member, session_id: str, kind: Format, *, with_bom: bool = False
    ) -> AsyncIterator[bytes]:
        """The file, piece by piece; the log is read before this returns. Raises NotFound, AnswersRemoved,
        GroupTooSmall; Unavailable where too many logs wait to be read."""
        full = await self._sessions.get(member.organization, session_id)
        full.session.require_answers()
        await self._participants.require_group(full.session)
        sheet = Sheet(full.version.content.questions)
        async with AsyncExitStack() as stack:
            async with self.turns.taken():
                spool = await stack.enter_async_context(spooled(self._log, self._tallies, session_id))
            await self._audit.record(member, "results.exported", session_id, after={"format": kind})
            return _pieces(sheet, spool, stack.pop_all(), kind, with_bom=with_bom)


async def _pieces(
    sheet: Sheet, spool: Spool, stack: AsyncExitStack, kind: Format, *, with_bom: bool
) -> AsyncIterator[bytes]:
    async with stack:
        rows = _rows(sheet, spool)
        names = [column.name for column in sheet.columns]
        pieces = as_csv(names, rows, with_bom=with_bom) if kind == "csv" else as_json(rows)
        async for piece in pieces:
            yield piece


async def _rows(sheet: Sheet, spool: Spool) -> AsyncIterator[Mapping[str, Scalar]]:
    async for standing in spool.standings():
        yield sheet.row(standing)
