"""What recurs has one name for each stretch of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from jobs.scheduler import Recurring

NOW = datetime(2026, 11, 24, 12, 0, 30, tzinfo=UTC)


def test_everybody_who_asks_within_the_same_stretch_gets_the_same_id() -> None:
    minutely = Recurring("look", timedelta(minutes=1))
    assert minutely.job_id(NOW) == minutely.job_id(NOW + timedelta(seconds=29))
    assert minutely.job_id(NOW) != minutely.job_id(NOW + timedelta(seconds=30))
    assert Recurring("other", timedelta(minutes=1)).job_id(NOW) != minutely.job_id(NOW)
