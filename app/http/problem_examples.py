"""What a failure looks like, by its status: for the published documents."""

from __future__ import annotations

from typing import Any

import msgspec

from app.core.errors import (
    AppError,
    EditConflict,
    InternalError,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    RateLimited,
    StorageUnavailable,
    WrongState,
)
from app.http.envelope import Retry
from app.http.errors import HTTP_CODES
from app.http.etags import IfMatchMissing
from app.http.field_codes import FIELD_CODES
from app.http.problem_items import error_item

_ERRORS: tuple[type[AppError], ...] = (
    NotAuthenticated,
    NotAllowed,
    NotFound,
    WrongState,
    EditConflict,
    InvalidInput,
    IfMatchMissing,
    RateLimited,
    InternalError,
    StorageUnavailable,
)
_BY_STATUS = {error.status: error for error in _ERRORS}


def problem_example(status: int) -> dict[str, Any]:
    """The body of a failure with this status; one of those that it stands for."""
    error = _BY_STATUS.get(status)
    code, message = (error.code, error.default_message) if error else HTTP_CODES[status]
    about_title = error_item("wrong_length", FIELD_CODES["wrong_length"], "title", pointer="#/title")
    item = about_title if status == 422 else error_item(code, message)
    retry = Retry(
        temporary=error.temporary if error else False,
        retry_after_ms=1_000 if status in (429, 503) else None,
        current=4 if status == 412 else None,
    )
    return {
        "success": False,
        "data": msgspec.to_builtins(retry),
        "message": message,
        "errors": [msgspec.to_builtins(item)],
        "metadata": {"timestamp": "2026-11-24T09:30:00Z", "request_id": "req_7t3k9z1q5x8v2m4w6y0r"},
    }
