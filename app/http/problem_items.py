"""The entries of ``errors`` in the envelope: ours, with the members that RFC 9457 gives to a problem's details."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import quote

import msgspec
from litestar.handlers import BaseRouteHandler

ERRORS_PAGE = "/api/docs/errors"
_TEXT_OF_TRANSLATION = re.compile(r"((?:.+\.)?translations\.[^.]+)\.(.+)")
"""The key of a text in a translation has dots of its own (``questions.q1.title``)."""


class ErrorItem(msgspec.Struct, frozen=True):
    """``code`` is stable, and ``type`` is where it is explained, relative to this server.

    ``field`` is a dotted path into the body or the name of a parameter, null for the whole; ``pointer`` is the same as
    a JSON Pointer (RFC 6901) into the body, null where it is not about one. ``message`` and ``detail`` are one text,
    for people: the names that our envelope and RFC 9457 give it.
    """

    field: str | None
    code: str
    message: str
    type: str
    detail: str
    pointer: str | None


def error_item(code: str, message: str, field: str | None = None, *, pointer: str | None = None) -> ErrorItem:
    return ErrorItem(field, code, message, type_of(code), message, pointer)


def type_of(code: str) -> str:
    """The problem type of a code: where the page of errors explains it."""
    return f"{ERRORS_PAGE}#{code}"


def json_pointer(field: str) -> str:
    """``questions.0.id`` → ``#/questions/0/id``, as a URI fragment (RFC 6901, 6)."""
    keyed = _TEXT_OF_TRANSLATION.fullmatch(field)
    tokens = [*keyed[1].split("."), keyed[2]] if keyed else field.split(".")
    return "#" + "".join("/" + quote(token.replace("~", "~0").replace("/", "~1")) for token in tokens)


def pointer_into_body(field: str | None, handler: BaseRouteHandler | None) -> str | None:
    """The pointer for a field that the handler's body has, None for parameters and headers."""
    if field is None or handler is None or field.partition(".")[0] not in _body_fields(handler):
        return None
    return json_pointer(field)


@functools.cache
def _body_fields(handler: BaseRouteHandler) -> frozenset[str]:
    body = handler.parsed_fn_signature.parameters.get("data")
    return frozenset() if body is None else frozenset(_fields_of(body.annotation))


def _fields_of(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        yield from (field.encode_name for field in msgspec.structs.fields(annotation))
    for inner in get_args(annotation):
        yield from _fields_of(inner)
