"""`impactpulse upkeep` and what `verify` says of a session whose log it removed."""

from __future__ import annotations

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.sessions import new_member
from tests.fixtures.commands import impactpulse
from tests.integration.log.running import expired_session


def said_by_upkeep(logs: int) -> str:
    answers = f"0 erasures finished, {logs} logs removed by retention"
    told = "0 files of reports and 0 unused images removed, 0 users told of a login that was ended"
    deleted = "0 accounts and 0 organizations deleted"
    return f"0 sessions ended that had closed, 0 forgotten, {answers}, {told}, {deleted}\n"


async def test_what_is_kept_no_longer_goes_and_verify_says_so(settings: Settings, database: Database) -> None:
    session = await expired_session(database, new_member(), 5)
    assert (await impactpulse(settings, "upkeep")).output == said_by_upkeep(logs=1)
    assert (await impactpulse(settings, "upkeep")).output == said_by_upkeep(logs=0)
    verified = await impactpulse(settings, "verify", session.id)
    assert verified.exit_code == 0
    assert f"log removed by retention on {utc_now():%Y-%m-%d}" in verified.output


async def test_a_missing_url_is_said_in_one_line(settings: Settings) -> None:
    refused = await impactpulse(settings.model_copy(update={"mongodb_url": None}), "upkeep")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("impactpulse: MONGODB_URL is not set.")
