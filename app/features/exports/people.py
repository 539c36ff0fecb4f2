"""What a spool holds, one participant after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from app.features.exports.spool import Spool, Standing
from app.features.surveys.questions import Question
from app.features.surveys.settings import chosen


async def people_in(spool: Spool) -> AsyncIterator[list[Standing]]:
    """The answer sheets of each participant, one for each attempt."""
    sheets: list[Standing] = []
    async for standing in spool.standings():
        if sheets and sheets[0].participant != standing.participant:
            yield sheets
            sheets = []
        sheets.append(standing)
    if sheets:
        yield sheets


def chosen_by(sheets: Iterable[Standing], question: Question, attempt: int) -> frozenset[str]:
    """The options that the participant of these sheets chose in one round or attempt."""
    answers = (sheet.answers.get(question.id) for sheet in sheets if sheet.attempt == attempt)
    return frozenset[str]().union(*(chosen(question, answer) for answer in answers))
