"""What sessions look like over REST."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import Action, Identifier, Phase, StateData
from app.features.sessions.joining import FullOptions
from app.features.sessions.model import Ending, Mode, Session, SessionInFull, Status
from app.features.sessions.participants import Person
from app.features.surveys.languages import Language, language_of
from app.features.surveys.model import PublicQuestions, Questions, SurveyTitle
from app.features.surveys.sections import Sections
from app.features.surveys.settings import (
    AudienceQuestionsSetting,
    Identity,
    OpenTo,
    ResultsFor,
    SessionSettings,
    SettingsChange,
)
from app.features.surveys.theme import PublicTheme


class NewSession(msgspec.Struct, forbid_unknown_fields=True):
    """``version`` defaults to the latest one, ``title`` and what ``settings`` leaves out to the survey's."""

    survey: Identifier
    mode: Mode
    version: Annotated[int, Meta(ge=1)] | None = None
    title: SurveyTitle | None = None
    settings: SettingsChange = SettingsChange()


class SessionEdit(msgspec.Struct, forbid_unknown_fields=True):
    """What shall be otherwise; what is left out stays."""

    title: SurveyTitle | None = None
    settings: SettingsChange = SettingsChange()


class ControlCommand(msgspec.Struct, forbid_unknown_fields=True):
    """``question`` defaults to the one on the screens; ``seconds`` goes with ``timer``. ``after`` goes with ``next``:
    the question that its sender saw on the screens; where that is no longer there, nothing changes. Nor does it where
    the session is no longer in ``phase``, the one that its sender saw: ``lobby`` begins, and leads nobody back."""

    action: Action
    question: Identifier | None = None
    seconds: Annotated[int, Meta(ge=1, le=86_400)] | None = None
    after: Identifier | None = None
    phase: Phase | None = None


class JoinRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Either ``code``, which may be typed in lower case and with spaces, or ``session``; ``name`` and ``email`` where
    the session asks who one is."""

    code: Annotated[str, Meta(max_length=20)] | None = None
    session: Identifier | None = None
    name: Annotated[str, Meta(max_length=100)] | None = None
    email: Annotated[str, Meta(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")] | None = None


class SessionSummary(msgspec.Struct):
    """``code`` and ``join_url`` are null once the session has ended: the code is free again."""

    id: str
    survey: str
    version: int
    mode: Mode
    title: str
    code: str | None
    join_url: str | None
    status: Status
    state: StateData
    state_version: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    links: dict[str, str]

    @classmethod
    def of(cls, session: Session, status: Status, base_url: str) -> SessionSummary:
        return cls(
            id=session.id,
            survey=session.survey,
            version=session.version,
            mode=session.mode,
            title=session.title,
            code=session.code,
            join_url=join_url(session, base_url),
            status=status,
            state=session.state,
            state_version=session.state_version,
            created_at=session.created_at,
            updated_at=session.updated_at,
            archived_at=session.archived_at,
            links=session_links(session),
        )


class SessionResource(msgspec.Struct):
    """``code`` and ``join_url`` are null once the session has ended: the code is free again. ``settings_version`` is
    the ETag; ``participants``: how many have joined; ``successor``: what runs in its stead since it was reset;
    ``language``: that of the questions; ``ended_by``: what ended it where nobody did, its close or that nothing
    happened in it any more."""

    id: str
    survey: str
    version: int
    mode: Mode
    title: str
    code: str | None
    join_url: str | None
    status: Status
    state: StateData
    state_version: int
    settings: SessionSettings
    settings_version: int
    questions: Questions
    sections: Sections
    theme: PublicTheme
    language: str
    participants: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    successor: str | None
    ended_by: Ending | None
    links: dict[str, str]

    @classmethod
    def of(cls, full: SessionInFull, status: Status, participants: int, base_url: str) -> SessionResource:
        session = full.session
        return cls(
            id=session.id,
            survey=session.survey,
            version=session.version,
            mode=session.mode,
            title=session.title,
            code=session.code,
            join_url=join_url(session, base_url),
            status=status,
            state=session.state,
            state_version=session.state_version,
            settings=session.settings,
            settings_version=session.settings_version,
            questions=full.version.content.questions,
            sections=full.version.content.sections,
            theme=PublicTheme.of(full.version.content.theme),
            language=full.version.content.language,
            participants=participants,
            created_at=session.created_at,
            updated_at=session.updated_at,
            archived_at=session.archived_at,
            successor=session.successor if session.archived_at else None,
            ended_by=session.ended_by if session.state.phase == "ended" else None,
            links=session_links(session),
        )


class StateResource(msgspec.Struct):
    """The answer to a command: where the session stands now."""

    state: StateData
    state_version: int


class JoinPreview(msgspec.Struct):
    """What anybody with the code may see before joining. ``locked``: nobody new comes in now. ``full``: a question that
    everybody must answer has no option left; never in live mode, where nobody has to answer."""

    session: str
    title: str
    mode: Mode
    phase: Phase
    status: Status
    locked: bool
    identity: Identity
    open_to: OpenTo
    theme: PublicTheme
    opens_at: datetime | None
    closes_at: datetime | None
    full: bool

    @classmethod
    def of(cls, full: SessionInFull, status: Status, full_options: FullOptions) -> JoinPreview:
        session, content = full.session, full.version.content
        settings = session.settings
        return cls(
            session=session.id,
            title=session.title,
            mode=session.mode,
            phase=session.state.phase,
            status=status,
            locked=session.state.locked,
            identity=settings.identity,
            open_to=settings.open_to,
            theme=PublicTheme.of(content.theme),
            opens_at=settings.opens_at,
            closes_at=settings.closes_at,
            full=session.mode == "open" and content.is_full(full_options),
        )


class ParticipantSettings(msgspec.Struct):
    """What participants need to know of how a session runs."""

    opens_at: datetime | None
    closes_at: datetime | None
    identity: Identity
    attempts: int
    may_change_answers: bool
    results_for: ResultsFor
    audience_questions: AudienceQuestionsSetting
    reactions: bool


class ParticipantSession(msgspec.Struct):
    """A session as its participants see it: right answers only of questions that are revealed. ``languages`` can be
    asked for, the one that the survey was written in first; ``language`` is the one of these texts. ``full_options``:
    question → its options that had no place left when this was read."""

    id: str
    title: str
    mode: Mode
    status: Status
    settings: ParticipantSettings
    state: StateData
    state_version: int
    survey_title: str
    survey_description: str
    questions: PublicQuestions
    sections: Sections
    theme: PublicTheme
    language: str
    languages: list[Language]
    full_options: dict[str, list[str]]

    @classmethod
    def of(
        cls, full: SessionInFull, status: Status, wanted: Sequence[str], full_options: FullOptions
    ) -> ParticipantSession:
        """With the texts in the first of the languages ``wanted`` that there is."""
        revealed, settings, original = full.session.state.revealed, full.session.settings, full.version.content
        content = original.localized(wanted)
        return cls(
            id=full.session.id,
            title=full.session.title,
            mode=full.session.mode,
            status=status,
            settings=ParticipantSettings(
                opens_at=settings.opens_at,
                closes_at=settings.closes_at,
                identity=settings.identity,
                attempts=settings.attempts,
                may_change_answers=settings.may_change_answers,
                results_for=settings.results_for,
                audience_questions=settings.audience_questions,
                reactions=settings.reactions,
            ),
            state=full.session.state,
            state_version=full.session.state_version,
            survey_title=content.title,
            survey_description=content.description,
            questions=tuple(
                question.for_participants(is_revealed=question.id in revealed) for question in content.questions
            ),
            sections=content.sections,
            theme=PublicTheme.of(content.theme),
            language=content.language,
            languages=[language_of(tag) for tag in (original.language, *original.translations)],
            full_options={question: [*options] for question, options in full_options.items()},
        )


class JoinResource(msgspec.Struct):
    """``welcome_back``: the participant was here before, by the token or the key that came with the request."""

    token: str
    expires_at: datetime
    participant: str
    welcome_back: bool
    session: ParticipantSession


class ParticipantResource(msgspec.Struct):
    """What a phone needs after a reload."""

    participant: str
    session: ParticipantSession


class PersonResource(msgspec.Struct):
    """A participant for members; ``name`` and ``email`` only for those who may read participants."""

    id: str
    number: int
    joined_at: datetime
    removed: bool
    name: str | None
    email: str | None

    @classmethod
    def of(cls, person: Person, *, named: bool) -> PersonResource:
        return cls(
            id=person.id,
            number=person.number,
            joined_at=person.joined_at,
            removed=person.removed_at is not None,
            name=person.name if named else None,
            email=person.email if named else None,
        )


def join_url(session: Session, base_url: str) -> str | None:
    """The link behind the QR image; None once the session has ended."""
    return f"{base_url}/j/{session.code}" if session.code else None


def session_links(session: Session) -> dict[str, str]:
    itself = f"/api/v1/sessions/{session.id}"
    return {
        "self": itself,
        "control": f"{itself}/control",
        "results": f"{itself}/results",
        "participants": f"{itself}/participants",
        "audience_questions": f"{itself}/audience-questions",
        "qr": f"{itself}/qr.svg",
        "survey": f"/api/v1/surveys/{session.survey}",
        "version": f"/api/v1/surveys/{session.survey}/versions/{session.version}",
    }
