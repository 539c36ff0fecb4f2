"""One line per event, for people or for machines, with its fields and without surprises."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Iterator

import pytest
from pymongo.errors import BulkWriteError, DuplicateKeyError

from app.core.settings import Settings
from app.core.telemetry import ConsoleFormatter, JsonFormatter, configure_logging
from app.core.tracebacks import traceback_of


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:] = handlers
    root.setLevel(level)


def record(message: str = "hello", **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("realtime.relay", logging.INFO, "", 0, message, None, None)
    vars(made).update(fields)
    return made


def test_a_json_line_holds_the_fields_of_its_event() -> None:
    line = json.loads(JsonFormatter().format(record(partition="relay:0/1", took_ms=3)))
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "realtime.relay",
        "message": "hello",
        "partition": "relay:0/1",
        "took_ms": 3,
    }


def test_a_json_line_stays_one_line_with_a_traceback() -> None:
    failed = record()
    try:
        raise ValueError("two\nlines")
    except ValueError:
        failed.exc_info = sys.exc_info()
    line = JsonFormatter().format(failed)
    assert "\n" not in line
    assert "ValueError" in json.loads(line)["traceback"]


@pytest.mark.parametrize("formatter", [JsonFormatter(), ConsoleFormatter()])
def test_no_line_holds_what_a_refused_write_quotes(formatter: logging.Formatter) -> None:
    refused = {"index": 3, "code": 11000, "errmsg": 'dup key: { email: "ada@example.org" }', "op": {"name": "Ada"}}
    batch = BulkWriteError({"writeErrors": [refused], "writeConcernErrors": [], "nInserted": 0})
    single = DuplicateKeyError('dup key: { name: "Ada" }', 11000, {"code": 11000, "codeName": "Dup"})
    failed = record()
    try:
        raise single from batch
    except DuplicateKeyError:
        failed.exc_info = sys.exc_info()
    line = formatter.format(failed)
    assert ("Ada" in line, "ada@" in line) == (False, False)
    assert "pymongo.errors.BulkWriteError: document 3: (11000)" in line
    assert "pymongo.errors.DuplicateKeyError: Dup (11000)" in line
    assert "test_telemetry.py" in line


def test_a_traceback_reads_as_that_of_python() -> None:
    def fail() -> None:
        try:
            raise KeyError("first")
        except KeyError:
            raise ExceptionGroup("two", [ValueError("inner")])  # noqa: B904  (a context without a cause)

    with pytest.raises(ExceptionGroup) as caught:
        fail()
    ours = traceback_of(caught.value)
    assert ours.startswith("".join(traceback.format_exception(caught.value.__context__)))
    assert ("During handling" in ours, "ValueError: inner" in ours) == (True, True)


def test_a_console_line_ends_with_the_fields() -> None:
    assert (
        ConsoleFormatter()
        .format(record(partition="relay:0/1"))
        .endswith("INFO    realtime.relay: hello partition=relay:0/1")
    )


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        (Settings(log_level="ERROR", debug=False), logging.ERROR),
        (Settings(log_level="ERROR", debug=True), logging.DEBUG),
    ],
)
def test_the_settings_choose_the_level_and_a_repeat_adds_no_handler(
    root_logger: logging.Logger, settings: Settings, level: int
) -> None:
    configure_logging(settings)
    configure_logging(settings)
    assert root_logger.level == level
    assert len(root_logger.handlers) == 1
