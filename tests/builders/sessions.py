"""A session in the database, with a survey of several question types behind it."""

from __future__ import annotations

from app.core.clock import monotonic, utc_now
from app.core.identity import new_id
from app.core.principals import Member
from app.features.sessions.joining import ParticipantService
from app.features.sessions.model import Command, Mode, SessionInFull
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import SessionService
from app.features.submissions.doors import Doors
from app.features.submissions.places import PlaceRepository
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import MultipleChoice, Option, Scale, ShortText, SingleChoice
from app.features.surveys.service import SurveyService
from app.infra.mongo import Database
from app.wiring.authoring import authoring
from tests.builders.audit import audit_trail

CHOICE = SingleChoice(
    id="colour", title="Which colour?", options=(Option("red", "Red"), Option("blue", "Blue"), Option("green", "Green"))
)
CHOICES = MultipleChoice(
    id="fruits", title="Which fruits?", options=(Option("apple", "Apple"), Option("pear", "Pear"), Option("fig", "Fig"))
)
SCALE = Scale(id="mood", title="How are you?", min=1, max=7)
WORD = ShortText(id="word", title="In a word?")
CONTENT = SurveyContent(title="A survey of the tests", questions=(CHOICE, CHOICES, SCALE, WORD))
QUESTIONS = {question.id: question for question in CONTENT.questions}


class Silent:
    """Events that nobody listens to."""

    async def publish(self, event: object) -> bool:
        return True


def survey_service(database: Database) -> SurveyService:
    """The real service."""
    return authoring(database, audit_trail(database)).surveys


def session_service(database: Database) -> SessionService:
    """The real service, telling nobody."""
    surveys = survey_service(database)
    return SessionService(SessionRepository(database), surveys, Silent(), audit_trail(database), utc_now)


def participant_service(database: Database) -> ParticipantService:
    """The real service, telling nobody."""
    return ParticipantService(
        sessions=session_service(database),
        stored=SessionRepository(database),
        participants=ParticipantRepository(database),
        log=EntryLog(database),
        places=Doors(QuotaKeeper(PlaceRepository(database), EntryLog(database), utc_now), monotonic),
        events=Silent(),
        audit=audit_trail(database),
        clock=utc_now,
    )


def new_member(organization: str | None = None) -> Member:
    return Member(new_id("usr"), organization or new_id("org"), "owner", new_id("fam"))


async def started_session(
    database: Database, *, mode: Mode = "live", member: Member | None = None, content: SurveyContent = CONTENT
) -> SessionInFull:
    """A session as a facilitator starts it: a live one in its lobby, an open one running."""
    member = member or new_member()
    surveys = survey_service(database)
    survey = await surveys.create(member, content)
    await surveys.publish(member, survey.id, based_on=1)
    return await session_service(database).start(member, survey.id, mode=mode)


async def opened_session(
    database: Database, question: str = CHOICE.id, *, member: Member | None = None
) -> SessionInFull:
    """A live session that takes answers to ``question``."""
    member = member or new_member()
    full = await started_session(database, member=member)
    service = session_service(database)
    await service.control(member, full.session.id, Command("open", question))
    found = await service.find(full.session.id)
    assert found is not None
    return found
