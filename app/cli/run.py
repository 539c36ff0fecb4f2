"""`impactpulse run`."""

from __future__ import annotations

import click

from app.cli.group import fail, start_command
from app.core.settings import SettingsInvalid
from app.infra.embedded.process import ChildFailed
from app.infra.run_folder import FolderTaken
from app.supervisor import run


@click.command("run")
def command() -> None:
    """Everything on this machine, on embedded servers, until Ctrl-C."""
    settings = start_command()
    try:
        run(settings)
    except (FolderTaken, SettingsInvalid, ChildFailed) as problem:
        fail(str(problem))
