"""`impactpulse migrate` says what it did, and does it once."""

from __future__ import annotations

from app.core.settings import Settings
from app.infra import mongo
from app.infra.migrations import MIGRATIONS, pending_migrations
from tests.fixtures.commands import impactpulse


async def test_every_step_is_applied_and_named_and_a_second_call_has_nothing_to_do(settings: Settings) -> None:
    first = await impactpulse(settings, "migrate")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines() == [f"applied {migration.name}" for migration in MIGRATIONS]
    client = mongo.connect(settings.required_mongodb_url())
    assert await pending_migrations(client[settings.database]) == []
    client.close()
    second = await impactpulse(settings, "migrate")
    assert (second.exit_code, second.stdout) == (0, "nothing to do\n")
