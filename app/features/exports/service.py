"""Final answers of a session as files, with the codebook that explains them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from typing import Literal

from app.core.errors import ReportNeeded
from app.core.principals import Member
from app.core.turns import Turns
from app.features.analytics.repository import TallyRepository
from app.features.audit.service import AuditTrail
from app.features.exports.files import Rows, as_csv, as_json
from app.features.exports.names import NamedStanding, may_name, with_people
from app.features.exports.schemas import Codebook
from app.features.exports.sheet import NAMED_ROW_COLUMNS, ROW_COLUMNS, Sheet
from app.features.exports.spool import spooled
from app.features.exports.tags import TagSource
from app.features.sessions.joining import ParticipantService
from app.features.sessions.model import SessionInFull
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.service import SessionService
from app.features.submissions.repository import EntryLog
from app.features.surveys.questions import Scalar

MAX_AT_ONCE = 2
"""Logs that one process reads at the same time."""
MAX_WAITING = 20
"""Exports that wait for them; more are refused."""

MAX_ENTRIES = 100_000
"""Of a session that is read at once: nothing is sent meanwhile, and a proxy waits 90 s (``deploy/proxy``) for the first
byte. Beyond, a worker makes a report, which has no such limit."""

Format = Literal["csv", "json"]


class ExportService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantService,
        people: ParticipantRepository,
        log: EntryLog,
        tallies: TallyRepository,
        tags: TagSource,
        audit: AuditTrail,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._people = people
        self._log = log
        self._tallies = tallies
        self._tags = tags
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
            columns=(await self._sheet(full, is_named=may_name(member, full.session))).columns,
        )

    async def export(
        self, member: Member, session_id: str, kind: Format, *, with_bom: bool = False
    ) -> AsyncIterator[bytes]:
        """The file, piece by piece, with names where ``may_name``; the log is read before this returns.

        Raises NotFound, AnswersRemoved, GroupTooSmall; ReportNeeded above ``MAX_ENTRIES``; Unavailable where too many
        logs wait to be read.
        """
        full = await self._sessions.get(member.organization, session_id)
        full.session.require_answers()
        await self._participants.require_group(full.session)
        if (await self._tallies.entries_folded([session_id])).get(session_id, 0) > MAX_ENTRIES:
            raise ReportNeeded
        is_named = may_name(member, full.session)
        async with AsyncExitStack() as stack:
            async with self.turns.taken():
                spool = await stack.enter_async_context(spooled(self._log, self._tallies, session_id))
            await self._audit.record(member, "results.exported", session_id, after={"format": kind, "names": is_named})
            sheet, people = await self._sheet(full, is_named=is_named), self._people if is_named else None
            rows = _rows(sheet, with_people(spool.standings(), session_id, people))
            return _pieces(sheet, rows, stack.pop_all(), kind, with_bom=with_bom)

    async def _sheet(self, full: SessionInFull, *, is_named: bool) -> Sheet:
        who = NAMED_ROW_COLUMNS if is_named else ROW_COLUMNS
        return Sheet(full.version.content.questions, who, await self._tags.in_session(full.session))


async def _pieces(
    sheet: Sheet, rows: Rows, stack: AsyncExitStack, kind: Format, *, with_bom: bool
) -> AsyncIterator[bytes]:
    async with stack:
        names = [column.name for column in sheet.columns]
        pieces = as_csv(names, rows, with_bom=with_bom) if kind == "csv" else as_json(rows)
        async for piece in pieces:
            yield piece


async def _rows(sheet: Sheet, named: AsyncIterator[NamedStanding]) -> AsyncIterator[Mapping[str, Scalar]]:
    async for standing, person in named:
        yield sheet.row(standing, person)
