"""Sessions and participants in MongoDB. Queries of members name the organization; codes and session ids are public."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from app.core.principals import Participant
from app.features.sessions.model import Session, SessionState
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

ALL = "sessions"


class SessionRepository:
    def __init__(self, database: Database) -> None:
        self._sessions = database["sessions"]
        self._participants = database["participants"]
        self._numbering = Numbering(database)

    async def next_numbers(self, organization: str, survey: str) -> tuple[int, int]:
        """The numbers of a new session: within its organization, and among the runs of its survey."""
        return await self._numbering.next(organization, ALL), await self._numbering.next(survey, ALL)

    async def latest_number(self, organization: str, survey: str | None) -> int:
        """The highest number in the organization, or the highest run of the survey."""
        return await self._numbering.latest(survey or organization, ALL)

    async def add(self, session: Session) -> bool:
        """False when the code is in use."""
        document = msgspec.to_builtins(session, builtin_types=(datetime,))
        document["_id"] = document.pop("id")
        try:
            await self._sessions.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def find(self, session_id: str) -> Session | None:
        """For participants, whose token names the session."""
        return _session(await self._sessions.find_one({"_id": session_id}))

    async def find_in(self, organization: str, session_id: str) -> Session | None:
        """For members."""
        return _session(await self._sessions.find_one({"_id": session_id, "organization": organization}))

    async def find_by_code(self, code: str) -> Session | None:
        return _session(await self._sessions.find_one({"code": code}))

    async def numbered(self, organization: str, survey: str | None, after: int, to: int) -> list[Session]:
        """Those with ``after < number <= to``, or of one survey with ``after < run <= to``; the newest first."""
        bounds = {"$gt": after, "$lte": to}
        query = {"survey": survey, "run": bounds} if survey else {"number": bounds}
        found = self._sessions.find({**query, "organization": organization})
        sessions = [session async for document in found if (session := _session(document))]
        return sorted(sessions, key=lambda session: -session.number)

    async def replace_state(self, session: Session, state: SessionState) -> bool:
        """Compare-and-set on ``state_version``, which rises by one; False when it is another one by now.

        A session that ends gives its code back.
        """
        change: dict[str, Any] = {
            "$set": {"state": msgspec.to_builtins(state, builtin_types=(datetime,))},
            "$inc": {"state_version": 1},
        }
        if state.phase == "ended":
            change["$set"]["code"] = None
        query = {"_id": session.id, "organization": session.organization, "state_version": session.state_version}
        result = await self._sessions.update_one(query, change)
        return result.modified_count == 1

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]:
        """For the gateway's position check: where the states of these sessions stand."""
        found = self._sessions.find({"_id": {"$in": list(sessions)}}, {"state_version": 1})
        return {document["_id"]: document["state_version"] async for document in found}

    async def add_participant(self, participant: Participant, at: datetime) -> None:
        await self._participants.insert_one(
            {
                "_id": participant.participant,
                "session": participant.session,
                "organization": participant.organization,
                "name": None,
                "joined_at": at,
            }
        )

    async def participant_stands(self, participant: Participant) -> bool:
        query = {"_id": participant.participant, "session": participant.session}
        return await self._participants.find_one(query, {"_id": 1}) is not None


def _session(document: dict[str, Any] | None) -> Session | None:
    return msgspec.convert({**document, "id": document["_id"]}, Session) if document else None
