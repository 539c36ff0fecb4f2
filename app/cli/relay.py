"""`impactpulse relay`."""

from __future__ import annotations

import click

from app.cli.until_signal import run_process
from app.wiring.relay import run_relay


@click.command("relay")
def command() -> None:
    """Fold the log into tallies, as leader of its partition or as its standby, until SIGTERM or Ctrl-C."""
    run_process(run_relay)
