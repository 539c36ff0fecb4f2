"""``RateLimit`` and ``RateLimit-Policy`` (draft-ietf-httpapi-ratelimit-headers) on every response that was limited."""

from __future__ import annotations

import math
from collections.abc import Sequence

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.http.rate_limits import Spent, watch_spending


class RateLimitHeaders:
    """Says what is left in each bucket that the request took from."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        spent = watch_spending()

        async def send_with_limits(message: Message) -> None:
            if message["type"] == "http.response.start" and spent:
                headers = MutableScopeHeaders.from_message(message)
                of_each = latest(spent)
                headers["ratelimit-policy"], headers["ratelimit"] = policies(of_each), remaining(of_each)
            await send(message)

        await self._app(scope, receive, send_with_limits)


def latest(spent: Sequence[Spent]) -> list[Spent]:
    """One for each policy: a batch takes from the same bucket again and again."""
    return list({one.policy: one for one in spent}.values())


def policies(spent: Sequence[Spent]) -> str:
    """``q``: the quota, ``w``: the seconds in which an empty bucket fills."""
    return ", ".join(
        f'"{one.policy}";q={math.floor(one.limit.burst)};w={math.ceil(one.limit.burst / one.limit.per_s)}'
        for one in spent
    )


def remaining(spent: Sequence[Spent]) -> str:
    """``r``: requests that may follow at once, ``t``: the seconds until there is one, or until the bucket is full."""
    return ", ".join(f'"{one.policy}";r={max(0, math.floor(one.level))};t={_wait_s(one)}' for one in spent)


def _wait_s(one: Spent) -> int:
    lacking = 1 - one.level if one.level < 1 else one.limit.burst - one.level
    return math.ceil(lacking / one.limit.per_s)
