"""``/api/v1/sessions/{id}/results``, for dashboards that poll."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.core.principals import Principal
from app.features.analytics.results import ResultsService
from app.features.analytics.schemas import ResultsResource
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import IfNoneMatch, etag, is_at_hand
from app.http.guards import allows_or_participates


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
        """The tally; 304 while it is the one of If-None-Match. Participants see the revealed questions only."""
        found = await results.read(principal, session_id)
        headers = {"etag": etag(found.tag), "cache-control": "private, no-cache"}
        if is_at_hand(headers["etag"], if_none_match):
            not_modified: Response[Any] = Response(None, status_code=304, headers=headers)
            return not_modified
        resource = ResultsResource(found.epoch, found.version, found.as_of, found.data)
        return Response(enveloped(resource), headers=headers)
