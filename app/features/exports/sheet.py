"""The table of an export: one row for each participant and attempt, and the names of its columns. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.features.exports.spool import Standing
from app.features.exports.tags import Tags
from app.features.sessions.participants import Person
from app.features.surveys.questions import Column, Question, Scalar

PARTICIPANT = Column("participant", "Pseudonym of the respondent", "text")
MOMENTS = (
    Column("attempt", "Round of a live session, attempt of an open one", "integer"),
    Column("first_at", "First answer (ISO 8601)", "text"),
    Column("last_at", "Last answer (ISO 8601)", "text"),
)
ROW_COLUMNS = (PARTICIPANT, *MOMENTS)
NAMED_ROW_COLUMNS = (
    PARTICIPANT,
    Column("participant_name", "Name of the respondent", "text"),
    Column("participant_email", "Mail address of the respondent", "text"),
    *MOMENTS,
)
"""Those that tell rows apart, without and with who gave them."""


class SheetColumn(msgspec.Struct, frozen=True):
    """A column as it stands in the file; ``question`` is null for those that tell rows apart."""

    name: str
    label: str
    kind: str
    question: str | None
    labels: dict[str, str]


class Sheet:
    """Where two questions would give columns of one name, the later one's gets a number. ``who``: the columns that tell
    rows apart. ``tags``: those on what people wrote, a column behind each question that takes words."""

    def __init__(
        self, questions: Sequence[Question], who: Sequence[Column] = ROW_COLUMNS, tags: Tags | None = None
    ) -> None:
        self._questions = questions
        self._tags = tags
        self._names: dict[tuple[str, str], str] = {}
        self.columns = [SheetColumn(one.name, one.label, one.kind, None, one.labels) for one in who]
        taken = {column.name for column in self.columns}
        for question in questions:
            for column in self._columns_of(question):
                name = _free(column.name, taken)
                taken.add(name)
                self._names[question.id, column.name] = name
                self.columns.append(SheetColumn(name, column.label, column.kind, question.id, column.labels))

    @property
    def who(self) -> list[str]:
        """The names of the columns that tell rows apart."""
        return [column.name for column in self.columns if column.question is None]

    def row(self, standing: Standing, person: Person | None = None) -> dict[str, Scalar]:
        """The cells of one row by the names of their columns; what was skipped or taken back is missing, and so is what
        is not known of ``person``, who gave it."""
        row: dict[str, Scalar] = {
            "participant": standing.participant,
            **({"participant_name": person.name} if person is not None and person.name else {}),
            **({"participant_email": person.email} if person is not None and person.email else {}),
            "attempt": standing.attempt,
            "first_at": standing.first_at,
            "last_at": standing.last_at,
        }
        for question in self._questions:
            cells = question.export_row(standing.answers.get(question.id))
            if self._tags is not None and (tags := self._tags.on(standing, question)):
                cells = {**cells, _tags_column(question).name: tags}
            row |= {self._names[question.id, name]: cell for name, cell in cells.items()}
        return row

    def _columns_of(self, question: Question) -> tuple[Column, ...]:
        is_tagged = self._tags is not None and question.takes_words()
        return (*question.export_columns(), *([_tags_column(question)] if is_tagged else []))


def _tags_column(question: Question) -> Column:
    return Column(f"{question.id}_tags", f"{question.title}: tags", "text")


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}_{number}", number + 1
    return candidate
