"""Sessions in MongoDB. Queries of members name the organization; codes and session ids are public."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from typing import Any

import msgspec

from app.contracts.frames import Phase
from app.core.folding import folded
from app.core.principals import Participant
from app.features.sessions.listing import SessionFilter, conditions_of
from app.features.sessions.model import Ending, Session, SessionState
from app.features.surveys.settings import SessionSettings
from app.features.surveys.stored_settings import settings_document
from app.infra.by_id import find_by_ids, in_batches
from app.infra.documents import readable, understood
from app.infra.listing import Asked, Found, listed
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

ALL = "sessions"
IDS_AT_ONCE = 500
"""Of a cursor that goes on when those are dealt with: the server forgets it after ten minutes without a word."""


class SessionRepository:
    def __init__(self, database: Database) -> None:
        self._sessions = database["sessions"]
        self._numbering = Numbering(database)

    async def next_numbers(self, organization: str, survey: str) -> tuple[int, int]:
        """The numbers of a new session: within its organization, and among the runs of its survey."""
        return await self._numbering.next(organization, ALL), await self._numbering.next(survey, ALL)

    async def add(self, session: Session) -> bool:
        """False when the code is in use."""
        document = msgspec.to_builtins(session, builtin_types=(datetime,))
        document["_id"], document["title_key"] = document.pop("id"), folded(session.title)
        document["settings"] = settings_document(session.settings, (datetime,))
        try:
            await self._sessions.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def find(self, session_id: str) -> Session | None:
        """For participants, whose token names the session."""
        return _session(await self._sessions.find_one({"_id": session_id}))

    async def some(self, sessions: Collection[str]) -> dict[str, Session]:
        """Those of them that are there and can be read, by id."""
        found = readable(find_by_ids(self._sessions, sessions), _made, "session")
        return {session.id: session async for session in found}

    async def find_in(self, organization: str, session_id: str) -> Session | None:
        """For members."""
        return _session(await self._sessions.find_one({"_id": session_id, "organization": organization}))

    async def find_by_code(self, code: str) -> Session | None:
        return _session(await self._sessions.find_one({"code": code}))

    async def listed(self, organization: str, asked: Asked, wanted: SessionFilter, now: datetime) -> Found[Session]:
        """Those that fit; of one survey, where ``wanted`` names it."""
        scope = {"organization": organization} | ({"survey": wanted.survey} if wanted.survey else {})
        latest = None if wanted.survey else await self._numbering.latest(organization, ALL)
        conditions = conditions_of(wanted, now)
        return await listed(self._sessions, scope, asked, _made, conditions=conditions, latest=latest)

    async def begun(self, organization: str, survey: str, by: datetime) -> list[Session]:
        """A survey's sessions that had begun by then and are not set aside, in the order in which they began."""
        found = self._sessions.find({"organization": organization, "survey": survey})
        sessions = [_made(document) async for document in found]
        begun = [(one.state.started_at, one.number, one) for one in sessions if one.archived_at is None]
        return [one for at, _, one in sorted((at, number, one) for at, number, one in begun if at and at <= by)]

    async def unsettled(self, ended_since: datetime, now: datetime) -> list[str]:
        """The ids of sessions, of all organizations, that run or ended in that time."""
        ended = {"state.phase": "ended", "state.ended_at": {"$gte": ended_since, "$lte": now}}
        queries = ({"state.phase": "running"}, ended)
        return [document["_id"] for query in queries async for document in self._sessions.find(query, {"_id": 1})]

    async def replace_state(
        self, session: Session, state: SessionState, at: datetime, *, ended_by: Ending | None = None
    ) -> bool:
        """Compare-and-set on ``state_version``, which rises by one; False when it is another one by now.

        A session that ends gives its code back.
        """
        change: dict[str, Any] = {
            "$set": {"state": msgspec.to_builtins(state, builtin_types=(datetime,)), "updated_at": at},
            "$inc": {"state_version": 1},
        }
        if state.phase == "ended":
            change["$set"] |= {"code": None, "ended_by": ended_by}
        query = {"_id": session.id, "organization": session.organization, "state_version": session.state_version}
        result = await self._sessions.update_one(query, change)
        return result.modified_count == 1

    async def state_versions(self, sessions: Collection[str]) -> dict[str, int]:
        """For the gateway's position check: where the states of these sessions stand."""
        found = find_by_ids(self._sessions, sessions, {"state_version": 1})
        return {document["_id"]: document["state_version"] async for document in found}

    async def replace_settings(self, session: Session, settings: SessionSettings, title: str, at: datetime) -> bool:
        """Compare-and-set on ``settings_version``, which rises by one; False when it is another one by now, or the
        session is set aside."""
        kept = settings_document(settings, (datetime,))
        edited = {"settings": kept, "title": title, "title_key": folded(title), "updated_at": at}
        version = session.settings_version
        told = {"settings_version": version + 1, "state.settings_version": version + 1}
        change = {"$set": {**edited, **told}, "$inc": {"state_version": 1}}
        return (await self._sessions.update_one(_unedited(session), change)).modified_count == 1

    async def archive(self, session: Session, at: datetime) -> bool:
        """Set it aside; the first time counts, and is True. The code is free again. False also where its settings are
        others by now: it may take answers again."""
        change = {"$set": {"archived_at": at, "updated_at": at, "code": None}, "$inc": {"state_version": 1}}
        return (await self._sessions.update_one(_unedited(session), change)).modified_count == 1

    async def unarchive(self, session: Session, code: str | None, at: datetime) -> bool:
        """Bring it back; what ran in its stead goes on by itself. False when the code is in use, or it has ended or
        come back meanwhile."""
        aside = {"archived_at": session.archived_at, "state.phase": session.state.phase}
        query = {"_id": session.id, "organization": session.organization, **aside}
        back = {"archived_at": None, "successor": None, "updated_at": at, "code": code}
        try:
            result = await self._sessions.update_one(query, {"$set": back, "$inc": {"state_version": 1}})
        except DuplicateKeyError:
            return False
        return result.modified_count == 1

    async def name_successor(self, session: Session, successor: str) -> str:
        """Say what will run in its stead; the first time counts, and is what comes back."""
        query = {"_id": session.id, "organization": session.organization, "successor": None}
        await self._sessions.update_one(query, {"$set": {"successor": successor}})
        found = await self.find_in(session.organization, session.id)
        return (found and found.successor) or successor

    async def remove_participant(self, session: Session, participant: str) -> None:
        """Put a participant on the list of those whose token is no longer good; a repeat does nothing."""
        query = {"_id": session.id, "organization": session.organization, "removed": {"$nin": [participant]}}
        await self._sessions.update_one(query, {"$push": {"removed": participant}, "$inc": {"state_version": 1}})

    async def let_go(self, participant: Participant, most: int) -> None:
        """The participant's token is no longer good; its sockets are closed while fewer than ``most`` were let go."""
        await self.distrust_tokens(participant.session)
        session = await self.find(participant.session)
        if session is not None and len(session.removed) < most:
            await self.remove_participant(session, participant.participant)

    async def distrust_tokens(self, session: str) -> None:
        """From here on a token alone proves nothing: somebody was erased, or all were."""
        await self._sessions.update_one({"_id": session}, {"$set": {"has_erasures": True}})

    async def all_of(self, organization: str) -> AsyncIterator[Session]:
        """Every session that can be read, set aside or not."""
        async for session in readable(self._sessions.find({"organization": organization}), _made, "session"):
            yield session

    async def over_before(
        self, organization: str, survey: str, moment: datetime, *, removed_since: datetime
    ) -> list[Session]:
        """A survey's sessions that ended or were closed by the clock before this moment, and still have their log, or
        had it until lately."""
        found = self._sessions.find({"organization": organization, "survey": survey})
        over = [one async for one in readable(found, _made, "session") if one.over_at and one.over_at < moment]
        return [one for one in over if one.log_removed_at is None or one.log_removed_at > removed_since]

    async def closed_before(self, moment: datetime) -> AsyncIterator[Session]:
        """Sessions, of all organizations, that the clock closed before this moment and that nobody has ended."""
        for phase in ("lobby", "running"):
            async for session in self._in_phase(phase):
                closes_at = session.settings.closes_at
                if closes_at is not None and closes_at < moment:
                    yield session

    async def unmoved_since(self, moment: datetime) -> AsyncIterator[Session]:
        """Live sessions without a close, of all organizations, that run and that nobody has moved since."""
        async for session in self._in_phase("running"):
            if session.mode == "live" and session.settings.closes_at is None and session.updated_at < moment:
                yield session

    async def _in_phase(self, phase: Phase) -> AsyncIterator[Session]:
        """A few at a time, each as it is when its turn comes: what is done with one may take long. Other fields are for
        the caller to compare, because for a second one the embedded server scans."""
        heads = self._sessions.find({"state.phase": phase}, {"_id": 1}, batch_size=IDS_AT_ONCE)
        async for some in in_batches(document["_id"] async for document in heads):
            found = find_by_ids(self._sessions, some)
            async for session in readable(found, _made, "session"):
                if session.state.phase == phase:
                    yield session

    async def mark_log_removed(self, session: str, at: datetime) -> bool:
        """False where that was done before. Gateways load what they show of it again: they may hold what is gone."""
        change = {"$set": {"log_removed_at": at}, "$inc": {"state_version": 1}}
        return (await self._sessions.update_one({"_id": session, "log_removed_at": None}, change)).modified_count == 1


def _unedited(session: Session) -> dict[str, Any]:
    """The session, unless its settings are others by now or it is set aside."""
    version = session.settings_version
    known = version if version > 1 else {"$in": [None, 1]}
    return {"_id": session.id, "organization": session.organization, "archived_at": None, "settings_version": known}


def _session(document: dict[str, Any] | None) -> Session | None:
    return _made(document) if document else None


def _made(document: dict[str, Any]) -> Session:
    # A process of the release before does not know ``updated_at``.
    settings = understood(document.get("settings", {}), SessionSettings)
    fields = {"updated_at": document["created_at"], **document, "id": document["_id"], "settings": settings}
    return msgspec.convert(fields, Session)
