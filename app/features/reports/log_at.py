"""The log as it stood at a moment."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime

import msgspec

from app.features.reports.revisions import RevisionSpool
from app.features.submissions.erased import ErasedRevisions
from app.features.submissions.model import Entry
from app.features.submissions.repository import NOTHING_ERASED, EntryLog
from app.infra.mongo import Database

TELL_EVERY = 2_000


class LogAt(EntryLog):
    """Entries up to ``as_of``, that moment included. ``entries`` counts those of the latest scan, ``later`` those after
    that moment, ``erasures`` fingerprints who was erased then, ``revisions`` gets a copy of each."""

    def __init__(
        self,
        database: Database,
        as_of: datetime,
        *,
        on_read: Callable[[int], Awaitable[None]] | None = None,
        revisions: RevisionSpool | None = None,
    ) -> None:
        super().__init__(database)
        self.as_of = as_of
        self.revisions = revisions
        self.entries, self.later = 0, 0
        self.erasures = fingerprint(NOTHING_ERASED)
        self._on_read = on_read

    async def scan(self, session: str, erased: ErasedRevisions = NOTHING_ERASED) -> AsyncIterator[Entry]:
        """``on_read`` hears now and then how many were read."""
        self.entries, self.later, self.erasures = 0, 0, fingerprint(erased)
        if self.revisions is not None:
            await self.revisions.clear()
        async for entry in super().scan(session, erased):
            if entry.at > self.as_of:
                self.later += 1
                continue
            self.entries += 1
            if self.revisions is not None:
                await self.revisions.add(entry)
            yield entry
            if self._on_read is not None and self.entries % TELL_EVERY == 0:
                await self._on_read(self.entries)


def fingerprint(erased: ErasedRevisions, *, is_log_removed: bool = False) -> str:
    """Changes whenever answers are erased, or the whole log is removed."""
    told = msgspec.json.encode([is_log_removed, sorted(erased.items())])
    return hashlib.sha256(told).hexdigest()
