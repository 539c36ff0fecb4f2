"""`impactpulse migrate`."""

from __future__ import annotations

import asyncio

import click

from app.cli.group import fail, start_command
from app.core.settings import Settings, SettingsInvalid
from app.infra import mongo
from app.infra.migrations import migrate
from app.infra.mongo_errors import PyMongoError
from app.infra.run_folder import settings_of_run


@click.command("migrate")
def command() -> None:
    """Bring the database in line; safe to run twice, and in two processes at once."""
    settings = settings_of_run(start_command())
    try:
        applied = asyncio.run(_migrate(settings))
    except (SettingsInvalid, PyMongoError) as problem:
        fail(str(problem))
    click.echo("\n".join(f"applied {name}" for name in applied) or "nothing to do")


async def _migrate(settings: Settings) -> list[str]:
    client = mongo.connect(settings.required_mongodb_url())
    try:
        return await migrate(client[settings.database])
    finally:
        client.close()
