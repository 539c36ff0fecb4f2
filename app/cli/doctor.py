"""`impactpulse doctor`."""

from __future__ import annotations

import asyncio
import sys

import click

from app.cli.group import fail, start_command
from app.core.settings import Settings, SettingsInvalid
from app.infra import mongo, redis
from app.infra.checkup import Finding, examine_events, examine_mongo, examine_redis
from app.infra.run_folder import settings_of_run


@click.command("doctor")
def command() -> None:
    """Check the servers of MONGODB_URL and REDIS_URL, or those of a run in another terminal.

    Ends with code 1 when something is wrong.
    """
    settings = settings_of_run(start_command())
    try:
        findings = asyncio.run(_examine(settings))
    except SettingsInvalid as problem:
        fail(str(problem))
    for finding in findings:
        mark = click.style("ok  ", fg="green") if finding.is_good else click.style("BAD ", fg="red")
        click.echo(f"{mark} {finding.subject}: {finding.detail}")
    sys.exit(0 if all(finding.is_good for finding in findings) else 1)


async def _examine(settings: Settings) -> list[Finding]:
    client = mongo.connect(settings.required_mongodb_url())
    connection = redis.connect(settings.required_redis_url())
    try:
        database = client[settings.database]
        servers = [*await examine_mongo(database), *await examine_redis(connection)]
    finally:
        client.close()
        await connection.aclose()
    return [*servers, *await _events(settings), *_own(settings)]


async def _events(settings: Settings) -> list[Finding]:
    if settings.events_url is None:
        return []
    cluster = redis.connect_cluster(settings.events_url)
    try:
        return await examine_events(cluster)
    finally:
        await cluster.aclose()


def _own(settings: Settings) -> list[Finding]:
    """What hangs on the settings alone."""
    return [_mail(settings), _webhooks(settings), _frontend(settings)]


def _webhooks(settings: Settings) -> Finding:
    is_good = not settings.webhooks_allow_private
    detail = "public addresses, over https" if is_good else "anywhere, into this network too: WEBHOOKS_ALLOW_PRIVATE"
    return Finding("webhooks leave the network", is_good, detail)


def _mail(settings: Settings) -> Finding:
    """What is set up; nothing is sent."""
    if settings.resend_api_key is None:
        return Finding("mail is set up", is_good=True, detail="kept in the database, sent to nobody: no RESEND_API_KEY")
    is_good = not settings.mail_from.endswith("@localhost>")
    detail = f"Resend, from {settings.mail_from}"
    return Finding("mail is set up", is_good, detail if is_good else f"{detail}: set MAIL_FROM to an address of yours")


def _frontend(settings: Settings) -> Finding:
    is_built = (settings.frontend_dist / "index.html").exists()
    detail = str(settings.frontend_dist) if is_built else f"no index.html in {settings.frontend_dist}; run `make build`"
    return Finding("the web app is built", is_built, detail)
