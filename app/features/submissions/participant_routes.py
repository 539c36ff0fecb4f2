"""What is held about a participant: to see it, and to erase it."""

from __future__ import annotations

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.core.principals import Member, Participant
from app.features.sessions.joining import ParticipantService
from app.features.sessions.service import SessionService
from app.features.submissions.erasure import ErasureService
from app.features.submissions.schemas import ParticipantDataResource
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows, participants_only


class ParticipantDataController(Controller):
    tags = ("participants",)

    @get(
        "/sessions/{session_id:str}/participants/{participant_id:str}/data",
        guards=[allows("participants:read")],
        responses=problem_responses(401, 403, 404, 409, 429),
    )
    async def get_participant_data(
        self,
        session_id: FromPath[str],
        participant_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        participants: NamedDependency[ParticipantService],
        erasures: NamedDependency[ErasureService],
    ) -> Envelope[ParticipantDataResource]:
        """Everything that is held about a participant: the record, every revision of every answer, the receipts. Where
        small groups are hidden, only once enough people have answered."""
        await participants.require_group((await sessions.get(member.organization, session_id)).session)
        participant = Participant(participant_id, session_id, member.organization)
        return enveloped(ParticipantDataResource.of(await erasures.held_about(participant)))

    @post(
        "/sessions/{session_id:str}/participants/{participant_id:str}/erase",
        guards=[allows("participants:erase")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429, 503),
    )
    async def erase_participant(
        self,
        session_id: FromPath[str],
        participant_id: FromPath[str],
        member: NamedDependency[Member],
        erasures: NamedDependency[ErasureService],
    ) -> Envelope[None]:
        """Take back a participant's answers and remove all that is held about them; a repeat does no harm."""
        await erasures.erase(member, Participant(participant_id, session_id, member.organization))
        return enveloped(None, "Erased.")

    @get("/participants/me/data", guards=[participants_only], responses=problem_responses(401, 403, 404, 429))
    async def get_own_data(
        self, participant: NamedDependency[Participant], erasures: NamedDependency[ErasureService]
    ) -> Envelope[ParticipantDataResource]:
        """Everything that is held about the participant whose token this is."""
        return enveloped(ParticipantDataResource.of(await erasures.held_about(participant)))

    @delete(
        "/participants/me",
        guards=[participants_only],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429, 503),
    )
    async def erase_own_data(
        self, participant: NamedDependency[Participant], erasures: NamedDependency[ErasureService]
    ) -> Envelope[None]:
        """Take back the answers of the participant whose token this is, and remove all that is held about them."""
        await erasures.erase(participant, participant)
        return enveloped(None, "Erased.")
