"""``/api/v1/sessions``: lists with filters, other settings, the archive, and who takes part."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, get_args

from litestar import Controller, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.principals import Member
from app.features.sessions.joining import ParticipantService
from app.features.sessions.listing import SessionFilter
from app.features.sessions.model import Mode, SessionInFull, Status
from app.features.sessions.participants import KEY
from app.features.sessions.schemas import PersonResource, SessionEdit, SessionResource, SessionSummary
from app.features.sessions.service import SessionService
from app.features.sessions.upkeep import SessionUpkeep
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter
from app.http.public_url import PublicUrl
from app.http.sorting import BY_NUMBER, Key, SearchParameter, Sorting

SurveyFilter = Annotated[
    str | None, QueryParameter(name="survey", required=False, max_length=64, description="Only sessions of this survey")
]
StatusFilter = Annotated[
    list[Status] | None,
    QueryParameter(
        name="status",
        required=False,
        max_items=len(get_args(Status)),
        description="Any of these, the parameter given once for each; without it, all but archived ones",
    ),
]
ModeFilter = Annotated[Mode | None, QueryParameter(name="mode", required=False, description="Only sessions of a mode")]
SESSIONS = Sorting(
    "sessions",
    default="-created_at",
    created_at=BY_NUMBER,
    updated_at=Key("updated_at", datetime),
    title=Key("title_key", str),
)
SortParameter = Annotated[str, SESSIONS.parameter]
PARTICIPANTS = Sorting("participants", default="-joined_at", joined_at=BY_NUMBER, name=Key(KEY, str))
ParticipantSort = Annotated[str, PARTICIPANTS.parameter]
SessionResponse = Annotated[Response[Envelope[SessionResource]], TAGGED]


class UpkeepController(Controller):
    path = "/sessions"
    tags = ("sessions",)

    @get("/", guards=[allows("sessions:read")], responses=problem_responses(401, 403, 422, 429))
    async def list_sessions(
        self,
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        upkeep: NamedDependency[SessionUpkeep],
        public_url: NamedDependency[PublicUrl],
        survey: SurveyFilter = None,
        status: StatusFilter = None,
        mode: ModeFilter = None,
        q: SearchParameter = None,
        sort: SortParameter = SESSIONS.default,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[SessionSummary]]:
        """The organization's sessions, newest first; archived ones only on request. `q` searches titles."""
        listing = SESSIONS.listing(sort, cursor, limit, survey=survey, status=status, mode=mode, q=q)
        found = await upkeep.listed(member, listing.asked, SessionFilter(survey, tuple(status or ()), mode, q))
        return enveloped(listing.page(found, lambda one: SessionSummary.of(one, sessions.status(one), public_url.base)))

    @patch(
        "/{session_id:str}",
        guards=[allows("sessions:control")],
        responses=problem_responses(401, 403, 404, 409, 412, 422, 428, 429),
    )
    async def edit_session(
        self,
        session_id: FromPath[str],
        data: JSONBody[SessionEdit],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        upkeep: NamedDependency[SessionUpkeep],
        participants: NamedDependency[ParticipantService],
        public_url: NamedDependency[PublicUrl],
        if_match: IfMatch = None,
    ) -> SessionResponse:
        """Change the title or settings while the session goes on, unless somebody else has edited it since. What was
        promised to those who joined (identity, minimum group size, what quotas count) cannot be changed."""
        edited = await upkeep.edit(
            member, session_id, based_on=edited_version(if_match), change=data.settings, title=data.title
        )
        return await _with_etag(edited, sessions, participants, public_url, "Saved.")

    @post(
        "/{session_id:str}/archive",
        guards=[allows("sessions:control")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 429),
    )
    async def archive_session(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        upkeep: NamedDependency[SessionUpkeep],
        participants: NamedDependency[ParticipantService],
        public_url: NamedDependency[PublicUrl],
    ) -> SessionResponse:
        """Put an ended session into the archive; nothing of it is deleted."""
        archived = await upkeep.archive(member, session_id)
        return await _with_etag(archived, sessions, participants, public_url, "Archived.")

    @post(
        "/{session_id:str}/unarchive",
        guards=[allows("sessions:control")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def unarchive_session(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        upkeep: NamedDependency[SessionUpkeep],
        participants: NamedDependency[ParticipantService],
        public_url: NamedDependency[PublicUrl],
    ) -> SessionResponse:
        """Bring a session back from the archive; one that has not ended gets a new code."""
        found = await upkeep.unarchive(member, session_id)
        return await _with_etag(found, sessions, participants, public_url, "Back again.")

    @post(
        "/{session_id:str}/reset",
        guards=[allows("sessions:control")],
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def reset_session(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        upkeep: NamedDependency[SessionUpkeep],
        participants: NamedDependency[ParticipantService],
        public_url: NamedDependency[PublicUrl],
    ) -> SessionResponse:
        """End the session, archive it with all its answers, and run the same version with the same settings under a new
        code. The response is the new session; a repeat gets the same one."""
        started = await upkeep.reset(member, session_id)
        return await _with_etag(started, sessions, participants, public_url, "Started again.")

    @get(
        "/{session_id:str}/participants",
        guards=[allows("sessions:read")],
        responses=problem_responses(401, 403, 404, 422, 429),
    )
    async def list_participants(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        participants: NamedDependency[ParticipantService],
        q: SearchParameter = None,
        sort: ParticipantSort = PARTICIPANTS.default,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[PersonResource]]:
        """Who has joined, latest first. `q` searches names and addresses, and finds a participant by number or id.
        Names, `q` and sorting by name are only for those who may read participants."""
        listing = PARTICIPANTS.listing(sort, cursor, limit, session=session_id, q=q)
        found = await participants.listed(member, session_id, listing.asked, q)
        named = member.may("participants:read")
        return enveloped(listing.page(found, lambda person: PersonResource.of(person, named=named)))

    @delete(
        "/{session_id:str}/participants/{participant_id:str}",
        guards=[allows("sessions:control")],
        responses=problem_responses(401, 403, 404, 409, 429),
    )
    async def remove_participant(
        self,
        session_id: FromPath[str],
        participant_id: FromPath[str],
        member: NamedDependency[Member],
        participants: NamedDependency[ParticipantService],
    ) -> None:
        """Revoke a participant's token and close their sockets, within 2 s; what they answered stays."""
        await participants.remove(member, session_id, participant_id)


async def _with_etag(
    full: SessionInFull, sessions: SessionService, participants: ParticipantService, public_url: PublicUrl, message: str
) -> SessionResponse:
    joined = await participants.count(full.session)
    resource = SessionResource.of(full, sessions.status(full.session), joined, public_url.base)
    return Response(enveloped(resource, message), headers={"etag": etag(full.session.settings_version)})
