"""The OpenAPI document says all that a client's author needs: of every operation, without exception."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from app.asgi import described_application
from app.http.openapi import TAGS
from app.http.openapi_document import operations
from tests.contract.document import DOCUMENT

OPERATIONS = {operation["operationId"]: operation for operation in operations(DOCUMENT)}
JSON = "application/json"


def parameters_of(operation: dict[str, Any]) -> list[dict[str, Any]]:
    shared = DOCUMENT["components"]["parameters"]
    return [
        shared[parameter["$ref"].rpartition("/")[2]] if "$ref" in parameter else parameter
        for parameter in operation["parameters"]
    ]


def resolved(link: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["components"]["links"][link["$ref"].rpartition("/")[2]] if "$ref" in link else link
    return found


def misfits(schema: dict[str, Any], example: Any) -> list[str]:
    """Why an example does not fit."""
    rooted = {"allOf": [schema], "components": DOCUMENT["components"]}
    validator = Draft202012Validator(rooted, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(example)]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_says_what_it_does(name: str) -> None:
    operation = OPERATIONS[name]
    assert 3 < len(operation["summary"]) < 160
    assert operation["description"].startswith(operation["summary"][:10])
    assert set(operation["tags"]) <= set(TAGS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_shows_an_example_of_all_that_it_takes_and_gives(name: str) -> None:
    operation = OPERATIONS[name]
    bodies = (
        [operation["requestBody"], *operation["responses"].values()]
        if "requestBody" in operation
        else list(operation["responses"].values())
    )
    contents = [content for body in bodies for kind, content in body.get("content", {}).items() if kind == JSON]
    shown = [(content["schema"], content["example"]) for content in contents]
    taken = [parameter for parameter in parameters_of(operation) if parameter["name"] != "cursor"]
    shown += [(parameter["schema"], parameter["example"]) for parameter in taken]
    assert [misfits(schema, example) for schema, example in shown if misfits(schema, example)] == []


@pytest.mark.parametrize(
    "name", sorted(name for name, operation in OPERATIONS.items() if operation["tags"] != ["health"])
)
def test_an_operation_documents_how_it_fails(name: str) -> None:
    operation = OPERATIONS[name]
    expected = {"400", "500", "503"}
    expected |= {"413", "415", "422"} if "requestBody" in operation else set()
    expected |= set() if operation.get("security") == [{}] else {"401", "403", "429"}
    parameters = {parameter["name"]: parameter for parameter in parameters_of(operation)}
    expected |= {"412"} if "If-Match" in parameters else set()
    expected |= {"428"} if parameters.get("If-Match", {}).get("required") else set()
    expected |= {"409", "422"} if "Idempotency-Key" in parameters else set()
    expected |= {"304"} if "If-None-Match" in parameters else set()
    assert expected <= set(operation["responses"])
    assert all("$ref" in response["headers"]["X-Request-ID"] for response in operation["responses"].values())


def test_what_creates_takes_a_key_and_what_reads_takes_a_tag() -> None:
    shown = {name: {parameter["name"] for parameter in parameters_of(OPERATIONS[name])} for name in OPERATIONS}
    assert "Idempotency-Key" in shown["createSurvey"] & shown["startSession"]
    assert {"If-None-Match", "fields"} <= shown["getSurvey"] & shown["listSessions"]
    assert "Idempotency-Key" not in shown["register"] | shown["publishSurvey"]


def test_schemas_have_names_of_their_own() -> None:
    text = msgspec.json.encode(DOCUMENT).decode()
    assert "app.features" not in text
    assert "Envelope_SurveyResource_" in DOCUMENT["components"]["schemas"]


def test_no_field_of_a_body_is_named_like_a_service() -> None:
    """Litestar would take a fault of the caller in that field for one of ours, and answer 500."""
    bodies = [
        content["schema"].get("$ref", "").rpartition("/")[2]
        for operation in OPERATIONS.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
    ]
    fields = {name for body in bodies if body for name in DOCUMENT["components"]["schemas"][body].get("properties", {})}
    assert {"title", "images"} <= fields
    assert fields & set(described_application().dependencies) == set()


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_what_is_made_or_read_says_how_to_go_on(name: str) -> None:
    links = {
        link["operationId"]: link
        for response in OPERATIONS[name]["responses"].values()
        for link in map(resolved, response.get("links", {}).values())
    }
    for target, link in links.items():
        given = set(link.get("parameters", {}))
        wanted = {parameter["name"]: parameter for parameter in parameters_of(OPERATIONS[target])}
        assert given <= set(wanted)
        assert {one for one, parameter in wanted.items() if parameter["in"] == "path"} <= given


def test_links_lead_from_what_creates_to_all_that_can_be_done_with_it() -> None:
    shown = {name: set(OPERATIONS[name]["responses"]["201"]["links"]) for name in ("createSurvey", "startSession")}
    assert {"getSurvey", "editSurvey", "publishSurvey", "archiveSurvey", "exportSurvey"} <= shown["createSurvey"]
    assert {"getSession", "controlSession", "getResults", "joinSession", "submitAnswers"} <= shown["startSession"]
    assert set(OPERATIONS["createApiKey"]["responses"]["201"]["links"]) == {"deleteApiKey"}
    assert DOCUMENT["components"]["links"]["editSurvey"]["parameters"]["If-Match"] == "$response.header.ETag"
