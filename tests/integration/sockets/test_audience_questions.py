"""Questions of the audience over real sockets: who sees what, receipts, two gateways, and news that were lost."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from app.contracts.audience import AudienceQuestion
from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.audience.model import Verdict
from app.features.audience.repository import AudienceQuestions
from app.features.sessions.model import Command
from app.features.sessions.repository import SessionRepository
from app.features.surveys.settings import AudienceQuestionsSetting, SettingsChange
from app.infra.mongo import Database
from tests.builders.audience import asked
from tests.builders.erasing import upkeep_service
from tests.builders.rest import new_key
from tests.builders.sessions import session_service
from tests.builders.sockets import RawSocket, Room, new_room, raw_socket
from tests.fixtures.gateways import Gateway, running_gateway
from tests.integration.log.running import keep_for


async def taking_room(settings: Settings, database: Database, taking: AudienceQuestionsSetting) -> Room:
    room = await new_room(settings, database)
    changed = SettingsChange(audience_questions=taking).applied_to(room.session.settings)
    assert await SessionRepository(database).replace_settings(room.session, changed, "Q and A", utc_now())
    return room


async def watching(socket: RawSocket, token: str, room: Room) -> dict[str, Any]:
    """The first snapshot of the board."""
    await socket.hello(token)
    channel = room.channel("questions")
    assert (await socket.ask(type="subscribe", id="q", channel=channel))["type"] == "ack"
    return await socket.receive("snapshot", channel=channel)


def ask(room: Room, text: str) -> dict[str, Any]:
    key = new_key()
    return {"type": "ask", "id": key[-12:], "key": key, "session": room.id, "text": text}


async def test_a_question_waits_is_shown_voted_for_and_hidden(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room, url = await taking_room(settings, database, "moderated"), gateway.socket_url
    judge = gateway.services.board.judge
    async with raw_socket(url) as screen, raw_socket(url) as asker, raw_socket(url) as other:
        empty = {"cast": 0, "questions": {}}
        assert (await watching(screen, room.member_token(), room))["data"] == empty
        mine = room.participant()
        assert (await watching(asker, room.participant_token(mine), room))["data"] == empty
        assert (await watching(other, room.participant_token(), room))["data"] == empty

        frame = ask(room, "Why tea?")
        ack = await asker.ask(**frame)
        name = ack["question"]
        assert (ack["status"], ack["key"], ack["state"]) == ("accepted", frame["key"], "pending")
        own = await asker.receive("own_question", question=name)
        assert (own["session"], own["data"]["text"], own["data"]["state"]) == (room.id, "Why tea?", "pending")
        again = await asker.ask(**frame)
        assert (again["status"], again["receipt"], again["question"]) == ("duplicate", ack["receipt"], name)
        assert (await asker.ask(**{**frame, "text": "Why not?"}))["code"] == "key_conflict"
        queued = (await screen.receive("delta"))["data"]["questions"][name]
        assert (queued["text"], queued["state"], queued["participant"]) == ("Why tea?", "pending", mine.participant)
        assert (await other.ask(type="upvote", id="v0", session=room.id, question=name))["code"] == "not_found"

        await judge(room.owner, room.id, name, Verdict(state="shown"), based_on=1)
        shown = (await other.receive("delta"))["data"]["questions"][name]
        assert (shown["text"], shown["votes"]) == ("Why tea?", 0)
        assert not {"participant", "flagged", "edition"} & shown.keys()
        assert (await asker.receive("own_question", question=name))["data"]["state"] == "shown"
        assert (await other.ask(type="upvote", id="v1", session=room.id, question=name))["status"] == "accepted"
        assert (await other.receive("delta"))["data"] == {"cast": 1, "questions": {name: {**shown, "votes": 1}}}
        await other.ask(type="upvote", id="v2", session=room.id, question=name, up=False)
        assert (await other.receive("delta"))["data"]["cast"] == 0

        await judge(room.owner, room.id, name, Verdict(state="hidden"), based_on=2)
        assert (await other.receive("delta"))["data"]["questions"] == {name: None}
        assert (await asker.receive("own_question", question=name))["data"]["state"] == "hidden"
        texts = [frame for frame in other.frames if frame["type"] == "own_question"]
        assert texts == []
    async with raw_socket(url) as returned:
        assert (await watching(returned, room.participant_token(mine), room))["data"] == empty
        assert (await returned.receive("own_question"))["data"]["state"] == "hidden"


async def test_what_was_never_shown_leaves_no_trace_for_others(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room, url = await taking_room(settings, database, "moderated"), gateway.socket_url
    async with raw_socket(url) as asker, raw_socket(url) as other:
        await watching(asker, room.participant_token(), room)
        await watching(other, room.participant_token(), room)
        hidden = (await asker.ask(**ask(room, "Rude?")))["question"]
        await gateway.services.board.judge(room.owner, room.id, hidden, Verdict(state="hidden"), based_on=1)
        shown = (await asker.ask(**ask(room, "Kind?")))["question"]
        await gateway.services.board.judge(room.owner, room.id, shown, Verdict(state="shown"), based_on=1)
        delta = await other.receive("delta")
        assert delta["data"]["questions"].keys() == {shown}
        assert hidden not in str(other.frames)


@pytest.mark.parametrize("lost", ["a question", "a vote whose process died"])
async def test_news_that_were_lost_are_found_in_what_is_stored(
    gateway: Gateway, settings: Settings, database: Database, lost: str
) -> None:
    """Nothing is published; the position check alone brings it to the screen."""
    room = await taking_room(settings, database, "open")
    question: AudienceQuestion = asked(room.id, organization=room.owner.organization)
    questions = AudienceQuestions(database)
    if lost != "a question":
        await questions.add(question)
    async with raw_socket(gateway.socket_url) as screen:
        await watching(screen, room.participant_token(), room)
        if lost == "a question":
            await questions.add(question)
        else:
            await database["audience_votes"].insert_one(
                {
                    "_id": f"{question.id}:par_1", "session": room.id, "question": question.id, "participant": "par_1",
                    "up": True, "counted": False, "mark": "mrk_1", "at": room.session.created_at.replace(year=2020),
                }
            )  # fmt: skip
        seen = (await screen.receive("delta"))["data"]["questions"][question.id]
        assert seen["votes"] == (0 if lost == "a question" else 1)


def with_one_vote(socket: RawSocket) -> list[dict[str, Any]]:
    """What the socket was told of a board on which one vote is cast."""
    deltas = [frame["data"] for frame in socket.frames if frame["type"] == "delta"]
    return [data for data in deltas if data.get("cast") == 1]


async def test_two_gateways_show_the_same_board(settings: Settings, database: Database) -> None:
    room = await taking_room(settings, database, "open")
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(running_gateway(settings)) for _ in range(2)]
        asker = await stack.enter_async_context(raw_socket(one.socket_url))
        voter = await stack.enter_async_context(raw_socket(other.socket_url))
        await watching(asker, room.participant_token(), room)
        await watching(voter, room.participant_token(), room)
        name = (await asker.ask(**ask(room, "Why tea?")))["question"]
        await voter.receive("delta")
        assert (await voter.ask(type="upvote", id="v", session=room.id, question=name))["status"] == "accepted"
        for socket in (asker, voter):
            while not (seen := with_one_vote(socket)):  # the voter's own may come before its ack
                await socket.receive("delta")
            assert seen[0]["questions"][name]["votes"] == 1


async def test_questions_that_are_kept_no_longer_leave_the_screens_that_show_them(
    gateway: Gateway, settings: Settings, database: Database
) -> None:
    room = await taking_room(settings, database, "open")
    question = asked(room.id, organization=room.owner.organization)
    await AudienceQuestions(database).add(question)
    await keep_for(database, room.session, 7)
    await session_service(database).control(room.owner, room.id, Command("end"))
    async with raw_socket(gateway.socket_url) as screen:
        assert question.id in (await watching(screen, room.member_token(), room))["data"]["questions"]
        done = await upkeep_service(database, clock=lambda: utc_now() + timedelta(days=8)).run()
        assert done.logs_removed == 1
        assert (await screen.receive("delta"))["data"]["questions"] == {question.id: None}
