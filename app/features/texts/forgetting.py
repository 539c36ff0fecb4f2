"""Tags go with the texts that they are on."""

from __future__ import annotations

from typing import Any

from app.core.principals import Participant
from app.features.texts.coding import Codings


class TagsForgotten:
    """Every step can be repeated from any point."""

    def __init__(self, codings: Codings) -> None:
        self._codings = codings

    async def held_about(self, participant: Participant) -> dict[str, Any]:
        """Which tags are on a participant's texts."""
        held = await self._codings.of_participant(participant)
        return {"text_tags": held} if held else {}

    async def forget_participant(self, participant: Participant) -> None:
        await self._codings.forget_participant(participant)

    async def forget_session(self, session: str) -> None:
        await self._codings.forget_session(session)
