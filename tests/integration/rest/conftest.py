"""The whole web process behind an in-memory transport; its servers are real."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.web import WebServices, running_web
from tests.fixtures.applications import http_client
from tests.fixtures.queries import Recorder


@pytest.fixture
async def services(settings: Settings, database: Database, queries: Recorder) -> AsyncIterator[WebServices]:
    """The services of a web process on the migrated database."""
    assert database.name == settings.database
    async with running_web(settings) as running:
        yield running


@pytest.fixture
async def http(services: WebServices, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the REST application."""
    async with http_client(services, settings.frontend_dist) as client:
        yield client
