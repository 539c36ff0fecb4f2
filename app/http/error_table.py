"""The page docs/errors.md, made from the error tree."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.errors import AppError
from app.http.errors import FIELD_CODES, HTTP_CODES

HEAD = """\
# Errors

Every failure has the envelope of a success: `success` is false, `errors[0].code` names the failure and never changes,
`message` is for people. The same codes are used in the error frames of the socket. Where `temporary` is yes, the same
request can succeed later; `data.retry_after_ms`, and the header `Retry-After`, say when, if anybody knows.

Made from the code by `make docs`; a test keeps it current.

| code | status | temporary | meaning |
|---|---|---|---|
"""
FIELDS = """
## What can be wrong with a field

A refusal of the input (422) lists every field that is wrong, each with a code of its own. These come from the shape of
the request; each kind of question and setting has more, named in their messages.

| code | meaning |
|---|---|
"""
OURS = ("app.core", "app.http", "app.infra", "app.features", "realtime")


def error_classes() -> list[type[AppError]]:
    """Every error with a code of its own that the imported modules can answer with, by status and code."""
    ours = [error for error in _below(AppError) if error.__module__.startswith(OURS)]
    return sorted((error for error in ours if "code" in vars(error) or error.code == AppError.code), key=_place)


def error_table() -> str:
    """The whole page, as Markdown."""
    rows = [(error.code, error.status, error.temporary, error.default_message) for error in error_classes()]
    rows += [(code, status, False, message) for status, (code, message) in HTTP_CODES.items() if status != 404]
    lines = [
        f"| `{code}` | {status} | {'yes' if temporary else 'no'} | {message} |\n"
        for code, status, temporary, message in sorted(set(rows), key=lambda row: (row[1], row[0]))
    ]
    fields = [f"| `{code}` | {meaning} |\n" for code, meaning in FIELD_CODES.items()]
    return HEAD + "".join(lines) + FIELDS + "".join(fields)


def _below(error: type[AppError]) -> Iterator[type[AppError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


def _place(error: type[AppError]) -> tuple[int, str]:
    return error.status, error.code
