"""``/api/v1/sessions/{id}/results``, for dashboards that poll, and whether they were proved."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.core.principals import Member, Principal
from app.features.analytics.proof import ProofService
from app.features.analytics.results import ResultsService
from app.features.analytics.schemas import ProofResource, ResultsResource
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import IfNoneMatch, etag, is_at_hand
from app.http.guards import allows, allows_or_participates


class ResultsController(Controller):
    path = "/sessions"
    tags = ("results",)

    @get(
        "/{session_id:str}/results",
        guards=[allows_or_participates("results:read")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_results(
        self,
        session_id: FromPath[str],
        principal: NamedDependency[Principal],
        results: NamedDependency[ResultsService],
        if_none_match: IfNoneMatch = None,
    ) -> Response[Envelope[ResultsResource]]:
        """The tally; 304 as long as it is still that of If-None-Match. Participants see revealed questions only."""
        found = await results.read(principal, session_id)
        headers = {"etag": etag(found.tag), "cache-control": "private, no-cache"}
        if is_at_hand(headers["etag"], if_none_match):
            not_modified: Response[Any] = Response(None, status_code=304, headers=headers)
            return not_modified
        resource = ResultsResource(found.epoch, found.version, found.as_of, found.data)
        return Response(enveloped(resource), headers=headers)

    @get(
        "/{session_id:str}/verification",
        guards=[allows("results:read")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_verification(
        self, session_id: FromPath[str], member: NamedDependency[Member], proofs: NamedDependency[ProofService]
    ) -> Envelope[ProofResource]:
        """Whether the results have been proved. Until an hour after the end, a worker recounts the whole log within a
        minute of a change, or every ten minutes if the log is long."""
        return enveloped(ProofResource.of(await proofs.read(member, session_id)))
