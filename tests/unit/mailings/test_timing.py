"""When the waves of a plan reach somebody: not too close, not by night, not twice, and not never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.features.mailings.model import LEAST_GAP, QuietHours, ReminderPlan, Wave, waves_of
from app.features.mailings.timing import COMES, TOGETHER, Outlook, Reader, foreseen, rested

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
CLOSES_AT = START + timedelta(days=10)
WAVES = waves_of(ReminderPlan(starts_at=START, reminder_days=(3, 7), last_call_hours=24), CLOSES_AT)
FIRST, REMINDER_1, REMINDER_2, LAST_CALL = WAVES
NIGHT = QuietHours("21:00", "08:00")


def reader(**changes: Any) -> Reader:
    standing = {"mails": {}, "is_done": False, "is_suppressed": False, "quiet_hours": None, "zone": ZoneInfo("UTC")}
    return Reader(**{**standing, **changes})


def at(wave: Wave, now: datetime, **changes: Any) -> Outlook:
    return foreseen(reader(**changes), wave, WAVES, closes_at=CLOSES_AT, now=now)


def test_before_anything_left_each_wave_will_reach_everybody() -> None:
    assert [at(wave, START - timedelta(days=1)).verdict for wave in WAVES] == ["send"] * 4


def test_a_mail_that_would_come_too_soon_comes_later() -> None:
    written = START + timedelta(days=2, hours=22, minutes=3)
    due = reader(mails={"first": written}).outlook(REMINDER_1, REMINDER_1.due_at, written)
    in_the_evening = START + timedelta(days=3, hours=10, minutes=10)
    assert due == Outlook("too_soon", in_the_evening)
    by_night = reader(mails={"first": written}, quiet_hours=NIGHT)
    assert by_night.outlook(REMINDER_1, REMINDER_1.due_at, written).later == in_the_evening
    evening = START + timedelta(days=3, hours=1)
    assert by_night.outlook(REMINDER_1, evening, evening).later == START + timedelta(days=4), "not at nine at night"


def test_who_is_invited_late_gets_the_reminder_that_is_left() -> None:
    late = START + timedelta(days=8)
    assert at(REMINDER_1, late).verdict == "passed"
    assert at(REMINDER_2, late) == Outlook("too_soon", late + LEAST_GAP)
    later = START + timedelta(days=8, hours=20)
    assert at(REMINDER_2, later).verdict == "passed", "the last call is due before it could come"
    assert at(LAST_CALL, later) == Outlook("too_soon", later + LEAST_GAP)
    last = CLOSES_AT - timedelta(hours=2)
    assert [at(wave, last).verdict for wave in WAVES] == ["send", "passed", "passed", "passed"]


def test_who_has_answered_wants_none_or_had_it_gets_none() -> None:
    assert at(LAST_CALL, START, is_done=True).verdict == "done"
    assert at(LAST_CALL, START, is_suppressed=True).verdict == "suppressed"
    assert at(FIRST, START, mails={"first": START}, is_done=True).verdict == "already"
    assert reader().outlook(REMINDER_1, START, None).verdict == "not_invited_yet"


@given(
    st.integers(-24, 11 * 24).map(lambda hours: START + timedelta(hours=hours)),
    st.sampled_from([None, NIGHT]),
    st.sampled_from(WAVES),
)
def test_whatever_comes_comes_by_day_and_before_the_end(now: datetime, quiet: QuietHours | None, wave: Wave) -> None:
    outlook = at(wave, now, quiet_hours=quiet)
    comes_at = outlook.later or max(now, wave.due_at)
    if outlook.verdict in COMES:
        assert comes_at < CLOSES_AT
        assert quiet is None or quiet.until(comes_at, ZoneInfo("UTC")) is None


@given(st.integers(0, 10**9).map(lambda seconds: START + timedelta(seconds=seconds)))
def test_a_rest_is_at_least_twelve_hours_and_little_more(written: datetime) -> None:
    assert LEAST_GAP <= rested(written) - written < LEAST_GAP + TOGETHER
