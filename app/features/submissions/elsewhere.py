"""What other slices hold about participants, as one thing to be shown and forgotten."""

from __future__ import annotations

from typing import Any, Protocol

from app.core.principals import Participant


class HeldElsewhere(Protocol):
    """Every call may be repeated."""

    async def held_about(self, participant: Participant) -> dict[str, Any]:
        """What is held beside the participant's record and answers, by kind."""

    async def forget_participant(self, participant: Participant) -> None: ...

    async def forget_session(self, session: str) -> None: ...


class AllOf:
    """Several of them, one after the other."""

    def __init__(self, *parts: HeldElsewhere) -> None:
        self._parts = parts

    async def held_about(self, participant: Participant) -> dict[str, Any]:
        held: dict[str, Any] = {}
        for part in self._parts:
            held |= await part.held_about(participant)
        return held

    async def forget_participant(self, participant: Participant) -> None:
        for part in self._parts:
            await part.forget_participant(participant)

    async def forget_session(self, session: str) -> None:
        for part in self._parts:
            await part.forget_session(session)
