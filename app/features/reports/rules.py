"""Which reports may be made of a session: of small groups, and of answers that are kept no longer. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from app.core.clock import is_usable
from app.core.errors import AnswersRemoved, FieldError, InvalidInput
from app.features.reports.model import WITHOUT_ROWS, Wanted
from app.features.sessions.model import SessionInFull
from app.features.surveys.conditions import atom_paths


def require_possible(wanted: Wanted, full: SessionInFull, now: datetime) -> None:
    """Raises InvalidInput, AnswersRemoved. Whoever gives out single answers asks for the size of the group besides."""
    problems = tuple(_problems(wanted, full, now))
    if problems:
        raise InvalidInput(fields=problems)
    is_log_gone = full.session.log_removed_at is not None
    if is_log_gone and (has_rows(wanted) or wanted.filters.where is not None or wanted.as_of is not None):
        raise AnswersRemoved


def has_rows(wanted: Wanted) -> bool:
    """Whether it holds answers of single people."""
    return wanted.format not in WITHOUT_ROWS and wanted.compared is None


def wanted_of(wanted: Wanted, full: SessionInFull) -> Wanted:
    """What a report of several sessions wants of one of them: the questions that its version has, in all rounds."""
    known = {question.id for question in full.version.content.questions}
    asked = wanted.filters.questions
    questions = tuple(one for one in asked if one in known) if asked is not None else None
    return msgspec.structs.replace(wanted, filters=msgspec.structs.replace(wanted.filters, questions=questions))


def _problems(wanted: Wanted, full: SessionInFull, now: datetime) -> Iterator[FieldError]:
    known = {question.id for question in full.version.content.questions}
    if wanted.compared is not None:
        yield from _problems_of_comparing(wanted)
    for position, question in enumerate(wanted.filters.questions or ()):
        if question not in known and wanted.compared is None:
            yield FieldError("This survey has no such question.", "unknown_question", f"filters.questions.{position}")
    where = wanted.filters.where
    for path, atom in atom_paths(where, "filters.where") if where is not None else ():
        if atom.question not in known:
            yield FieldError("This survey has no such question.", "unknown_question", f"{path}.question")
    if wanted.as_of is not None and not is_usable(wanted.as_of):
        yield FieldError("There is no time this far away.", "out_of_range", "as_of")
    elif wanted.as_of is not None and wanted.as_of > now:
        yield FieldError("This moment has not come yet.", "out_of_range", "as_of")
    if wanted.options.names and not has_rows(wanted):
        yield FieldError("This holds no answers of single people.", "not_possible", "options.names")
    elif wanted.options.names and full.session.settings.identity != "identified":
        yield FieldError("This session asked nobody for a name.", "not_possible", "options.names")
    if full.session.settings.min_group_size is not None:
        # Two reports that differ by few people would tell what those few said (docs/adr/0006-small-groups.md).
        if where is not None:
            yield FieldError("Small groups are hidden, so answers cannot be picked.", "not_possible", "filters.where")
        if wanted.as_of is not None:
            yield FieldError("Small groups are hidden, so the past cannot be shown.", "not_possible", "as_of")


def _problems_of_comparing(wanted: Wanted) -> Iterator[FieldError]:
    """It holds counts alone, of the rounds that its sides name."""
    if wanted.format == "spss":
        yield FieldError("A comparison holds no answers that SPSS could read.", "not_possible", "format")
    if wanted.options.revisions:
        yield FieldError("A comparison holds no single answers.", "not_possible", "options.revisions")
    if wanted.filters.attempt is not None:
        yield FieldError("The sides of a comparison name their rounds.", "not_possible", "filters.attempt")
