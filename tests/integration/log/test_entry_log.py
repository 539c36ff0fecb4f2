"""The log on a real server: what became of each entry of a batch."""

from __future__ import annotations

from typing import cast

import msgspec

from app.core.errors import KeyConflict, RevisionConflict
from app.core.identity import new_id
from app.core.settings import Settings
from app.features.submissions.model import Entry
from app.features.submissions.outcome import Refused, Repeated, Written
from app.features.submissions.repository import STEPS_AHEAD, EntryLog
from app.features.submissions.windows import LONG_LOG
from app.infra import mongo
from app.infra.by_id import IDS_PER_QUERY
from app.infra.mongo import Database
from tests.builders.entries import first_entries, new_key, revisions
from tests.builders.sessions import opened_session
from tests.fixtures.queries import Recorder


async def test_each_entry_of_a_mixed_batch_gets_its_own_outcome(database: Database) -> None:
    session = (await opened_session(database)).session
    log = EntryLog(database)
    stored = first_entries(session, 4)
    await log.append_many(stored)
    batch: list[Entry] = [
        first_entries(session, 1)[0],
        stored[0],
        msgspec.structs.replace(stored[1], payload_hash="f" * 64),
        msgspec.structs.replace(stored[2], key=new_key()),
        msgspec.structs.replace(first_entries(session, 1)[0], key=stored[3].key),
        first_entries(session, 1)[0],
    ]
    outcomes = await log.append_many(batch)
    kinds = [type(outcome.error) if isinstance(outcome, Refused) else type(outcome) for outcome in outcomes]
    assert kinds == [Written, Repeated, KeyConflict, RevisionConflict, KeyConflict, Written]
    assert outcomes[1] == Repeated(stored[0])
    assert await log.count(session.id) == 6


async def test_a_conflict_says_how_far_the_revisions_have_come(database: Database) -> None:
    session = (await opened_session(database)).session
    log = EntryLog(database)
    chain = list(revisions(session, 40))
    await log.append_many(chain)
    [outcome] = await log.append_many([msgspec.structs.replace(chain[1], key=new_key())])
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, RevisionConflict)
    assert outcome.error.current_revision == 40


async def test_the_latest_revision_is_found_however_many_there_are(database: Database) -> None:
    session = (await opened_session(database)).session
    log = EntryLog(database)
    chain = list(revisions(session, 40))
    for stored in range(1, len(chain) + 1):
        await log.append_many([chain[stored - 1]])
        assert await log.latest([chain[0].id]) == [chain[stored - 1]]


async def test_many_answers_are_looked_up_a_few_at_a_time(
    settings: Settings, database: Database, queries: Recorder
) -> None:
    session = (await opened_session(database)).session
    entries = first_entries(session, 3 * IDS_PER_QUERY)
    await EntryLog(database).append_many(entries)
    client = mongo.connect(settings.required_mongodb_url())  # one that the recorder listens to
    log = EntryLog(client[database.name])
    latest = await log.latest([entry.id for entry in entries])
    client.close()
    assert sorted(entry.id for entry in latest) == sorted(entry.id for entry in entries)
    asked = [query for shape, (_, query) in queries.found.items() if shape.startswith("entries")]
    assert [len(query["_id"]["$in"]) <= IDS_PER_QUERY for query in asked] == [True]
    assert queries.times.total() == 3 * len(STEPS_AHEAD)


async def test_sessions_do_not_share_keys_or_scans(database: Database) -> None:
    one, other = (await opened_session(database)).session, (await opened_session(database)).session
    log = EntryLog(database)
    first = first_entries(one, 3)
    same_keys = [
        msgspec.structs.replace(entry, id=f"{other.id}:{new_id('par')}:1:colour:1", session=other.id) for entry in first
    ]
    await log.append_many(first)
    assert all(isinstance(outcome, Written) for outcome in await log.append_many(same_keys))
    assert {entry.id async for entry in log.scan(one.id)} == {entry.id for entry in first}


async def test_a_long_log_is_read_in_pieces_and_whole(database: Database) -> None:
    """Some phones are years off. That a log is long is what its tally says; it may as well be wrong."""
    session = (await opened_session(database)).session
    log = EntryLog(database)
    keys = [new_key(), "00000000-0000-7000-8000-000000000000", "ffffffff-ffff-7fff-bfff-ffffffffffff", new_key()]
    entries = [
        msgspec.structs.replace(entry, key=key) for entry, key in zip(first_entries(session, 4), keys, strict=True)
    ]
    await log.append_many(entries)
    tally = {"_id": session.id, "organization": session.organization, "generation": 0, "epoch": 1, "version": 0}
    empty = {"position": 0, "entries": LONG_LOG + 1, "cells": {}, "as_of": session.created_at}
    await database["tallies"].insert_one(tally | empty)
    assert sorted([entry.id async for entry in log.scan(session.id)]) == sorted(entry.id for entry in entries)
    assert await log.count(session.id) == 4
    assert await log.respondents(session.id, 10) == 4


async def test_a_write_that_the_server_fails_for_its_own_reasons_may_be_sent_again(database: Database) -> None:
    session = (await opened_session(database)).session
    good, failed = first_entries(session, 2)
    outcomes = await EntryLog(database).append_many([good, msgspec.structs.replace(failed, attempt=cast("int", "one"))])
    assert isinstance(outcomes[0], Written)
    assert isinstance(outcomes[1], Refused)
    assert outcomes[1].error.temporary
