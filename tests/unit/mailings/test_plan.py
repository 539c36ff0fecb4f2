"""When mails are due: waves, quiet hours by the clock where people are, and what stands in for what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.mailings.model import QuietHours, ReminderPlan, current_waves, waves_of

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
PLAN = ReminderPlan(starts_at=START, reminder_days=(3, 7), last_call_hours=24)
CLOSES_AT = START + timedelta(days=10)
BERLIN, TOKYO, LOS_ANGELES = (ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"))
NIGHT = QuietHours("21:00", "08:00")


def test_a_plan_makes_waves_in_the_order_of_their_times() -> None:
    waves = waves_of(PLAN, CLOSES_AT)
    assert [(wave.id, wave.due_at - START) for wave in waves] == [
        ("first", timedelta()),
        ("reminder_1", timedelta(days=3)),
        ("reminder_2", timedelta(days=7)),
        ("last_call", timedelta(days=9)),
    ]
    assert [wave.id for wave in waves_of(PLAN, None)] == ["first", "reminder_1", "reminder_2"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, []), (0, ["first"]), (4, ["first", "reminder_1"]), (8, ["first", "reminder_2"]), (9, ["first", "last_call"])],
)
def test_a_reminder_stands_in_for_those_before_it(days: int, expected: list[str]) -> None:
    now = START + timedelta(days=days)
    assert [wave.id for wave in current_waves(waves_of(PLAN, CLOSES_AT), now)] == expected


def test_quiet_hours_are_where_the_person_is() -> None:
    now = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)  # 21:30 in Berlin, 05:30 in Tokyo, 12:30 in Los Angeles
    assert NIGHT.until(now, BERLIN) == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert NIGHT.until(now, TOKYO) == datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert NIGHT.until(now, LOS_ANGELES) is None


def test_a_night_that_is_an_hour_shorter_ends_by_the_clock() -> None:
    now = datetime(2026, 3, 28, 22, tzinfo=UTC)  # 23:00 in Berlin; summer time begins at 2:00
    assert NIGHT.until(now, BERLIN) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_a_night_that_ends_in_the_hour_that_comes_twice_ends_in_each_of_them() -> None:
    quiet = QuietHours("21:00", "02:30")  # summer time ends at 3:00, which is 2:00 again
    for minute, until in ((15, 30), (75, 90)):
        now, over = (datetime(2026, 10, 25, tzinfo=UTC) + timedelta(minutes=one) for one in (minute, until))
        assert (now.astimezone(BERLIN).hour, quiet.until(now, BERLIN)) == (2, over)


@given(
    st.integers(0, 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    st.times(),
    st.times(),
    st.sampled_from([BERLIN, TOKYO, LOS_ANGELES]),
)
def test_quiet_hours_end_within_a_day_and_outside_of_themselves(
    now: datetime, start: object, end: object, zone: ZoneInfo
) -> None:
    quiet = QuietHours(f"{start:%H:%M}", f"{end:%H:%M}")
    later = quiet.until(now, zone)
    if later is not None:
        assert now < later <= now + timedelta(hours=25)
        assert quiet.until(later, zone) is None
