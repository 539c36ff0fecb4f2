"""`impactpulse verify SESSION` and `impactpulse verify --audit [ORGANIZATION]`."""

from __future__ import annotations

import asyncio
import sys

import click

from app.cli.group import fail, start_command
from app.core.errors import NotFound
from app.core.settings import Settings, SettingsInvalid
from app.features.analytics.service import Verification
from app.features.audit.verification import ChainVerification
from app.infra.mongo_errors import PyMongoError
from app.infra.run_folder import settings_of_run
from app.wiring.verification import verify_audit, verify_session

MOST_DIFFERENCES_SHOWN = 20
NOT_FOLDED = "No relay has folded this session yet: is one running?"


@click.command("verify")
@click.argument("subject", required=False)
@click.option("--audit", is_flag=True, help="Follow the audit chain of organization SUBJECT, or of all.")
@click.option("--expect", metavar="HASH", help="With --audit SUBJECT: this hash, noted earlier, must be in the chain.")
def command(subject: str | None, *, audit: bool, expect: str | None) -> None:
    """Recount session SUBJECT from its log and compare with its tally; or prove that the audit chains are whole.

    Ends with code 1 when a single counter differs, or an event was changed, removed, inserted or cut off; also when the
    tally does not hold yet what is stored, so that nothing could be compared.
    """
    settings = settings_of_run(start_command())
    if (subject is None and (expect is not None or not audit)) or (expect is not None and not audit):
        raise click.UsageError("Name a session, or --audit with or without an organization; --expect needs both.")
    try:
        is_sound = asyncio.run(_audit(settings, subject, expect) if audit else _session(settings, subject or ""))
    except (SettingsInvalid, NotFound, PyMongoError) as problem:
        fail(str(problem))
    sys.exit(0 if is_sound else 1)


async def _session(settings: Settings, session: str) -> bool:
    found = await verify_session(settings, session)
    _print(found)
    return found.agrees


async def _audit(settings: Settings, organization: str | None, expected: str | None) -> bool:
    is_sound = True
    async for found in verify_audit(settings, organization, expected):
        _print_chain(found)
        is_sound = is_sound and found.finding is None
    return is_sound


def _print(found: Verification) -> None:
    click.echo(f"session {found.session}: epoch {found.epoch}, version {found.version}, as of {found.as_of}")
    click.echo(f"entries: {found.entries_in_log} in the log, {found.entries_in_tally} in the tally")
    for difference in found.differences[:MOST_DIFFERENCES_SHOWN]:
        click.echo(
            f"  {difference.cell} {difference.counter}: "
            f"the tally has {difference.stored}, the recount {difference.recounted}"
        )
    if found.log_removed_at is not None:
        removed = f"log removed by retention on {found.log_removed_at:%Y-%m-%d}; the tally stands as it was"
        click.echo(click.style(removed, fg="yellow"))
    elif found.agrees:
        click.echo(click.style(f"The tally equals the recount in all {found.counters} counters.", fg="green"))
    elif found.verdict == "moving":
        why = "The tally is being made anew, or what came after it cannot be told." if found.epoch else NOT_FOLDED
        click.echo(click.style(f"{why} Nothing was compared; try again.", fg="yellow"))
    else:
        click.echo(click.style(f"The tally differs from the recount in {len(found.differences)} places.", fg="red"))


def _print_chain(found: ChainVerification) -> None:
    """The head is printed so that it can be kept elsewhere, for ``--expect``."""
    sound = f"{found.organization}: {found.head.number} events, sound up to {found.head.hash}"
    if found.finding is None:
        click.echo(click.style(sound, fg="green"))
    else:
        click.echo(sound)
        click.echo(click.style(f"  {found.finding.text}", fg="red"))
