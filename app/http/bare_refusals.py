"""Refusals of what never became a request: written by the protocol, in the envelope of all other failures."""

from __future__ import annotations

from http import HTTPStatus

import msgspec

from app.core.clock import utc_now
from app.core.identity import new_id
from app.http.envelope import Metadata, Problem, Retry
from app.http.errors import HTTP_CODES
from app.http.problem_items import error_item


def bare_refusal(status: int) -> bytes:
    """A whole HTTP response, after which the connection ends; ``status`` is one of ``HTTP_CODES``."""
    code, message = HTTP_CODES[status]
    request_id = new_id("req")
    problem = Problem(
        success=False,
        data=Retry(temporary=status == HTTPStatus.REQUEST_TIMEOUT, retry_after_ms=None, current=None),
        message=message,
        errors=[error_item(code, message)],
        metadata=Metadata(utc_now(), request_id),
    )
    body = msgspec.json.encode(problem)
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "content-type: application/json",
        f"content-length: {len(body)}",
        "cache-control: no-store",
        f"x-request-id: {request_id}",
        "x-content-type-options: nosniff",
        "connection: close",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
