"""The group `impactpulse`: which module holds which command."""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

import click

from app.core.settings import Settings, SettingsInvalid, load_settings
from app.core.telemetry import configure_logging

COMMANDS = {
    "run": "app.cli.run",
    "serve": "app.cli.serve",
    "relay": "app.cli.relay",
    "worker": "app.cli.worker",
    "scheduler": "app.cli.scheduler",
    "migrate": "app.cli.migrate",
    "demo": "app.cli.demo",
    "verify": "app.cli.verify",
    "upkeep": "app.cli.upkeep",
    "jobs": "app.cli.jobs",
    "doctor": "app.cli.doctor",
    "schema": "app.cli.schema",
}


class LazyGroup(click.Group):
    """Imports a command when it is named, so that `relay` does not load the web framework."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (the signature is click's)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="impactpulse")
def main() -> None:
    """Real-time surveys and live audiences. Settings come from environment variables: docs/settings.md."""


def start_command() -> Settings:
    """Load the settings and set up the logs; ends the process with a clear line when the settings are wrong."""
    try:
        settings = load_settings()
    except SettingsInvalid as problem:
        fail(str(problem))
    configure_logging(settings)
    return settings


def fail(message: str) -> NoReturn:
    """Say why and end with code 1."""
    click.echo(f"impactpulse: {message}", err=True)
    sys.exit(1)
