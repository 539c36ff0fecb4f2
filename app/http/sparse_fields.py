"""``?fields=id,title``: reads that give only some fields of a resource, or of each item of a list."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler

from app.core.errors import FieldError, InvalidInput
from app.http.envelope import Envelope, Page

PARAMETER = "fields"
MAX_CHARACTERS = 1_000


def asked_fields(request: Request[Any, Any, Any]) -> frozenset[str] | None:
    """The fields that this read asks for; None for all of them. Raises InvalidInput for one the resource lacks."""
    asked = request.query_params.get(PARAMETER)
    known = resource_fields(request.route_handler) if asked is not None and request.method == "GET" else frozenset()
    if asked is None or not known:
        return None
    names = [name.strip() for name in asked[:MAX_CHARACTERS].split(",")]
    unknown = [name for name in names if name not in known]
    if unknown:
        message = f"There is no such field: {', '.join(unknown)[:100]}. There are {', '.join(sorted(known))}."
        raise InvalidInput(fields=(FieldError(message, "unknown_field", PARAMETER),))
    return frozenset(names)


@functools.cache
def resource_fields(handler: HTTPRouteHandler) -> frozenset[str]:
    """The names of the fields of what a handler answers with; empty where that is no resource."""
    return frozenset(
        field.encode_name
        for resource in _resources(handler.parsed_fn_signature.return_type.annotation)
        for field in msgspec.structs.fields(resource)
    )


def _resources(annotation: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs within ``Response[…]``, ``Envelope[…]``, ``Page[…]`` and the ``list[…]`` of an envelope."""
    origin = get_origin(annotation)
    if origin is None:
        return
    for inner in get_args(annotation):
        if origin in (Envelope, Page, list) and isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            yield inner
        else:
            yield from _resources(inner)
