"""What every response is held to."""

from __future__ import annotations

from typing import Any

from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)


def etags_are_documented(_context: Any, response: Any, case: Any) -> None:
    """Whoever makes a client from the document learns where the versions for ``If-Match`` come from."""
    documented = case.operation.definition.raw["responses"].get(str(response.status_code), {})
    is_resource = "application/json" in documented.get("content", {})
    assert not is_resource or "etag" not in response.headers or "ETag" in documented.get("headers", {})


CHECKS: Any = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    etags_are_documented,
)
