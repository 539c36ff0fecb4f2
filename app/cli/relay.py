"""`impactpulse relay`."""

from __future__ import annotations

import asyncio
import signal

import click
import uvloop

from app.cli.group import fail, start_command
from app.core.settings import Settings, SettingsInvalid
from app.infra.run_folder import settings_of_run
from app.wiring.relay import run_relay


@click.command("relay")
def command() -> None:
    """Fold the log into tallies, as leader of its partition or as its standby, until SIGTERM or Ctrl-C."""
    settings = settings_of_run(start_command())
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop, debug=settings.debug) as runner:
            runner.run(_until_signal(settings))
    except SettingsInvalid as problem:
        fail(str(problem))


async def _until_signal(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run_relay(settings, stop)
