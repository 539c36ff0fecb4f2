"""`impactpulse scheduler`."""

from __future__ import annotations

import click

from app.cli.until_signal import run_process
from app.wiring.jobs import run_scheduler


@click.command("scheduler")
def command() -> None:
    """Know what is due and wake workers for it, until SIGTERM or Ctrl-C; a second one waits for the lease."""
    run_process(run_scheduler)
