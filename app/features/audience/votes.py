"""The log of votes in MongoDB: one document for each participant and question, so a vote is single by construction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from app.core.identity import new_id
from app.core.principals import Participant
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class VoteLog:
    """``up``: the vote stands. ``counted``: its question shows it so; ``mark`` names the last change of the vote."""

    def __init__(self, database: Database) -> None:
        self._votes = database["audience_votes"]

    async def cast(self, participant: Participant, question: str, at: datetime) -> None:
        """Let the vote stand; a repeat does nothing."""
        vote: dict[str, Any] = {
            "_id": _vote_id(participant, question),
            "session": participant.session,
            "question": question,
            "participant": participant.participant,
            **_changed(at, up=True),
        }
        try:
            await self._votes.insert_one(vote)
        except DuplicateKeyError:
            await self._votes.update_one({"_id": vote["_id"], "up": False}, {"$set": _changed(at, up=True)})

    async def take_back(self, participant: Participant, question: str, at: datetime) -> None:
        """A repeat, or where there is none, does nothing."""
        query = {"_id": _vote_id(participant, question), "up": True}
        await self._votes.update_one(query, {"$set": _changed(at, up=False)})

    async def standing(self, question: str) -> int:
        """How many votes for it stand."""
        return int(await self._votes.count_documents({"question": question, "up": True}))

    async def uncounted(self, question: str) -> dict[str, str]:
        """Vote → mark, of the changes that the question may not show yet."""
        found = self._votes.find({"question": question, "counted": False}, {"mark": 1})
        return {vote["_id"]: vote["mark"] async for vote in found}

    async def set_counted(self, marks: Mapping[str, str]) -> None:
        """These changes are shown; votes that were changed again since have another mark."""
        query = {"_id": {"$in": list(marks)}, "mark": {"$in": list(marks.values())}}
        await self._votes.update_many(query, {"$set": {"counted": True}})

    async def unsettled(self, sessions: Collection[str], before: datetime) -> dict[str, set[str]]:
        """Session → questions with changes from before then that were not counted: somebody died over them.
        Few are, at any time, of all sessions together."""
        found: dict[str, set[str]] = {}
        async for vote in self._votes.find({"counted": False}, {"session": 1, "question": 1, "at": 1}):
            if vote["session"] in sessions and vote["at"] < before:
                found.setdefault(vote["session"], set()).add(vote["question"])
        return found

    async def of_participant(self, participant: Participant) -> list[str]:
        """The questions that a participant's votes stand for."""
        query = {"session": participant.session, "participant": participant.participant}
        return [vote["question"] async for vote in self._votes.find(query) if vote["up"]]

    async def remove(self, participant: Participant) -> None:
        """Whatever stands must be taken back and counted before."""
        query = {"session": participant.session, "participant": participant.participant}
        held = [vote["_id"] async for vote in self._votes.find(query, {"_id": 1})]
        await self._votes.delete_many({"_id": {"$in": held}, "up": False, "counted": True})

    async def remove_all(self, session: str) -> None:
        await self._votes.delete_many({"session": session})


def _vote_id(participant: Participant, question: str) -> str:
    return f"{question}:{participant.participant}"


def _changed(at: datetime, *, up: bool) -> dict[str, Any]:
    return {"up": up, "counted": False, "mark": new_id("mrk"), "at": at}
