"""Counting a table from the log: the answers that hold at the end, in bounded memory."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.features.analytics.repository import TallyRepository
from app.features.crosstabs.table import Axis, add, counted
from app.features.exports.people import chosen_by, people_in
from app.features.exports.spool import Spool, answers_to, spooled
from app.features.submissions.repository import EntryLog
from app.features.surveys.questions import Question

Questions = Mapping[str, Question]


class Counted(msgspec.Struct, frozen=True):
    """``entries_read``: how many the log held."""

    grid: list[list[int]]
    entries_read: int


async def count_log(
    log: EntryLog, tallies: TallyRepository, session: str, *, rows: Axis, columns: Axis, questions: Questions
) -> Counted:
    """The grid of a table of a session. Raises AnswersRemoved."""
    async with spooled(log, tallies, session, answers_to({rows.question, columns.question})) as spool:
        return Counted(await _count(spool, rows, columns, questions), spool.entries_read)


async def _count(spool: Spool, rows: Axis, columns: Axis, questions: Questions) -> list[list[int]]:
    grid = counted(rows, columns, ())
    async for sheets in people_in(spool):
        of_rows, of_columns = (chosen_by(sheets, questions[axis.question], axis.attempt) for axis in (rows, columns))
        add(grid, rows, columns, (of_rows, of_columns))
    return grid
