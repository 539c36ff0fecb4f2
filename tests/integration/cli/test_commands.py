"""`impactpulse` itself: its list of commands, and one clear line where a setting is wrong."""

from __future__ import annotations

import pytest

from app.cli.group import COMMANDS
from app.core.settings import Settings
from app.infra.embedded.ports import free_port
from tests.fixtures.commands import impactpulse


async def test_the_help_names_every_command_and_what_it_does(settings: Settings) -> None:
    shown = await impactpulse(settings, "--help")
    assert shown.exit_code == 0
    listed = [line.split(maxsplit=1) for line in shown.stdout.split("Commands:\n")[1].splitlines()]
    assert sorted(COMMANDS) == sorted(name for name, _ in listed)
    assert dict(listed)["migrate"].startswith("Bring the database in line")


async def test_a_command_that_does_not_exist_is_refused(settings: Settings) -> None:
    refused = await impactpulse(settings, "dance")
    assert refused.exit_code == 2
    assert "No such command 'dance'" in refused.stderr


async def test_a_wrong_setting_is_named_and_its_value_is_not(settings: Settings) -> None:
    refused = await impactpulse(settings.model_copy(update={"relay_tick_ms": "hush"}), "doctor")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("impactpulse: RELAY_TICK_MS: ")
    assert "hush" not in refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize(
    "arguments", [("serve",), ("migrate",), ("upkeep",), ("verify", "ses_1"), ("verify", "--audit")]
)
async def test_a_missing_url_is_said_in_one_line(settings: Settings, arguments: tuple[str, ...]) -> None:
    refused = await impactpulse(settings.model_copy(update={"mongodb_url": None}), *arguments)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("impactpulse: MONGODB_URL is not set.")
    assert refused.stderr.count("\n") == 1


async def test_a_database_that_is_away_is_said_in_one_line(settings: Settings) -> None:
    away = f"mongodb://127.0.0.1:{free_port()}/?serverSelectionTimeoutMS=100"
    refused = await impactpulse(settings.model_copy(update={"mongodb_url": away}), "migrate")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("impactpulse: ")
    assert refused.stderr.count("\n") == 1
