"""Questions of the audience over REST: asked once, voted on once, moderated, exported with a participant, erased."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.clock import utc_now
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.audience import board
from tests.builders.audit import recorded
from tests.builders.erasing import upkeep_service
from tests.builders.overtaking import always, overtake
from tests.builders.rest import (
    Caller,
    code_of,
    data_of,
    joined,
    keep_answers_for,
    new_key,
    published_survey,
    registered,
)


class Scene:
    """A session whose audience may ask, its owner and three phones."""

    def __init__(self, owner: Caller, session: dict[str, Any], phones: list[Caller]) -> None:
        self.owner, self.session, self.phones = owner, session, phones
        self.path = f"/sessions/{session['id']}/audience-questions"

    async def ask(self, phone: int, text: str, key: str | None = None) -> httpx.Response:
        return await self.phones[phone].post(self.path, {"key": key or new_key(), "text": text})

    async def vote(self, phone: int, question: str, method: str = "PUT") -> httpx.Response:
        return await self.phones[phone].call(method, f"{self.path}/{question}/vote")

    async def judge(self, question: str, edition: int, **verdict: Any) -> httpx.Response:
        headers = {"if-match": f'"{edition}"'}
        return await self.owner.call("PATCH", f"{self.path}/{question}", json=verdict, headers=headers)

    async def seen(self, caller: Caller, sort: str = "top") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = data_of(await caller.get(f"{self.path}?sort={sort}"))["questions"]
        return found


async def new_scene(http: httpx.AsyncClient, taking: str) -> Scene:
    owner = await registered(http)
    body = {"survey": await published_survey(owner), "mode": "live", "settings": {"audience_questions": taking}}
    session = data_of(await owner.post("/sessions", body))
    return Scene(owner, session, [await joined(http, session) for _ in range(3)])


@pytest.fixture
async def open_scene(http: httpx.AsyncClient) -> Scene:
    return await new_scene(http, "open")


@pytest.fixture
async def moderated(http: httpx.AsyncClient) -> Scene:
    return await new_scene(http, "moderated")


async def test_a_question_sent_twice_is_one_with_one_receipt(open_scene: Scene) -> None:
    key = new_key()
    answers = await asyncio.gather(*(open_scene.ask(0, "  Why \n tea? ", key) for _ in range(5)))
    receipts = [data_of(answer) for answer in answers]
    assert sorted(one["status"] for one in receipts) == ["accepted"] + ["duplicate"] * 4
    assert len({(one["id"], one["receipt"], one["at"]) for one in receipts}) == 1
    assert code_of(await open_scene.ask(0, "Why coffee?", key)) == "key_conflict"
    await open_scene.owner.post(f"/sessions/{open_scene.session['id']}/control", {"action": "end"})
    assert data_of(await open_scene.ask(0, "Why tea?", key))["receipt"] == receipts[0]["receipt"]
    assert code_of(await open_scene.ask(0, "Another?")) == "session_ended"
    (seen,) = await open_scene.seen(open_scene.owner)
    assert (seen["text"], seen["state"]) == ("Why tea?", "shown")


async def test_participants_see_what_is_shown_and_their_own(moderated: Scene) -> None:
    first, second = [data_of(await moderated.ask(phone, f"Question {phone}?")) for phone in (0, 1)]
    assert (first["state"], second["state"]) == ("pending", "pending")
    assert [(one["id"], one["own"]) for one in await moderated.seen(moderated.phones[0])] == [(first["id"], True)]
    assert await moderated.seen(moderated.phones[2]) == []
    assert code_of(await moderated.vote(2, first["id"])) == "not_found"
    shown = await moderated.judge(first["id"], 1, state="shown")
    assert (data_of(shown)["state"], shown.headers["etag"]) == ("shown", '"2"')
    (seen,) = await moderated.seen(moderated.phones[2])
    assert (seen["text"], seen["own"], seen["participant"], seen["flagged"]) == ("Question 0?", False, None, None)
    assert data_of(await moderated.judge(first["id"], 2, state="hidden"))["state"] == "hidden"
    assert [one["state"] for one in await moderated.seen(moderated.phones[0])] == ["hidden"]
    assert await moderated.seen(moderated.phones[2]) == []
    assert {one["state"] for one in await moderated.seen(moderated.owner)} == {"hidden", "pending"}


async def test_a_vote_is_single_can_be_taken_back_and_is_never_for_oneself(open_scene: Scene) -> None:
    question = data_of(await open_scene.ask(0, "Why tea?"))["id"]
    for _ in range(2):
        assert data_of(await open_scene.vote(1, question)) == {"question": question, "voted": True, "votes": 1}
    assert data_of(await open_scene.vote(2, question))["votes"] == 2
    assert [one["voted"] for one in await open_scene.seen(open_scene.phones[1])] == [True]
    for _ in range(2):
        assert data_of(await open_scene.vote(1, question, "DELETE"))["votes"] == 1
    assert code_of(await open_scene.vote(0, question)) == "own_question"
    data_of(await open_scene.judge(question, 1, state="answered"))
    assert code_of(await open_scene.vote(1, question)) == "wrong_state"


async def test_the_board_is_ordered_and_moderated_while_votes_come_in(open_scene: Scene, database: Database) -> None:
    first, second, third = [data_of(await open_scene.ask(phone, f"Question {phone}?"))["id"] for phone in range(3)]
    for phone, question in ((0, second), (2, second), (1, third)):
        data_of(await open_scene.vote(phone, question))
    assert [one["id"] for one in await open_scene.seen(open_scene.owner)] == [second, third, first]
    assert [one["id"] for one in await open_scene.seen(open_scene.owner, "newest")] == [third, second, first]
    assert data_of(await open_scene.judge(first, 1, pinned=True))["pinned"]
    late = await open_scene.judge(first, 1, state="hidden")
    assert (code_of(late), late.json()["data"]["current"]) == ("edit_conflict", 2)
    data_of(await open_scene.judge(second, 1, state="answered"))
    assert [one["id"] for one in await open_scene.seen(open_scene.phones[0])] == [first, third, second]
    assert data_of(await open_scene.judge(first, 2, state="hidden"))["pinned"] is False
    assert code_of(await open_scene.judge(first, 3, pinned=True)) == "wrong_state"
    assert code_of(await open_scene.judge(first, 3, state="answered")) == "wrong_state"
    organization = data_of(await open_scene.owner.get("/auth/me"))["organization"]["id"]
    events = [one for one in await recorded(database, organization) if one["action"] == "audience_question.judged"]
    assert [one["target"] for one in events] == [first, second, first]
    assert "Question" not in "".join(f"{one['before']}{one['after']}" for one in events)


async def test_what_a_word_list_finds_waits_for_a_moderator(open_scene: Scene) -> None:
    assert data_of(await open_scene.ask(0, "What the fuck?"))["state"] == "pending"
    (seen,) = await open_scene.seen(open_scene.owner)
    assert (seen["state"], seen["flagged"]) == ("pending", True)


async def test_there_are_bounds(open_scene: Scene) -> None:
    assert (await open_scene.ask(0, "x" * 501)).status_code == 422
    assert code_of(await open_scene.ask(0, " \n ")) == "required"
    answers = [await open_scene.ask(0, f"Question {number}?") for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    settings = {"settings": {"audience_questions": "off"}}
    itself = f"/sessions/{open_scene.session['id']}"
    data_of(await open_scene.owner.call("PATCH", itself, json=settings, headers={"if-match": '"1"'}))
    assert code_of(await open_scene.ask(1, "One more?")) == "wrong_state"


async def test_an_erased_participant_leaves_no_question_and_no_vote(open_scene: Scene, database: Database) -> None:
    mine = data_of(await open_scene.ask(0, "Why me?"))["id"]
    theirs = data_of(await open_scene.ask(1, "Why them?"))["id"]
    for phone in (0, 2):
        data_of(await open_scene.vote(phone, theirs))
    held = data_of(await open_scene.phones[0].get("/participants/me/data"))["known"]
    assert [one["text"] for one in held["audience_questions"]] == ["Why me?"]
    assert held["audience_votes"] == [theirs]
    for _ in range(2):
        data_of(await open_scene.phones[0].call("DELETE", "/participants/me"))
    (left,) = await open_scene.seen(open_scene.owner)
    assert (left["id"], left["votes"]) == (theirs, 1)
    assert code_of(await open_scene.judge(mine, 2, state="shown")) == "not_found"
    stored = await database["audience_questions"].find_one({"_id": mine})
    assert stored is not None
    assert (stored["text"], stored["participant"]) == ("", "")
    assert await database["audience_votes"].count_documents({"session": open_scene.session["id"]}) == 1
    assert (await board(database).versions([open_scene.session["id"]]))[open_scene.session["id"]] >= 5


async def test_nothing_is_left_when_the_retention_period_is_over(open_scene: Scene, database: Database) -> None:
    data_of(await open_scene.vote(1, data_of(await open_scene.ask(0, "Why tea?"))["id"]))
    await keep_answers_for(open_scene.owner, open_scene.session["survey"], 1)
    await open_scene.owner.post(f"/sessions/{open_scene.session['id']}/control", {"action": "end"})
    await upkeep_service(database, clock=lambda: utc_now() + timedelta(days=2)).run()
    for collection in ("audience_questions", "audience_votes"):
        assert await database[collection].count_documents({"session": open_scene.session["id"]}) == 0


async def test_a_verdict_that_is_so_already_and_a_question_that_came_twice_at_once_change_nothing(
    open_scene: Scene, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, first = new_key(), []

    async def asked() -> None:
        first.append(data_of(await open_scene.ask(0, "Why tea?", key)))

    overtake(monkeypatch, services.audience._questions, "add", asked)
    second = data_of(await open_scene.ask(0, "Why tea?", key))
    assert [(one["status"], one["receipt"]) for one in (*first, second)] == [
        ("accepted", second["receipt"]),
        ("duplicate", second["receipt"]),
    ]
    assert data_of(await open_scene.judge(second["id"], 1, state="shown"))["edition"] == 1
    monkeypatch.setattr("app.features.audience.service.MAX_QUESTIONS", 1)
    assert code_of(await open_scene.ask(1, "Why coffee?")) == "board_full"


async def test_whoever_never_gets_a_turn_among_votes_is_told_to_try_again(
    open_scene: Scene, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = data_of(await open_scene.ask(0, "Why tea?"))["id"]
    with monkeypatch.context() as crowded:
        for repository in (services.board._questions, services.audience._settling._questions):
            always(crowded, repository, "replace", answer=None)
        assert code_of(await open_scene.judge(question, 1, state="hidden")) == "unavailable"
        assert code_of(await open_scene.vote(1, question)) == "unavailable"
    assert data_of(await open_scene.vote(2, question))["votes"] == 2, "the vote that nobody counted stands"
