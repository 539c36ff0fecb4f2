"""`impactpulse upkeep`."""

from __future__ import annotations

import asyncio

import click

from app.cli.group import fail, start_command
from app.core.errors import AppError
from app.core.settings import SettingsInvalid
from app.infra.mongo_errors import PyMongoError
from app.infra.run_folder import settings_of_run
from app.wiring.upkeep import run_upkeep


@click.command("upkeep")
def command() -> None:
    """End what closed long ago or was forgotten, finish erasures and remove what is kept no longer; safe to run twice,
    and at once."""
    settings = settings_of_run(start_command())
    try:
        done = asyncio.run(run_upkeep(settings))
    except (AppError, SettingsInvalid, PyMongoError) as problem:
        fail(str(problem))
    click.echo(
        f"{done.answers.sessions_ended} sessions ended that had closed, {done.answers.sessions_forgotten} forgotten, "
        f"{done.answers.erasures_finished} erasures finished, {done.answers.logs_removed} logs removed by retention, "
        f"{done.reports_removed} files of reports and {done.images_removed} unused images removed, "
        f"{done.reuses_told} users told of a login that was ended, "
        f"{done.accounts_deleted} accounts and {done.organizations_deleted} organizations deleted"
    )
