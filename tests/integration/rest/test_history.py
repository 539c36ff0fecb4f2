"""Replay and progress over REST: the last point is what stands, and nobody who was erased is in the past."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.history.service import MAX_AT_ONCE, MAX_WAITING
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered
from tests.fixtures.gateways import running_relay
from tests.fixtures.queries import Recorder
from tests.fixtures.waiting import until

SCAN = "entries: {session: …}"
AGES_S = (50, 40, 20, 10)
"""How long ago each of them answered."""


async def session_of(ada: Caller, **settings: Any) -> dict[str, Any]:
    body = {"survey": await published_survey(ada), "mode": "open", "settings": settings}
    session: dict[str, Any] = data_of(await ada.post("/sessions", body))
    return session


async def all_folded(ada: Caller, database: Database, session: str) -> None:
    async def are_folded() -> bool:
        tally = await database["tallies"].find_one({"_id": session})
        stored = await database["entries"].count_documents({"session": session})
        return tally is not None and bool(tally["entries"] == stored)

    await until(are_folded)


async def answered(http: httpx.AsyncClient, database: Database, session: dict[str, Any]) -> list[Caller]:
    """Four people; the session began a minute ago, and they answered in the course of it."""
    began = utc_now() - timedelta(seconds=60)
    await database["sessions"].update_one({"_id": session["id"]}, {"$set": {"state.started_at": began}})
    phones = [await joined(http, session) for _ in AGES_S]
    sheets = [{"q1": "tea", "q3": "calm"}, {"q1": "coffee"}, {"q1": "tea", "q2": 3}, {"q2": 7}]
    for phone, sheet in zip(phones, sheets, strict=True):
        form = answer("form", None) | {"answers": sheet}
        data_of(await phone.post(f"/sessions/{session['id']}/submissions", form))
    stored = await database["entries"].find({"session": session["id"]}).to_list(None)
    in_order = sorted(stored, key=lambda entry: entry["at"])
    for entry, age in zip(in_order, AGES_S, strict=True):
        await database["entries"].update_one(
            {"_id": entry["_id"]}, {"$set": {"at": utc_now() - timedelta(seconds=age)}}
        )
    await database["participants"].update_many({"session": session["id"]}, {"$set": {"joined_at": began}})
    return phones


async def test_results_are_replayed_up_to_what_stands_and_without_who_was_erased(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    ada = await registered(http)
    session = await session_of(ada)
    path = f"/sessions/{session['id']}"
    assert data_of(await ada.get(f"{path}/history?question=q1"))["points"] == []
    phones = await answered(http, database, session)

    async def told(question: str = "q1") -> list[dict[str, int]]:
        return [one["counters"] for one in data_of(await ada.get(f"{path}/history?question={question}"))["points"]]

    async with running_relay(settings):
        await all_folded(ada, database, session["id"])
        points = await told()
        assert points == [
            {"n": 1, "o:tea": 1},
            {"n": 2, "o:tea": 1, "o:coffee": 1},
            {"n": 3, "o:tea": 2, "o:coffee": 1},
        ]
        results = data_of(await ada.get(f"{path}/results"))["data"]["cells"]
        assert points[-1] == results["q1@1"]
        assert (await told("q3"))[-1] == results["q3@1"]
        data_of(await phones[0].call("DELETE", "/participants/me"))
        await all_folded(ada, database, session["id"])
        assert await told() == [{"n": 1, "o:coffee": 1}, {"n": 2, "o:tea": 1, "o:coffee": 1}]
        assert await told("q3") == []
    assert code_of(await ada.get(f"{path}/history?question=gone")) == "unknown_question"
    assert data_of(await ada.get(f"{path}/history?question=q1&round=2"))["points"] == []


async def test_only_so_many_wait_and_what_nobody_answered_is_told_without_reading_the_log(
    http: httpx.AsyncClient, services: WebServices, settings: Settings, database: Database, queries: Recorder
) -> None:
    ada = await registered(http)
    session = await session_of(ada)
    path = f"/sessions/{session['id']}"
    phone = await joined(http, session)
    data_of(await phone.post(f"{path}/submissions", answer("form", None) | {"answers": {"q1": "tea"}}))
    async with running_relay(settings):
        await all_folded(ada, database, session["id"])
    queries.times.clear()
    for asked in ("question=q1&round=2", "question=q2"):
        assert data_of(await ada.get(f"{path}/history?{asked}"))["points"] == []
    assert queries.times[SCAN] == 0

    async def hold() -> None:
        async with services.history.turns.taken():
            await asyncio.Event().wait()

    crowd = [asyncio.create_task(hold()) for _ in range(MAX_AT_ONCE + MAX_WAITING)]
    await asyncio.sleep(0)
    for asked in ("history?question=q1", "progress"):
        refused = await ada.get(f"{path}/{asked}")
        assert (refused.status_code, code_of(refused), refused.headers["retry-after"]) == (503, "unavailable", "5")
    for one in crowd:
        one.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)
    assert len(data_of(await ada.get(f"{path}/history?question=q1"))["points"]) == 1
    assert queries.times[SCAN] == 1


async def test_progress_says_who_joined_and_answered_when_and_where_people_stopped(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    ada = await registered(http)
    session = await session_of(ada)
    path = f"/sessions/{session['id']}/progress"
    await answered(http, database, session)
    await joined(http, session)
    async with running_relay(settings):
        await all_folded(ada, database, session["id"])
    found = data_of(await ada.get(path))
    assert (found["joined"], found["answered"], found["rate"]) == (5, 4, 0.8)
    assert 25 < found["median_s"] < 35
    assert [(one["question"], one["answered"], one["last_answered"]) for one in found["questions"]] == [
        ("q1", 3, 1), ("q2", 2, 2), ("q3", 1, 1),
    ]  # fmt: skip
    assert {one["shown"] for one in found["questions"]} == {4}
    last = found["points"][-1]
    assert (last["joined"], last["answered"]) == (5, 4)
    assert [one["answered"] for one in found["points"]] == sorted(one["answered"] for one in found["points"])
    await joined(http, session)
    assert data_of(await ada.get(path))["joined"] == 6, "somebody who joins is seen though the tally has not moved"


async def test_where_small_groups_are_hidden_the_past_is_not_shown(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await session_of(ada, min_group_size=3)
    for asked in ("history?question=q1", "progress"):
        assert code_of(await ada.get(f"/sessions/{session['id']}/{asked}")) == "wrong_state"
