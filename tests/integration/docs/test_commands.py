"""The commands of the guides do what the guides say."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from app.core.settings import Settings
from tests.builders.runnable import runnable
from tests.fixtures.gateways import Gateway

DOCS = Path(__file__).parents[3] / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if "```sh runnable" in path.read_text(encoding="utf-8")]
DEADLINE_S = 60.0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_the_commands_of_a_page_run_as_they_stand_there(
    page: Path, live_gateway: Gateway, settings: Settings, tmp_path: Path
) -> None:
    own = {"URL": live_gateway.base_url, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
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


def test_the_integrators_guide_is_among_them() -> None:
    assert "integrators.md" in {page.name for page in PAGES}
