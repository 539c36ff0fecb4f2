"""What reads and tags what people wrote is made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.core.clock import monotonic
from app.features.analytics.repository import TallyRepository
from app.features.audit.service import AuditTrail
from app.features.submissions.elsewhere import HeldElsewhere
from app.features.submissions.repository import EntryLog
from app.features.surveys.service import SurveyService
from app.features.texts.coding import Codings
from app.features.texts.forgetting import TagsForgotten
from app.features.texts.service import TextService
from app.features.texts.shelves import Shelves
from app.features.texts.tags import TagLists, TagService
from app.infra.mongo import Database
from app.wiring.running import Running


@dataclass(frozen=True, kw_only=True)
class TextServices:
    """Texts of sessions, and the tags of surveys."""

    text_answers: TextService
    survey_tags: TagService


@contextmanager
def text_services(
    database: Database, running: Running, surveys: SurveyService, audit: AuditTrail
) -> Iterator[TextServices]:
    """At the end the files that hold texts go."""
    lists, shelves = TagLists(database), Shelves(monotonic)
    yield TextServices(
        text_answers=TextService(
            sessions=running.sessions,
            participants=running.participants,
            tallies=TallyRepository(database),
            log=EntryLog(database),
            lists=lists,
            codings=Codings(database),
            shelves=shelves,
            audit=audit,
        ),
        survey_tags=TagService(surveys, lists, audit),
    )
    shelves.close()


def tags_forgotten(database: Database) -> HeldElsewhere:
    return TagsForgotten(Codings(database))
