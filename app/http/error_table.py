"""The published list of errors, made from the error tree: docs/errors.md, and ``x-errors`` of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.core.errors import AppError
from app.http.errors import HTTP_CODES
from app.http.field_codes import FIELD_CODES

HEAD = """\
# Errors

A failure has the same envelope as a success: `success` is false, `errors[0].code` names the failure and never
changes, and `message` is for people. The error frames of the socket use the same codes. Where `temporary` is yes, the
same request can succeed later; `data.retry_after_ms` and the header `Retry-After` say when, if that is known.

Each entry of `errors` also has the members of RFC 9457: `type` leads to the code on the server's page
`/api/docs/errors`, `detail` is the message, and `pointer` is a JSON Pointer into the body, if the entry is about a
part of it.

Made from the code by `make docs`; a test keeps it current.

| code | status | temporary | meaning |
|---|---|---|---|
"""
FIELDS = """
## What can be wrong with a field

A refusal of the input (422) lists every field that is wrong, each with a code.

| code | meaning |
|---|---|
"""
OURS = ("app.core", "app.http", "app.infra", "app.features", "realtime")


class PublishedError(msgspec.Struct, frozen=True):
    """``status`` is null for what is wrong with one field, in a failure that has a status of its own."""

    status: int | None
    code: str
    temporary: bool
    meaning: str


UNCLASSED = (
    PublishedError(400, "malformed_body", False, "The body is not valid JSON."),
    PublishedError(400, "request_failed", False, "This request failed; its status says more."),
    PublishedError(503, "not_ready", True, "A server that this process needs does not answer."),
)


def error_classes() -> list[type[AppError]]:
    """Every error with a code of its own that the imported modules can answer with, by status and code."""
    ours = [error for error in _below(AppError) if error.__module__.startswith(OURS)]
    return sorted((error for error in ours if "code" in vars(error) or error.code == AppError.code), key=_place)


def published_errors() -> list[PublishedError]:
    """Every code that ``errors`` can hold, those of fields at the end."""
    found = {PublishedError(one.status, one.code, one.temporary, one.default_message) for one in error_classes()}
    known = {error.code for error in found}
    found |= {
        PublishedError(status, code, status == 408, message)
        for status, (code, message) in HTTP_CODES.items()
        if code not in known
    }
    fields = [PublishedError(None, code, False, meaning) for code, meaning in FIELD_CODES.items()]
    return [*sorted(found.union(UNCLASSED), key=lambda one: (one.status or 0, one.code)), *fields]


def error_table() -> str:
    """The whole page, as Markdown."""
    published = published_errors()
    lines = [
        f"| {_anchored(one.code)} | {one.status} | {'yes' if one.temporary else 'no'} | {one.meaning} |\n"
        for one in published
        if one.status is not None
    ]
    fields = [f"| {_anchored(one.code)} | {one.meaning} |\n" for one in published if one.status is None]
    return HEAD + "".join(lines) + FIELDS + "".join(fields)


def _anchored(code: str) -> str:
    return f'<a id="{code}"></a>`{code}`'


def _below(error: type[AppError]) -> Iterator[type[AppError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


def _place(error: type[AppError]) -> tuple[int, str]:
    return error.status, error.code
