"""The clients of the integrators' guide, as they stand there, against a real gateway on a line that loses a receipt."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.infra.mongo import Database
from tests.builders.lossy_line import lossy_line
from tests.builders.rest import Caller, data_of, registered, started_session
from tests.fixtures.gateways import Gateway

CLIENTS = Path(__file__).parents[3] / "docs/clients"
MAX_CODE_LINES = 50
DEADLINE_S = 30.0


def node() -> list[str]:
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return ["node"] if int(version[1:].partition(".")[0]) >= 22 else ["node", "--experimental-websocket"]


PROGRAMS = {"client.py": lambda: [sys.executable], "client.mjs": node}


class Running:
    """A client and what it has printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []

    async def printed(self, kind: str) -> Any:
        """What the next line of this kind says."""
        assert self.process.stdout is not None
        async with asyncio.timeout(DEADLINE_S):
            while line := await self.process.stdout.readline():
                self.lines.append(json.loads(line))
                if kind in self.lines[-1]:
                    return self.lines[-1][kind]
        raise AssertionError(f"the client ended and never printed {kind}: {self.lines}")


@asynccontextmanager
async def running(program: str, folder: Path, *arguments: str) -> AsyncIterator[Running]:
    process = await asyncio.create_subprocess_exec(
        *PROGRAMS[program](), str(CLIENTS / program), *arguments, cwd=folder, stdout=subprocess.PIPE
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def control(owner: Caller, session: dict[str, Any], action: str) -> None:
    question = {} if action == "end" else {"question": "q1"}
    data_of(await owner.post(f"/sessions/{session['id']}/control", {"action": action, **question}))


@pytest.mark.parametrize("program", PROGRAMS)
async def test_a_client_answers_once_through_a_crash_and_a_lost_receipt_and_sees_the_result(
    program: str, live_gateway: Gateway, database: Database, tmp_path: Path
) -> None:
    port = int(live_gateway.base_url.rpartition(":")[2])
    async with httpx.AsyncClient(base_url=live_gateway.base_url) as http, lossy_line(port) as (line, url):
        owner = await registered(http)
        session = await started_session(owner)
        arguments = (url, session["code"], '{"q1": "tea"}')

        async with running(program, tmp_path, *arguments) as first:
            assert (await first.printed("state"))["phase"] == "lobby"

        async with running(program, tmp_path, *arguments) as client:
            await client.printed("state")
            await control(owner, session, "open")
            assert (await client.printed("ack"))["status"] == "duplicate"
            await control(owner, session, "reveal")
            while (await client.printed("results"))["cells"].get("q1@1", {}).get("o:tea") != 1:
                pass
            await control(owner, session, "end")
            async with asyncio.timeout(DEADLINE_S):
                assert await client.process.wait() == 0

        assert line.lost == 1
        assert await database["entries"].count_documents({"session": session["id"]}) == 1
        assert await database["participants"].count_documents({"session": session["id"]}) == 1
        states = [line["state"] for line in client.lines if "state" in line]
        assert all(before != after for before, after in pairwise(states)), "since was not heeded"
        assert json.loads((tmp_path / f"outbox-{session['code']}.json").read_text())["outbox"] == {}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_client_is_as_short_as_the_guide_says(program: str) -> None:
    text = re.sub(r'^""".*?"""', "", (CLIENTS / program).read_text(encoding="utf-8"), flags=re.DOTALL)
    code = [line for line in text.splitlines() if line.strip() and not re.match(r"//|import |from ", line)]
    assert len(code) <= MAX_CODE_LINES
