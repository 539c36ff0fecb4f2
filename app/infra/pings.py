"""Pings on a subscriber's connection: whether Redis still answers, and how far behind it is."""

from __future__ import annotations

from collections import deque
from typing import Any

from app.core.clock import Ticks
from app.core.metrics import histogram

BEHIND_SECONDS = histogram(
    "redis_subscriber_behind_seconds",
    "From a subscriber's ping to its answer, which comes behind all events that were sent before: how late they come.",
)

PING_INTERVAL_S = 5.0
LEAST_WAIT_S = 0.01


class Pings:
    """Those of one connection, from its beginning on."""

    def __init__(self, ticks: Ticks) -> None:
        self._ticks = ticks
        self._due_at = ticks() + PING_INTERVAL_S
        self._is_silent = False
        self._sent_at: deque[float] = deque()
        """Of those without an answer. Redis ends a connection that takes nothing, so they stay few."""

    @property
    def wait_s(self) -> float:
        """How long to read before the next one."""
        return max(LEAST_WAIT_S, self._due_at - self._ticks())

    def is_due(self) -> bool:
        """Whether to send one now. Raises TimeoutError where nothing at all came since the last one."""
        now = self._ticks()
        if now < self._due_at:
            return False
        if self._is_silent:
            raise TimeoutError("Redis does not answer pings")
        self._is_silent = True
        self._due_at = now + PING_INTERVAL_S
        self._sent_at.append(now)
        return True

    def hear(self, reply: Any) -> None:
        """Of whatever comes. Answers come in the order of the pings."""
        self._is_silent = False
        if self._sent_at and _is_pong(reply):
            BEHIND_SECONDS.observe(self._ticks() - self._sent_at.popleft())


def _is_pong(reply: Any) -> bool:
    """As RESP 3 gives it, and RESP 2 without and with subscriptions."""
    return bool(reply == b"PONG" or (isinstance(reply, list) and reply[:1] == [b"pong"]))
