"""Audience questions in MongoDB: changed by compare-and-set, each change with the next version in the same write."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from app.contracts.audience import AudienceQuestion
from app.infra.documents import readable
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class AudienceQuestions:
    def __init__(self, database: Database) -> None:
        self._questions = database["audience_questions"]

    async def add(self, question: AudienceQuestion) -> bool:
        """False where it is stored already."""
        try:
            await self._questions.insert_one(_document(question))
        except DuplicateKeyError:
            return False
        return True

    async def find(self, session: str, question: str) -> AudienceQuestion | None:
        document = await self._questions.find_one({"_id": question, "session": session})
        return _question(document) if document else None

    async def of_session(self, session: str) -> list[AudienceQuestion]:
        """The whole board, in no order; at most ``MAX_QUESTIONS`` and what came in at the same moment."""
        found = self._questions.find({"session": session})
        return [question async for question in readable(found, _question, "audience question")]

    async def of_participant(self, session: str, participant: str) -> list[AudienceQuestion]:
        found = self._questions.find({"session": session, "participant": participant})
        return [_question(document) async for document in found]

    async def replace(self, before: AudienceQuestion, after: AudienceQuestion) -> AudienceQuestion | None:
        """Compare-and-set on ``version``, which rises by one; None where it is another one by now."""
        raised = msgspec.structs.replace(after, version=before.version + 1)
        changed = {"$set": {name: value for name, value in _document(raised).items() if name != "_id"}}
        query = {"_id": before.id, "version": before.version}
        return raised if (await self._questions.update_one(query, changed)).modified_count else None

    async def versions(self, sessions: Collection[str]) -> dict[str, int]:
        """Where the boards of these sessions stand: the sum of their questions' versions."""
        pipeline: list[dict[str, Any]] = [
            {"$match": {"session": {"$in": list(sessions)}}},
            {"$group": {"_id": "$session", "version": {"$sum": "$version"}}},
        ]
        return {found["_id"]: found["version"] async for found in self._questions.aggregate(pipeline)}

    async def remove_all(self, session: str) -> None:
        await self._questions.delete_many({"session": session})


def _document(question: AudienceQuestion) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(question, builtin_types=(datetime,))
    return {"_id": document.pop("id"), **document}


def _question(document: dict[str, Any]) -> AudienceQuestion:
    return msgspec.convert({**document, "id": document["_id"]}, AudienceQuestion)
