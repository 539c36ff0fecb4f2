"""Tenants never meet: every route, walked with a stranger's token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

import httpx
import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.images import uploaded
from tests.builders.rest import (
    QUESTIONS,
    Caller,
    answer,
    code_of,
    data_of,
    joined,
    new_key,
    patient,
    published_survey,
    registered,
    started_session,
)
from tests.builders.routes import HANDLERS, OPEN
from tests.builders.webhooks import post_on

SHARED = {"GET /api/v1/templates/{template_id:str}"}
"""The same for every organization."""

BY_ID = sorted(name for name in set(HANDLERS) - OPEN - SHARED if "{" in name)
"""What the others answer hangs on the token alone."""

RESULTS = "GET /api/v1/sessions/{session_id:str}/results"
SUBMIT = "POST /api/v1/sessions/{session_id:str}/submissions"
BOARD = "GET /api/v1/sessions/{session_id:str}/audience-questions"
ASK = "POST /api/v1/sessions/{session_id:str}/audience-questions"
VOTE = "PUT /api/v1/sessions/{session_id:str}/audience-questions/{question_id:str}/vote"
FOR_PARTICIPANTS = (SUBMIT, ASK, VOTE, VOTE.replace("PUT", "DELETE"))
OF_Q1 = "question=q1"
QUERIES = {
    "/changes": "since=1",
    "/crosstab": "rows=q1&columns=q2",
    "/segment": "question=q1&option=tea",
    "/history": OF_Q1,
    "/comparison": OF_Q1,
}
IDS = "login participant user invitation key image template report question webhook delivery job text tag".split()  # noqa: SIM905
HOOK = {"url": "https://hooks.example.org/", "events": ["survey.published"]}
BODIES: dict[str, dict[str, Any]] = {
    "PUT /api/v1/surveys/{survey_id:str}": {"title": "Mine", "description": "", "questions": QUESTIONS},
    "POST /api/v1/surveys/{survey_id:str}/questions/batch": {"operations": [{"op": "delete", "id": "q1"}]},
    "POST /api/v1/sessions/{session_id:str}/control": {"action": "end"},
    "PATCH /api/v1/sessions/{session_id:str}": {"title": "Mine"},
    "PATCH /api/v1/organizations/current/members/{user_id:str}": {"role": "viewer"},
    "PUT /api/v1/surveys/{survey_id:str}/retention": {"days": 1},
    "POST /api/v1/sessions/{session_id:str}/invitations": {"text": "eve@example.org"},
    "PUT /api/v1/sessions/{session_id:str}/reminder-plan": {
        "active": True,
        "plan": {"starts_at": "2026-11-25T08:00:00Z"},
    },
    "POST /api/v1/sessions/{session_id:str}/reports": {"format": "json"},
    "PUT /api/v1/surveys/{survey_id:str}/tags": {"tags": []},
    "PUT /api/v1/sessions/{session_id:str}/report-plan": {
        "plan": {"every": "day", "at": "08:00", "recipients": ["usr_1"]}
    },
    "POST /api/v1/sessions/{session_id:str}/reminder-plan/preview": {"wave": "first"},
    "PUT /api/v1/webhooks/{webhook_id:str}": HOOK,
    SUBMIT: answer("q1", "tea"),
    ASK: {"key": new_key(), "text": "Why?"},
    "PATCH /api/v1/sessions/{session_id:str}/audience-questions/{question_id:str}": {"state": "hidden"},
}


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http, "ada")


@pytest.fixture
async def session(http: httpx.AsyncClient, ada: Caller, settings: Settings, database: Database) -> dict[str, Any]:
    me = data_of(await ada.get("/auth/me"))
    await database["users"].update_one({"_id": me["user"]["id"]}, {"$set": {"email_verified": True}})
    invited = {"email": "bob@example.org", "role": "viewer"}
    started = await started_session(ada)
    itself = f"/sessions/{started['id']}"
    taking = {"settings": {"audience_questions": "open"}}
    data_of(await ada.call("PATCH", itself, json=taking, headers={"if-match": '"1"'}))
    phone = Caller(http, data_of(await Caller(http).post("/join", {"code": started["code"]}))["token"])
    asked = data_of(await phone.post(f"{itself}/audience-questions", {"key": new_key(), "text": "Why?"}))
    data_of(await ada.post(f"{itself}/control", {"action": "open", "question": "q3"}))
    data_of(await phone.post(f"{itself}/submissions", answer("q3", "brisk")))
    tags = f"/surveys/{started['survey']}/tags"
    kept = await ada.call("PUT", tags, json={"tags": [{"name": "Good"}]}, headers={"if-match": '"0"'})
    people = f"/sessions/{started['id']}/invitations"
    data_of(await ada.post(people, {"text": "carol@example.org"}))
    return {
        **started,
        "invited": data_of(await ada.get(people))["items"][0]["id"],
        "question": asked["id"],
        "text": data_of(await ada.get(f"{itself}/questions/q3/texts"))["items"][0]["id"],
        "tag": data_of(kept)["tags"][0]["id"],
        "template": "nps",
        **await told(ada, settings, database),
        "report": data_of(await ada.post(f"/sessions/{started['id']}/reports", {"format": "json"}))["id"],
        "job": data_of(await ada.get("/jobs?kind=make_report"))["items"][0]["id"],
        "image": data_of(await uploaded(ada))["id"],
        "participant": data_of(await Caller(ada._http).post("/join", {"code": started["code"]}))["participant"],
        "login": data_of(await ada.get("/auth/logins"))[0]["id"],
        "user": me["user"]["id"],
        "invitation": data_of(await ada.post("/organizations/current/invitations", invited))["id"],
        "key": data_of(await ada.post("/api-keys", {"name": "a", "scopes": ["surveys:read"]}))["api_key"]["id"],
    }


async def told(ada: Caller, settings: Settings, database: Database) -> dict[str, str]:
    """A webhook with something in its log."""
    webhook = data_of(await ada.post("/webhooks", HOOK))["webhook"]["id"]
    await published_survey(ada)
    async with post_on(settings, database) as post:
        await post.feeder.look()
    return {"webhook": webhook, "delivery": data_of(await ada.get(f"/webhooks/{webhook}/deliveries"))["items"][0]["id"]}


def call(name: str, session: dict[str, Any]) -> Callable[[Caller], Awaitable[httpx.Response]]:
    """The call of a route for the things around ``session``."""
    method, _, path = name.partition(" ")
    path = path.removeprefix("/api/v1").replace("{survey_id:str}", session["survey"])
    if "{session_id:str}/invitations" in path:  # those of a session, not those of members
        path = path.replace("{invitation_id:str}", session["invited"])
    if "/text" in path:  # a question of the survey, not one of the audience
        path = path.replace("{question_id:str}", "q3")
    path = path.replace("{session_id:str}", session["id"]).replace("{version:int}", "1")
    for kind in IDS:
        path = path.replace(f"{{{kind}_id:str}}", session[kind])
    assert "{" not in path, "a new kind of id: say here what stands for it"
    path = next((f"{path}?{query}" for end, query in QUERIES.items() if path.endswith(end)), path)
    options: dict[str, Any] = {"json": BODIES[name]} if name in BODIES else {}
    if method in ("PUT", "PATCH") or path.endswith(("/batch", "/publish")):
        options["headers"] = {"if-match": '"1"'}
    return lambda caller: caller.call(method, path, **options)


async def answers(caller: Caller, session: dict[str, Any], names: Iterable[str]) -> dict[str, tuple[int, str]]:
    """What a caller gets from each of these routes: status and code."""
    responses = {name: await patient(partial(call(name, session), caller)) for name in names}
    return {name: (response.status_code, code_of(response)) for name, response in responses.items()}


async def test_for_a_stranger_there_is_nothing_here(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any]
) -> None:
    async def seen_by_ada() -> list[Any]:
        return [
            data_of(await ada.get(path)) for path in (f"/sessions/{session['id']}", f"/surveys/{session['survey']}")
        ]

    before = await seen_by_ada()
    expected = dict.fromkeys(BY_ID, (404, "not_found")) | dict.fromkeys(FOR_PARTICIPANTS, (403, "not_allowed"))
    assert await answers(await registered(http, "eve"), session, BY_ID) == expected
    assert await seen_by_ada() == before


async def test_for_a_participant_of_another_session_there_is_nothing_either(
    http: httpx.AsyncClient, session: dict[str, Any]
) -> None:
    phone = await joined(http, await started_session(await registered(http, "eve")))
    refused = (403, "not_allowed")
    expected = dict.fromkeys(BY_ID, refused) | dict.fromkeys((RESULTS, BOARD), (404, "not_found"))
    assert await answers(phone, session, BY_ID) == expected


async def test_the_lists_of_a_stranger_are_empty(http: httpx.AsyncClient, session: dict[str, Any]) -> None:
    stranger = await registered(http, "eve")
    for path in ("/images", "/surveys", "/sessions", f"/sessions?survey={session['survey']}"):
        empty: dict[str, Any] = {"items": [], "next_cursor": None, "links": {"self": f"/api/v1{path}"}}
        assert data_of(await stranger.get(path)) == empty


async def test_a_stranger_cannot_run_a_survey(http: httpx.AsyncClient, session: dict[str, Any]) -> None:
    stranger = await registered(http, "eve")
    for body in (
        {"survey": session["survey"], "mode": "live"},
        {"survey": session["survey"], "mode": "live", "version": 1},
    ):
        assert code_of(await stranger.post("/sessions", body)) == "not_found"


async def test_participants_see_only_what_is_revealed(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any]
) -> None:
    phone = await joined(http, session)
    assert data_of(await phone.get(f"/sessions/{session['id']}/results"))["data"]["cells"] == {}
    assert code_of(await phone.get(f"/sessions/{session['id']}")) == "not_allowed"
    assert code_of(await phone.post("/surveys", {"title": "x"})) == "not_allowed"
    assert code_of(await ada.post(f"/sessions/{session['id']}/submissions", answer("q1", "tea"))) == "not_allowed"


async def test_two_organizations_count_their_surveys_apart(http: httpx.AsyncClient) -> None:
    ada, eve = await registered(http, "ada"), await registered(http, "eve")
    mine, theirs = await published_survey(ada), await published_survey(eve)
    assert [survey["id"] for survey in data_of(await ada.get("/surveys"))["items"]] == [mine]
    assert [survey["id"] for survey in data_of(await eve.get("/surveys"))["items"]] == [theirs]
