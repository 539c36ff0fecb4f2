"""How the processes beside the gateway run: until a signal, on an event loop of their own."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable

import uvloop

from app.cli.group import fail, start_command
from app.core.ending import end_within
from app.core.settings import Settings, SettingsInvalid
from app.infra.run_folder import settings_of_run

Process = Callable[[Settings, asyncio.Event], Awaitable[None]]
"""Runs until the event is set."""


def run_process(process: Process) -> None:
    """Run until SIGTERM or Ctrl-C, then end this process; with a clear line where a setting is missing."""
    settings = settings_of_run(start_command())
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_until_signal(process, settings))
        end_within()
    except SettingsInvalid as problem:
        fail(str(problem))


async def _until_signal(process: Process, settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await process(settings, stop)
