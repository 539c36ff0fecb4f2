"""One pass over the answer sheets of a session: rows go out, and everything is counted on the way."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import AsyncIterator

import msgspec

from app.features.analytics.model import Tally
from app.features.analytics.tally import Counts, differences
from app.features.exports.counting import Counting
from app.features.exports.sheet import NAMED_ROW_COLUMNS, ROW_COLUMNS, Sheet
from app.features.exports.spool import Spool, Standing
from app.features.exports.tags import Tags
from app.features.reports.log_at import LogAt
from app.features.reports.model import Filters, LogPosition, Verdict
from app.features.sessions.model import SessionInFull
from app.features.surveys.conditions import holds
from app.features.surveys.model import SurveyContent

_encoder = msgspec.json.Encoder()


class Reading:
    """``standings`` may be walked once; what the rest tells is known when it was walked to its end. ``rows`` and
    ``participants`` are those of ``rounds``, where they are named; ``rows_of`` has the sheets of each round, of which a
    participant has one at most."""

    def __init__(
        self,
        full: SessionInFull,
        content: SurveyContent,
        filters: Filters,
        tally: Tally | None,
        rounds: frozenset[int] | None = None,
        *,
        is_named: bool = False,
        tags: Tags | None = None,
    ) -> None:
        self.full = full
        self.content = content
        self.filters = filters
        self.tally = tally
        wanted = filters.questions
        self.questions = tuple(one for one in content.questions if wanted is None or one.id in wanted)
        self.sheet = Sheet(self.questions, NAMED_ROW_COLUMNS if is_named else ROW_COLUMNS, tags)
        self.rounds = rounds
        self.rows_of = Counter[int]()
        self.rows = 0
        self.participants = 0
        self.position: LogPosition | None = None
        self._later = 0
        by_id = {question.id: question for question in full.version.content.questions}
        self._all = Counting(by_id, tally)
        self._wanted = self._all if filters.is_empty() else Counting(by_id, tally)
        self._digest = hashlib.sha256()

    async def standings(self, spool: Spool, log: LogAt) -> AsyncIterator[Standing]:
        """The wanted ones, in the order of their ids."""
        before = ""
        async for standing in spool.standings():
            self._digest.update(_encoder.encode(standing))
            self._all.add(standing)
            if not self._is_wanted(standing):
                continue
            if self._wanted is not self._all:
                self._wanted.add(standing)
            self.rows_of[standing.attempt] += 1
            if self.rounds is None or standing.attempt in self.rounds:
                self.rows += 1
                self.participants += standing.participant != before
                before = standing.participant
            yield standing
        self._later = log.later
        self.position = LogPosition(log.as_of, log.entries, self._digest.hexdigest())

    def _is_wanted(self, standing: Standing) -> bool:
        where, attempt = self.filters.where, self.filters.attempt
        if attempt is not None and standing.attempt != attempt:
            return False
        return where is None or holds(where, standing.answers)

    def cells(self) -> dict[str, dict[str, int]]:
        """What may be shown of the counts, for the wanted questions and rounds: ``"<question>@<round>"`` → counters."""
        asked = {question.id for question in self.questions}
        return {
            cell: counters
            for cell, counters in self._visible().items()
            if cell.rpartition("@")[0] in asked and self.filters.attempt in (None, int(cell.rpartition("@")[2]))
        }

    def _visible(self) -> dict[str, dict[str, int]]:
        if self.position is None or self.full.session.settings.min_group_size is not None:
            return self.tally.results().cells if self.tally else {}
        return self._wanted.cells()

    def verdict(self) -> Verdict:
        """The tally beside this recount, where both hold the same entries."""
        if self.position is None:
            return "not_counted"
        tally = self.tally.counts if self.tally else Counts()
        if tally.entries != self.position.entries:
            return "other_position"
        if not differences(tally, self._all.total(self.position.entries)):
            return "agrees"
        # As many, but perhaps not the same: of what came after the moment the tally may hold some.
        return "other_position" if self._later else "differs"
