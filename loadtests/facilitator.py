"""The REST side of a load test: make an organization, a survey and sessions; let participants in; control."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self

import httpx
import msgspec

from app.features.surveys.questions import Question

JOINS_AT_ONCE = 16
TIMEOUT_S = 30.0
KEEPALIVE_S = 1.0
"""Below the server's own limit, so that no request meets a connection that is just being closed."""

FOLD_DEADLINE_S = 120.0
REPORT_POLL_S = 0.5
RENEW_EVERY_S = 600.0
POLL_S = 0.1
"""Well below the 20 requests a second that a member may send."""


@dataclass(frozen=True, slots=True)
class Session:
    """A running session, as the load needs it."""

    id: str
    code: str


class Facilitator:
    """An owner of a fresh organization."""

    def __init__(self, url: str) -> None:
        limits = httpx.Limits(max_connections=JOINS_AT_ONCE, keepalive_expiry=KEEPALIVE_S)
        self._http = httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=TIMEOUT_S, limits=limits)
        self.token, self._refresh_token = "", ""
        self.organization = ""

    async def __aenter__(self) -> Self:
        registration = await self._post(
            "/auth/register",
            organization="Load test",
            name="Load",
            email=f"load-{secrets.token_hex(8)}@example.com",
            password=secrets.token_urlsafe(16),
        )
        self.organization = registration["organization"]["id"]
        self._enter(registration)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def start_session(
        self, questions: Sequence[Question], mode: Literal["live", "open"], **settings: object
    ) -> Session:
        """Publish a survey of these questions and start a session of it."""
        survey = await self._post("/surveys", title="Load test", questions=msgspec.to_builtins(questions))
        drafted = {"If-Match": f'"{survey["draft_version"]}"'}
        _data_of(await self._http.post(f"/surveys/{survey['id']}/publish", headers=drafted))
        session = await self._post("/sessions", survey=survey["id"], mode=mode, settings=settings)
        return Session(session["id"], session["code"])

    async def control(self, session: Session, action: str, question: str | None = None) -> None:
        """One command of a facilitator."""
        order = {"action": action} if question is None else {"action": action, "question": question}
        await self._post(f"/sessions/{session.id}/control", **order)

    async def join_many(self, session: Session, count: int) -> list[str]:
        """The tokens of ``count`` new participants."""
        gate = asyncio.Semaphore(JOINS_AT_ONCE)

        async def join() -> str:
            async with gate:
                headers = {"Authorization": "", "Idempotency-Key": secrets.token_hex(16)}
                response = await self._http.post("/join", json={"code": session.code}, headers=headers)
            return str(_data_of(response)["token"])

        return list(await asyncio.gather(*(join() for _ in range(count))))

    async def make_report(self, session: Session, kind: str) -> dict[str, Any]:
        """A report that a worker has made, or failed to make."""
        await self.renew()
        report, loop = await self.order_report(session, kind), asyncio.get_running_loop()
        renewed_at = loop.time()
        while report["state"] in ("queued", "running"):
            await asyncio.sleep(REPORT_POLL_S)
            if loop.time() - renewed_at > RENEW_EVERY_S:
                await self.renew()
                renewed_at = loop.time()
            report = await self.report(report["id"])
        return report

    async def order_report(self, session: Session, kind: str) -> dict[str, Any]:
        """A report that a worker will make."""
        return await self._post(f"/sessions/{session.id}/reports", format=kind)

    async def report(self, report_id: str) -> dict[str, Any]:
        """How far it is."""
        report: dict[str, Any] = _data_of(await self._http.get(f"/reports/{report_id}"))
        return report

    async def results(self, session: Session) -> dict[str, Any]:
        """The served results: ``{epoch, version, as_of, data}``."""
        results: dict[str, Any] = _data_of(await self._http.get(f"/sessions/{session.id}/results"))
        return results

    async def wait_for_entries(
        self, session: Session, entries: int, *, deadline_s: float = FOLD_DEADLINE_S
    ) -> dict[str, Any]:
        """The served results once they hold that many entries. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + deadline_s
        while (results := await self.results(session))["data"]["entries"] < entries:
            if loop.time() > deadline:
                raise TimeoutError(f"{results['data']['entries']} of {entries} entries are folded")
            await asyncio.sleep(POLL_S)
        return results

    async def renew(self) -> None:
        """Log in anew: an access token lives for a quarter of an hour."""
        self._enter(await self._post("/auth/refresh", refresh_token=self._refresh_token))

    def _enter(self, login: dict[str, Any]) -> None:
        self.token, self._refresh_token = login["access_token"], login["refresh_token"]
        self._http.cookies.clear()
        self._http.headers["Authorization"] = f"Bearer {self.token}"

    async def _post(self, path: str, **body: object) -> dict[str, Any]:
        data: dict[str, Any] = _data_of(await self._http.post(path, json=body))
        return data


def _data_of(response: httpx.Response) -> Any:
    if response.is_error:
        raise RuntimeError(f"{response.request.method} {response.request.url}: {response.status_code} {response.text}")
    return response.json()["data"]
