"""`impactpulse worker`."""

from __future__ import annotations

import click

from app.cli.until_signal import run_process
from app.wiring.jobs import run_worker


@click.command("worker")
def command() -> None:
    """Run jobs, several at a time, until SIGTERM or Ctrl-C; any number may run."""
    run_process(run_worker)
