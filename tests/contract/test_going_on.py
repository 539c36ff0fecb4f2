"""The contract holds over several requests too: schemathesis follows the links of the OpenAPI document.

What one request gives (an id, a code, an ETag) goes into the next one. Every run makes the same requests; with
``--hypothesis-seed=<number>`` others.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from app.http.openapi_document import operations
from tests.builders.rest import QUESTIONS
from tests.contract.checks import CHECKS
from tests.contract.document import DOCUMENT

NewCaller = Callable[[], dict[str, Any]]

SCENARIOS_PER_OPERATION, STEPS = 2, 10
STORIES: dict[str, list[str]] = {
    "surveys": [
        "createSurvey", "getSurvey", "editSurvey", "changeQuestions", "publishSurvey", "duplicateSurvey",
        "archiveSurvey", "exportSurvey",
    ],
    "sessions": [
        "createSurvey", "publishSurvey", "startSession", "getSession", "editSession", "controlSession", "getResults",
        "joinSession",
    ],
    "api keys": ["createApiKey", "deleteApiKey"],
    "invitations": ["inviteMember", "resendMemberInvitation", "revokeMemberInvitation"],
    "organizations": ["createOrganization", "switchOrganization"],
}  # fmt: skip
"""The operations of each story. All must succeed at least once: a walk refused everywhere has shown nothing."""

CONTENT = {"title": "Breakfast", "description": "", "questions": QUESTIONS, "settings": {}}
WORKING: dict[str, list[dict[str, Any]]] = {
    "createSurvey": [CONTENT],
    "editSurvey": [CONTENT | {"title": "Lunch"}, CONTENT | {"questions": []}],
    "changeQuestions": [{"operations": [{"op": "delete", "id": "q1"}]}],
    "startSession": [{"mode": mode, "survey": "srv_x"} for mode in ("live", "open")],
    "editSession": [{"title": "Lunch"}, {"settings": {"results_for": "after_close"}}],
    "controlSession": [{"action": action} for action in ("next", "reveal", "end")],
    "joinSession": [{"code": "K7P2QX"}],
    "inviteMember": [{"email": "grace@example.org", "role": "viewer"}],
    "createApiKey": [{"name": "CI", "scopes": ["surveys:read"]}],
}
"""Bodies to choose from, with ids that links replace. Bodies made by chance are slow to make and mostly refused;
``test_openapi`` makes them."""


def with_working_bodies(document: dict[str, Any]) -> dict[str, Any]:
    """The same document, but for what some requests may contain."""
    document = copy.deepcopy(document)
    for operation in operations(document):
        if bodies := WORKING.get(operation["operationId"]):
            operation["requestBody"]["content"]["application/json"]["schema"] = {"enum": bodies}
    return document


def walk(document: dict[str, Any], story: str, new_caller: NewCaller, config: pytest.Config) -> Counter[str]:
    """Follow links by chance, each scenario in an organization of its own, or what one leaves would change the next.

    Returns how often each operation succeeded; raises FailureGroup where the contract is not kept.
    """
    succeeded: Counter[str] = Counter()
    described: Any = schemathesis.openapi.from_dict(with_working_bodies(document))
    described = described.include(operation_id=STORIES[story])
    described.config.phases.stateful.inference.algorithms = []
    described.config.phases.stateful.generation.update(modes=[GenerationMode.POSITIVE])
    machine: Any = described.as_state_machine()

    class Walk(machine):  # type: ignore[misc]
        def setup(self) -> None:
            self.shared = new_caller()

        def before_call(self, case: Any) -> None:
            # A sparse read leaves out what the schema requires, as it says.
            case.query = {name: text for name, text in (case.query or {}).items() if name != "fields"}

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return dict(self.shared)

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            succeeded[case.operation.definition.raw["operationId"]] += response.status_code < 300
            case.validate_response(response, checks=CHECKS)

    Walk.run(
        settings=settings(
            max_examples=SCENARIOS_PER_OPERATION * len(STORIES[story]),
            stateful_step_count=STEPS,
            derandomize=config.getoption("hypothesis_seed") is None,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
    )
    return +succeeded


@pytest.mark.parametrize("story", sorted(STORIES))
def test_whatever_follows_keeps_the_contract(story: str, new_caller: NewCaller, pytestconfig: pytest.Config) -> None:
    succeeded = walk(DOCUMENT, story, new_caller, pytestconfig)
    assert set(succeeded) == set(STORIES[story])


def test_a_contract_that_is_broken_further_on_is_noticed(new_caller: NewCaller, pytestconfig: pytest.Config) -> None:
    document = copy.deepcopy(DOCUMENT)
    responses = document["paths"]["/api/v1/api-keys/{key_id}"]["delete"]["responses"]
    del responses["200"]
    with pytest.raises(FailureGroup):
        walk(document, "api keys", new_caller, pytestconfig)
