"""``/api/v1/sessions`` for members, ``/api/v1/join`` and ``/api/v1/participants`` for respondents."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.errors import NotAuthenticated, WrongState
from app.core.principals import Member, Participant
from app.features.sessions.model import Command
from app.features.sessions.qr import qr_image
from app.features.sessions.schemas import (
    ControlCommand,
    JoinPreview,
    JoinRequest,
    JoinResource,
    NewSession,
    ParticipantResource,
    ParticipantSession,
    SessionResource,
    SessionSummary,
    StateResource,
    join_url,
)
from app.features.sessions.service import SessionService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import bearer_token, editors_only, members_only, open_to_all, participants_only
from app.http.openapi import NO_TOKEN
from app.http.pagination import CursorParameter, LimitParameter, page, window
from app.http.public_url import PublicUrl
from app.http.rate_limits import RateLimits
from app.infra.tokens import Tokens

SurveyFilter = Annotated[
    str | None, QueryParameter(name="survey", required=False, max_length=64, description="Only sessions of this survey")
]


class SessionController(Controller):
    path = "/sessions"
    tags = ("sessions",)

    @get("/", guards=[members_only], responses=problem_responses(401, 422, 429))
    async def list_sessions(
        self,
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        public_url: NamedDependency[PublicUrl],
        survey: SurveyFilter = None,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[SessionSummary]]:
        """The organization's sessions, or those of one survey; the newest first."""
        shown = window(cursor, limit, await sessions.latest_number(member.organization, survey))
        found = await sessions.numbered(member.organization, survey, shown.after, shown.to)
        return enveloped(page(found, shown, lambda session: SessionSummary.of(session, public_url.base)))

    @post("/", guards=[editors_only], responses=problem_responses(401, 403, 404, 409, 422, 429))
    async def start_session(
        self,
        data: JSONBody[NewSession],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        public_url: NamedDependency[PublicUrl],
    ) -> Envelope[SessionResource]:
        """Run a published version. A live session waits in its lobby, an open one takes answers at once."""
        full = await sessions.start(member, data.survey, mode=data.mode, version=data.version, title=data.title)
        return enveloped(SessionResource.of(full, public_url.base), "Started.")

    @get("/{session_id:str}", guards=[members_only], responses=problem_responses(401, 404, 429))
    async def get_session(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        public_url: NamedDependency[PublicUrl],
    ) -> Envelope[SessionResource]:
        """A session with its questions."""
        full = await sessions.get(member.organization, session_id)
        return enveloped(SessionResource.of(full, public_url.base))

    @post(
        "/{session_id:str}/control",
        guards=[editors_only],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def control_session(
        self,
        session_id: FromPath[str],
        data: JSONBody[ControlCommand],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
    ) -> Envelope[StateResource]:
        """The same commands as the socket's ``control``."""
        session = await sessions.control(member, session_id, Command(data.action, data.question, data.seconds))
        return enveloped(StateResource(session.state, session.state_version), "Done.")

    @get(
        "/{session_id:str}/qr.svg",
        guards=[members_only],
        media_type="image/svg+xml",
        responses=problem_responses(401, 404, 409, 429),
    )
    async def get_session_qr_svg(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        public_url: NamedDependency[PublicUrl],
    ) -> Response[bytes]:
        """The join link as a QR image."""
        link = await _link(sessions, member, session_id, public_url)
        return Response(
            qr_image(link, "svg"), media_type="image/svg+xml", headers={"cache-control": "private, max-age=300"}
        )

    @get(
        "/{session_id:str}/qr.png",
        guards=[members_only],
        media_type="image/png",
        responses=problem_responses(401, 404, 409, 429),
    )
    async def get_session_qr_png(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        public_url: NamedDependency[PublicUrl],
    ) -> Response[bytes]:
        """The join link as a QR image, for slides."""
        link = await _link(sessions, member, session_id, public_url)
        return Response(
            qr_image(link, "png"), media_type="image/png", headers={"cache-control": "private, max-age=300"}
        )


class JoinController(Controller):
    path = "/join"
    tags = ("join",)

    @get("/{code:str}", guards=[open_to_all], security=NO_TOKEN, responses=problem_responses(404, 429))
    async def preview_session(
        self, code: FromPath[str], sessions: NamedDependency[SessionService], rate_limits: NamedDependency[RateLimits]
    ) -> Envelope[JoinPreview]:
        """What a code leads to."""
        rate_limits.spend_for_join(code[:20])
        session = await sessions.preview(code)
        return enveloped(JoinPreview(session.id, session.title, session.mode, session.state.phase))

    @post(
        "/", guards=[open_to_all], security=NO_TOKEN, status_code=200, responses=problem_responses(404, 409, 422, 429)
    )
    async def join_session(
        self,
        data: JSONBody[JoinRequest],
        request: Request[None, None, State],
        sessions: NamedDependency[SessionService],
        tokens: NamedDependency[Tokens],
        rate_limits: NamedDependency[RateLimits],
    ) -> Envelope[JoinResource]:
        """Join by code or link. With the bearer token of an earlier join, its participant goes on."""
        rate_limits.spend_for_join(data.code or data.session or "")
        session = await sessions.to_join(code=data.code, session_id=data.session)
        joined = await sessions.join(session, _known_participant(request, tokens))
        issued = tokens.issue_participant(joined.participant)
        resource = JoinResource(
            token=issued.token,
            expires_at=issued.expires_at,
            participant=joined.participant.participant,
            welcome_back=joined.is_back,
            session=ParticipantSession.of(joined.full),
        )
        return enveloped(resource, "Welcome back." if joined.is_back else "Welcome.")


class ParticipantController(Controller):
    path = "/participants"
    tags = ("join",)

    @get("/me/session", guards=[participants_only], responses=problem_responses(401, 403, 404, 429))
    async def get_own_session(
        self, participant: NamedDependency[Participant], sessions: NamedDependency[SessionService]
    ) -> Envelope[ParticipantResource]:
        """The session of the participant's token: what a phone needs after a reload."""
        full = await sessions.of_participant(participant)
        return enveloped(ParticipantResource(participant.participant, ParticipantSession.of(full)))


async def _link(sessions: SessionService, member: Member, session_id: str, public_url: PublicUrl) -> str:
    full = await sessions.get(member.organization, session_id)
    link = join_url(full.session, public_url.base)
    if link is None:
        raise WrongState("This session has ended; nobody can join it.")
    return link


def _known_participant(request: Request[None, None, State], tokens: Tokens) -> Participant | None:
    """Whoever joined before on this device; a token that is no longer good makes a new participant, not an error."""
    try:
        token = bearer_token(request)
        principal = tokens.read(token).principal if token else None
    except NotAuthenticated:
        return None
    return principal if isinstance(principal, Participant) else None
