"""What the door and the phones are told of places that are left: counted once a second, however many look."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from app.core.clock import Ticks
from app.features.sessions.joining import FullOptions
from app.features.sessions.model import Session, SessionInFull
from app.features.submissions.quotas import QuotaKeeper

MAX_AGE_S = 1.0
MAX_SESSIONS = 2_000


class Doors:
    """Remembers at most ``MAX_SESSIONS`` sessions, each in its rounds, for ``MAX_AGE_S``; a crowd that looks at once
    shares one count."""

    def __init__(self, quotas: QuotaKeeper, ticks: Ticks) -> None:
        self._quotas = quotas
        self._ticks = ticks
        self._remembered: OrderedDict[str, tuple[float, FullOptions]] = OrderedDict()
        self._counting: dict[str, asyncio.Task[FullOptions]] = {}

    async def full_options(self, found: SessionInFull) -> FullOptions:
        """Question → its options that had no place left ``MAX_AGE_S`` ago at most."""
        session = found.session
        if not session.settings.quotas:
            return {}
        key = _key_of(session)
        remembered = self._remembered.get(key)
        if remembered is not None and self._ticks() - remembered[0] < MAX_AGE_S:
            return remembered[1]
        task = self._counting.get(key)
        if task is None:
            task = self._counting[key] = asyncio.create_task(self._count(found))
        return await asyncio.shield(task)

    async def _count(self, found: SessionInFull) -> FullOptions:
        session, key, asked_at = found.session, _key_of(found.session), self._ticks()
        questions = {question.id: question for question in found.version.content.questions}
        try:
            full = await self._quotas.full_options(session, questions)
        finally:
            self._counting.pop(key, None)
        self._remembered[key] = (asked_at, full)
        self._remembered.move_to_end(key)
        if len(self._remembered) > MAX_SESSIONS:
            self._remembered.popitem(last=False)
        return full


def _key_of(session: Session) -> str:
    """A new round begins with other places. Rounds only rise, so their sum tells them apart."""
    return f"{session.id}:{sum(session.state.rounds.values())}"
