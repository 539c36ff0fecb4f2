"""One running installation for all that is asked of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.core.settings import Settings
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from tests.contract.world import World, new_people, new_world, running_world, stands
from tests.fixtures.gateways import Gateway
from tests.fixtures.servers import settings_for


@pytest.fixture(scope="package")
def contract_settings(
    shared_mongo: EmbeddedMongo, shared_redis: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    return settings_for(shared_mongo, shared_redis, tmp_path_factory.mktemp("contract"))


@pytest.fixture(scope="package")
def gateway(contract_settings: Settings) -> Iterator[Gateway]:
    with running_world(contract_settings) as running:
        yield running


@pytest.fixture(scope="package")
def http(gateway: Gateway) -> Iterator[httpx.Client]:
    """One for all: a client reads every certificate that the machine trusts, which takes longer than a request."""
    with httpx.Client(base_url=gateway.base_url) as client:
        yield client


@pytest.fixture(scope="package")
def worlds(gateway: Gateway, contract_settings: Settings, http: httpx.Client) -> Callable[[], World]:
    """Gives a world in which everything still stands."""
    made: list[World] = []

    def give() -> World:
        if not made or not stands(made[-1], http):
            made.append(new_world(gateway, contract_settings, http))
        return made[-1]

    return give


@pytest.fixture
def new_caller(gateway: Gateway, contract_settings: Settings) -> Callable[[], dict[str, Any]]:
    """Gives what the requests of a new organization's owner have in common."""

    def give() -> dict[str, Any]:
        token = new_people(gateway, contract_settings)["owner"]
        return {"base_url": gateway.base_url, "headers": {"authorization": f"Bearer {token}"}}

    return give
