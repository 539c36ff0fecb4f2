"""An organization that is deleted: a week in which that can be taken back, then nothing is left but the audit chain."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.deletion.holdings import Holdings
from app.features.reports.model import file_id
from app.infra.errands import Errands
from app.infra.file_store import FileStore
from app.infra.mongo import Database
from app.wiring.reports import BUCKET
from app.wiring.upkeep import run_upkeep
from tests.builders.audit import actions
from tests.builders.colleagues import colleague, invited, verified_owner
from tests.builders.images import uploaded
from tests.builders.rest import PASSWORD, Caller, answer, code_of, data_of, joined, registered, started_session
from tests.builders.staying import STAYING
from tests.fixtures.commands import impactpulse
from tests.fixtures.waiting import until

CURRENT = "/organizations/current"
DELETION = f"{CURRENT}/deletion"
WISH = {"name": "ada's", "password": PASSWORD}


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


async def test_only_who_types_the_name_and_the_password_plans_it_and_it_can_be_taken_back(
    ada: Caller, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization = data_of(await ada.get(CURRENT))
    assert organization["deletion_due_at"] is None
    assert code_of(await ada.post(DELETION, {**WISH, "name": "eve's"})) == "name_differs"
    assert code_of(await ada.post(DELETION, {**WISH, "password": "wrong"})) == "password_wrong"
    with monkeypatch.context() as busy:
        busy.setattr(Errands, "add", lambda *_: False)
        assert code_of(await ada.post(DELETION, WISH)) == "mail_unavailable"
    first, again = [data_of(await ada.post(DELETION, WISH)) for _ in range(2)]
    assert first == again
    assert first["deletion_due_at"] > (utc_now() + timedelta(days=6)).isoformat()

    told: list[str] = []

    async def somebody_is_told() -> bool:
        told[:] = [one["to"] async for one in database["outbox"].find({"subject": {"$regex": "will be deleted"}})]
        return len(told) == 2

    await until(somebody_is_told)
    assert told == 2 * ["ada@example.org"], "each time: the first mail had not left"
    for _ in range(2):
        assert data_of(await ada.call("DELETE", DELETION))["deletion_due_at"] is None
    taken = ["organization.deletion_planned", "organization.deletion_taken_back"]
    assert (await actions(database, organization["id"]))[-2:] == taken


async def filled(http: httpx.AsyncClient, ada: Caller, database: Database) -> tuple[str, tuple[Caller, ...]]:
    """Something in every corner: a session, and a colleague, a key and a phone."""
    bob = await colleague(http, ada, database, "bob")
    await invited(ada, database, "cyd")
    key = data_of(await ada.post("/api-keys", {"name": "a key", "scopes": ["surveys:read"]}))["key"]
    data_of(await ada.post("/webhooks", {"url": "https://example.org/hook", "events": ["session.ended"]}))
    data_of(await uploaded(ada))
    session = await started_session(ada, "open")
    phone = await joined(http, session)
    data_of(await phone.post(f"/sessions/{session['id']}/submissions", answer("q1", "tea") | {"part": "form"}))
    report = data_of(await ada.post(f"/sessions/{session['id']}/reports", {"format": "csv"}))["id"]
    await database["reports"].update_one({"_id": report}, {"$set": {"attempt": 1}})
    await FileStore(database, BUCKET).save(file_id(report, 1), "a file", Path(__file__))
    return session["id"], (bob, Caller(http, key), phone)


async def overdue(database: Database, field: str) -> None:
    """Let the time of whatever waits be over."""
    past = utc_now() - timedelta(minutes=2)
    await database["organizations"].update_many({"deletion.asked_by": {"$ne": None}}, {"$set": {field: past}})


async def test_after_the_week_all_is_erased_by_whoever_goes_on_where_another_was_killed(
    http: httpx.AsyncClient,
    ada: Caller,
    settings: Settings,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    eve = await registered(http, "eve")
    hers = await started_session(eve)
    organization = data_of(await ada.get(CURRENT))["id"]
    session, callers = await filled(http, ada, database)
    data_of(await ada.post(DELETION, WISH))
    assert (await run_upkeep(settings)).organizations_deleted == 0
    assert data_of(await callers[0].get("/surveys"))["items"], "for a week it works as before"

    await overdue(database, "deletion.due_at")
    remove = Holdings.remove
    killed: list[str] = []

    async def remove_until_killed(holdings: Holdings, kind: str, owners: list[str]) -> None:
        await remove(holdings, kind, owners)
        if kind == "session" and not killed:
            killed.append(kind)
            raise ConnectionError

    monkeypatch.setattr(Holdings, "remove", remove_until_killed)
    with pytest.raises(ConnectionError):
        await run_upkeep(settings)
    assert [code_of(await one.get("/surveys")) for one in (ada, callers[0])] == ["removed", "removed"]
    assert code_of(await callers[1].get("/surveys")) == "token_invalid"
    late = await callers[2].post(f"/sessions/{session}/submissions", answer("q1", "tea", attempt=2) | {"part": "form"})
    assert code_of(late) in ("session_ended", "removed")

    assert [(await run_upkeep(settings)).organizations_deleted for _ in range(2)] == [0, 0], "it is looked at again"
    await overdue(database, "deletion.swept_at")
    assert [(await run_upkeep(settings)).organizations_deleted for _ in range(2)] == [1, 0]
    for name in set(await database.list_collection_names()) - STAYING.keys() | {"organizations"}:
        left = str(await database[name].find({}).to_list(None))
        assert (organization in left, session in left) == (False, False), name
    assert not await database["report_files.files"].count_documents({})
    assert (await actions(database, organization)).count("organization.deleted") == 1
    assert (await impactpulse(settings, "verify", "--audit")).exit_code == 0
    assert data_of(await eve.get(f"/sessions/{hers['id']}"))["status"] == "lobby"
