"""What sessions look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import Action, Identifier, StateData
from app.features.sessions.model import Mode, Phase, Session, SessionInFull
from app.features.surveys.model import Questions, SurveyTitle


class NewSession(msgspec.Struct, forbid_unknown_fields=True):
    """``version`` defaults to the latest one, ``title`` to the survey's."""

    survey: Identifier
    mode: Mode
    version: Annotated[int, Meta(ge=1)] | None = None
    title: SurveyTitle | None = None


class ControlCommand(msgspec.Struct, forbid_unknown_fields=True):
    """``question`` defaults to the one on the screens; ``seconds`` goes with ``timer``."""

    action: Action
    question: Identifier | None = None
    seconds: Annotated[int, Meta(ge=1, le=86_400)] | None = None


class JoinRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Exactly one of the two; ``code`` may be typed in lower case and with spaces."""

    code: Annotated[str, Meta(max_length=20)] | None = None
    session: Identifier | None = None


class SessionSummary(msgspec.Struct):
    """``code`` and ``join_url`` are null once the session has ended: the code is free again."""

    id: str
    survey: str
    version: int
    mode: Mode
    title: str
    code: str | None
    join_url: str | None
    state: StateData
    state_version: int
    created_at: datetime
    links: dict[str, str]

    @classmethod
    def of(cls, session: Session, base_url: str) -> SessionSummary:
        return cls(
            id=session.id,
            survey=session.survey,
            version=session.version,
            mode=session.mode,
            title=session.title,
            code=session.code,
            join_url=join_url(session, base_url),
            state=session.state,
            state_version=session.state_version,
            created_at=session.created_at,
            links=session_links(session),
        )


class SessionResource(msgspec.Struct):
    """``code`` and ``join_url`` are null once the session has ended: the code is free again."""

    id: str
    survey: str
    version: int
    mode: Mode
    title: str
    code: str | None
    join_url: str | None
    state: StateData
    state_version: int
    questions: Questions
    created_at: datetime
    links: dict[str, str]

    @classmethod
    def of(cls, full: SessionInFull, base_url: str) -> SessionResource:
        session = full.session
        return cls(
            id=session.id,
            survey=session.survey,
            version=session.version,
            mode=session.mode,
            title=session.title,
            code=session.code,
            join_url=join_url(session, base_url),
            state=session.state,
            state_version=session.state_version,
            questions=full.version.content.questions,
            created_at=session.created_at,
            links=session_links(session),
        )


class StateResource(msgspec.Struct):
    """The answer to a command: where the session stands now."""

    state: StateData
    state_version: int


class JoinPreview(msgspec.Struct):
    """What anybody with the code may see before joining."""

    session: str
    title: str
    mode: Mode
    phase: Phase


class ParticipantSession(msgspec.Struct):
    """A session as its participants see it."""

    id: str
    title: str
    mode: Mode
    state: StateData
    state_version: int
    survey_title: str
    survey_description: str
    questions: Questions

    @classmethod
    def of(cls, full: SessionInFull) -> ParticipantSession:
        return cls(
            id=full.session.id,
            title=full.session.title,
            mode=full.session.mode,
            state=full.session.state,
            state_version=full.session.state_version,
            survey_title=full.version.content.title,
            survey_description=full.version.content.description,
            questions=full.version.content.questions,
        )


class JoinResource(msgspec.Struct):
    """``welcome_back``: the token that came with the request was for this session, and its participant goes on."""

    token: str
    expires_at: datetime
    participant: str
    welcome_back: bool
    session: ParticipantSession


class ParticipantResource(msgspec.Struct):
    """What a phone needs after a reload."""

    participant: str
    session: ParticipantSession


def join_url(session: Session, base_url: str) -> str | None:
    """The link behind the QR image; None once the session has ended."""
    return f"{base_url}/j/{session.code}" if session.code else None


def session_links(session: Session) -> dict[str, str]:
    itself = f"/api/v1/sessions/{session.id}"
    return {
        "self": itself,
        "control": f"{itself}/control",
        "results": f"{itself}/results",
        "qr": f"{itself}/qr.svg",
        "survey": f"/api/v1/surveys/{session.survey}",
        "version": f"/api/v1/surveys/{session.survey}/versions/{session.version}",
    }
