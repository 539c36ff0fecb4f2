"""`impactpulse verify SESSION`."""

from __future__ import annotations

import asyncio
import sys

import click

from app.cli.group import fail, start_command
from app.core.errors import NotFound
from app.core.settings import SettingsInvalid
from app.features.analytics.service import Verification
from app.infra.mongo_errors import PyMongoError
from app.infra.run_folder import settings_of_run
from app.wiring.verification import verify_session

MOST_DIFFERENCES_SHOWN = 20


@click.command("verify")
@click.argument("session")
def command(session: str) -> None:
    """Recount SESSION from its log and compare with its tally.

    Ends with code 1 when a single counter differs.
    """
    settings = settings_of_run(start_command())
    try:
        found = asyncio.run(verify_session(settings, session))
    except (SettingsInvalid, NotFound, PyMongoError) as problem:
        fail(str(problem))
    _print(found)
    sys.exit(0 if found.agrees else 1)


def _print(found: Verification) -> None:
    click.echo(f"session {found.session}: epoch {found.epoch}, version {found.version}, as of {found.as_of}")
    click.echo(f"entries: {found.entries_in_log} in the log, {found.entries_in_tally} in the tally")
    for difference in found.differences[:MOST_DIFFERENCES_SHOWN]:
        click.echo(
            f"  {difference.cell} {difference.counter}: "
            f"the tally has {difference.stored}, the recount {difference.recounted}"
        )
    if found.agrees:
        click.echo(click.style(f"The tally equals the recount in all {found.counters} counters.", fg="green"))
    else:
        click.echo(click.style(f"The tally differs from the recount in {len(found.differences)} places.", fg="red"))
