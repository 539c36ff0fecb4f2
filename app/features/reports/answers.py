"""Answers one by one: the rows of a long table, which lose nothing that an empty cell of a wide one would. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from app.features.exports.sheet import Sheet, SheetColumn
from app.features.exports.spool import Standing
from app.features.sessions.participants import Person
from app.features.surveys.conditions import shown_questions
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import Question, Scalar

AnswerStatus = Literal["answered", "not_applicable", "taken_back", "not_shown", "skipped"]

LONG_COLUMNS = ("question", "status", "column", "value", "label")
"""After those that tell rows apart."""


class LongRows:
    """``is_form``: the session is filled in page by page, so conditions decide what was shown."""

    def __init__(self, sheet: Sheet, questions: Iterable[Question], content: SurveyContent, *, is_form: bool) -> None:
        self._sheet = sheet
        self._questions = tuple(question for question in questions if question.export_columns())
        self._gates = content.gates() if is_form else ()
        self._columns: dict[str, list[SheetColumn]] = {}
        for column in sheet.columns:
            self._columns.setdefault(column.question or "", []).append(column)

    @property
    def names(self) -> list[str]:
        """Of the columns, in their order."""
        return [*self._sheet.who, *LONG_COLUMNS]

    def of(self, standing: Standing, person: Person | None = None) -> Iterator[dict[str, Scalar]]:
        """A row for each cell of an answer, or one that says why there is none."""
        cells = self._sheet.row(standing, person)
        shown = shown_questions(self._gates, standing.answers) if self._gates else None
        who = {name: cells[name] for name in self._sheet.who if name in cells}
        for question in self._questions:
            status = status_of(standing.answers, question.id, is_shown=shown is None or question.id in shown)
            head: dict[str, Scalar] = {**who, "question": question.id, "status": status}
            given = [column for column in self._columns[question.id] if column.name in cells]
            for column in given if status == "answered" else ():
                cell = cells[column.name]
                label = column.labels.get(str(cell))
                yield {**head, "column": column.name, "value": cell, **({"label": label} if label else {})}
            if status != "answered":
                yield head


def status_of(answers: Mapping[str, object], question: str, *, is_shown: bool) -> AnswerStatus:
    """What became of a question on one answer sheet."""
    answer = answers.get(question)
    if answer is not None:
        is_na = isinstance(answer, dict) and answer == {"na": True}
        return "not_applicable" if is_na else "answered"
    if question in answers:
        return "taken_back"
    return "skipped" if is_shown else "not_shown"
