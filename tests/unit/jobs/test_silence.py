"""Running jobs whose workers are lost, by one process's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from app.features.jobs.model import Job, JobKind, new_job, prolonged, started
from app.features.jobs.silence import Silence

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MAIL = JobKind(name="mail", lease=timedelta(seconds=15))
REPORT = JobKind(name="report", lease=timedelta(seconds=30))


class Looking:
    """Looks every five seconds."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.silence = Silence({kind.name: kind for kind in (MAIL, REPORT)}, lambda: self.now_s)

    def after(self, seconds: int, *running: Job) -> list[str]:
        """The jobs that are lost at the last look of so long a time."""
        found: list[Job] = []
        for _ in range(seconds // 5):
            self.now_s += 5
            found = self.silence.among(running)
        return [job.id for job in found]


def running(kind: JobKind = MAIL, name: str = "1", at: datetime = NOW) -> Job:
    job_id = f"{kind.name}:{name}"
    return started(new_job(kind.name, {}, job_id=job_id, organization=None, now=at, due_at=None), kind, at)


def test_a_job_that_stays_the_same_for_its_lease_has_lost_its_worker() -> None:
    looking, mail, report = Looking(), running(), running(REPORT)
    assert [looking.after(5, mail, report) for _ in range(3)] == [[], [], []]
    assert looking.after(5, mail, report) == ["mail:1"]
    assert looking.after(10, report) == []
    assert looking.after(5, report) == ["report:1"]


def test_whoever_prolongs_keeps_the_job_whatever_the_clocks_say() -> None:
    for skew in (timedelta(0), timedelta(minutes=5), timedelta(minutes=-5)):
        looking, job = Looking(), running(at=NOW + skew)
        for _ in range(20):
            assert looking.after(5, job) == looking.after(5, job) == []
            job = prolonged(job, MAIL, NOW + skew)


def test_a_job_that_ran_before_is_seen_anew() -> None:
    looking, job = Looking(), running()
    for _ in range(2):
        assert looking.after(10, job) == []
        assert looking.after(5) == []
    assert looking.after(10, job) == []


def test_a_pause_of_all_loses_nobody_who_goes_on_after_it() -> None:
    looking, job = Looking(), running()
    for _ in range(3):
        assert looking.after(5, job) == []
        job = prolonged(job, MAIL, NOW)
        looking.now_s += 60  # the database stands still, for the workers too
        assert looking.after(5, job) == []
        job = prolonged(job, MAIL, NOW)


def test_a_process_that_looks_seldom_still_finds_who_is_gone() -> None:
    looking, job, looks = Looking(), running(), 0
    while not looking.after(5, job):
        looking.now_s += 30
        looks += 1
    assert looks == 3


def test_a_kind_of_another_version_is_given_the_longest_lease() -> None:
    looking, job = Looking(), running(msgspec.structs.replace(MAIL, name="newer"))
    assert [looking.after(15, job) for _ in range(3)] == [[], [], ["newer:1"]]
