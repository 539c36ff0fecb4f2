"""What surveys look like over REST."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.features.surveys.model import Questions, Survey, SurveyDescription, SurveyTitle, SurveyVersion


class NewSurvey(msgspec.Struct, forbid_unknown_fields=True):
    title: SurveyTitle
    description: SurveyDescription = ""
    questions: Questions = ()


class SurveyEdit(msgspec.Struct, forbid_unknown_fields=True):
    """The whole draft as it shall be."""

    title: SurveyTitle
    description: SurveyDescription
    questions: Questions


class SurveyResource(msgspec.Struct):
    """``draft_version`` is the ETag; ``published_version`` is null where nothing is published yet."""

    id: str
    title: str
    description: str
    questions: Questions
    draft_version: int
    published_version: int | None
    created_at: datetime
    updated_at: datetime
    links: dict[str, str]

    @classmethod
    def of(cls, survey: Survey) -> SurveyResource:
        return cls(
            id=survey.id,
            title=survey.draft.title,
            description=survey.draft.description,
            questions=survey.draft.questions,
            draft_version=survey.draft_version,
            published_version=survey.published or None,
            created_at=survey.created_at,
            updated_at=survey.updated_at,
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
            links=survey_links(survey),
        )


class SurveyVersionResource(msgspec.Struct):
    survey: str
    version: int
    title: str
    description: str
    questions: Questions
    published_at: datetime
    links: dict[str, str]

    @classmethod
    def of(cls, version: SurveyVersion) -> SurveyVersionResource:
        survey = f"/api/v1/surveys/{version.survey}"
        return cls(
            survey=version.survey,
            version=version.version,
            title=version.content.title,
            description=version.content.description,
            questions=version.content.questions,
            published_at=version.published_at,
            links={"self": f"{survey}/versions/{version.version}", "survey": survey, "sessions": "/api/v1/sessions"},
        )


def survey_links(survey: Survey) -> dict[str, str]:
    """Where to go from a survey; ``latest_version`` only where something is published."""
    itself = f"/api/v1/surveys/{survey.id}"
    links = {"self": itself, "publish": f"{itself}/publish", "sessions": f"/api/v1/sessions?survey={survey.id}"}
    return links | ({"latest_version": f"{itself}/versions/{survey.published}"} if survey.published else {})
