"""What the demo's facilitator does over REST: log in, publish the sample survey, start a session, let people join."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self

import httpx
import msgspec

from app.contracts.frames import ResultsData
from app.demo.survey import DESCRIPTION, QUESTIONS, TITLE

ORGANIZATION = "ImpactPulse Demo"
NAME = "Demo Facilitator"
TIMEOUT_S = 20.0
PAUSE_S = 0.5
PATIENCE_S = 60.0
"""How long a server may be away (it is killed in tests) before a request is given up."""

Mode = Literal["live", "open"]


class ServerRefused(Exception):
    """The server answered, and the answer is no; ``status`` is that of a response, 0 of a socket."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class RunningSession:
    """A started session, as the demo shows it to people."""

    id: str
    code: str
    join_url: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant of the session, with the token that proves it."""

    participant: str
    token: str


class Studio:
    """One logged-in facilitator. Requests outlive a restart of the server, up to ``PATIENCE_S``."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{base_url}/api/v1", timeout=TIMEOUT_S)
        self.token = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def log_in(self, email: str, password: str) -> None:
        """Log in; where nobody has this address yet, register the demo's organization. Raises ServerRefused."""
        try:
            login = await self._ask("POST", "/auth/login", {"email": email, "password": password})
        except ServerRefused as refusal:
            if refusal.status != httpx.codes.UNAUTHORIZED:
                raise
            owner = {"organization": ORGANIZATION, "name": NAME, "email": email, "password": password}
            login = await self._ask("POST", "/auth/register", owner)
        self._http.cookies.clear()
        self.token = login["access_token"]

    async def start_session(self, mode: Mode) -> RunningSession:
        """Publish the sample survey, unless a former demo has, and start a session of it."""
        session = await self._ask("POST", "/sessions", {"survey": await self._survey(), "mode": mode})
        return RunningSession(session["id"], session["code"], session["join_url"])

    async def _survey(self) -> str:
        questions = msgspec.json.decode(msgspec.json.encode(QUESTIONS))  # lists, as they are served, not tuples
        draft = {"title": TITLE, "description": DESCRIPTION, "questions": questions}
        page = await self._ask("GET", "/surveys?limit=100")
        known = [survey["id"] for survey in page["items"] if survey["title"] == TITLE]
        for candidate in known:
            survey = await self._ask("GET", f"/surveys/{candidate}")
            if survey["published_version"] and survey["questions"] == draft["questions"]:
                return str(candidate)
        survey = await self._ask("POST", "/surveys", draft)
        await self._ask("POST", f"/surveys/{survey['id']}/publish", based_on=survey["draft_version"])
        return str(survey["id"])

    async def control(self, session: str, action: str, question: str | None = None) -> None:
        """One command; repeating it is harmless."""
        await self._ask("POST", f"/sessions/{session}/control", {"action": action, "question": question})

    async def join(self, code: str) -> Seat:
        """A new participant; only one, however often it has to ask."""
        joined = await self._ask("POST", "/join", {"code": code}, as_member=False, key=secrets.token_hex(16))
        return Seat(joined["participant"], joined["token"])

    async def results(self, session: str) -> ResultsData:
        """What is served now."""
        served = await self._ask("GET", f"/sessions/{session}/results")
        return msgspec.convert(served["data"], ResultsData)

    async def _ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        as_member: bool = True,
        based_on: int | None = None,
        key: str | None = None,
    ) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if as_member and self.token else {}
        if based_on is not None:
            headers["If-Match"] = f'"{based_on}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    response = await self._http.request(method, path, json=body, headers=headers)
                except httpx.TransportError:
                    await asyncio.sleep(PAUSE_S)
                    continue
                if not _is_temporary(response):
                    return _data_of(response)
                await asyncio.sleep(PAUSE_S)


def _is_temporary(response: httpx.Response) -> bool:
    return response.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)


def _data_of(response: httpx.Response) -> Any:
    if response.is_error:
        where = response.request.url.path
        raise ServerRefused(f"{where}: {response.status_code} {response.text}", status=response.status_code)
    return response.json()["data"]
