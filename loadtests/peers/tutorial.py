"""The usual design of a live poll: Socket.IO, one process, a document for each vote, and after each vote the counts are
made anew and sent to the room.

``python -m loadtests.peers.tutorial PORT MONGODB_URL [--once]``. It has the best settings it can have without another
design: uvloop, WebSocket only, no compression, an index for the aggregate, majority writes, the counts sent to whoever
connects. With ``--once`` a unique index keeps a second vote of the same voter out.
"""

from __future__ import annotations

import sys
from typing import Any

import socketio
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.errors import DuplicateKeyError

from loadtests.peers import DATABASE, VOTES
from loadtests.peers.serving import new_server, serve

ROOM = "poll"
COUNT = [{"$match": {"poll": ROOM}}, {"$group": {"_id": "$option", "n": {"$sum": 1}}}]


class Poll:
    """One poll, and everybody in its room."""

    def __init__(self, server: socketio.AsyncServer, votes: Any) -> None:
        self._server, self._votes = server, votes

    async def enter(self, sid: str, _environ: dict[str, Any], _auth: object = None) -> None:
        """Join the room and see how it stands."""
        await self._server.enter_room(sid, ROOM)
        await self._server.emit("results", await self._counts(), to=sid)

    async def vote(self, _sid: str, vote: dict[str, str]) -> str:
        """Store a vote, tell the room; the word that comes back is the acknowledgement."""
        try:
            await self._votes.insert_one({"poll": ROOM, "voter": vote["voter"], "option": vote["option"]})
        except DuplicateKeyError:  # only with --once: stored before
            return "ok"
        await self._server.emit("results", await self._counts(), room=ROOM)
        return "ok"

    async def _counts(self) -> dict[str, int]:
        return {each["_id"]: each["n"] async for each in self._votes.aggregate(COUNT)}


def build_app(url: str, *, is_once: bool) -> socketio.ASGIApp:
    """The application over the database at ``url``."""
    server = new_server()
    votes = AsyncIOMotorClient[dict[str, Any]](url, w="majority")[DATABASE][VOTES]

    async def prepare() -> None:
        await votes.create_index([("poll", 1), ("voter", 1)], unique=True) if is_once else await votes.create_index(
            "poll"
        )

    poll = Poll(server, votes)
    server.on("connect", poll.enter)
    server.on("vote", poll.vote)
    return socketio.ASGIApp(server, on_startup=prepare)


def main(port: int, url: str, *flags: str) -> None:
    serve(build_app(url, is_once="--once" in flags), port)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
