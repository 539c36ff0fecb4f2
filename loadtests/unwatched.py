"""``python -m loadtests.unwatched COMMAND``: the product with nothing counted, timed or traced, to compare with."""

from __future__ import annotations

import runpy
from contextlib import AbstractContextManager, ExitStack, nullcontext
from unittest import mock

from app.core import tracing
from app.core.metrics import Counter, Gauge, Histogram
from app.infra import mongo


def _nothing(*_: object) -> None:
    """In place of an observation."""


def _no_step(*_: object, **__: object) -> AbstractContextManager[None]:
    return nullcontext()


def _no_steps(*_: object, **__: object) -> AbstractContextManager[tuple[()]]:
    return nullcontext(())


def main() -> None:
    """Mute the instruments before the modules that use them are imported, then be ``impactpulse``."""
    muted = [(Counter, "add"), (Gauge, "add"), (Gauge, "set"), (Histogram, "observe")]
    with ExitStack() as stack:
        for kind, name in muted:
            stack.enter_context(mock.patch.object(kind, name, _nothing))
        stack.enter_context(mock.patch.object(tracing, "beginning", _no_step))
        stack.enter_context(mock.patch.object(tracing, "step", _no_step))
        stack.enter_context(mock.patch.object(tracing, "shared_step", _no_steps))
        stack.enter_context(mock.patch.object(mongo, "WATCHING", ()))
        runpy.run_module("app.cli", run_name="__main__")


if __name__ == "__main__":
    main()
