"""`impactpulse serve`."""

from __future__ import annotations

import click

from app.cli.group import fail, start_command
from app.core.settings import SettingsInvalid
from app.infra.run_folder import settings_of_run
from app.serve import run_until_signal


@click.command("serve")
def command() -> None:
    """REST, sockets and the web app, until SIGTERM or Ctrl-C."""
    try:
        run_until_signal(settings_of_run(start_command()))
    except SettingsInvalid as problem:
        fail(str(problem))
