"""Surveys to begin from: one JSON file each, in English with a German translation."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import resources
from typing import Literal

import msgspec

from app.core.errors import NotFound
from app.features.surveys.model import SurveyContent
from app.features.surveys.schemas import NewSurvey
from app.features.surveys.translations import translated

Category = Literal["education", "events", "product", "team"]
Mode = Literal["live", "open"]


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``about`` says by language what it is for; ``mode`` how it is meant to be run."""

    id: str
    category: Category
    mode: Mode
    minutes: int
    about: dict[str, str]
    survey: NewSurvey

    def content_in(self, language: str | None) -> SurveyContent:
        """The survey written in ``language`` where the template has it, with the other languages as translations."""
        content = self.survey.content()
        if language is None or language not in content.translations:
            return content
        written = translated(content, language, content.translations)
        others = {tag: texts for tag, texts in content.translations.items() if tag != language}
        others[content.language] = content.texts()
        return msgspec.structs.replace(written, language=language, translations=others)


class TemplateSummary(msgspec.Struct, frozen=True):
    """``minutes``: what answering takes, about."""

    id: str
    category: Category
    mode: Mode
    minutes: int
    title: str
    about: str
    question_count: int
    languages: list[str]
    links: dict[str, str]


@functools.cache
def library() -> dict[str, Template]:
    """All templates by id, in the order of their categories and ids."""
    files = [file for file in resources.files(__name__).iterdir() if file.name.endswith(".json")]
    found = [msgspec.json.decode(file.read_bytes(), type=Template) for file in files]
    return {one.id: one for one in sorted(found, key=lambda one: (one.category, one.id))}


def template(template_id: str) -> Template:
    """Raises NotFound."""
    if template_id not in library():
        raise NotFound("There is no such template.")
    return library()[template_id]


def template_summaries(wanted: Sequence[str]) -> list[TemplateSummary]:
    """What there is to choose from, in the first of the languages ``wanted`` that there is."""
    return [_summary(one, wanted) for one in library().values()]


def _summary(one: Template, wanted: Sequence[str]) -> TemplateSummary:
    content = one.survey.content()
    shown = content.localized(wanted)
    return TemplateSummary(
        id=one.id,
        category=one.category,
        mode=one.mode,
        minutes=one.minutes,
        title=shown.title,
        about=one.about[shown.language],
        question_count=len(shown.questions),
        languages=[content.language, *content.translations],
        links={"self": f"/api/v1/templates/{one.id}"},
    )
