"""The OpenAPI document, made once for all tests of this process."""

from __future__ import annotations

from app.asgi import openapi_document

DOCUMENT = openapi_document()
