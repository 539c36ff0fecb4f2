"""One organization with many reports holds up neither others' reports nor other work."""

from __future__ import annotations

from datetime import UTC, datetime

from app.features.jobs.model import Job, JobKind, new_job
from app.wiring.jobs import AT_ONCE, KINDS
from jobs import lanes
from jobs.lanes import Lanes

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BOUND, FREE = JobKind(name="report", at_once=2), JobKind(name="look")


def job(number: int, organization: str | None, kind: str = "report") -> Job:
    job_id = f"{organization}:{number}"
    return new_job(kind, {}, job_id=job_id, organization=organization, number=number, now=NOW, due_at=None)


def test_organizations_take_turns_for_the_places_of_a_kind() -> None:
    of = Lanes({"report": BOUND, "look": FREE})
    assert [of.enter(job(number, "a")) for number in range(200)] == [True, True, *[False] * 198]
    assert [of.enter(job(number, "b")) for number in range(2)] == [False, False]
    assert not of.enter(job(5, "a")), "told again while it waits"
    assert [of.next("report") for _ in range(5)] == ["a:2", "b:0", "a:3", "b:1", "a:4"]
    assert len([1 for _ in range(300) if of.next("report")]) == 195, "each once"


def test_what_has_no_bound_never_waits_and_a_place_that_is_given_back_is_taken() -> None:
    of = Lanes({"report": BOUND, "look": FREE})
    assert all(of.enter(job(number, None, "look")) for number in range(100))
    assert [of.enter(job(number, "a")) for number in range(3)] == [True, True, False]
    assert (of.next("report"), of.next("report")) == ("a:2", None)
    of.leave("report")
    assert of.enter(job(3, "b"))


def test_no_more_wait_than_there_is_room_for() -> None:
    of = Lanes({"report": BOUND})
    for number in range(lanes.MOST_WAITING + 10):
        of.enter(job(number, "a"))
    assert len([1 for _ in range(lanes.MOST_WAITING + 10) if of.next("report")]) == lanes.MOST_WAITING


def test_all_bound_kinds_together_leave_places_for_what_looks_for_work() -> None:
    assert sum(kind.at_once or 0 for kind in KINDS.values()) < AT_ONCE
