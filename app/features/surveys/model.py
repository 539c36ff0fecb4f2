"""What a survey is: a draft that is edited, and the immutable versions that were published from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import MAX_SUBMISSION_BYTES
from app.contracts.limits import MAX_BODY_BYTES
from app.core.errors import FieldError, TooLarge
from app.features.surveys.conditions import Gate
from app.features.surveys.dead_ends import dead_ends
from app.features.surveys.languages import DEFAULT_LANGUAGE, LanguageTag
from app.features.surveys.questions import TRANSLATABLE, PublicQuestion, Question, texts_of
from app.features.surveys.references import reference_problems
from app.features.surveys.sections import Sections, division_problems, gates_of
from app.features.surveys.settings import Quota, SessionSettings, options_of
from app.features.surveys.theme import Theme
from app.features.surveys.translations import Translations, chosen_language, translated, translation_problems

FORM = "form"
"""The part of a whole form in the log; no question may have this id."""

MAX_QUESTIONS = 200
BYTES_BESIDE_ANSWERS = 1_000
"""Key, part and numbers of a submission."""

MAX_RETENTION_DAYS = 3_650

RetentionDays = Annotated[int, Meta(ge=1, le=MAX_RETENTION_DAYS)]

SurveyTitle = Annotated[str, Meta(min_length=1, max_length=200, extra=TRANSLATABLE)]
SurveyDescription = Annotated[str, Meta(max_length=4_000, extra=TRANSLATABLE)]
Questions = Annotated[tuple[Question, ...], Meta(max_length=MAX_QUESTIONS)]
PublicQuestions = tuple[PublicQuestion, ...]
"""As participants may see them."""


class SurveyContent(msgspec.Struct, frozen=True, kw_only=True):
    """What respondents see, and how sessions run unless they say otherwise. Without sections all questions stand on one
    page. ``language`` is that of the texts, ``translations`` are texts by language and path (see ``translations``)."""

    title: SurveyTitle
    description: SurveyDescription = ""
    questions: Questions = ()
    sections: Sections = ()
    settings: SessionSettings = SessionSettings()
    language: LanguageTag = DEFAULT_LANGUAGE
    translations: Translations = {}
    theme: Theme = Theme()

    def parts(self) -> dict[str, object]:
        """What two contents are compared by: the texts, the order of the questions, and each question."""
        return {
            **{name: getattr(self, name) for name in ("title", "description", "language", "theme", "settings")},
            "order": [question.id for question in self.questions],
            **{f"question {question.id}": question for question in self.questions},
            **{f"section {section.id}": section for section in self.sections},
            **{f"translation {language}": texts for language, texts in self.translations.items()},
        }

    def localized(self, wanted: Sequence[str]) -> SurveyContent:
        """In the first of the languages ``wanted`` that can be had, else as it was written; ``language`` says which."""
        language = chosen_language(self.language, self.translations, wanted)
        return msgspec.structs.replace(translated(self, language, self.translations), language=language)

    def message_of(self, quota: Quota, wanted: Sequence[str]) -> str:
        """What those are told who come too late. A session may say something else than its survey, which nobody has
        translated."""
        if quota.message not in {one.message for one in self.settings.quotas if one.id == quota.id}:
            return quota.message
        quotas = self.localized(wanted).settings.quotas
        return next(one.message for one in quotas if one.id == quota.id)

    def texts(self) -> dict[str, str]:
        """Every text that can be translated, by its path."""
        return dict(texts_of(self))

    def images(self) -> Iterator[tuple[str, str]]:
        """(path, id) of each image; the paths start at the content."""
        if self.theme.logo is not None:
            yield "theme.logo", self.theme.logo
        for position, question in enumerate(self.questions):
            for place, option in enumerate(getattr(question, "options", ())):
                if (image := getattr(option, "image", None)) is not None:
                    yield f"questions.{position}.options.{place}.image", image

    def gates(self) -> tuple[Gate, ...]:
        """What decides of each question whether it is shown, in order."""
        return gates_of(self.questions, self.sections)

    def is_full(self, full_options: Mapping[str, Collection[str]]) -> bool:
        """Whether a question that everybody is shown and must answer has none but these options."""
        always = {gate.question for gate in self.gates() if not gate.conditions}
        for question in self.questions:
            has_other_ways = question.allow_na or getattr(question, "other", None) is not None
            if question.required and question.id in always and not has_other_ways:
                full = full_options.get(question.id, ())
                if full and set(options_of(question)) <= set(full):
                    return True
        return False

    def require_size(self) -> None:
        """For whoever stores this, or gives it out. What is left out when it is sent counts as well: an editor, and a
        file, write all of it.

        Raises TooLarge.
        """
        if len(msgspec.json.encode(self)) > MAX_BODY_BYTES:
            message = f"Without its images, and written out in full, a survey has at most {MAX_BODY_BYTES:,} bytes."
            raise TooLarge(message)

    def most_bytes(self) -> int:
        """What a whole form takes at most as JSON."""
        return BYTES_BESIDE_ANSWERS + sum(len(one.id) + 4 + one.most_bytes() for one in self.questions)

    def problems(self) -> Iterator[FieldError]:
        """What must be mended before this can be published; the paths start at the content."""
        if not self.questions:
            yield FieldError("A survey needs at least one question.", "too_few", "questions")
        seen: set[str] = set()
        for position, question in enumerate(self.questions):
            path = f"questions.{position}"
            if question.id == FORM:
                yield FieldError("This id is reserved.", "reserved_id", f"{path}.id")
            if question.id in seen:
                yield FieldError("This id appears twice.", "duplicate_id", f"{path}.id")
            seen.add(question.id)
            for problem in question.problems():
                yield FieldError(problem.message, problem.code, f"{path}.{problem.field}" if problem.field else path)
        if self.most_bytes() > MAX_SUBMISSION_BYTES:
            message = "Nobody could send all that may be written here; shorten the longest texts."
            yield FieldError(message, "form_too_large", "questions")
        yield from division_problems(self.questions, self.sections)
        yield from self._condition_problems(seen)
        for problem in self.settings.problems({question.id: question for question in self.questions}):
            yield FieldError(problem.message, problem.code, f"settings.{problem.field}")
        yield from translation_problems(self, self.language, self.translations)

    def _condition_problems(self, ids: set[str]) -> Iterator[FieldError]:
        """Dead ends are looked for only where everything else is sound: they would name a mistake a second time."""
        if len(ids) < len(self.questions):
            return
        misfits = list(reference_problems(self.questions, self.sections))
        yield from misfits
        if not misfits:
            yield from dead_ends(self.questions, self.sections)


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """``number`` counts the organization's surveys from 1; ``draft_version`` rises with each edit;
    ``published`` is the latest version's number, 0 where there is none. ``retention_days``: how long
    answers are kept after a session's end; None: until somebody erases them. ``retention_version`` rises with each
    edit of that, from 0."""

    id: str
    organization: str
    number: int
    draft: SurveyContent
    draft_version: int
    published: int
    created_by: str
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
    retention_days: int | None = None
    retention_version: int = 0


class SurveyVersion(msgspec.Struct, frozen=True, kw_only=True):
    """Never changes once it is stored."""

    survey: str
    organization: str
    version: int
    content: SurveyContent
    published_at: datetime
    published_by: str
