"""Failures as responses: the one place where exceptions become HTTP."""

from __future__ import annotations

import logging
import math
import re
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, SerializationException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from litestar.types import ExceptionHandlersMap

from app.core.errors import AppError, EditConflict, InternalError, RevisionConflict, StorageUnavailable
from app.http.envelope import Problem, Retry, metadata
from app.http.problem_items import ErrorItem, error_item, json_pointer, pointer_into_body
from app.infra.mongo_errors import PyMongoError

_log = logging.getLogger(__name__)

_AnyRequest = Request[Any, Any, Any]

HTTP_CODES = {
    400: ("bad_request", "This request cannot be read."),
    404: ("not_found", "There is no such thing here."),
    405: ("method_not_allowed", "This address does not take this method."),
    408: ("head_timeout", "The head of this request took too long to arrive."),
    413: ("too_large", "This is larger than allowed."),
    415: ("unsupported_media_type", "This takes no body of this type; most take JSON."),
    431: ("head_too_large", "The request line and headers are larger than 32 KB."),
}
DESCRIPTIONS = {
    400: "The request cannot be read",
    401: "No valid token",
    403: "The role does not allow this, or the CSRF token is wrong",
    404: "There is no such thing in this organization",
    409: "Does not fit the current state",
    412: "Somebody else saved first",
    413: "Larger than allowed",
    415: "The body is not of a type that this takes",
    422: "The input is not valid; errors name each field",
    428: "If-Match is missing",
    429: "Too many requests",
    500: "A defect of ours; the log has it under the request's id",
    503: "Not available right now; nothing was stored",
}
_MESSAGE_CODES = (
    (re.compile(r"Object missing required field `(?P<field>[^`]+)`"), "missing"),
    (re.compile(r"Object contains unknown field `(?P<field>[^`]+)`"), "unknown_field"),
    (re.compile(r"Expected `[^`]+` of length"), "wrong_length"),
    (re.compile(r"Expected `[^`]+` matching regex"), "wrong_format"),
    (re.compile(r"Expected `[^`]+` [<>]"), "out_of_range"),
    (re.compile(r"Expected "), "wrong_type"),
    (re.compile(r"Invalid (enum )?value"), "unknown_value"),
)


def problem_responses(*statuses: int) -> dict[int, ResponseSpec]:
    """The failures of a handler for the OpenAPI document."""
    return {
        status: ResponseSpec(Problem, description=DESCRIPTIONS[status], generate_examples=False)
        for status in (400, *statuses)
    }


def on_app_error(request: _AnyRequest, error: AppError) -> Response[Problem]:
    if error.status >= 500:
        _log.warning("Request failed: %s", error.code, extra={"method": request.method})
    handler = request.scope.get("route_handler")
    items = [
        error_item(one.code, one.message, one.field, pointer=pointer_into_body(one.field, handler))
        for one in error.fields
    ]
    retry = Retry(error.temporary, error.retry_after_ms, _current(error))
    response = _problem(error.status, error.message, items or [error_item(error.code, error.message)], retry)
    if error.retry_after_ms is not None:
        response.headers["retry-after"] = str(math.ceil(error.retry_after_ms / 1000))
    return response


def on_invalid_request(_request: _AnyRequest, error: ValidationException) -> Response[Problem]:
    """A body or a parameter of the wrong shape: 422 with the path of each field."""
    extra = error.extra if isinstance(error.extra, list) else []
    items = [_field_item(one) for one in extra if isinstance(one, dict)]
    message = "The request is not valid."
    return _problem(422, message, items or [error_item("invalid_input", message)])


def on_malformed_body(_request: _AnyRequest, _error: SerializationException) -> Response[Problem]:
    message = "The body is not valid JSON."
    return _problem(400, message, [error_item("malformed_body", message)])


def on_http_exception(request: _AnyRequest, error: HTTPException) -> Response[Problem]:
    """What the framework refuses: unknown routes, methods, bodies beyond the limit."""
    if isinstance(error.__cause__, SerializationException):
        return on_malformed_body(request, error.__cause__)
    code, message = HTTP_CODES.get(error.status_code, ("request_failed", "This request failed."))
    response = _problem(error.status_code, message, [error_item(code, message)])
    response.headers.update({name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"})
    return response


def on_storage_failure(request: _AnyRequest, error: PyMongoError) -> Response[Problem]:
    _log.warning("The database failed a request: %s", type(error).__name__, extra={"method": request.method})
    return on_app_error(request, StorageUnavailable(retry_after_ms=1_000))


def on_unexpected(request: _AnyRequest, error: Exception) -> Response[Problem]:
    """Our own fault: logged with a traceback, told without one."""
    _log.error("Unexpected failure", exc_info=error, extra={"method": request.method, "request": metadata().request_id})
    return on_app_error(request, InternalError())


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    AppError: on_app_error,
    ValidationException: on_invalid_request,
    SerializationException: on_malformed_body,
    HTTPException: on_http_exception,
    PyMongoError: on_storage_failure,
    Exception: on_unexpected,
}


def _problem(status: int, message: str, items: list[ErrorItem], retry: Retry | None = None) -> Response[Problem]:
    nothing = Retry(temporary=False, retry_after_ms=None, current=None)
    problem = Problem(success=False, data=retry or nothing, message=message, errors=items, metadata=metadata())
    return Response(problem, status_code=status, headers={"cache-control": "no-store"})


def _current(error: AppError) -> int | None:
    if isinstance(error, EditConflict):
        return error.current
    return error.current_revision if isinstance(error, RevisionConflict) else None


def _field_item(extra: dict[str, Any]) -> ErrorItem:
    """One of Litestar's own findings; its message is msgspec's, which is stable enough to take a code from."""
    message = str(extra.get("message", ""))
    path = _dotted(str(extra.get("key", "")))
    if message == "'data'":
        return error_item("missing", "A JSON body is needed.")
    code, inner = _code_and_field(message)
    field = ".".join(part for part in (path, inner) if part) or None
    pointer = json_pointer(field) if field is not None and extra.get("source") == "body" else None
    return error_item(code, _for_people(message), field, pointer=pointer)


def _code_and_field(message: str) -> tuple[str, str | None]:
    for pattern, code in _MESSAGE_CODES:
        if match := pattern.match(message):
            return code, match.groupdict().get("field")
    return "invalid", None


def _for_people(message: str) -> str:
    return message.replace("`", "") + "."


def _dotted(key: str) -> str:
    """``questions[0].id`` → ``questions.0.id``; ends before a key of a map, which msgspec does not name (``[...]``)."""
    path = re.sub(r"\[(\d+)\]", r".\1", key.partition("[...]")[0])
    return "" if path == "data" else path
