"""The commands of the guides do what the guides say."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import httpx
import pytest

from app.core.settings import Settings
from tests.builders.rest import registered
from tests.builders.runnable import runnable
from tests.fixtures.gateways import Gateway

DOCS = Path(__file__).parents[3] / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if "```sh runnable" in path.read_text(encoding="utf-8")]
DEADLINE_S = 60.0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_the_commands_of_a_page_run_as_they_stand_there(
    page: Path, live_gateway: Gateway, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "docs").symlink_to(DOCS)
    async with httpx.AsyncClient(base_url=live_gateway.base_url) as http:
        admin = await registered(http)
    own = {
        "URL": live_gateway.base_url,
        "KEY": admin.token or "",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    process = await asyncio.create_subprocess_exec(
        "bash", "-c", runnable(page), cwd=tmp_path, env={**settings.as_environment(), **own},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        output, _ = await asyncio.wait_for(process.communicate(), DEADLINE_S)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, output.decode()[-3_000:]


def test_the_guides_with_commands_are_among_them() -> None:
    assert {"integrators.md", "operations.md", "audit.md"} <= {page.name for page in PAGES}
