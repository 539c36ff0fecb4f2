"""``/api/v1/join`` and ``/api/v1/participants``, for respondents."""

from __future__ import annotations

from litestar import Controller, Request, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.errors import NotAuthenticated
from app.core.principals import Participant
from app.features.sessions.joining import ParticipantService
from app.features.sessions.model import Session
from app.features.sessions.schemas import (
    JoinPreview,
    JoinRequest,
    JoinResource,
    ParticipantResource,
    ParticipantSession,
)
from app.features.sessions.service import SessionService, plain_code
from app.http.devices import device_of
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import bearer_token, open_to_all, participants_only
from app.http.idempotency import secret_key_of
from app.http.languages import AcceptLanguage, LanguageParameter, wanted_languages
from app.http.openapi import NO_TOKEN
from app.http.rate_limits import RateLimits
from app.infra.tokens import Credentials, Tokens


class JoinController(Controller):
    path = "/join"
    tags = ("join",)

    @get("/{code:str}", guards=[open_to_all], security=NO_TOKEN, responses=problem_responses(404, 429))
    async def preview_session(
        self,
        code: FromPath[str],
        request: Request[None, None, State],
        sessions: NamedDependency[SessionService],
        participants: NamedDependency[ParticipantService],
        tokens: NamedDependency[Tokens],
        rate_limits: NamedDependency[RateLimits],
    ) -> Envelope[JoinPreview]:
        """What a code leads to. Wrong ones are counted for their network: after hundreds it has to wait (429), but for
        codes that were right there lately, and for who has joined before."""
        await rate_limits.spend_for_join(code[:20])
        session = await _session_of(code, _participant_of(_presented(request, tokens)), request, sessions, rate_limits)
        full = await sessions.in_full(session)
        full_options = await participants.full_options(full)
        return enveloped(JoinPreview.of(full, sessions.status(session), full_options))

    @post(
        "/",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        opt={"secret_key": True},
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def join_session(
        self,
        data: JSONBody[JoinRequest],
        request: Request[None, None, State],
        sessions: NamedDependency[SessionService],
        participants: NamedDependency[ParticipantService],
        tokens: NamedDependency[Tokens],
        rate_limits: NamedDependency[RateLimits],
        language: LanguageParameter = None,
        accept_language: AcceptLanguage = None,
    ) -> Envelope[JoinResource]:
        """Join by code or link; 403 `invitation_needed` where only invited people may.

        With the bearer token of an earlier join, its participant goes on, also after the token's time while the session
        takes answers. Sent again under the same `Idempotency-Key`, because no answer came, it is the same participant.
        """
        key = secret_key_of(request)
        await rate_limits.spend_for_join(data.code or data.session or "")
        presented = _presented(request, tokens)
        known = _participant_of(presented)
        if data.code is None or data.session is not None:
            session = await sessions.to_join(code=data.code, session_id=data.session)
        else:
            session = await _session_of(data.code, known, request, sessions, rate_limits)
        joined = await participants.join(session, presented, key=key, name=data.name, email=data.email)
        issued = tokens.issue_participant(joined.participant)
        wanted = wanted_languages(language, accept_language)
        full_options = await participants.full_options(joined.full)
        resource = JoinResource(
            token=issued.token,
            expires_at=issued.expires_at,
            participant=joined.participant.participant,
            welcome_back=joined.is_back,
            session=ParticipantSession.of(joined.full, sessions.status(joined.full.session), wanted, full_options),
        )
        return enveloped(resource, "Welcome back." if joined.is_back else "Welcome.")


class ParticipantController(Controller):
    path = "/participants"
    tags = ("join",)

    @get("/me/session", guards=[participants_only], responses=problem_responses(401, 403, 404, 429))
    async def get_own_session(
        self,
        participant: NamedDependency[Participant],
        sessions: NamedDependency[SessionService],
        participants: NamedDependency[ParticipantService],
        language: LanguageParameter = None,
        accept_language: AcceptLanguage = None,
    ) -> Envelope[ParticipantResource]:
        """The session of the participant's token: what a phone needs after a reload, or in another language."""
        full = await participants.session_of(participant)
        wanted = wanted_languages(language, accept_language)
        full_options = await participants.full_options(full)
        seen = ParticipantSession.of(full, sessions.status(full.session), wanted, full_options)
        return enveloped(ParticipantResource(participant.participant, seen))


async def _session_of(
    code: str,
    known: Participant | None,
    request: Request[None, None, State],
    sessions: SessionService,
    rate_limits: RateLimits,
) -> Session:
    """The session that a code leads to. Who has joined it does not guess, however many others in their network do."""
    own = None if known is None else await sessions.own(code, known.session)
    if own is not None:
        return own
    async with rate_limits.guessing(device_of(request).network, plain_code(code[:20])):
        return await sessions.preview(code)


def _presented(request: Request[None, None, State], tokens: Tokens) -> Credentials | None:
    """Whoever joined before on this device; a token that is no participant's makes a new one, not an error."""
    try:
        token = bearer_token(request)
        return tokens.read_participant(token) if token else None
    except NotAuthenticated:
        return None


def _participant_of(credentials: Credentials | None) -> Participant | None:
    principal = credentials.principal if credentials is not None else None
    return principal if isinstance(principal, Participant) else None
