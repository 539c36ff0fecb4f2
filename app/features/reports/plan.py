"""Reports that come by themselves: how often, to whom, and when the latest was due. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from app.core.session_plan import SessionPlan
from app.core.timezones import TimeOfDay
from app.features.reports.model import Format, ReportLanguage

Every = Literal["day", "week"]
MAX_RECIPIENTS = 20
DAYS_BACK = 8


class ReportPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``weekday``: 1 is Monday; of weekly ones only. ``at`` is the time of day in ``timezone``. ``over_time``: of all
    sessions of the survey beside each other, not of this one alone. ``recipients``: ids of members of the organization,
    who get a link by mail."""

    every: Every
    weekday: Annotated[int, Meta(ge=1, le=7)] = 1
    at: Annotated[TimeOfDay, Meta(examples=["08:00"])]
    timezone: Annotated[str, Meta(max_length=64)] = "UTC"
    format: Format = "pdf"
    language: ReportLanguage = "en"
    over_time: bool = False
    recipients: Annotated[tuple[str, ...], Meta(min_length=1, max_length=MAX_RECIPIENTS)]

    def latest_due(self, now: datetime) -> datetime:
        """When the latest one was due, in UTC. An hour that the clock skips is taken as the one before, one that comes
        twice is taken once."""
        return next(due for due in self._dues(now) if due <= now)

    def before(self, due: datetime) -> datetime:
        """When the one before was due: a week has 167 to 169 hours."""
        return self.latest_due(due - timedelta(minutes=1))

    def next_due(self, now: datetime) -> datetime:
        """When the next one is due, in UTC."""
        return next(due for due in self._dues(now, step=1) if due > now)

    def _dues(self, now: datetime, *, step: int = -1) -> Iterator[datetime]:
        zone, moment = ZoneInfo(self.timezone), time.fromisoformat(self.at)
        today = now.astimezone(zone).date()
        for away in range(DAYS_BACK + 1):
            day = today + timedelta(days=step * away)
            if self.every == "day" or day.isoweekday() == self.weekday:
                yield datetime.combine(day, moment, zone).astimezone(UTC)


def report_id_of(session: str, due: datetime) -> str:
    """That of the report of a due date: the same for everybody who makes it."""
    return f"rep_{hashlib.sha256(f'{session} {due.isoformat()}'.encode()).hexdigest()[:20]}"


class StoredReportPlan(SessionPlan, frozen=True, kw_only=True):
    """``planned_by`` is who edited it last, ``left`` are recipients who ended it for themselves and were not put on it
    again."""

    plan: ReportPlan
    planned_by: str
    left: tuple[str, ...] = ()

    def due(self, now: datetime) -> datetime | None:
        """Which one should be there by now; None before the first one after the last edit."""
        due = self.plan.latest_due(now)
        return due if self.is_active and due > self.changed_at else None
