"""A log counted anew, as a whole or up to where a tally stands: so that a room is proved while it answers."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import datetime, timedelta

from app.features.analytics.model import Tally
from app.features.analytics.tally import Cells, Change, Counts, Questions, bundle_terms
from app.features.submissions.erased import ErasedRevisions, is_erased
from app.features.submissions.model import Entry
from app.features.submissions.repository import EntryLog
from app.infra.change_stream import StreamLost

BUNDLE_EVERY = 1_000
LATER_WITHIN_S = 60.0
"""In which the stream must have brought what came after a tally."""
CLOCKS_APART = timedelta(minutes=2)
MOST_RECENT = 100_000


class Recounted:
    """``counts`` of a log. The ids of its latest entries are remembered from ``since`` on, if they are not too many, to
    tell which of those that came after a tally were counted here; ``since``: None where none were remembered."""

    def __init__(self, erased: ErasedRevisions, shown: Cells, since: datetime | None) -> None:
        self.erased = erased
        self._questions_shown = shown
        self._since = since
        self._recent: set[str] = set()
        self._pending = Counts()
        self._counts = Counts()

    def add(self, entry: Entry, questions: Questions) -> None:
        self._pending.fold(Change(entry.attempt, entry.answers, entry.replaces), questions)
        if self._since is not None and entry.at >= self._since:
            self._recent.add(entry.id)
            if len(self._recent) > MOST_RECENT:
                self._since = None
        if self._pending.entries >= BUNDLE_EVERY:
            self._bundle()

    @property
    def counts(self) -> Counts:
        self._bundle()
        return self._counts

    def has_counted(self, entry: Entry) -> bool | None:
        """None where that cannot be said: it is too old to be remembered, or what it said was erased meanwhile."""
        if self._since is None or entry.at < self._since or is_erased(entry.id, self.erased):
            return None
        return entry.id in self._recent

    def _bundle(self) -> None:
        self._counts.merge(bundle_terms(self._pending, self._questions_shown))
        self._pending = Counts()


class Recounter:
    def __init__(self, entries: EntryLog) -> None:
        self._entries = entries

    async def whole(self, session: str, questions: Questions, like: Tally | None) -> Recounted:
        """All of a log, in bounded memory: terms that ``like`` does not show are one sum."""
        shown = like.counts.cells if like else {}
        while True:
            recounted = Recounted(
                await self._entries.erased(session), shown, like.as_of - CLOCKS_APART if like else None
            )
            async for entry in self._entries.scan(session, recounted.erased):
                recounted.add(entry, questions)
            if await self._entries.erased(session) == recounted.erased:
                return recounted

    async def up_to(self, tally: Tally, recounted: Recounted, questions: Questions) -> Counts | None:
        """What was counted, less what came into the log after the tally, which was read before: what the tally must
        hold, however far the relay is behind. None where that cannot be said any more.

        The stream goes on at the tally's own token, so it tells exactly which entries came after.
        """
        later = Counts()
        try:
            async with (
                asyncio.timeout(LATER_WITHIN_S),
                aclosing(self._entries.appended_after(tally.session, tally.mark.token)) as batches,
            ):
                async for entry in (entry async for batch in batches for entry in batch):
                    was_counted = recounted.has_counted(entry)
                    if was_counted is None:
                        return None
                    if was_counted:
                        later.fold(Change(entry.attempt, entry.answers, entry.replaces), questions)
        except (StreamLost, TimeoutError):
            return None
        counts = Counts()
        counts.merge(recounted.counts)
        counts.take_out(bundle_terms(later, tally.counts.cells))
        return counts
