"""What every operation of the OpenAPI document has in common and Litestar cannot know: the parameters and failures that
come from ``before_each`` and from the wrappers of the application, and an example of each body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from app.http.error_table import published_errors
from app.http.errors import DESCRIPTIONS
from app.http.etags import TAGGED
from app.http.guards import Allows, open_to_all
from app.http.idempotency import UNGUESSABLE, takes_key, takes_secret_key
from app.http.openapi import operation_id
from app.http.openapi_examples import ExampleMaker, Json
from app.http.openapi_links import add_links
from app.http.problem_examples import problem_example
from app.http.sparse_fields import resource_fields

METHODS = ("get", "put", "post", "patch", "delete")
JSON = "application/json"
_MODULES = re.compile(rb"(?:app|realtime)\.(?:[a-z_0-9]+\.)+(?=[A-Z])")

HEADERS: dict[str, Json] = {
    "ETag": {"description": "Names what this read says", "schema": {"type": "string"}},
    "VersionTag": {
        "description": "Names the version that this shows; the next edit sends it as `If-Match`",
        "schema": {"type": "string"},
        "required": True,
    },
    "X-Request-ID": {"description": "Also in the logs", "schema": {"type": "string"}},
    "RateLimit": {"description": "What is left: `r` now, more in `t` seconds", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "The limits: `q` requests in `w` seconds", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds", "schema": {"type": "integer", "minimum": 0}},
}
PARAMETERS: dict[str, Json] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Sent again with the same key, the request creates nothing and gets the first answer; 24 hours",
        "schema": {"type": "string", "minLength": 8, "maxLength": 255, "pattern": "^[!-~]+$"},
        "example": "0190a8f0-0000-7000-8000-000000000001",
    },
    "SecretKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A secret of at least 128 random bits; who asks again under it is the same participant, for as"
        " long as the first answer's token is good",
        "schema": {"type": "string", "maxLength": 255, "pattern": f"^({UNGUESSABLE})$"},
        "example": "c81c7d5d0f4b4a7e9d2f6a3b5c8e1f70",
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag at hand: 304 while it is still the one",
        "schema": {"type": "string", "maxLength": 1_000},
        "example": '"5f1c0a"',
    },
}


def completed(document: Json, app: Litestar) -> Json:
    """The document of ``app`` with all of that; schemas get their own names instead of those of our modules."""
    document = msgspec.json.decode(_MODULES.sub(b"", msgspec.json.encode(document)))
    components = document.setdefault("components", {})
    components["headers"], components["parameters"] = HEADERS, PARAMETERS
    document["x-errors"] = msgspec.to_builtins(published_errors())
    _mend_empty_envelope(components["schemas"])
    maker = ExampleMaker(components["schemas"])
    handlers = {operation_id(handler, "GET", []): handler for handler in _handlers(app)}
    for operation in operations(document):
        _complete(operation, handlers[operation["operationId"]])
        _add_examples(operation, maker)
    add_links(document)
    return document


def _mend_empty_envelope(schemas: Json) -> None:
    """Litestar leaves out a field whose type is null."""
    if empty := schemas.get("Envelope_NoneType_"):
        empty["properties"]["data"] = {"type": "null"}
        empty["required"] = sorted({*empty["required"], "data"})


def operations(document: Json) -> Iterator[Json]:
    """Every operation, in the order of the document."""
    for item in document["paths"].values():
        yield from (item[method] for method in METHODS if method in item)


def _handlers(app: Litestar) -> Iterator[HTTPRouteHandler]:
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and "OPTIONS" not in handler.http_methods:
                yield handler


def _complete(operation: Json, handler: HTTPRouteHandler) -> None:
    operation["summary"] = _first_sentence(operation.get("description") or operation["operationId"])
    parameters: list[Json] = operation.setdefault("parameters", [])
    rules = handler.guards or []
    permissions = [rule.permission for rule in rules if isinstance(rule, Allows)]
    if permissions:
        operation["x-permission"] = permissions[0]
    is_open = not rules or open_to_all in rules
    is_json_read = "GET" in handler.http_methods and JSON in _success(operation).get("content", {})
    statuses = set() if not rules else {400, 500, 503} | (set() if is_open else {401, 403, 429})
    if "requestBody" in operation:
        statuses |= {413, 415, 422}
    if not is_open and takes_key(handler):
        parameters.append({"$ref": "#/components/parameters/IdempotencyKey"})
        statuses |= {409, 422}
    if takes_secret_key(handler):
        parameters.append({"$ref": "#/components/parameters/SecretKey"})
        statuses |= {409, 422}
    for parameter in parameters:
        if parameter.get("name") == "If-Match":
            is_edit = "DELETE" not in handler.http_methods
            parameter |= {"required": is_edit, "schema": {"type": "string", "maxLength": 100}}
            statuses |= {412, 422, 428} if is_edit else {412, 422}
    if is_json_read and rules:
        _complete_read(operation, resource_fields(handler), parameters)
    if any(parameter.get("in") == "query" for parameter in parameters):
        statuses.add(422)
    for status in statuses - {int(status) for status in operation["responses"]}:
        content = {JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"][str(status)] = {"description": DESCRIPTIONS[status], "content": content}
    for status, response in operation["responses"].items():
        response["headers"] = response.get("headers", {}) | _headers(int(status), is_open=is_open, is_read=is_json_read)
    if TAGGED in handler.parsed_fn_signature.return_type.metadata:
        _success(operation)["headers"]["ETag"] = {"$ref": "#/components/headers/VersionTag"}
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _complete_read(operation: Json, fields: frozenset[str], parameters: list[Json]) -> None:
    operation["responses"]["304"] = {"description": "Still what the ETag of If-None-Match names"}
    if not any(parameter.get("name") == "If-None-Match" for parameter in parameters):
        parameters.append({"$ref": "#/components/parameters/IfNoneMatch"})
    if fields:
        names = "|".join(sorted(fields))
        parameters.append(
            {
                "name": "fields",
                "in": "query",
                "description": "Only these fields of the resource, or of each item, separated by commas; the others are"
                " then missing, whatever the schema says",
                "schema": {"type": "string", "pattern": f"^({names})(,({names}))*$"},
                "example": min(fields),
            }
        )


def _headers(status: int, *, is_open: bool, is_read: bool) -> Json:
    names = ["X-Request-ID"]
    names += ["ETag"] if is_read and status in (200, 304) else []
    names += [] if is_open or status in (401, 500) else ["RateLimit", "RateLimit-Policy"]
    names += ["Retry-After"] if status == 429 else []
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _success(operation: Json) -> Json:
    return next((found for status, found in operation["responses"].items() if status.startswith("2")), {})


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=\w)[.;:](?:\s|$)", text, maxsplit=1)[0].strip().replace("``", "")


def _add_examples(operation: Json, maker: ExampleMaker) -> None:
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        if media_type == JSON:
            content["example"] = maker.example(content["schema"])
    for parameter in operation["parameters"]:
        # No example for a cursor: none is good for whoever tries a list out.
        if not {"$ref", "example"} & set(parameter) and parameter["name"] != "cursor":
            parameter["example"] = _parameter_example(parameter, maker)
    for status, response in operation["responses"].items():
        answered = response.get("content", {}).get(JSON)
        if answered is not None:
            is_success = status.startswith("2")
            schema = answered["schema"]
            answered["example"] = _success_example(schema, maker) if is_success else problem_example(int(status))


def _success_example(schema: Json, maker: ExampleMaker) -> Any:
    example = maker.example(schema)
    return {**example, "errors": []} if isinstance(example, dict) and "errors" in example else example


def _parameter_example(parameter: Json, maker: ExampleMaker) -> Any:
    if parameter["name"] == "If-Match":
        return '"3"'
    return maker.example(parameter["schema"], parameter["name"].removesuffix("_id"))
