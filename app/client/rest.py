"""The REST calls that a simulated crowd and its facilitator need."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import httpx

from app.core.errors import AppError

TIMEOUT_S = 15.0


class RestRefused(AppError):
    """The server said no; ``code`` is that of its first error."""


class RestClient:
    """One caller: a member with ``token``, or nobody in particular. Bearer tokens only."""

    def __init__(self, base_url: str, token: str = "") -> None:
        self._http = httpx.AsyncClient(base_url=f"{base_url}/api/v1", timeout=TIMEOUT_S)
        self.token = token

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def register(self, organization: str, name: str, email: str, password: str) -> None:
        """Make an organization and be its owner."""
        body = {"organization": organization, "name": name, "email": email, "password": password}
        self.token = (await self.post("/auth/register", body))["access_token"]
        self._http.cookies.clear()

    async def log_in(self, email: str, password: str) -> None:
        """Be a member."""
        self.token = (await self.post("/auth/login", {"email": email, "password": password}))["access_token"]
        self._http.cookies.clear()

    async def start_session(self, title: str, questions: list[dict[str, Any]], mode: str) -> dict[str, Any]:
        """Publish a survey of these questions and run it; returns the session."""
        survey = await self.post("/surveys", {"title": title, "questions": questions})
        await self.post(f"/surveys/{survey['id']}/publish", {})
        session: dict[str, Any] = await self.post("/sessions", {"survey": survey["id"], "mode": mode})
        return session

    async def control(self, session: str, action: str, **fields: Any) -> None:
        """One command of the facilitator."""
        await self.post(f"/sessions/{session}/control", {"action": action, **fields})

    async def join(self, session: str) -> str:
        """The token of a new participant."""
        response = await self._http.post("/join", json={"session": session})
        return str(_data_of(response)["token"])

    async def results(self, session: str) -> dict[str, Any]:
        """``{epoch, version, as_of, data}`` as served."""
        response = await self._http.get(f"/sessions/{session}/results", headers=self._headers())
        results: dict[str, Any] = _data_of(response)
        return results

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """The data of an answer. Raises RestRefused."""
        return _data_of(await self._http.post(path, json=body, headers=self._headers()))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def _data_of(response: httpx.Response) -> Any:
    envelope = response.json()
    if response.is_error:
        errors = envelope.get("errors") or [{}]
        raise RestRefused(envelope.get("message"), code=errors[0].get("code"))
    return envelope["data"]
