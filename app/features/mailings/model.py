"""The plan of a session's mails, the waves it makes, and the lines of the ledger: pure, without clock or I/O."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from app.core.session_plan import SessionPlan
from app.core.timezones import TimeOfDay
from app.features.surveys.languages import LanguageTag
from app.features.surveys.settings import Moment

FIRST, LAST_CALL, REMINDER = "first", "last_call", "reminder"
MAX_REMINDERS = 10
ALL_WAVES = (FIRST, LAST_CALL, *(f"{REMINDER}_{number}" for number in range(1, MAX_REMINDERS + 1)))
LEAST_GAP = timedelta(hours=12)
"""Between two mails to one person, whatever the plan says."""

WaveKind = Literal["first", "reminder", "last_call"]
LineState = Literal["reserved", "sent", "refused", "unknown", "delivered", "bounced", "complained"]
LINE_STATES: tuple[LineState, ...] = get_args(LineState)


class QuietHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From ``start`` until before ``end`` no mail is sent, by the clock where the person is; may span midnight."""

    start: TimeOfDay
    end: TimeOfDay

    def until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When they are over, in UTC as ``now`` is; None outside of them."""
        start, end = time.fromisoformat(self.start), time.fromisoformat(self.end)
        local = now.astimezone(zone)
        clock = local.time().replace(tzinfo=None)
        spans_midnight = end <= start
        is_quiet = clock >= start or clock < end if spans_midnight else start <= clock < end
        if not is_quiet or start == end:
            return None
        day = local.date() + timedelta(days=1) if spans_midnight and clock >= start else local.date()
        first, second = (datetime.combine(day, end.replace(fold=fold), zone).astimezone(now.tzinfo) for fold in (0, 1))
        return first if first > now else second  # in an hour that comes twice they end twice


class MailText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In ``body``, blank lines part paragraphs. Placeholders: {greeting} {name} {title} {organization} {closes}."""

    subject: Annotated[str, Meta(min_length=1, max_length=200)]
    body: Annotated[str, Meta(min_length=1, max_length=5_000)]
    button: Annotated[str, Meta(min_length=1, max_length=80)]


MailTexts = dict[WaveKind, MailText]
Days = Annotated[int, Meta(ge=1, le=365)]


class ReminderPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``reminder_days``: after the first mail, rising. ``last_call_hours``: before the session closes. ``timezone`` and
    ``language``: of those who have none of their own. ``texts``: language → texts that stand in for ours."""

    starts_at: Moment
    reminder_days: Annotated[tuple[Days, ...], Meta(max_length=MAX_REMINDERS)] = ()
    last_call_hours: Annotated[int, Meta(ge=1, le=720)] | None = None
    quiet_hours: QuietHours | None = None
    timezone: Annotated[str, Meta(max_length=64)] = "UTC"
    language: LanguageTag = "en"
    texts: Annotated[dict[LanguageTag, MailTexts], Meta(max_length=20)] = {}


class Wave(msgspec.Struct, frozen=True):
    """One round of mails: everybody gets it once at most. ``id``: ``first``, ``reminder_1`` …, ``last_call``."""

    id: str
    kind: WaveKind
    due_at: datetime


class StoredPlan(SessionPlan, frozen=True, kw_only=True):
    plan: ReminderPlan


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A mail to one person of one wave: its id says which, so that there is one at most. Holds no address."""

    id: str
    session: str
    organization: str
    invitation: str
    wave: str
    batch: str
    state: LineState
    at: datetime


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Mails that leave in one call, under its id as the key. ``sealed``: exactly what was sent, encrypted, until the
    outcome is known. ``tries``: who may have sent it; the first is its maker."""

    id: str
    session: str
    organization: str
    members: tuple[str, ...]
    sealed_at: datetime
    tries: int
    sealed: bytes


def waves_of(plan: ReminderPlan, closes_at: datetime | None) -> list[Wave]:
    """In the order of their times."""
    waves = [Wave(FIRST, "first", plan.starts_at)]
    for number, days in enumerate(plan.reminder_days, 1):
        waves.append(Wave(f"{REMINDER}_{number}", "reminder", plan.starts_at + timedelta(days=days)))
    if plan.last_call_hours is not None and closes_at is not None:
        waves.append(Wave(LAST_CALL, "last_call", closes_at - timedelta(hours=plan.last_call_hours)))
    return sorted(waves, key=lambda wave: wave.due_at)


def current_waves(waves: list[Wave], now: datetime) -> list[Wave]:
    """Those that may be sent now: the first mail from its time on, and the latest of the others that is due."""
    due = [wave for wave in waves if wave.due_at <= now]
    first = [wave for wave in due if wave.kind == "first"]
    return [*first, *[wave for wave in due if wave.kind != "first"][-1:]] if first else []


def line_id(invitation: str, wave: str) -> str:
    """The unique key of the ledger."""
    return f"{invitation}:{wave}"
