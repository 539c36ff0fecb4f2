"""The REST interface keeps the contract it publishes: schemathesis makes requests from the OpenAPI document."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.asgi import openapi_document
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from tests.contract.world import World, new_world, running_world, stands
from tests.fixtures.gateways import Gateway
from tests.fixtures.servers import settings_for

CHECKS: Any = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
CALLERS = ("owner", "viewer", "participant", "nobody")
CASES_PER_CALLER = 4
SLOW = ("/auth/register", "/auth/login", "/auth/password")
"""They hash passwords, which takes its time on purpose."""


def operations_of(document: dict[str, Any]) -> dict[str, Any]:
    """``"GET /path"`` → operation."""
    found: Any = schemathesis.openapi.from_dict(document).get_all_operations()
    return {operation.ok().label: operation.ok() for operation in found}


OPERATIONS = operations_of(openapi_document())


@pytest.fixture(scope="module")
def gateway(
    shared_mongo: EmbeddedMongo, shared_redis: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    with running_world(settings_for(shared_mongo, shared_redis, tmp_path_factory.mktemp("contract"))) as running:
        yield running


@pytest.fixture(scope="module")
def worlds(gateway: Gateway) -> Callable[[], World]:
    """Gives a world in which everything still stands."""
    made: list[World] = []

    def give() -> World:
        if not made or not stands(made[-1]):
            made.append(new_world(gateway))
        return made[-1]

    return give


def exercise(operation: Any, world: World) -> None:
    """Call one operation in many ways as each of the callers. Raises FailureGroup where the contract is not kept."""
    cases = len(CALLERS) if any(slow in operation.path for slow in SLOW) else CASES_PER_CALLER * len(CALLERS)

    @settings(
        max_examples=cases, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(), caller=strategies.sampled_from(CALLERS), exists=strategies.booleans())
    def call(case: schemathesis.Case[Any], caller: str, exists: bool) -> None:
        if exists:
            named = {name: world.ids.get(name, given) for name, given in case.path_parameters.items()}
            case.path_parameters = named
        # A sparse read leaves out what the schema requires, as it says; test_conventions has it.
        case.query = {name: text for name, text in (case.query or {}).items() if name != "fields"}
        token = world.tokens[caller]
        headers = {"authorization": f"Bearer {token}"} if token else {}
        case.call_and_validate(base_url=world.base_url, headers=headers, checks=CHECKS)

    call()


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_answers_as_its_contract_says(name: str, worlds: Callable[[], World]) -> None:
    exercise(OPERATIONS[name], worlds())


def without_not_found(document: dict[str, Any]) -> None:
    del document["paths"]["/api/v1/surveys/{survey_id}"]["get"]["responses"]["404"]


def with_another_type(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["SurveyResource"]["properties"]["title"] = {"type": "integer"}


def with_a_missing_header(document: dict[str, Any]) -> None:
    header = {"required": True, "schema": {"type": "string"}}
    document["paths"]["/api/v1/surveys/{survey_id}"]["get"]["responses"]["200"]["headers"]["X-Nobody-Sends"] = header


@pytest.mark.parametrize("spoil", [without_not_found, with_another_type, with_a_missing_header])
def test_a_contract_that_is_not_kept_is_noticed(
    spoil: Callable[[dict[str, Any]], None], worlds: Callable[[], World]
) -> None:
    document = copy.deepcopy(openapi_document())
    spoil(document)
    with pytest.raises(FailureGroup):
        exercise(operations_of(document)["GET /api/v1/surveys/{survey_id}"], worlds())
