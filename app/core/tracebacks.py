"""Tracebacks for logs: database errors tell codes and positions, for their messages quote answers and addresses."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from typing import Any

CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
MEANWHILE = "\nDuring handling of the above exception, another exception occurred:\n\n"
MOST_POSITIONS = 10


def line_of(failure: BaseException) -> str:
    """The kind of a failure and its message, where that quotes nothing."""
    kind = type(failure)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    details = getattr(failure, "details", None)
    if kind.__module__.startswith("pymongo") and isinstance(details, Mapping):
        return f"{name}: {'; '.join(_codes(details)) or 'no code'}"
    return f"{name}: {failure}"


def traceback_of(failure: BaseException) -> str:
    """With what led to it, oldest first, as Python prints it."""
    return "".join(_parts(failure, set()))


def _parts(failure: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(failure))
    before = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)
    if before is not None and id(before) not in seen:
        yield from _parts(before, seen)
        yield CAUSED if failure.__cause__ is not None else MEANWHILE
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(failure.__traceback__)
    yield f"{line_of(failure)}\n"
    if isinstance(failure, BaseExceptionGroup):
        for one in failure.exceptions:
            if id(one) not in seen:
                yield "\nIn this group:\n\n"
                yield from _parts(one, seen)


def _codes(details: Mapping[str, Any]) -> Iterator[str]:
    """``details``: of one failed operation, or of a batch with the failures of its documents."""
    if "code" in details:
        yield f"{details.get('codeName', '')} ({details['code']})".strip()
    for concern in details.get("writeConcernErrors", ()):
        yield f"write concern: {concern.get('codeName', '')} ({concern.get('code')})"
    failed = details.get("writeErrors", ())
    for one in failed[:MOST_POSITIONS]:
        yield f"document {one.get('index')}: {one.get('codeName', '')} ({one.get('code')})".replace(":  (", ": (")
    if len(failed) > MOST_POSITIONS:
        yield f"{len(failed) - MOST_POSITIONS} more"
