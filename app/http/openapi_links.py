"""Links of the OpenAPI document: what can be done next with what an operation has just given.

Most follow from the paths: whoever has made or read a resource that has an id can call all that stands below
``<collection>/{id}``. ``FURTHER`` holds those that lead elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Json = dict[str, Any]

METHODS = ("get", "put", "post", "patch", "delete")
_ONE_OF = re.compile(r"(?P<collection>.+)/\{(?P<name>\w+)\}(?:/[^{}]+)?")

FURTHER: Mapping[str, Mapping[str, Json]] = {
    "publishSurvey": {
        "startSession": {
            "operationId": "startSession",
            "requestBody": {"survey": "$response.body#/data/survey", "version": "$response.body#/data/version"},
        },
        "getSurveyVersion": {
            "operationId": "getSurveyVersion",
            "parameters": {"survey_id": "$response.body#/data/survey", "version": "$response.body#/data/version"},
        },
    },
    "startSession": {
        "previewSession": {"operationId": "previewSession", "parameters": {"code": "$response.body#/data/code"}},
        "joinSession": {"operationId": "joinSession", "requestBody": {"code": "$response.body#/data/code"}},
    },
    "createOrganization": {
        "switchOrganization": {
            "operationId": "switchOrganization",
            "requestBody": {"organization": "$response.body#/data/id"},
        },
    },
}
"""Operation → name of the link → link object."""


class _Operation(NamedTuple):
    path: str
    method: str
    found: Json


def add_links(document: Json) -> None:
    """Give every operation that makes or reads a resource its links."""
    shared: Json = document["components"].setdefault("links", {})
    all_of_them = list(_operations(document))
    collections = dict(_collections(all_of_them, document["components"]["schemas"]))
    for operation in all_of_them:
        status, schema = _answered(operation.found)
        links = dict(FURTHER.get(operation.found["operationId"], {}))
        if (kept := collections.get(schema)) is not None and (status == "201" or operation.method == "get"):
            collection, pointer = kept
            for target in _below(collection, all_of_them):
                name = target.found["operationId"]
                shared[name] = _link(target, pointer)
                links[name] = {"$ref": f"#/components/links/{name}"}
        if links:
            operation.found["responses"][status]["links"] = links


def _operations(document: Json) -> Iterator[_Operation]:
    for path, item in document["paths"].items():
        yield from (_Operation(path, method, item[method]) for method in METHODS if method in item)


def _collections(operations: list[_Operation], schemas: Json) -> Iterator[tuple[str, tuple[str, str]]]:
    """Schema of an answer → the path that resources of this kind are made at, and where their id stands in it."""
    for path, method, found in operations:
        status, schema = _answered(found)
        makes_one = method == "post" and status == "201" and any(_below(path, operations))
        if makes_one and (pointer := _id_pointer(schema, schemas)):
            yield schema, (path, pointer)


def _below(collection: str, operations: list[_Operation]) -> Iterator[_Operation]:
    for operation in operations:
        match = _ONE_OF.fullmatch(operation.path)
        if match is not None and match["collection"] == collection:
            yield operation


def _answered(operation: Json) -> tuple[str, str]:
    """Status and schema name of the success; the name is empty where that is no JSON with a name."""
    status = next((status for status in operation["responses"] if status.startswith("2")), "")
    content = operation["responses"].get(status, {}).get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    return status, reference.rpartition("/")[2]


def _id_pointer(envelope: str, schemas: Json) -> str:
    """JSON pointer to the id of what the envelope holds, itself or one level deeper; empty where there is none."""
    data = schemas.get(envelope, {}).get("properties", {}).get("data", {})
    properties: Json = schemas.get(data.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
    if "id" in properties:
        return "/data/id"
    for name, inner in properties.items():
        if "id" in schemas.get(inner.get("$ref", "").rpartition("/")[2], {}).get("properties", {}):
            return f"/data/{name}/id"
    return ""


def _link(target: _Operation, pointer: str) -> Json:
    match = _ONE_OF.fullmatch(target.path)
    assert match is not None  # noqa: S101  (only what `_below` found comes here)
    parameters = {match["name"]: f"$response.body#{pointer}"}
    if any(parameter.get("name") == "If-Match" for parameter in target.found["parameters"]):
        parameters["If-Match"] = "$response.header.ETag"
    return {"operationId": target.found["operationId"], "parameters": parameters}
