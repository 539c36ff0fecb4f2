"""Restoring a back-up, as docs/operations.md says: what is there again is sound, and counting goes on."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.analytics.repository import TallyRepository
from app.features.submissions.repository import EntryLog
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from app.infra.mongo import Database
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session
from tests.fixtures.commands import impactpulse
from tests.fixtures.servers import settings_for
from tests.integration.log.running import Published, folded, running_relay

SCRIPT = Path(__file__).parents[3] / "deploy" / "mongo" / "restored.js"
AFTERWARDS = re.compile(r"^db\.(\w+)\.(deleteMany|updateMany)\((.+)\);$", re.MULTILINE)
"""The statements of the script that is run after a restore."""
RESTING = {"reminders": "is_active", "report_plans": "is_active", "webhooks": "is_enabled"}
AWAKE = {
    "_id": "awake",
    "organization": "org_1",
    "version": 3,
    "plan": {},
    "planned_by": "usr_1",
    "changed_at": utc_now(),
    "slot": 1,
    "url": "https://example.org",
    "events": [],
    "position": 0,
    "secret": b"sealed",
    "created_at": utc_now(),
    "updated_at": utc_now(),
}
"""What a plan must have, and what a webhook must."""


async def restored(backed_up: Database, empty: Database) -> None:
    """Every document of every collection, as mongorestore brings them, and the steps after it."""
    for name in await backed_up.list_collection_names():
        documents = await backed_up[name].find().to_list(None)
        if documents:
            await empty[name].insert_many(documents)
    for name, does, written in AFTERWARDS.findall(SCRIPT.read_text()):
        arguments = json.loads(f"[{written}]")
        await (empty[name].delete_many if does == "deleteMany" else empty[name].update_many)(*arguments)
    await migrate(empty)


async def is_sound(settings: Settings, session: str, entries: int) -> None:
    counted = await impactpulse(settings, "verify", session)
    assert counted.exit_code == 0, counted.output
    assert f"entries: {entries} in the log, {entries} in the tally" in counted.stdout
    audited = await impactpulse(settings, "verify", "--audit")
    assert audited.exit_code == 0, audited.output
    assert "sound up to" in audited.stdout


async def test_in_an_empty_database_everything_is_recounted_and_goes_on(settings: Settings, database: Database) -> None:
    session = (await opened_session(database)).session
    entries = first_entries(session, 30)
    await EntryLog(database).append_many(entries[:20])
    async with running_relay(database, Published()):
        await folded(database, session.id, 20)

    for name, field in RESTING.items():
        await database[name].insert_one({**AWAKE, field: True})

    elsewhere = settings.model_copy(update={"database": f"{settings.database}_restored"})
    client = mongo.connect(settings.required_mongodb_url())
    other = client[elsewhere.database]
    await migrate(other)
    await other["migrations"].delete_many({})  # the back-up brings its own
    await restored(database, other)
    published = Published()
    async with running_relay(other, published):
        await is_sound(elsewhere, session.id, 20)
        await EntryLog(other).append_many(entries[20:])
        await folded(other, session.id, 30)
        await is_sound(elsewhere, session.id, 30)
    before, after = await TallyRepository(database).read(session.id), await TallyRepository(other).read(session.id)
    assert before is not None
    assert after is not None
    assert after.epoch > before.epoch, "screens must not merge counts from before and after"
    for name, field in RESTING.items():
        resting = await other[name].find_one({"_id": "awake", "version": 4, field: False})
        assert resting is not None, f"{name}: what was sent since the back-up is sent again"
    client.close()


async def test_a_copy_of_the_data_folder_goes_on_where_it_was(
    tmp_path: Path, own_mongo: EmbeddedMongo, shared_redis: EmbeddedRedis
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    await migrate(client[settings.database])
    session = (await opened_session(client[settings.database])).session
    entries = first_entries(session, 30)
    await EntryLog(client[settings.database]).append_many(entries[:20])
    async with running_relay(client[settings.database], Published()):
        await folded(client[settings.database], session.id, 20)
    client.close()
    own_mongo.stop()
    shutil.copytree(own_mongo.folder, tmp_path / "copy")

    copy = EmbeddedMongo(tmp_path / "copy")
    copy.start()
    try:
        elsewhere = settings.model_copy(update={"mongodb_url": copy.url})
        client = mongo.connect(copy.url)
        async with running_relay(client[settings.database], Published()):
            await EntryLog(client[settings.database]).append_many(entries[20:])
            await folded(client[settings.database], session.id, 30)
            await is_sound(elsewhere, session.id, 30)
        client.close()
    finally:
        copy.kill()
