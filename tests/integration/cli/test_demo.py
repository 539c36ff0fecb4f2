"""`impactpulse demo` as people call it: beside a run, with a login of their own, and where something is wrong."""

from __future__ import annotations

import os
from unittest import mock

from app.core.settings import Settings
from app.demo import replay
from app.demo.studio import Studio
from app.infra.embedded.ports import free_port
from app.infra.mongo import Database
from app.infra.run_folder import RunFile, RunFolder
from tests.fixtures.commands import impactpulse
from tests.fixtures.gateways import Gateway

PASSWORD = "correct horse battery"


def login(gateway: Gateway, password: str = PASSWORD) -> tuple[str, ...]:
    return "--url", f"{gateway.base_url}/", "--email", "host@example.com", "--password", password


async def test_beside_a_run_it_needs_no_options_and_the_counts_are_those_of_the_file(
    settings: Settings, live_gateway: Gateway
) -> None:
    run = RunFile(
        pid=os.getpid(),
        base_url=live_gateway.base_url,
        mongodb_url=settings.required_mongodb_url(),
        redis_url=settings.required_redis_url(),
        database=settings.database,
        jwt_secret=settings.signing_secret(),
        demo_email="demo@impactpulse.example",
        demo_password=PASSWORD,
    )
    with RunFolder(settings.data_dir) as folder:
        folder.write_run_file(run)
        shown = await impactpulse(settings, "demo", "--respondents", "25", "--speed", "200")
    assert shown.exit_code == 0, shown.output
    assert f"Watch it: {live_gateway.base_url}/app/sessions/ses_" in shown.stdout
    assert "Exact: every acked answer is counted once" in shown.stdout
    assert "impactpulse verify ses_" in shown.stdout


async def test_a_facilitator_may_ask_question_by_question(
    settings: Settings, database: Database, live_gateway: Gateway
) -> None:
    shown = await impactpulse(settings, "demo", *login(live_gateway), "--live", "--respondents", "2", "--speed", "500")
    assert shown.exit_code == 0, shown.output
    assert "Exact:" in shown.stdout
    async with Studio(live_gateway.base_url) as studio:
        await studio.log_in("host@example.com", PASSWORD)
        await studio.start_session("open")
    assert await database["surveys"].count_documents({}) == 1  # the next demo takes that of the former
    assert await database["sessions"].count_documents({}) == 2


async def test_results_that_are_not_those_of_the_file_end_it_with_code_1(settings: Settings, gateway: Gateway) -> None:
    """Nobody folds: there is no relay."""
    with mock.patch.object(replay, "SETTLE_S", 0.2):
        shown = await impactpulse(settings, "demo", *login(gateway), "--respondents", "3", "--speed", "500")
    assert shown.exit_code == 1
    assert "ClinLR n: the file has 3, served are 0" in shown.stdout
    assert "Not exact: the served results are not those of the file." in shown.stdout
    assert "Exact:" not in shown.stdout
    assert shown.stderr == ""


async def test_a_refused_login_is_said_in_one_line(settings: Settings, gateway: Gateway) -> None:
    async with Studio(gateway.base_url) as studio:
        await studio.log_in("host@example.com", PASSWORD)
    refused = await impactpulse(settings, "demo", *login(gateway, "another password"))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("impactpulse: /api/v1/auth/register: 409 ")
    assert refused.stdout == ""


async def test_without_a_server_it_says_how_to_get_one(settings: Settings) -> None:
    alone = await impactpulse(settings, "demo")
    assert alone.exit_code == 1
    assert alone.stderr.startswith("impactpulse: No server runs over DATA_DIR. Start one with `impactpulse run`")
    incomplete = await impactpulse(
        settings, "demo", "--url", f"http://127.0.0.1:{free_port()}", "--email", "a@b.example"
    )
    assert incomplete.stderr == alone.stderr
