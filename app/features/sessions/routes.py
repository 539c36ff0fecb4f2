"""``/api/v1/sessions``: start one, look at it, control it."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.errors import WrongState
from app.core.principals import Member
from app.features.sessions.joining import ParticipantService
from app.features.sessions.model import Command
from app.features.sessions.schemas import ControlCommand, NewSession, SessionResource, StateResource, join_url
from app.features.sessions.service import SessionService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, etag
from app.http.guards import allows
from app.http.public_url import PublicUrl
from app.http.qr import qr_image

SessionResponse = Annotated[Response[Envelope[SessionResource]], TAGGED]


class SessionController(Controller):
    path = "/sessions"
    tags = ("sessions",)

    @post("/", guards=[allows("sessions:control")], responses=problem_responses(401, 403, 404, 409, 422, 429))
    async def start_session(
        self,
        data: JSONBody[NewSession],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        public_url: NamedDependency[PublicUrl],
    ) -> SessionResponse:
        """Run a published version. A live session waits in its lobby, an open one takes answers at once."""
        full = await sessions.start(
            member, data.survey, mode=data.mode, version=data.version, title=data.title, change=data.settings
        )
        resource = SessionResource.of(full, sessions.status(full.session), 0, public_url.base)
        return Response(enveloped(resource, "Started."), headers={"etag": etag(full.session.settings_version)})

    @get("/{session_id:str}", guards=[allows("sessions:read")], responses=problem_responses(401, 403, 404, 429))
    async def get_session(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        participants: NamedDependency[ParticipantService],
        public_url: NamedDependency[PublicUrl],
    ) -> SessionResponse:
        """A session with its questions and settings; the version of the settings is the ETag."""
        full = await sessions.get(member.organization, session_id)
        joined = await participants.count(full.session)
        resource = SessionResource.of(full, sessions.status(full.session), joined, public_url.base)
        return Response(enveloped(resource), headers={"etag": etag(full.session.settings_version)})

    @post(
        "/{session_id:str}/control",
        guards=[allows("sessions:control")],
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
        command = Command(data.action, data.question, data.seconds, data.after, data.phase)
        session = await sessions.control(member, session_id, command)
        return enveloped(StateResource(session.state, session.state_version), "Done.")

    @get(
        "/{session_id:str}/qr.svg",
        guards=[allows("sessions:read")],
        media_type="image/svg+xml",
        responses=problem_responses(401, 403, 404, 409, 429),
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
        guards=[allows("sessions:read")],
        media_type="image/png",
        responses=problem_responses(401, 403, 404, 409, 429),
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


async def _link(sessions: SessionService, member: Member, session_id: str, public_url: PublicUrl) -> str:
    full = await sessions.get(member.organization, session_id)
    link = join_url(full.session, public_url.base)
    if link is None:
        raise WrongState("This session has ended; nobody can join it.")
    return link
