"""What the writers of all formats are given: answer sheets to walk once, and what is known afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from app.core.code_version import code_version
from app.features.exports.names import NamedStanding, with_people
from app.features.exports.schemas import Codebook
from app.features.exports.spool import Spool, Standing
from app.features.reports.log_at import LogAt
from app.features.reports.model import Manifest, Report, TallyPosition
from app.features.reports.reading import Reading
from app.features.sessions.participants import ParticipantRepository
from app.features.surveys.questions import Scalar

TELL_EVERY = 500


@dataclass(frozen=True)
class Material:
    """``log`` and ``spool`` are None where the answers are kept no longer, and only results can be told.
    ``on_written`` hears now and then how many sheets were walked. ``people``: where names are wanted."""

    report: Report
    reading: Reading
    made_at: datetime
    log: LogAt | None = None
    spool: Spool | None = None
    on_written: Callable[[int], Awaitable[None]] | None = None
    people: ParticipantRepository | None = None

    async def standings(self) -> AsyncIterator[Standing]:
        """The wanted answer sheets; to be walked once, to the end."""
        if self.spool is not None and self.log is not None:
            async for standing in self.reading.standings(self.spool, self.log):
                yield standing
                if self.on_written is not None and self.reading.rows % TELL_EVERY == 0:
                    await self.on_written(self.reading.rows)

    async def named_standings(self) -> AsyncIterator[NamedStanding]:
        """The same, each with who gave it where names are wanted."""
        async for named in with_people(self.standings(), self.reading.full.session.id, self.people):
            yield named

    async def rows(self) -> AsyncIterator[dict[str, Scalar]]:
        """The same as rows of the wide table."""
        async for standing, person in self.named_standings():
            yield self.reading.sheet.row(standing, person)

    async def revisions(self) -> AsyncIterator[dict[str, Scalar]]:
        """A row for each answer of each entry; none unless revisions were asked for."""
        spool = self.log.revisions if self.log is not None else None
        if spool is not None:
            async for row in spool.rows():
                yield row

    @property
    def has_revisions(self) -> bool:
        return self.log is not None and self.log.revisions is not None

    def codebook(self) -> Codebook:
        session = self.reading.full.session
        return Codebook(
            session=session.id,
            title=session.title,
            survey=session.survey,
            version=session.version,
            columns=self.reading.sheet.columns,
        )

    def manifest(self) -> Manifest:
        """Known once ``standings`` were walked."""
        session, wanted = self.reading.full.session, self.report.wanted
        return Manifest(
            report=self.report.id,
            session=session.id,
            title=session.title,
            survey=session.survey,
            version=session.version,
            format=wanted.format,
            filters=wanted.filters,
            options=wanted.options,
            position=self.reading.position,
            tally=TallyPosition.of(self.reading.tally),
            verdict=self.reading.verdict(),
            rows=self.reading.rows,
            participants=self.reading.participants,
            code_version=code_version(),
            made_at=self.made_at,
        )
