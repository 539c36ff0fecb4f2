"""`impactpulse jobs list`, `jobs again` and `jobs dismiss`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence

import click

from app.cli.group import fail, start_command
from app.core.errors import AppError
from app.core.settings import SettingsInvalid
from app.features.jobs.desk import JobDesk
from app.features.jobs.model import Job
from app.infra.mongo_errors import PyMongoError
from app.infra.run_folder import settings_of_run
from app.wiring.job_desk import job_desk


@click.group("jobs")
def command() -> None:
    """What failed for good behind the scenes, of all organizations and of the system itself."""


@command.command("list")
@click.option("--kind", help="Only jobs of this kind, such as `upkeep`.")
@click.option("--dismissed", is_flag=True, help="Those that were dismissed, too.")
def list_dead(kind: str | None, *, dismissed: bool) -> None:
    """List dead jobs, the last first: when, which, whose, how often tried, and why."""
    found: list[Job] = []

    async def read(desk: JobDesk) -> None:
        found.extend(await desk.dead(kind=kind, dismissed=dismissed))

    _at_the_desk(read)
    for job in found:
        click.echo(_line(job))
    click.echo(f"{len(found)} dead jobs", err=True)


@command.command("again")
@click.argument("ids", nargs=-1, required=True)
def run_again(ids: tuple[str, ...]) -> None:
    """Do jobs once more, with all their attempts. What they did before is not done twice."""
    _each(ids, lambda desk, job_id: desk.run_again(job_id), "runs again")


@command.command("dismiss")
@click.argument("ids", nargs=-1, required=True)
def dismiss(ids: tuple[str, ...]) -> None:
    """Leave jobs dead, and count them no longer in `jobs_dead`."""
    _each(ids, lambda desk, job_id: desk.dismiss(job_id), "is dismissed")


def _each(ids: Sequence[str], step: Callable[[JobDesk, str], Awaitable[object]], said: str) -> None:
    """Every one is tried; ends with code 1 where one of them could not be."""
    failures: list[str] = []

    async def take(desk: JobDesk) -> None:
        for job_id in ids:
            try:
                await step(desk, job_id)
            except AppError as problem:
                failures.append(job_id)
                click.echo(f"{job_id}: {problem.message}", err=True)
            else:
                click.echo(f"{job_id} {said}")

    _at_the_desk(take)
    sys.exit(1 if failures else 0)


def _at_the_desk(act: Callable[[JobDesk], Awaitable[None]]) -> None:
    async def sit() -> None:
        async with job_desk(settings) as desk:
            await act(desk)

    settings = settings_of_run(start_command())
    try:
        asyncio.run(sit())
    except (SettingsInvalid, PyMongoError) as problem:
        fail(str(problem))


def _line(job: Job) -> str:
    ended = job.finished_at or job.created_at
    why = f"{job.error.kind}: {job.error.message}" if job.error else ""
    seen = " (dismissed)" if job.dismissed_at else ""
    return f"{ended:%Y-%m-%d %H:%M} {job.id} [{job.organization or 'system'}] {job.attempt}x {why}{seen}"
