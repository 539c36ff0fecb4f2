"""A REST client for tests, and the things that most of them need to exist."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

PASSWORD = "ten letters or more"
QUESTIONS: list[dict[str, Any]] = [
    {"type": "single_choice", "id": "q1", "title": "Tea or coffee?", "options": [
        {"id": "tea", "label": "Tea"}, {"id": "coffee", "label": "Coffee"}]},
    {"type": "scale", "id": "q2", "title": "How awake are you?", "min": 1, "max": 7},
    {"type": "short_text", "id": "q3", "title": "In a word?"},
]  # fmt: skip
_keys = itertools.count(1)


def new_key() -> str:
    """A UUIDv7 that no other call gives."""
    return f"0190a8f0-0000-7000-8000-{next(_keys):012x}"


class Caller:
    """Somebody with a token (or without). Every call returns the raw response."""

    def __init__(self, http: httpx.AsyncClient, token: str | None = None) -> None:
        self._http = http
        self.token = token

    async def call(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **body: Any
    ) -> httpx.Response:
        authorization = {"authorization": f"Bearer {self.token}"} if self.token else {}
        self._http.cookies.clear()
        return await self._http.request(method, f"/api/v1{path}", headers={**authorization, **(headers or {})}, **body)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.call("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})

    async def post(self, path: str, body: Any = None) -> httpx.Response:
        return await self.call("POST", path, json=body) if body is not None else await self.call("POST", path)


async def patient(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """The answer to a call that is sent again for as long as the limit of calls refuses it."""
    while True:
        response = await ask()
        if response.status_code != 429:
            return response
        await asyncio.sleep(response.json()["data"]["retry_after_ms"] / 1_000)


def data_of(response: httpx.Response) -> Any:
    """The data of a success."""
    assert response.is_success, response.text
    body = response.json()
    assert (body["success"], body["errors"]) == (True, [])
    return body["data"]


def code_of(response: httpx.Response) -> str:
    """The code of a failure, which must have the whole envelope and no traceback."""
    body = response.json()
    assert set(body) == {"success", "data", "message", "errors", "metadata"}
    assert body["success"] is False
    assert body["metadata"]["request_id"] == response.headers["x-request-id"]
    assert "Traceback" not in response.text
    return str(body["errors"][0]["code"])


async def registered(http: httpx.AsyncClient, name: str = "ada") -> Caller:
    """The owner of a new organization."""
    body = {"organization": f"{name}'s", "name": name, "email": f"{name}@example.org", "password": PASSWORD}
    login = data_of(await Caller(http).post("/auth/register", body))
    return Caller(http, login["access_token"])


async def publish(caller: Caller, survey: str, draft_version: int | None = None) -> httpx.Response:
    """The answer to publishing a draft at this version, else at the one that stands."""
    if draft_version is None:
        draft_version = data_of(await caller.get(f"/surveys/{survey}"))["draft_version"]
    return await caller.call("POST", f"/surveys/{survey}/publish", headers={"if-match": f'"{draft_version}"'})


async def keep_answers_for(caller: Caller, survey: str, days: int | None) -> Any:
    """How long the survey's answers are kept, as nobody has set it before."""
    path, based_on = f"/surveys/{survey}/retention", {"if-match": '"0"'}
    return data_of(await caller.call("PUT", path, json={"days": days}, headers=based_on))


async def published_survey(caller: Caller, questions: list[dict[str, Any]] = QUESTIONS) -> str:
    """The id of a survey with one version."""
    survey = data_of(await caller.post("/surveys", {"title": "Breakfast", "questions": questions}))
    data_of(await publish(caller, survey["id"], draft_version=1))
    return str(survey["id"])


async def started_session(caller: Caller, mode: str = "live", survey: str | None = None) -> dict[str, Any]:
    """A session as REST shows it."""
    survey = survey or await published_survey(caller)
    session: dict[str, Any] = data_of(await caller.post("/sessions", {"survey": survey, "mode": mode}))
    return session


async def joined(http: httpx.AsyncClient, session: dict[str, Any]) -> Caller:
    """A new participant."""
    return Caller(http, data_of(await Caller(http).post("/join", {"code": session["code"]}))["token"])


def answer(question: str, value: Any, *, attempt: int = 1, revision: int = 1, key: str | None = None) -> dict[str, Any]:
    """The body of a live submission."""
    return {
        "key": key or new_key(),
        "part": question,
        "attempt": attempt,
        "revision": revision,
        "answers": {question: value},
    }
