"""Lists in pages, newest first, with a cursor that only we can read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar
from urllib.parse import urlencode

import msgspec
from litestar.params import QueryParameter

from app.core.errors import FieldError, InvalidInput
from app.http.envelope import Page
from app.http.request_context import current_request

T = TypeVar("T")
R = TypeVar("R")

MAX_LIMIT = 100
_MAX_NUMBER = 2**53
_PREFIX = "n"

MAX_CURSOR = 1_500
"""Characters; a cursor holds at most ``app.core.folding.MAX_FOLDED`` of a text."""

CursorParameter = Annotated[
    str | None,
    QueryParameter(name="cursor", required=False, max_length=MAX_CURSOR, description="next_cursor of the page before"),
]
LimitParameter = Annotated[
    int, QueryParameter(name="limit", ge=1, le=MAX_LIMIT, description="Most items of the page; it may hold fewer")
]


class Window(msgspec.Struct, frozen=True):
    """The numbers of one page: above ``after``, up to ``to``."""

    after: int
    to: int


def window(cursor: str | None, limit: int, latest: int) -> Window:
    """The page that a cursor names, the newest without one. Raises InvalidInput for a cursor that is not ours."""
    to = latest if cursor is None else min(_number_in(cursor), latest)
    return Window(after=max(0, to - limit), to=to)


def page(found: Sequence[T], shown: Window, resource: Callable[[T], R]) -> Page[R]:
    """``found`` must be in the order of the list."""
    return page_of([resource(item) for item in found], _cursor_of(shown.after) if shown.after else None)


def page_of(items: list[R], next_cursor: str | None) -> Page[R]:
    """A page with its links: the request's own address, and the one of the page after it."""
    request = current_request()
    links = {"self": _address(request.path, request.query)}
    if next_cursor is not None:
        others = tuple(one for one in request.query if one[0] != "cursor")
        links["next"] = _address(request.path, (*others, ("cursor", next_cursor)))
    return Page(items=items, next_cursor=next_cursor, links=links)


def _address(path: str, query: tuple[tuple[str, str], ...]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def sealed(content: bytes) -> str:
    """A cursor that says this to us and nothing to others."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def opened(cursor: str) -> bytes:
    """What was sealed; nothing for a text that ``sealed`` never gives."""
    try:
        content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        return b""
    return content if sealed(content) == cursor else b""


def _cursor_of(number: int) -> str:
    return sealed(f"{_PREFIX}{number}".encode())


def _number_in(cursor: str) -> int:
    text = opened(cursor).decode("ascii", "replace")
    digits = text.removeprefix(_PREFIX)
    number = int(digits) if text.startswith(_PREFIX) and digits.isascii() and digits.isdigit() else 0
    if not 1 <= number <= _MAX_NUMBER or _cursor_of(number) != cursor:
        raise InvalidInput(fields=(FieldError("This is not a cursor of this list.", "invalid_cursor", "cursor"),))
    return number
