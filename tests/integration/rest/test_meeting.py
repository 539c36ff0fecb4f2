"""Two changes that meet at their worst moment, and one that its process died over: what follows is whole."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from app.core.clock import utc_now
from app.features.sessions.closing import SessionClosing
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.audit import actions, audit_trail
from tests.builders.colleagues import colleague, invitation_token, invited, user_of, verified_owner
from tests.builders.overtaking import overtake
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, started_session
from tests.builders.sessions import Silent

NEW_PASSWORD = "another horse, another battery"


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


async def test_a_login_with_the_password_that_is_just_replaced_is_none(
    http: httpx.AsyncClient, ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def replaced() -> None:
        data_of(await ada.post("/auth/password", {"current": PASSWORD, "password": NEW_PASSWORD}))

    overtake(monkeypatch, services.account_services.accounts._homes, "of", replaced)
    login = await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD})
    assert code_of(login) == "challenge_invalid"
    assert len(data_of(await ada.get("/auth/logins"))) == 1


async def test_whoever_deletes_their_account_while_they_come_in_elsewhere_is_nowhere(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve, bob = await verified_owner(http, database, "eve"), await colleague(http, ada, database, "bob")
    first, user = await invitation_token(database, "bob@example.org"), await user_of(bob)
    token = await invited(eve, database, "bob", after=first)

    async def deleted() -> None:
        data_of(await bob.post("/auth/delete-account", {"password": PASSWORD}))

    members = services.account_services.member_invitations._organizations
    overtake(monkeypatch, members._numbering, "next", deleted)
    assert (await bob.post("/invitations/accept", {"token": token})).status_code == 404
    assert await database["users"].count_documents({"_id": user}) == 0
    assert await database["members"].count_documents({"user": user}) == 0


async def test_whoever_deletes_their_account_while_they_found_an_organization_leaves_none_behind(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = await colleague(http, ada, database, "bob")
    user = await user_of(bob)

    async def deleted() -> None:
        data_of(await bob.post("/auth/delete-account", {"password": PASSWORD}))

    overtake(monkeypatch, services.account_services.organizations._accounts._numbering, "next", deleted)
    assert code_of(await bob.post("/organizations", {"name": "Bob's"})) == "not_found"
    assert await database["organizations"].count_documents({"owner": user}) == 0
    assert await database["members"].count_documents({"user": user}) == 0


async def test_a_session_that_ends_while_it_is_brought_back_has_no_code(
    ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await started_session(ada, "open")
    long_ago = utc_now() - timedelta(days=9)
    await database["sessions"].update_one({"_id": session["id"]}, {"$set": {"settings.closes_at": long_ago}})
    data_of(await ada.post(f"/sessions/{session['id']}/archive"))
    stored = SessionRepository(database)

    async def ended() -> None:
        assert await SessionClosing(stored, Silent(), audit_trail(database), utc_now).end_closed() == 1

    overtake(monkeypatch, services.upkeep._stored, "unarchive", ended)
    back = data_of(await ada.post(f"/sessions/{session['id']}/unarchive"))
    assert (back["status"], back["archived_at"], back["code"]) == ("ended", None, None)


async def test_a_removal_that_its_process_died_over_is_finished_by_the_next_one(
    http: httpx.AsyncClient, ada: Caller, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await started_session(ada, "open")
    me = data_of(await Caller(http).post("/join", {"code": session["code"]}))["participant"]
    path = f"/sessions/{session['id']}/participants"

    async def killed(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as dying:
        dying.setattr(ParticipantRepository, "mark_removed", killed)
        assert (await ada.call("DELETE", f"{path}/{me}")).status_code == 500
    for _ in range(2):
        assert (await ada.call("DELETE", f"{path}/{me}")).status_code == 204
    [listed] = data_of(await ada.get(path))["items"]
    assert listed["removed"] is True
    organization = data_of(await ada.get("/organizations/current"))["id"]
    assert (await actions(database, organization)).count("participant.removed") == 1
