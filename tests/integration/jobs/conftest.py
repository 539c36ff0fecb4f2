"""A job service on the real servers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.job_bench import Bench


@pytest.fixture
async def bench(settings: Settings, database: Database) -> AsyncIterator[Bench]:
    bench = Bench(settings, database)
    yield bench
    await bench.queue.close()
