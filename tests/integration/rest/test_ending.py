"""A web process that ends at an awkward moment."""

from __future__ import annotations

import asyncio

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.web import running_web


async def test_a_process_that_ends_while_it_still_connects_does_not_hang(
    settings: Settings, database: Database
) -> None:
    assert database.name == settings.database
    for milliseconds in range(12):
        async with asyncio.timeout(10):
            async with running_web(settings):
                await asyncio.sleep(milliseconds / 1000)
