"""Making a report: for workers. It can be begun again at any point, by any of them."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from contextlib import AsyncExitStack, closing
from datetime import datetime
from pathlib import Path

from app.core.clock import Clock, Ticks
from app.core.errors import AppError, Unavailable
from app.features.analytics.repository import TallyRepository
from app.features.exports.spool import spooled
from app.features.reports.at_rest import AtRest
from app.features.reports.erasures import current_fingerprint
from app.features.reports.formats import KINDS, Writers, file_name
from app.features.reports.leftovers import FOLDER_PREFIX
from app.features.reports.log_at import LogAt, fingerprint
from app.features.reports.material import Material
from app.features.reports.model import Manifest, Report, ReportError, ReportFile, done, failed, file_id, started
from app.features.reports.moment import Moments
from app.features.reports.progress import Progress, Superseded
from app.features.reports.reading import Reading
from app.features.reports.repository import ReportRepository
from app.features.reports.revisions import RevisionSpool
from app.features.reports.rules import has_rows, require_possible
from app.features.reports.series import SeriesReader
from app.features.sessions.joining import ParticipantService
from app.features.sessions.model import SessionInFull
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.service import EventPublisher, SessionService
from app.features.texts.coding import Codings
from app.features.texts.exported import ExportedTags
from app.features.texts.tags import TagLists
from app.infra.file_store import FileStore
from app.infra.mongo import Database

log = logging.getLogger(__name__)

SETTLE_S = 0.5
"""An answer is stored some milliseconds after its time: reading begins so long after the moment that is read up to."""
LONGEST_WAIT_S = 10.0
"""For a moment that lies ahead, by the clock of the gateway that took the newest answer."""
DEFECT = ReportError("internal_error", "Something went wrong on our side.")


class ReportMaker:
    def __init__(
        self,
        database: Database,
        *,
        reports: ReportRepository,
        files: FileStore,
        sessions: SessionService,
        participants: ParticipantService,
        events: EventPublisher,
        writers: Writers,
        clock: Clock,
        ticks: Ticks,
    ) -> None:
        self._database = database
        self._tallies = TallyRepository(database)
        self._reports = reports
        self._files = files
        self._sessions = sessions
        self._participants = participants
        self._events = events
        self._writers = writers
        self._clock = clock
        self._ticks = ticks
        self._at_rest = AtRest(database, ticks)
        self._moments = Moments(database)
        self._tags = ExportedTags(TagLists(database), Codings(database))
        self._series = SeriesReader(database, sessions, self._at_rest)

    async def make(self, report_id: str, *, is_last: bool) -> None:
        """Make a report and store its file; one that is done, deleted or somebody else's is left alone. One that failed
        is made after all: somebody has its job run again.

        ``is_last``: nobody tries again, so a failure is recorded. Raises whatever made it fail otherwise.
        """
        report = await self._reports.find_whole(report_id)
        if report is None or not (report.is_open or report.state == "failed"):
            return
        progress = Progress(self._reports, self._events, self._ticks, report)
        try:
            await progress.step(started(report))
            await self._make(progress)
        except Superseded:
            await self._remove_files(progress.report)
        except AppError as failure:
            if failure.temporary and not is_last:
                raise
            await self._fail(progress, ReportError(failure.code, failure.message))
        except Exception:
            if is_last:
                await self._fail(progress, DEFECT)
            raise

    async def _fail(self, progress: Progress, error: ReportError) -> None:
        await self._remove_files(progress.report)
        await progress.step(failed(progress.report, error, self._clock()))

    async def _make(self, progress: Progress) -> None:
        report = progress.report
        for left in report.file_ids():
            await self._files.remove(left)
        full = await self._sessions.get(report.organization, report.session)
        with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as folder:
            path = Path(folder) / "report"
            write = self._write if report.wanted.compared is None else self._write_compared
            manifest, erasures = await write(progress, full, path)
            name, kind = file_name(report, full.session.title), KINDS[report.wanted.format]
            stored = await self._files.save(file_id(report.id, report.attempt), name, path)
        await self._require_unchanged(report, erasures)
        file = ReportFile(name, kind.media_type, stored.size, stored.digest)
        await progress.step(done(progress.report, file, manifest, erasures, self._clock()))

    async def _write(self, progress: Progress, full: SessionInFull, path: Path) -> tuple[Manifest, str]:
        """Write the file; its manifest, and who was erased when it was made."""
        report, wanted = progress.report, progress.report.wanted
        require_possible(wanted, full, self._clock())
        if has_rows(wanted):
            await self._participants.require_group(full.session)
        async with AsyncExitStack() as stack:
            is_log_gone = full.session.log_removed_at is not None
            as_of = await self._settled(report)
            tally = await (self._tallies.read if is_log_gone else self._at_rest.tally)(full.session.id)
            content = full.version.content.localized((wanted.options.language,))
            tags = await self._tags.in_session(full.session) if has_rows(wanted) else None
            reading = Reading(full, content, wanted.filters, tally, is_named=wanted.options.names, tags=tags)
            material = Material(report, reading, self._clock())
            if not is_log_gone:
                keeps = wanted.options.revisions and has_rows(wanted)
                revisions = stack.enter_context(closing(RevisionSpool())) if keeps else None
                expected = tally.counts.entries if tally else 0
                hear = progress.while_reading(expected)
                at = LogAt(self._database, as_of, on_read=hear, revisions=revisions)
                spool = await stack.enter_async_context(spooled(at, self._tallies, full.session.id))
                written = progress.while_writing(at.entries)
                people = ParticipantRepository(self._database) if wanted.options.names else None
                material = Material(report, reading, self._clock(), at, spool, written, people)
            await self._writers.single[wanted.format](material, path)
            erasures = material.log.erasures if material.log else fingerprint({}, is_log_removed=True)
            return material.manifest(), erasures

    async def _write_compared(self, progress: Progress, _home: SessionInFull, path: Path) -> tuple[Manifest, str]:
        """The same of several sessions."""
        as_of = await self._settled(progress.report)
        series = await self._series.read(progress, self._clock(), as_of)
        await self._writers.compared[progress.report.wanted.format](series, path)
        return series.manifest, series.erasures

    async def _settled(self, report: Report) -> datetime:
        """The moment that is read up to, once what was taken by then is stored."""
        as_of = await self._moments.of(report)
        wait_s = SETTLE_S - (self._clock() - as_of).total_seconds()
        await asyncio.sleep(min(max(0.0, wait_s), LONGEST_WAIT_S))
        return as_of

    async def _require_unchanged(self, report: Report, erasures: str) -> None:
        """Raises Unavailable where somebody was erased meanwhile: the report is made again, without them."""
        if await current_fingerprint(self._database, self._sessions, report) != erasures:
            raise Unavailable("Answers were erased while this was made.")

    async def _remove_files(self, report: Report) -> None:
        for left in report.file_ids():
            await self._files.remove(left)
