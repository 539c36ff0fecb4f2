"""What a report of several sessions is made from: their logs, read one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.core.code_version import code_version
from app.features.analytics.repository import TallyRepository
from app.features.exports.spool import spooled
from app.features.reports.at_rest import AtRest
from app.features.reports.erasures import together
from app.features.reports.log_at import LogAt, fingerprint
from app.features.reports.model import Manifest, Report, SideOrigin, TallyPosition, Verdict, Wanted
from app.features.reports.progress import Progress
from app.features.reports.reading import Reading
from app.features.reports.rules import require_possible, wanted_of
from app.features.reports.sides import ReportSide, rounds_of
from app.features.reports.trend import SideTold, Trend, trends_of
from app.features.sessions.model import SessionInFull
from app.features.sessions.service import SessionService
from app.infra.mongo import Database

WORST_FIRST: Sequence[Verdict] = ("differs", "other_position", "not_counted", "agrees")
READ_PERCENT = 85


@dataclass(frozen=True)
class Series:
    """``readings`` by session, each walked to its end. ``erasures`` as of every log that was read."""

    report: Report
    readings: Mapping[str, Reading]
    made_at: datetime
    erasures: str

    @property
    def home(self) -> SessionInFull:
        """The session that the report was asked for in."""
        return self.readings[self.report.session].full

    @property
    def sides(self) -> Sequence[ReportSide]:
        compared = self.report.wanted.compared
        return (compared.sides if compared is not None else None) or ()

    @property
    def latest(self) -> Reading:
        """Whose words and colours the report has."""
        return self.readings[self.sides[-1].session]

    @cached_property
    def trends(self) -> list[Trend]:
        readings = {name: (reading.questions, reading.cells()) for name, reading in self.readings.items()}
        return trends_of([SideTold(*readings[side.session], side.round) for side in self.sides])

    @cached_property
    def manifest(self) -> Manifest:
        session, wanted, reading = self.home.session, self.report.wanted, self.readings[self.report.session]
        origins = [origin_of(side, self.readings[side.session]) for side in self.sides]
        return Manifest(
            report=self.report.id,
            session=session.id,
            title=session.title,
            survey=session.survey,
            version=session.version,
            format=wanted.format,
            filters=wanted.filters,
            options=wanted.options,
            position=reading.position,
            tally=TallyPosition.of(reading.tally),
            verdict=min((origin.verdict for origin in origins), key=WORST_FIRST.index),
            rows=sum(one.rows for one in self.readings.values()),
            participants=sum(one.participants for one in self.readings.values()),
            code_version=code_version(),
            made_at=self.made_at,
            sides=origins,
        )


def origin_of(side: ReportSide, reading: Reading) -> SideOrigin:
    session = reading.full.session
    return SideOrigin(
        session=session.id,
        title=session.title,
        version=session.version,
        round=side.round,
        began_at=session.state.started_at or session.created_at,
        position=reading.position,
        tally=TallyPosition.of(reading.tally),
        verdict=reading.verdict(),
        rows=reading.rows_of[side.round],
        participants=reading.rows_of[side.round],
    )


class SeriesReader:
    def __init__(self, database: Database, sessions: SessionService, at_rest: AtRest) -> None:
        self._database = database
        self._tallies = TallyRepository(database)
        self._sessions = sessions
        self._at_rest = at_rest

    async def read(self, progress: Progress, made_at: datetime, as_of: datetime) -> Series:
        """All logs up to ``as_of``. Raises what ``require_possible`` does for any of the sessions."""
        report = progress.report
        readings, erasures = {}, []
        for done, session in enumerate(report.sessions, start=1):
            full = await self._sessions.get(report.organization, session)
            readings[session], erased = await self._reading(report, full, made_at, as_of)
            erasures.append(erased)
            await progress.tell(READ_PERCENT * done // len(report.sessions))
        return Series(report, readings, made_at, together(erasures))

    async def _reading(
        self, report: Report, full: SessionInFull, now: datetime, as_of: datetime
    ) -> tuple[Reading, str]:
        wanted: Wanted = wanted_of(report.wanted, full)
        require_possible(wanted, full, now)
        content = full.version.content.localized((wanted.options.language,))
        if full.session.log_removed_at is not None:
            tally = await self._tallies.read(full.session.id)
            return Reading(full, content, wanted.filters, tally), fingerprint({}, is_log_removed=True)
        tally = await self._at_rest.tally(full.session.id)
        rounds = rounds_of(full.session.id, report.wanted.compared)
        reading, log = Reading(full, content, wanted.filters, tally, rounds), LogAt(self._database, as_of)
        async with spooled(log, self._tallies, full.session.id) as spool:
            async for _ in reading.standings(spool, log):
                pass
        return reading, log.erasures
