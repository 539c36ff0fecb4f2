"""How long Redis takes for what we send, and what became of what failed."""

from __future__ import annotations

from asyncio import CancelledError
from types import TracebackType

from app.core.clock import monotonic
from app.core.metrics import SECONDS, counters, histograms

COMMAND_SECONDS = histograms(
    "redis_command_seconds",
    "From a command of Redis to its reply, with connecting and a second try where that took one.",
    "command",
    bounds=(0.0001, 0.00025, 0.0005, *SECONDS),
)
FAILURES = counters(
    "redis_failures",
    "Commands of Redis that failed, by command and by the kind of failure; abandoned: nobody waited any longer.",
    "command",
    "kind",
)
ABANDONED = "abandoned"


class Measured:
    """One command, from entering the context to leaving it; ``command`` is its name, without keys and values.

    For the event loop's thread alone. What is abandoned counts with the time that it was given: else Redis would look
    the faster, the more often nobody has the patience to wait for it.
    """

    __slots__ = ("_began", "_command")

    def __init__(self, command: str) -> None:
        self._command = command

    def __enter__(self) -> None:
        self._began = monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, traceback: TracebackType | None
    ) -> None:
        is_abandoned = kind is not None and issubclass(kind, CancelledError)
        if kind is None or is_abandoned:
            COMMAND_SECONDS.of(self._command).observe(monotonic() - self._began)
        if kind is not None:
            FAILURES.of(self._command, ABANDONED if is_abandoned else kind.__name__).add()
