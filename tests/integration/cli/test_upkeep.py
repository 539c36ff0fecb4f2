"""`impactpulse upkeep` and what `verify` says of a session whose log it removed."""

from __future__ import annotations

import subprocess
import sys

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.sessions import new_member
from tests.integration.log.running import expired_session


def impactpulse(settings: Settings, *arguments: str) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    run = subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env=settings.as_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def said_by_upkeep(logs: int) -> str:
    return f"0 erasures finished, {logs} logs removed by retention, 0 files of reports removed\n"


async def test_what_is_kept_no_longer_goes_and_verify_says_so(settings: Settings, database: Database) -> None:
    session = await expired_session(database, new_member(), 5)
    assert impactpulse(settings, "upkeep") == (
        0,
        "0 erasures finished, 1 logs removed by retention, 0 files of reports removed\n",
    )
    assert impactpulse(settings, "upkeep") == (
        0,
        "0 erasures finished, 0 logs removed by retention, 0 files of reports removed\n",
    )
    code, said = impactpulse(settings, "verify", session.id)
    assert code == 0
    assert f"log removed by retention on {utc_now():%Y-%m-%d}" in said


def test_a_missing_url_is_said_in_one_line(settings: Settings) -> None:
    code, said = impactpulse(settings.model_copy(update={"mongodb_url": None}), "upkeep")
    assert code == 1
    assert "MONGODB_URL" in said
    assert "Traceback" not in said
