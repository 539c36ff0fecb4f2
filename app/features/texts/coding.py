"""Which tags are on which texts, in MongoDB."""

from __future__ import annotations

from typing import Any

import msgspec

from app.core.errors import Unavailable
from app.core.principals import Participant
from app.features.texts.model import TextId
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

MAX_ATTEMPTS = 20

Place = tuple[str, int, str]
"""Participant, attempt and question of a text."""


class Coding(msgspec.Struct, frozen=True):
    """The tags on what a participant answered to a question in one attempt; they say nothing of another text than
    ``mark`` names."""

    participant: str
    attempt: int
    mark: str
    tags: tuple[str, ...]


class Codings:
    """One document for each text that has, or had, a tag."""

    def __init__(self, database: Database) -> None:
        self._codings = database["text_tags"]
        self._numbering = Numbering(database)

    async def state(self, session: str, question: str) -> int:
        """Another number after each change."""
        return await self._numbering.latest(session, _kind(question))

    async def of_question(self, session: str, question: str) -> list[Coding]:
        found = self._codings.find({"session": session, "question": question})
        return [msgspec.convert(document, Coding) async for document in found]

    async def of_session(self, session: str) -> dict[Place, Coding]:
        """By where the text is."""
        found = self._codings.find({"session": session})
        return {
            (document["participant"], document["attempt"], document["question"]): msgspec.convert(document, Coding)
            async for document in found
        }

    async def change(self, session: str, question: str, text: TextId, tag: str, *, is_on: bool) -> bool:
        """Put a tag on a text, or take it off; False where it was so already. Of any number of changes at once none is
        lost. Raises Unavailable."""
        name = f"{session}:{text.participant}:{text.attempt}:{question}"
        for _ in range(MAX_ATTEMPTS):
            document: dict[str, Any] | None = await self._codings.find_one({"_id": name})
            tags = document["tags"] if document and document["mark"] == text.mark else []
            if (tag in tags) == is_on:
                return False
            changed = {"mark": text.mark, "tags": [*tags, tag] if is_on else [one for one in tags if one != tag]}
            whose = {"session": session, "question": question, **_whose(text)}
            if await self._replaced(name, document, {**whose, **changed}):
                await self._numbering.next(session, _kind(question))
                return True
        raise Unavailable("Too many tags at once; try again.")

    async def _replaced(self, name: str, before: dict[str, Any] | None, after: dict[str, Any]) -> bool:
        if before is None:
            try:
                await self._codings.insert_one({"_id": name, "edition": 1, **after})
            except DuplicateKeyError:
                return False
            return True
        query = {"_id": name, "edition": before["edition"]}
        result = await self._codings.update_one(query, {"$set": {**after, "edition": before["edition"] + 1}})
        return result.modified_count == 1

    async def of_participant(self, participant: Participant) -> list[dict[str, Any]]:
        """What is on everything that somebody wrote."""
        found = self._codings.find(_of(participant), {"_id": 0, "question": 1, "attempt": 1, "tags": 1})
        return [document async for document in found if document["tags"]]

    async def forget_participant(self, participant: Participant) -> None:
        await self._codings.delete_many(_of(participant))

    async def forget_session(self, session: str) -> None:
        await self._codings.delete_many({"session": session})


def _kind(question: str) -> str:
    return f"text_tags:{question}"


def _whose(text: TextId) -> dict[str, object]:
    return {"participant": text.participant, "attempt": text.attempt}


def _of(participant: Participant) -> dict[str, str]:
    return {"session": participant.session, "participant": participant.participant}
