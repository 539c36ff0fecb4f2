"""``/api/v1/jobs``: what is done behind the scenes, for admins."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.principals import Member
from app.features.jobs.log import JobLog
from app.features.jobs.model import JobState
from app.features.jobs.schemas import JobResource
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter
from app.http.sorting import BY_NUMBER, Sorting

JOBS = Sorting("jobs", default="-created_at", created_at=BY_NUMBER)
SortParameter = Annotated[str, JOBS.parameter]
StateParameter = Annotated[
    JobState | None, QueryParameter(name="state", required=False, description="Only those in this state")
]
KindParameter = Annotated[
    str | None, QueryParameter(name="kind", required=False, max_length=64, description="Only those of this kind")
]


class JobController(Controller):
    path = "/jobs"
    tags = ("jobs",)

    @get("/", guards=[allows("organization:manage")], responses=problem_responses(401, 403, 422, 429))
    async def list_jobs(
        self,
        member: NamedDependency[Member],
        job_log: NamedDependency[JobLog],
        sort: SortParameter = JOBS.default,
        in_state: StateParameter = None,
        kind: KindParameter = None,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[JobResource]]:
        """The organization's mails, reports and deliveries in the background: what waits, runs, was done within the
        last eight days, or failed for good within the last ninety."""
        listing = JOBS.listing(sort, cursor, limit, state=in_state, kind=kind)
        found = await job_log.listed(member, listing.asked, in_state, kind)
        return enveloped(listing.page(found, JobResource.of))

    @get("/{job_id:str}", guards=[allows("organization:manage")], responses=problem_responses(401, 403, 404, 429))
    async def get_job(
        self, job_id: FromPath[str], member: NamedDependency[Member], job_log: NamedDependency[JobLog]
    ) -> Envelope[JobResource]:
        """One job, with its last failure."""
        return enveloped(JobResource.of(await job_log.get(member, job_id)))

    @post(
        "/{job_id:str}/run-again",
        guards=[allows("organization:manage")],
        status_code=202,
        responses=problem_responses(401, 403, 404, 409, 429),
    )
    async def run_job_again(
        self, job_id: FromPath[str], member: NamedDependency[Member], job_log: NamedDependency[JobLog]
    ) -> Envelope[JobResource]:
        """Run an ended job once more, with all its attempts. Nothing that it did before is done twice: a mail that was
        sent is not sent again. 409 while the job has not ended."""
        return enveloped(JobResource.of(await job_log.run_again(member, job_id)), "It runs again.")
