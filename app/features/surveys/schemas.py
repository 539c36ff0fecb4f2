"""What surveys look like over REST."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.core.errors import FieldError
from app.features.surveys.changes import ContentChanges
from app.features.surveys.languages import DEFAULT_LANGUAGE, LanguageTag
from app.features.surveys.model import (
    Questions,
    RetentionDays,
    Survey,
    SurveyContent,
    SurveyDescription,
    SurveyTitle,
    SurveyVersion,
)
from app.features.surveys.sections import Sections
from app.features.surveys.settings import SessionSettings
from app.features.surveys.theme import Theme
from app.features.surveys.translations import Completeness, Translations, completeness


class NewSurvey(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    title: SurveyTitle
    description: SurveyDescription = ""
    questions: Questions = ()
    sections: Sections = ()
    settings: SessionSettings = SessionSettings()
    language: LanguageTag = DEFAULT_LANGUAGE
    translations: Translations = {}
    theme: Theme = Theme()

    def content(self) -> SurveyContent:
        return SurveyContent(**msgspec.structs.asdict(self))


class SurveyEdit(NewSurvey, kw_only=True, forbid_unknown_fields=True):
    """The whole draft as it shall be: what is left out is emptied."""

    description: SurveyDescription
    questions: Questions


class Retention(msgspec.Struct, forbid_unknown_fields=True):
    """``days`` after the end of a session its answers are removed; null keeps them."""

    days: RetentionDays | None


class RetentionResource(msgspec.Struct):
    """``version`` is the ETag, 0 where nobody has edited it."""

    days: int | None
    version: int

    @classmethod
    def of(cls, survey: Survey) -> RetentionResource:
        return cls(survey.retention_days, survey.retention_version)


class SurveyResource(SurveyContent, frozen=True, kw_only=True):
    """``draft_version`` is the ETag; ``published_version`` is null where nothing is published yet."""

    id: str
    draft_version: int
    published_version: int | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    links: dict[str, str]

    @classmethod
    def of(cls, survey: Survey) -> SurveyResource:
        return cls(
            **msgspec.structs.asdict(survey.draft),
            id=survey.id,
            draft_version=survey.draft_version,
            published_version=survey.published or None,
            created_at=survey.created_at,
            updated_at=survey.updated_at,
            archived_at=survey.archived_at,
            links=survey_links(survey),
        )


class SurveySummary(msgspec.Struct):
    id: str
    title: str
    description: str
    question_count: int
    draft_version: int
    published_version: int | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    links: dict[str, str]

    @classmethod
    def of(cls, survey: Survey) -> SurveySummary:
        return cls(
            id=survey.id,
            title=survey.draft.title,
            description=survey.draft.description,
            question_count=len(survey.draft.questions),
            draft_version=survey.draft_version,
            published_version=survey.published or None,
            created_at=survey.created_at,
            updated_at=survey.updated_at,
            archived_at=survey.archived_at,
            links=survey_links(survey),
        )


class SurveyVersionResource(SurveyContent, frozen=True, kw_only=True):
    survey: str
    version: int
    published_at: datetime
    links: dict[str, str]

    @classmethod
    def of(cls, version: SurveyVersion) -> SurveyVersionResource:
        survey = f"/api/v1/surveys/{version.survey}"
        return cls(
            **msgspec.structs.asdict(version.content),
            survey=version.survey,
            version=version.version,
            published_at=version.published_at,
            links={"self": f"{survey}/versions/{version.version}", "survey": survey, "sessions": "/api/v1/sessions"},
        )


class SurveyVersionSummary(msgspec.Struct):
    version: int
    title: str
    question_count: int
    published_at: datetime
    published_by: str
    links: dict[str, str]

    @classmethod
    def of(cls, version: SurveyVersion) -> SurveyVersionSummary:
        survey = f"/api/v1/surveys/{version.survey}"
        links = {"self": f"{survey}/versions/{version.version}", "survey": survey}
        if version.version > 1:
            links["changes"] = f"{survey}/versions/{version.version}/changes?since={version.version - 1}"
        return cls(
            version=version.version,
            title=version.content.title,
            question_count=len(version.content.questions),
            published_at=version.published_at,
            published_by=version.published_by,
            links=links,
        )


class DraftChanges(msgspec.Struct):
    """What was done since version ``since`` to make the draft at ``draft_version`` of it."""

    draft_version: int
    since: int
    changes: ContentChanges


class DraftProblems(msgspec.Struct):
    """What keeps the draft at ``draft_version`` from being published; ``field`` is a dotted path into the draft."""

    draft_version: int
    problems: list[FieldError]


class TranslationsResource(msgspec.Struct):
    """``texts`` are those of the draft by their paths, in order and written in ``language``; ``total`` counts them.
    ``translations`` says how far each has come."""

    language: str
    total: int
    texts: dict[str, str]
    translations: list[Completeness]

    @classmethod
    def of(cls, draft: SurveyContent) -> TranslationsResource:
        reports = [completeness(draft, tag, given) for tag, given in sorted(draft.translations.items())]
        texts = draft.texts()
        return cls(draft.language, len(texts), texts, reports)


def survey_links(survey: Survey) -> dict[str, str]:
    """Where to go from a survey; ``latest_version`` only where something is published."""
    itself = f"/api/v1/surveys/{survey.id}"
    links = {
        "self": itself,
        "publish": f"{itself}/publish",
        "versions": f"{itself}/versions",
        "sessions": f"/api/v1/sessions?survey={survey.id}",
    }
    return links | ({"latest_version": f"{itself}/versions/{survey.published}"} if survey.published else {})
