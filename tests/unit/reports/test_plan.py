"""When a planned report was due: by the clock on the wall of its time zone, once for each date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.features.jobs.model import REMEMBERED_FOR
from app.features.reports.plan import ReportPlan, StoredReportPlan


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def plan(**changes: object) -> ReportPlan:
    given = {"every": "week", "weekday": 1, "at": "08:00", "timezone": "Europe/Berlin", "recipients": ("usr_1",)}
    return ReportPlan(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-30T06:59", "2026-11-23T07:00"),
        ("2026-11-30T07:00", "2026-11-30T07:00"),
        ("2026-12-06T23:59", "2026-11-30T07:00"),
        ("2026-07-06T06:00", "2026-07-06T06:00"),  # in summer the wall is two hours ahead
    ],
)
def test_a_weekly_report_is_due_on_its_day_by_the_clock_of_its_zone(now: str, due: str) -> None:
    assert plan().latest_due(at(now)) == at(due)
    assert plan().latest_due(plan().next_due(at(now)) - timedelta(seconds=1)) == at(due)


def test_every_date_is_due_once_whatever_the_clock_does() -> None:
    for time, zone in (("02:30", "Europe/Berlin"), ("00:30", "America/Santiago"), ("23:45", "Pacific/Apia")):
        daily, dues = plan(every="day", at=time, timezone=zone), set()
        now = at("2026-01-01T00:00")
        while now < at("2027-01-01T00:00"):
            due = daily.latest_due(now)
            assert now - timedelta(hours=26) < due <= now
            dues.add(due)
            now += timedelta(hours=1)
        assert len(dues) in (365, 366)


def test_nothing_is_due_before_the_first_date_after_an_edit_nor_while_it_rests() -> None:
    stored = StoredReportPlan(
        session="ses_1", organization="org_1", version=1, is_active=True, plan=plan(), planned_by="usr_1",
        changed_at=at("2026-11-28T12:00"),
    )  # fmt: skip
    assert stored.due(at("2026-11-30T06:00")) is None
    assert stored.due(at("2026-11-30T08:00")) == at("2026-11-30T07:00")


def test_the_job_of_a_date_is_remembered_through_the_longest_week() -> None:
    first, second = at("2026-10-19T06:00"), at("2026-10-26T07:00")
    assert plan().latest_due(second - timedelta(minutes=1)) == first == plan().before(second)
    assert second - first == timedelta(hours=169) < REMEMBERED_FOR


def test_a_time_of_day_is_nothing_more_than_that() -> None:
    """``datetime`` reads none with a line end, and a plan that is stored must be readable."""
    given = msgspec.to_builtins(plan())
    assert msgspec.convert(given, ReportPlan) == plan()
    for at in ("08:00\n", "24:00", "8:00", " 08:00"):
        with pytest.raises(msgspec.ValidationError, match="at"):
            msgspec.convert(given | {"at": at}, ReportPlan)
