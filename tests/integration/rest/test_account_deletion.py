"""An account that its user deletes: at once, everywhere, and also where the process dies over it."""

from __future__ import annotations

import httpx
import pytest

from app.core.errors import MailUnavailable
from app.core.settings import Settings
from app.features.organizations import account_deletion
from app.features.organizations.repository import OrganizationRepository
from app.infra.mongo import Database
from app.infra.outbox import OutboxMailer
from app.wiring.upkeep import run_upkeep
from tests.builders.audit import actions
from tests.builders.colleagues import colleague, invitation_token, invited, roles, user_of, verified_owner
from tests.builders.mail import mail_about
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, published_survey
from tests.fixtures.commands import impactpulse

CURRENT, DELETE = "/organizations/current", "/auth/delete-account"
PRESENT = {"password": PASSWORD}
MAY_NAME = {"audit_events", "surveys", "survey_versions"}
"""By the id that is nobody's any more."""


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


async def log_in(http: httpx.AsyncClient, name: str) -> httpx.Response:
    return await Caller(http).post("/auth/login", {"email": f"{name}@example.org", "password": PASSWORD})


async def traces(database: Database, text: str) -> set[str]:
    """The collections in which something is said of somebody; mail that is kept apart."""
    names = set(await database.list_collection_names()) - {"outbox"}
    return {name for name in names if text in str(await database[name].find({}).to_list(None))}


async def test_whoever_leaves_is_unnamed_everywhere_and_what_they_made_stays(
    http: httpx.AsyncClient, ada: Caller, settings: Settings, database: Database
) -> None:
    eve = await verified_owner(http, database, "eve")
    bob = await colleague(http, ada, database, "bob")
    first = await invitation_token(database, "bob@example.org")
    data_of(await bob.post("/invitations/accept", {"token": await invited(eve, database, "bob", after=first)}))
    bob = Caller(http, data_of(await log_in(http, "bob"))["access_token"])
    user, survey = await user_of(bob), await published_survey(bob)
    assert code_of(await bob.post(DELETE, {"password": "wrong"})) == "password_wrong"
    gone = await bob.post(DELETE, PRESENT)
    assert {cookie.partition("=")[0] for cookie in gone.headers.get_list("set-cookie")} >= {"ip_access", "ip_refresh"}

    assert code_of(await bob.get("/auth/me")) == "token_revoked"
    assert code_of(await log_in(http, "bob")) == "login_failed"
    assert await roles(ada) == {"ada": "owner"}
    assert await roles(eve) == {"eve": "owner"}
    assert data_of(await eve.get(f"/surveys/{survey}"))["title"] == "Breakfast"
    assert await traces(database, "bob@example.org") == set()
    assert await traces(database, user) <= MAY_NAME
    for one in (ada, eve):
        assert (await actions(database, data_of(await one.get(CURRENT))["id"])).count("account.deleted") == 1
    assert (await impactpulse(settings, "verify", "--audit")).exit_code == 0
    await mail_about(database, "bob@example.org", "Your account was deleted")
    again = {"organization": "Bob's", "name": "bob", "email": "bob@example.org", "password": PASSWORD}
    assert data_of(await Caller(http).post("/auth/register", again))["user"]["id"] != user


async def test_an_owner_hands_over_or_has_the_organization_deleted_before(http: httpx.AsyncClient, ada: Caller) -> None:
    assert (await ada.post(DELETE, PRESENT)).status_code == 409
    assert code_of(await ada.post(DELETE, PRESENT)) == "owns_organizations"
    data_of(await ada.post(f"{CURRENT}/deletion", {"name": "ada's", **PRESENT}))
    data_of(await ada.post(DELETE, PRESENT))
    assert code_of(await log_in(http, "ada")) == "login_failed"


async def test_where_no_mail_can_be_sent_the_upkeep_tells_and_removes_the_user(
    http: httpx.AsyncClient, ada: Caller, settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = await colleague(http, ada, database, "bob")

    async def away(*_: object) -> None:
        raise MailUnavailable

    with monkeypatch.context() as evening:
        evening.setattr(OutboxMailer, "send", away)
        data_of(await bob.post(DELETE, PRESENT))
    assert code_of(await log_in(http, "bob")) == "login_failed"
    assert await roles(ada) == {"ada": "owner"}
    assert "users" in await traces(database, "bob@example.org"), "nobody could tell them any more"
    monkeypatch.setattr(account_deletion, "TAKEN_OVER_AFTER", account_deletion.TAKEN_OVER_AFTER * 0)
    assert (await run_upkeep(settings)).accounts_deleted == 1
    await mail_about(database, "bob@example.org", "Your account was deleted")
    assert await traces(database, "bob@example.org") == set()


async def test_what_a_killed_process_left_is_finished_by_the_upkeep(
    http: httpx.AsyncClient,
    ada: Caller,
    settings: Settings,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bob = await colleague(http, ada, database, "bob")
    user = await user_of(bob)

    async def killed(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as dying:
        dying.setattr(OrganizationRepository, "finish_leaving", killed)
        assert (await bob.post(DELETE, PRESENT)).status_code == 500
    assert code_of(await log_in(http, "bob")) == "login_failed", "nobody comes back half-way"
    assert (await run_upkeep(settings)).accounts_deleted == 0, "it may still be under way"
    monkeypatch.setattr(account_deletion, "TAKEN_OVER_AFTER", account_deletion.TAKEN_OVER_AFTER * 0)
    assert [(await run_upkeep(settings)).accounts_deleted for _ in range(2)] == [1, 0]
    assert await traces(database, user) == {"audit_events"}
    assert (await actions(database, data_of(await ada.get(CURRENT))["id"])).count("account.deleted") == 1
