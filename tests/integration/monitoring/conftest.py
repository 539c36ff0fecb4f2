"""What tests of being watched share."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from app.core.settings import Settings
from app.core.telemetry import JsonFormatter, configure_logging


@pytest.fixture
def written(settings: Settings) -> Iterator[StringIO]:
    """The log of this process, at DEBUG, as JSON."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging(settings.model_copy(update={"log_format": "json", "debug": True}))
    stream = StringIO()
    root.handlers[:] = [logging.StreamHandler(stream)]
    root.handlers[0].setFormatter(JsonFormatter())
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
