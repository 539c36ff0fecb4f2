"""What a report is, what it shall hold, and how it moves from queued to done: pure, without clock or I/O."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.contracts.frames import Identifier, ReportState
from app.features.analytics.model import Tally
from app.features.reports.sides import Compared, others_than
from app.features.surveys.conditions import Condition

Format = Literal["csv", "json", "spss", "xlsx", "pdf"]
Shape = Literal["wide", "long"]
ReportLanguage = Literal["en", "de"]
Verdict = Literal["agrees", "differs", "other_position", "not_counted"]

MAKE_REPORT = "make_report"
KEPT_FOR = timedelta(days=30)
"""How long a file is kept; its record, with the manifest, stays until somebody deletes it."""
MAX_ATTEMPTS = 3
MAX_OPEN = 20
"""Reports that an organization may have under way at once."""

WITHOUT_ROWS = frozenset({"pdf"})
"""Formats that hold results only, no answers of single people."""


class Filters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``questions``: only these; ``attempt``: only this round or attempt; ``where``: only answer sheets for which the
    condition holds."""

    questions: Annotated[tuple[Identifier, ...], Meta(min_length=1, max_length=200)] | None = None
    attempt: Annotated[int, Meta(ge=1, le=1_000)] | None = None
    where: Condition | None = None

    def is_empty(self) -> bool:
        return self == Filters()


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``shape`` (CSV): a row for each answer sheet, or for each answer. ``revisions``: every entry of the log too, with
    what was changed and taken back. ``names``: beside each row the name and mail address of who gave it, where the
    session asked for them. ``bom``: CSV begins with a byte order mark, for Excel. ``language``: of
    headings, and of the survey's own texts where they are translated."""

    shape: Shape = "wide"
    revisions: bool = False
    names: bool = False
    bom: bool = False
    language: ReportLanguage = "en"


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a report shall hold. ``as_of``: the log as it stood then, null for now; that of a manifest makes its report
    again. ``compared``: several sessions or rounds of one survey beside each other, as counts alone."""

    format: Format
    filters: Filters = Filters()
    options: Options = Options()
    as_of: Annotated[datetime, Meta(tz=True)] | None = None
    compared: Compared | None = None


class LogPosition(msgspec.Struct, frozen=True):
    """``entries``: how many the log held up to ``as_of``. ``digest`` (SHA-256, hex) is that of all answers that held
    then: two reports with the same one were made from the same answers."""

    as_of: datetime
    entries: int
    digest: str


class TallyPosition(msgspec.Struct, frozen=True):
    """Where the tally stood that the report was compared with."""

    epoch: int
    version: int
    as_of: datetime

    @classmethod
    def of(cls, tally: Tally | None) -> TallyPosition | None:
        return cls(tally.epoch, tally.version, tally.as_of) if tally is not None else None


class SideOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """What one side of a comparison was made from; the fields are those of the manifest. ``position`` and ``verdict``
    are about the session's whole log, ``rows`` and ``participants`` about this round of it."""

    session: str
    title: str
    version: int
    round: int
    began_at: datetime
    position: LogPosition | None
    tally: TallyPosition | None
    verdict: Verdict
    rows: int
    participants: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a report was made from. ``verdict`` of comparing its recount of the log with the tally: ``other_position``
    where the two did not hold the same entries, ``not_counted`` where the answers are kept no longer. ``rows``: answer
    sheets in the report; ``participants``: those who gave them. ``sides``: those of a comparison, whose manifest adds
    up sheets and participants (of two rounds of a session each once), tells the worst verdict, and has the position of
    the session it was asked for in."""

    report: str
    session: str
    title: str
    survey: str
    version: int
    format: Format
    filters: Filters
    options: Options
    position: LogPosition | None
    tally: TallyPosition | None
    verdict: Verdict
    rows: int
    participants: int
    code_version: str
    made_at: datetime
    sides: list[SideOrigin] = []


class ReportFile(msgspec.Struct, frozen=True):
    """``size`` in bytes, ``digest``: SHA-256 (hex)."""

    name: str
    media_type: str
    size: int
    digest: str


class ReportError(msgspec.Struct, frozen=True):
    """Why it failed: the code of an expected failure, or ``internal_error``."""

    code: str
    message: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """``number`` counts the session's reports from 1. ``revision`` rises with every write: each step is a compare-and-
    set on it. ``progress`` in percent. ``erasures`` fingerprints who was erased when it was made. ``job``: the one
    that makes it among other things; None where it has one of its own."""

    id: str
    organization: str
    session: str
    number: int
    wanted: Wanted
    state: ReportState
    progress: int
    is_open: bool
    has_file: bool
    attempt: int
    revision: int
    requested_by: str
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None = None
    file: ReportFile | None = None
    manifest: Manifest | None = None
    error: ReportError | None = None
    erasures: str = ""
    job: str | None = None

    @property
    def carrier(self) -> str:
        """The job that makes it."""
        return self.job or f"{MAKE_REPORT}:{self.id}"

    @property
    def sessions(self) -> tuple[str, ...]:
        """All whose answers it is made from; the one that it was asked for first."""
        return (self.session, *others_than(self.session, self.wanted.compared))

    def file_ids(self) -> list[str]:
        """Of all attempts: one that was given up may have left its file."""
        return [file_id(self.id, attempt) for attempt in range(1, self.attempt + 1)]


def file_id(report: str, attempt: int) -> str:
    """Each attempt writes a file of its own, so that a worker that lost its job can spoil nothing."""
    return f"{report}-{attempt}"


def report_of(file: str) -> str:
    """Whose file an id is of."""
    return file.rpartition("-")[0]


def started(report: Report) -> Report:
    """Also one that had failed."""
    attempt = report.attempt + 1
    return _step(report, state="running", is_open=True, progress=0, attempt=attempt, error=None, finished_at=None)


def advanced(report: Report, percent: int) -> Report:
    return _step(report, progress=percent)


def done(report: Report, file: ReportFile, manifest: Manifest, erasures: str, now: datetime) -> Report:
    """Its time begins to run now."""
    return _step(
        report,
        state="done",
        progress=100,
        is_open=False,
        has_file=True,
        file=file,
        manifest=manifest,
        erasures=erasures,
        finished_at=now,
        expires_at=now + KEPT_FOR,
    )


def failed(report: Report, error: ReportError, now: datetime) -> Report:
    return _step(report, state="failed", is_open=False, error=error, finished_at=now)


def expired(report: Report) -> Report:
    """The file goes; the manifest stays, so that it can be made again."""
    return _step(report, state="expired", has_file=False)


def _step(report: Report, **changes: object) -> Report:
    return msgspec.structs.replace(report, revision=report.revision + 1, **changes)
