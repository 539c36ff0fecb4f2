"""The REST interface keeps the contract it publishes: schemathesis makes requests from the OpenAPI document."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis.core.failures import FailureGroup

from tests.contract.checks import CHECKS
from tests.contract.document import DOCUMENT
from tests.contract.world import World
from tests.fixtures.lengths import Sized

pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")
"""The application runs in this process, and what it does in the background may move the global generator while a case
is drawn; Hypothesis blames the strategy for it."""

CALLERS = ("owner", "viewer", "participant", "nobody")
TWIN_BODIES = {"PUT /api/v1/surveys/{survey_id}", "POST /api/v1/surveys/import"}
"""Made of the same survey as that of ``POST /api/v1/surveys``, and slow to make: half as many cases."""


def operations_of(document: dict[str, Any]) -> dict[str, Any]:
    """``"GET /path"`` → operation."""
    found: Any = schemathesis.openapi.from_dict(document).get_all_operations()
    return {operation.ok().label: operation.ok() for operation in found}


OPERATIONS = operations_of(DOCUMENT)
EDITS = sorted(
    label
    for label, operation in OPERATIONS.items()
    if any(item.get("name") == "If-Match" and item["required"] for item in operation.definition.raw["parameters"])
)


@pytest.fixture
def cases(sized: Sized) -> int:
    """How often an operation is called: some calls for each caller."""
    return sized(2, at_length=5) * len(CALLERS)


def exercise(operation: Any, world: World, cases: int) -> None:
    """Call one operation in many ways as each of the callers. Raises FailureGroup where the contract is not kept."""
    cases //= 2 if operation.label in TWIN_BODIES else 1

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


def test_every_caller_is_who_they_are_said_to_be(worlds: Callable[[], World], http: httpx.Client) -> None:
    """Whoever is refused at every door shows nothing of what is behind it."""
    world = worlds()

    def read(caller: str, path: str) -> Any:
        answer = http.get(f"/api/v1{path}", headers={"authorization": f"Bearer {world.tokens[caller]}"})
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    roles = {caller: read(caller, "/auth/me")["role"] for caller in ("owner", "viewer")}
    assert roles == {"owner": "owner", "viewer": "viewer"}
    assert read("participant", "/participants/me/session")["session"]["id"] == world.ids["session_id"]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_answers_as_its_contract_says(name: str, worlds: Callable[[], World], cases: int) -> None:
    exercise(OPERATIONS[name], worlds(), cases)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_that_names_no_version_is_told_so(name: str, worlds: Callable[[], World], http: httpx.Client) -> None:
    world, operation = worlds(), OPERATIONS[name]
    parameters = {item["name"]: item["example"] for item in operation.definition.raw["parameters"] if "name" in item}
    body = operation.definition.raw.get("requestBody")
    answer = http.request(
        operation.method,
        operation.path.format(**parameters | world.ids),
        json=body["content"]["application/json"]["example"] if body else None,
        headers={"authorization": f"Bearer {world.tokens['owner']}"},
    )
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (428, "if_match_missing")


def without_not_found(document: dict[str, Any]) -> None:
    del document["paths"]["/api/v1/surveys/{survey_id}"]["get"]["responses"]["404"]


def with_another_type(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["SurveyResource"]["properties"]["title"] = {"type": "integer"}


def with_an_unknown_tag(document: dict[str, Any]) -> None:
    del document["paths"]["/api/v1/surveys/{survey_id}"]["get"]["responses"]["200"]["headers"]["ETag"]


def with_a_missing_header(document: dict[str, Any]) -> None:
    header = {"required": True, "schema": {"type": "string"}}
    document["paths"]["/api/v1/surveys/{survey_id}"]["get"]["responses"]["200"]["headers"]["X-Nobody-Sends"] = header


@pytest.mark.parametrize("spoil", [without_not_found, with_another_type, with_a_missing_header, with_an_unknown_tag])
def test_a_contract_that_is_not_kept_is_noticed(
    spoil: Callable[[dict[str, Any]], None], worlds: Callable[[], World], cases: int
) -> None:
    document = copy.deepcopy(DOCUMENT)
    spoil(document)
    with pytest.raises(FailureGroup):
        exercise(operations_of(document)["GET /api/v1/surveys/{survey_id}"], worlds(), cases)
