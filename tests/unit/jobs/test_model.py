"""How a job moves from queued to done or dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.features.jobs.model import (
    DEAD_REMEMBERED_FOR,
    REMEMBERED_FOR,
    SUPERSEDED_REMEMBERED_FOR,
    WAKE_AGAIN,
    Job,
    JobError,
    JobKind,
    done,
    failed,
    given_back,
    lost,
    new_job,
    pause_after,
    prolonged,
    run_again,
    started,
    superseded,
    woken,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
KIND = JobKind(name="mail", max_attempts=3, lease=timedelta(seconds=30))
BROKEN = JobError("mail_unavailable", "The mail service is away.")


def queued(due_at: datetime | None = None) -> Job:
    return new_job("mail", {}, job_id="mail:1", organization=None, now=NOW, due_at=due_at)


def test_a_new_job_is_due_at_once_or_when_it_says() -> None:
    later = NOW + timedelta(days=1)
    assert (queued().due_at, queued(later).due_at) == (NOW, later)
    assert queued().may_start


def test_every_step_raises_the_revision() -> None:
    job = queued()
    running = started(job, KIND, NOW)
    steps = [
        woken(job, NOW),
        running,
        lost(running, NOW),
        prolonged(running, KIND, NOW),
        done(running, NOW),
        failed(running, KIND, BROKEN, NOW, for_good=False),
        given_back(running, NOW),
    ]
    assert [step.revision for step in steps] == [2, 2, 3, 3, 3, 3, 3]


def test_a_running_job_is_free_again_when_its_worker_is_lost() -> None:
    running = started(queued(), KIND, NOW)
    assert (running.state, running.attempt, running.due_at) == ("running", 1, NOW + KIND.lease)
    assert not running.may_start
    assert not prolonged(running, KIND, NOW).may_start
    free = lost(running, NOW)
    assert free.may_start
    assert (free.state, free.attempt, free.losses, free.wanted_at) == ("waiting", 0, 1, NOW)


def test_a_failure_waits_longer_each_time_and_the_last_one_kills() -> None:
    job = queued()
    dues = []
    for _ in range(2):
        job = failed(started(job, KIND, NOW), KIND, BROKEN, NOW, for_good=False)
        assert (job.state, job.is_open, job.error) == ("waiting", True, BROKEN)
        dues.append(job.due_at)
    assert NOW < dues[0] < dues[1]
    dead = failed(started(job, KIND, NOW), KIND, BROKEN, NOW, for_good=False)
    assert (dead.state, dead.is_open, dead.attempt, dead.due_at) == ("dead", False, 3, NOW + DEAD_REMEMBERED_FOR)
    assert not dead.may_start


def test_lost_workers_use_up_none_of_the_attempts() -> None:
    job = started(queued(), KIND, NOW)
    for _ in range(3):
        job = started(lost(job, NOW), KIND, NOW)
    assert (job.attempt, job.losses) == (1, 3)
    again = failed(job, KIND, BROKEN, NOW, for_good=False)
    assert (again.state, again.attempt) == ("waiting", 1)
    assert run_again(again, NOW).losses == 0


def test_a_final_failure_kills_at_once() -> None:
    assert failed(started(queued(), KIND, NOW), KIND, BROKEN, NOW, for_good=True).state == "dead"


def test_a_done_job_forgets_its_error_and_is_kept_for_a_while() -> None:
    waiting = failed(started(queued(), KIND, NOW), KIND, BROKEN, NOW, for_good=False)
    ended = done(started(waiting, KIND, NOW), NOW)
    assert (ended.state, ended.is_open, ended.error, ended.due_at) == ("done", False, None, NOW + REMEMBERED_FOR)
    assert not ended.may_start


def test_a_job_given_back_has_lost_no_attempt() -> None:
    back = given_back(started(queued(), KIND, NOW), NOW)
    assert (back.state, back.attempt, back.due_at) == ("waiting", 0, NOW)


def test_what_recurs_is_waited_for_no_longer_when_it_has_come_again() -> None:
    dead = failed(started(queued(), KIND, NOW), KIND, BROKEN, NOW, for_good=True)
    after = superseded(dead, NOW)
    assert (after.state, after.dismissed_at, after.due_at) == ("dead", NOW, NOW + SUPERSEDED_REMEMBERED_FOR)
    assert run_again(after, NOW).dismissed_at is None


def test_a_dead_job_can_be_run_again_with_all_its_attempts() -> None:
    dead = failed(started(queued(), KIND, NOW), KIND, BROKEN, NOW, for_good=True)
    again = run_again(dead, NOW)
    assert (again.state, again.attempt, again.is_open, again.due_at) == ("queued", 0, True, NOW)


def test_a_wake_up_is_repeated_after_a_while() -> None:
    assert woken(queued(), NOW).due_at == NOW + WAKE_AGAIN


@pytest.mark.parametrize(("attempt", "least_s"), [(1, 5), (2, 10), (3, 20), (9, 1280), (11, 3600), (500, 3600)])
def test_pauses_double_up_to_an_hour_and_spread(attempt: int, least_s: int) -> None:
    pauses = {pause_after(attempt, f"mail:{number}").total_seconds() for number in range(50)}
    assert least_s <= min(pauses)
    assert max(pauses) <= least_s * 1.25
    assert len(pauses) > 10
