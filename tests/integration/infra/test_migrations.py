"""The database is brought in line once, by however many processes try."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError, OperationFailure, WriteError

from app.core.settings import Settings
from app.features.accounts.model import User
from app.features.accounts.repository import AccountRepository
from app.features.organizations.repository import OrganizationRepository
from app.infra.migrations import MIGRATIONS, migrate, pending_migrations
from app.infra.migrations.collection import NAMESPACE_EXISTS, CollectionSpec, ensure_collection
from app.infra.mongo import Database, connect
from app.infra.numbering import Numbering
from tests.builders.sessions import started_session

EXPECTED = {
    *(
        "counters",
        "organizations",
        "users",
        "members",
        "refresh_tokens",
        "token_families",
        "surveys",
        "survey_versions",
    ),
    *("sessions", "participants", "entries", "tallies", "checkpoints", "leases", "migrations"),
    *("audit_events", "audit_heads"),
    *("outbox", "quota_places"),
}


def entry(**changes: Any) -> dict[str, Any]:
    """A valid entry of the log."""
    return {
        "_id": "ses_1:par_1:1:q1:1",
        "session": "ses_1",
        "organization": "org_1",
        "slot": 3,
        "attempt": 1,
        "answers": {"q1": "a"},
        "key": "k1",
        "payload_hash": "0" * 64,
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        **changes,
    }


async def test_two_processes_may_migrate_at_once(settings: Settings, database: Database) -> None:
    clients = [connect(settings.required_mongodb_url()) for _ in range(2)]
    first, second = (client[f"{settings.database}_twice"] for client in clients)
    await asyncio.gather(migrate(first), migrate(second))
    assert set(await first.list_collection_names()) == set(await database.list_collection_names())
    assert await first["migrations"].count_documents({}) == len(MIGRATIONS)
    await clients[0].drop_database(first.name)
    for client in clients:
        client.close()


async def test_a_second_run_changes_nothing(database: Database) -> None:
    assert await pending_migrations(database) == []
    assert await migrate(database) == []


async def test_a_step_that_was_cut_off_is_completed_by_the_next_run(database: Database) -> None:
    complete = set(await database.list_collection_names())
    assert {"users", "surveys", "sessions", "entries", "tallies", "audit_events", "jobs"} <= complete
    await database.drop_collection("tallies")
    await database["entries"].drop_index("session_key")
    await database["migrations"].delete_many({})
    assert await migrate(database) == [migration.name for migration in MIGRATIONS]
    assert "session_key" in await database["entries"].index_information()
    assert set(await database.list_collection_names()) == complete


@pytest.mark.parametrize(
    "wrong",
    [{"answers": "a"}, {"payload_hash": "short"}, {"at": "2026"}, {"attempt": 0}, {"session": 7}],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_the_log_refuses_what_is_no_entry(database: Database, wrong: dict[str, Any]) -> None:
    with pytest.raises(WriteError):
        await database["entries"].insert_one(entry(**wrong))


async def test_a_key_belongs_to_one_entry_of_its_session(database: Database) -> None:
    await database["entries"].insert_one(entry())
    with pytest.raises(DuplicateKeyError):
        await database["entries"].insert_one(entry(_id="ses_1:par_2:1:q1:1"))
    await database["entries"].insert_one(entry(_id="ses_2:par_1:1:q1:1", session="ses_2"))


async def test_barriers_of_two_relays_do_not_collide(database: Database) -> None:
    await database["entries"].insert_many([{"_id": f"barrier:{n}", "slot": n} for n in range(2)])


async def test_a_join_code_is_unique_until_it_is_given_back(database: Database) -> None:
    def session(number: int, **changes: Any) -> dict[str, Any]:
        return {
            "_id": f"ses_{number}",
            "organization": "org_1",
            "survey": "srv_1",
            "version": 1,
            "mode": "live",
            "title": "A session",
            "slot": 0,
            "number": number,
            "run": number,
            "state": {},
            "state_version": 1,
            "created_at": datetime(2026, 1, 1, tzinfo=UTC),
            "code": "ABC234",
            **changes,
        }

    await database["sessions"].insert_one(session(1))
    with pytest.raises(DuplicateKeyError):
        await database["sessions"].insert_one(session(2))
    await database["sessions"].update_one({"_id": "ses_1"}, {"$set": {"code": None}})
    await database["sessions"].insert_many([session(2), session(3, code=None)])


async def test_what_was_stored_before_lists_had_orders_gets_its_keys(database: Database) -> None:
    full = await started_session(database)
    organization, now = full.session.organization, full.session.created_at
    user = User("usr_1", "Ärmel", "a@example.org", "no hash")
    await AccountRepository(database).add_user(user, now)
    await OrganizationRepository(database).add_member(organization, user, "viewer", now)
    keyed = {"surveys": ("title_key",), "sessions": ("title_key", "updated_at"), "members": ("person_key",)}
    before = {name: await database[name].find_one({"organization": organization}) for name in keyed}
    for name, keys in keyed.items():
        await database[name].update_many({"organization": organization}, {"$unset": dict.fromkeys(keys, "")})
    await database["migrations"].delete_one({"_id": "0013_lists"})
    assert await migrate(database) == ["0013_lists"]
    assert {name: await database[name].find_one({"organization": organization}) for name in keyed} == before
    assert before["members"] is not None
    assert before["members"]["person_key"] == "armel a@example.org"


async def test_who_joined_or_belonged_before_there_were_numbers_is_numbered_and_owners_are_named(
    database: Database,
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    await database["organizations"].insert_many(
        [
            {"_id": "org_1", "name": "Before", "created_at": at},
            {"_id": "org_2", "name": "Since", "created_at": at, "owner": "usr_9"},
        ]
    )
    members = [("org_1", "usr_1", "owner"), ("org_1", "usr_2", "viewer"), ("org_2", "usr_1", "owner")]
    await database["members"].insert_many(
        [{"_id": f"{org}:{usr}", "organization": org, "user": usr, "role": role} for org, usr, role in members]
    )
    joined: list[dict[str, Any]] = [
        {"session": "ses_1"},
        {"session": "ses_1"},
        {"session": "ses_2"},
        {"session": "ses_2", "number": 7},
    ]
    await database["participants"].insert_many(
        [{"_id": f"par_{n}", "organization": "org_1", "joined_at": at, **one} for n, one in enumerate(joined)]
    )
    await database["counters"].insert_one({"_id": "ses_2:participants", "value": 7})
    await database["migrations"].delete_many({"_id": {"$in": ["0004_running", "0005_organizations"]}})
    assert await migrate(database) == ["0005_organizations", "0004_running"]

    owners = {one["_id"]: one["owner"] async for one in database["organizations"].find({})}
    assert owners == {"org_1": "usr_1", "org_2": "usr_9"}
    numbers = {one["_id"]: one["number"] async for one in database["members"].find({})}
    assert sorted((numbers["org_1:usr_1"], numbers["org_1:usr_2"])) == [1, 2]
    assert numbers["org_2:usr_1"] == 1
    seats = {one["_id"]: one["number"] async for one in database["participants"].find({})}
    assert sorted((seats["par_0"], seats["par_1"])) == [1, 2]
    assert (seats["par_2"], seats["par_3"]) == (8, 7)
    assert await Numbering(database).next("org_1", "members") == 3  # the next one goes on after them


async def test_who_joined_before_gets_the_key_of_their_name(database: Database) -> None:
    await migrate(database)
    joined: list[dict[str, Any]] = [{"name": "Ädam", "email": "A@b.org"}, {"name": None}, {}, {"person_key": "kept"}]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    await database["participants"].insert_many(
        [{"_id": f"par_{n}", "session": "s", "organization": "o", "joined_at": at, **o} for n, o in enumerate(joined)]
    )
    await database["migrations"].delete_one({"_id": "0032_participants_by_name"})
    assert await migrate(database) == ["0032_participants_by_name"]
    keys = [one["person_key"] async for one in database["participants"].find({})]
    assert sorted(keys) == ["", "", "adam a@b.org", "kept"]


async def test_places_of_a_log_that_was_removed_before_name_nobody(database: Database) -> None:
    template = await database["sessions"].find_one({"_id": (await started_session(database)).session.id})
    assert template is not None
    removed, kept = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    settings, ended = {"quotas": [{"id": "tea"}, {"id": "rest"}]}, {"state": {"phase": "ended"}, "code": None}
    for number, at in enumerate((removed, None), 2):
        other = {"_id": f"ses_{number}", "number": number, "run": number, "settings": settings, "log_removed_at": at}
        await database["sessions"].insert_one({**template, **ended, **other})
    places = [(f"ses_{session}:{quota}", place) for session in (2, 3) for quota in ("tea", "rest") for place in (1, 2)]
    named = {"claims": ["clm_1"], "checked": False, "at": kept}
    await database["quota_places"].insert_many(
        [
            {"_id": f"{quota}:{n}", "quota": quota, "number": n, "holder": f"par_{n}:1", "answers": f"e_{n}", **named}
            for quota, n in places
        ]
    )
    for _ in range(2):
        await database["migrations"].delete_one({"_id": "0033_forgotten_holders"})
        assert await migrate(database) == ["0033_forgotten_holders"]
        found = {
            one["_id"]: (one["holder"], one["answers"], one["at"]) async for one in database["quota_places"].find()
        }
        assert found == {
            f"{quota}:{n}": (f"removed:{n}", "", removed) if "ses_2" in quota else (f"par_{n}:1", f"e_{n}", kept)
            for quota, n in places
        }


async def test_a_collection_that_the_server_refuses_is_no_collection_that_was_there(database: Database) -> None:
    with pytest.raises(OperationFailure) as refusal:
        await ensure_collection(database, CollectionSpec(name="system.surveys"))
    assert refusal.value.code != NAMESPACE_EXISTS
