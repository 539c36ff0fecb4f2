"""Reports over REST, made by a real worker."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from app.core.settings import Settings
from app.wiring.jobs import run_worker
from tests.builders.rest import Caller, data_of
from tests.fixtures.waiting import until


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """A worker, until the context ends."""
    stop = asyncio.Event()
    running = asyncio.create_task(run_worker(settings, stop))
    try:
        yield
    finally:
        stop.set()
        await running


async def requested(caller: Caller, session: str, kind: str, **wanted: Any) -> dict[str, Any]:
    """A report as it is answered at once."""
    response = await caller.post(f"/sessions/{session}/reports", {"format": kind, **wanted})
    assert response.status_code == 202, response.text
    report: dict[str, Any] = data_of(response)
    return report


async def ended(caller: Caller, report: str) -> dict[str, Any]:
    """A report that is under way no more."""
    found: dict[str, Any] = {}

    async def has_ended() -> bool:
        found.update(data_of(await caller.get(f"/reports/{report}")))
        return found["state"] not in ("queued", "running")

    await until(has_ended, within_s=60, every_s=0.1)  # below the limit of requests a second
    return found


async def made(caller: Caller, session: str, kind: str, **wanted: Any) -> dict[str, Any]:
    """A report that was made; a worker must be there."""
    report = await ended(caller, (await requested(caller, session, kind, **wanted))["id"])
    assert report["state"] == "done", report["error"]
    return report


async def downloaded(caller: Caller, report: str) -> bytes:
    """Its file, by a link, without a token."""
    link = data_of(await caller.post(f"/reports/{report}/link"))["url"]
    response = await Caller(caller._http).get(link.partition("/api/v1")[2])
    assert response.status_code == 200, response.text
    assert int(response.headers["content-length"]) == len(response.content)
    return response.content


def members(archive: bytes) -> dict[str, str]:
    """The files of a zip archive, as texts."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}
