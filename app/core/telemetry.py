"""Logs: one line per event, as plain text or JSON. Never an answer, a token, a name or an address of a person.

Lines that are written while a trace is recorded carry its ids.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from app.core.settings import Settings
from app.core.tracebacks import traceback_of
from app.core.tracing import TraceContext, current

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_STANDARD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_QUIET_LOGGERS = ("pymongo", "redis", "push_response", "httpx", "httpcore", "asyncio", "taskiq", "websockets")
"""At DEBUG some of them write whole commands and messages, with the answers in them."""


def extra_fields(record: logging.LogRecord) -> dict[str, Any]:
    """What the caller passed as ``extra=``."""
    return {name: value for name, value in vars(record).items() if name not in _STANDARD_FIELDS}


class _DiscreetFormatter(logging.Formatter):
    """Tracebacks without what errors of the database quote."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  (the name is logging's)
        return "" if ei[1] is None else traceback_of(ei[1]).rstrip("\n")


class JsonFormatter(_DiscreetFormatter):
    """One JSON object per line: at, level, logger, message, the ids of its trace, then the extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_ids(current()),
            **extra_fields(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def _ids(context: TraceContext | None) -> dict[str, str]:
    return {} if context is None else {"trace_id": context.trace_id, "span_id": context.span_id}


class ConsoleFormatter(_DiscreetFormatter):
    """``12:34:56 INFO    realtime.relay  message  key=value``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", datefmt="%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the name is logging's)
        fields = "".join(f" {name}={value}" for name, value in extra_fields(record).items())
        return super().formatMessage(record) + fields


def configure_logging(settings: Settings) -> None:
    """Send the logs of this process to stderr; a repeat replaces the former set-up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else ConsoleFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if settings.debug else settings.log_level)
    for name in _QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
