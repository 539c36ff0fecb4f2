"""`impactpulse doctor` tells a fit set-up from an unfit one, by its exit code too."""

from __future__ import annotations

from click.testing import Result
from pydantic import SecretStr

from app.core.settings import Settings
from app.infra.embedded.ports import free_port
from app.infra.migrations import MIGRATIONS
from app.infra.mongo import Database
from tests.fixtures.commands import impactpulse


async def doctor(settings: Settings) -> Result:
    """What it shows with these settings."""
    return await impactpulse(settings, "doctor")


async def test_servers_that_are_right_pass(settings: Settings, database: Database) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "index.html").touch()
    report = await doctor(settings.model_copy(update={"frontend_dist": settings.data_dir}))
    assert report.exit_code == 0, report.stdout + report.stderr
    assert "BAD" not in report.stdout
    assert "change streams open" in report.stdout


async def test_a_database_that_is_not_migrated_fails_with_what_to_do(settings: Settings) -> None:
    report = await doctor(settings.model_copy(update={"webhooks_allow_private": True}))
    assert report.exit_code == 1
    assert "BAD  webhooks leave the network: anywhere, into this network too" in report.stdout
    missing = ", ".join(migration.name for migration in MIGRATIONS)
    assert f"BAD  migrations are applied: {missing} missing; run `impactpulse migrate`" in report.stdout


async def test_servers_that_are_away_are_named_without_a_traceback(settings: Settings) -> None:
    away = {"mongodb_url": f"mongodb://127.0.0.1:{free_port()}/", "redis_url": f"redis://127.0.0.1:{free_port()}/0"}
    report = await doctor(settings.model_copy(update=away))
    assert report.exit_code == 1
    assert "BAD  MongoDB answers" in report.stdout
    assert "BAD  Redis answers" in report.stdout
    assert "Traceback" not in report.stderr


async def test_missing_urls_are_said_in_one_line(settings: Settings) -> None:
    report = await doctor(settings.model_copy(update={"mongodb_url": None}))
    assert report.exit_code == 1
    assert report.stderr.startswith("impactpulse: MONGODB_URL is not set.")


async def test_it_says_where_mail_goes_and_never_the_key(settings: Settings) -> None:
    assert "ok   mail is set up: kept in the database, sent to nobody" in (await doctor(settings)).stdout
    key = SecretStr("re_the_key")
    with_key = settings.model_copy(update={"resend_api_key": key})
    assert (
        "BAD  mail is set up: Resend, from ImpactPulse <mail@localhost>: set MAIL_FROM"
        in (await doctor(with_key)).stdout
    )
    ready = await doctor(with_key.model_copy(update={"mail_from": "Pulse <mail@pulse.example>"}))
    assert "ok   mail is set up: Resend, from Pulse <mail@pulse.example>" in ready.stdout
    assert key.get_secret_value() not in ready.stdout + ready.stderr
