"""`impactpulse verify SESSION`: the tally against the log, counter by counter."""

from __future__ import annotations

from app.cli.verify import MOST_DIFFERENCES_SHOWN
from app.core.settings import Settings
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session
from tests.fixtures.commands import impactpulse
from tests.integration.log.running import Published, folded, running_relay


async def test_a_tally_that_equals_its_log_passes_and_one_counter_too_many_does_not(
    settings: Settings, database: Database
) -> None:
    session = (await opened_session(database)).session
    await EntryLog(database).append_many(first_entries(session, 6))
    async with running_relay(database, Published()):
        await folded(database, session.id, 6)
    sound = await impactpulse(settings, "verify", session.id)
    assert sound.exit_code == 0
    assert "entries: 6 in the log, 6 in the tally" in sound.stdout
    assert "The tally equals the recount in all " in sound.stdout

    tally = await database["tallies"].find_one({"_id": session.id})
    assert tally is not None
    cell, counters = next(iter(tally["cells"].items()))
    held = counters["n"]
    await database["tallies"].update_one({"_id": session.id}, {"$inc": {f"cells.{cell}.n": 1}})
    wrong = await impactpulse(settings, "verify", session.id)
    assert wrong.exit_code == 1
    assert f"n: the tally has {held + 1}, the recount {held}" in wrong.stdout
    assert "The tally differs from the recount in 1 places." in wrong.stdout

    extra = {f"cells.{cell}.x{number}": 1 for number in range(MOST_DIFFERENCES_SHOWN + 5)}
    await database["tallies"].update_one({"_id": session.id}, {"$set": extra})
    many = await impactpulse(settings, "verify", session.id)
    assert many.stdout.count("the tally has") == MOST_DIFFERENCES_SHOWN
    assert f"in {MOST_DIFFERENCES_SHOWN + 6} places" in many.stdout
