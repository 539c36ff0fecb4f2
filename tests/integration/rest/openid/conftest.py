"""A provider of identities, and a web process that knows it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.web import WebServices, running_web
from tests.builders.openid_provider import OpenIdProvider, knowing, openid_provider


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with openid_provider() as running:
        yield running


@pytest.fixture
async def services(settings: Settings, database: Database, provider: OpenIdProvider) -> AsyncIterator[WebServices]:
    async with running_web(knowing(provider, settings)) as running:
        yield running
