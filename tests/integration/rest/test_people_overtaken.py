"""People who come, go or are made owners between the look at them and the step that follows; and mail that is away."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import get_args

import httpx
import pytest

from app.core.clock import utc_now
from app.core.errors import MailUnavailable
from app.features.accounts.model import User
from app.features.organizations.letters import deletion_mail
from app.http.devices import Language
from app.infra.mongo import Database
from app.infra.outbox import OutboxMailer
from app.wiring.web import WebServices
from tests.builders.colleagues import colleague, invitation_token, invited, roles, user_of, verified_owner
from tests.builders.overtaking import overtake
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered

CURRENT, DELETE = "/organizations/current", "/auth/delete-account"
INVITATIONS = f"{CURRENT}/invitations"
BOB = {"email": "bob@example.org", "role": "viewer"}


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


async def unsent(*_: object, **__: object) -> None:
    raise MailUnavailable


async def test_an_invitation_whose_mail_is_refused_is_worth_nothing(
    ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = services.account_services.member_invitations._means.post
    with monkeypatch.context() as away:
        away.setattr(post, "send", unsent)
        assert code_of(await ada.post(INVITATIONS, BOB)) == "mail_unavailable"
    assert [one["status"] for one in data_of(await ada.get(INVITATIONS))["items"]] == ["revoked"]


async def test_a_link_that_is_revoked_while_it_is_used_lets_nobody_in(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await invited(ada, database, "bob", "viewer")
    bob, (invitation,) = await registered(http, "bob"), data_of(await ada.get(INVITATIONS))["items"]

    async def revoked() -> None:
        data_of(await ada.call("DELETE", f"{INVITATIONS}/{invitation['id']}"))

    overtake(monkeypatch, services.account_services.member_invitations._repository, "accept", revoked)
    assert code_of(await bob.post("/invitations/accept", {"token": token})) == "not_found"
    assert await roles(ada) == {"ada": "owner"}


async def test_of_two_invitations_of_an_address_at_once_the_later_one_counts(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[str] = []

    async def meant() -> None:
        tokens.append(await invited(ada, database, "bob", "viewer"))

    service = services.account_services.member_invitations
    overtake(monkeypatch, service._repository, "add", meant)
    data_of(await ada.post(INVITATIONS, {**BOB, "role": "admin"}))
    mistaken = await invitation_token(database, BOB["email"], after=tokens[0])
    _, first = listed = data_of(await ada.get(INVITATIONS))["items"]
    assert [(one["role"], one["status"]) for one in listed] == [("viewer", "open"), ("admin", "open")]
    bob = await registered(http, "bob")
    assert code_of(await Caller(http).get(f"/invitations/{mistaken}")) == "not_found"
    assert code_of(await bob.post("/invitations/accept", {"token": mistaken})) == "not_found"
    assert code_of(await ada.post(f"{INVITATIONS}/{first['id']}/resend")) == "wrong_state"
    found = await service._accounts.user(await user_of(bob))
    assert found is not None
    await service.take_up(found)
    assert await roles(ada) == {"ada": "owner", "bob": "viewer"}


async def test_an_address_that_is_taken_while_its_account_is_made_is_taken(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await invited(ada, database, "bob", "viewer")

    async def taken() -> None:
        await registered(http, "bob")

    overtake(monkeypatch, services.account_services.member_invitations._accounts, "add_user", taken)
    mine = {"token": token, "name": "bob", "password": PASSWORD}
    assert code_of(await Caller(http).post("/invitations/register", mine)) == "email_taken"
    assert await roles(ada) == {"ada": "owner"}


async def test_a_confirmed_address_takes_up_only_invitations_that_are_still_good(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve = await verified_owner(http, database, "eve")
    first = await invited(ada, database, "bob", "viewer")
    await invited(eve, database, "bob", "viewer", after=first)
    expired = {"$set": {"expires_at": utc_now()}}
    organization = data_of(await eve.get("/auth/me"))["organization"]["id"]
    await database["member_invitations"].update_one({"organization": organization}, expired)
    bob = await registered(http, "bob")
    found = await services.account_services.member_invitations._accounts.user(await user_of(bob))
    assert found is not None
    await services.account_services.member_invitations.take_up(found)
    assert (await roles(ada), await roles(eve)) == ({"ada": "owner", "bob": "viewer"}, {"eve": "owner"})


async def test_whoever_is_made_an_owner_while_their_account_is_deleted_keeps_it(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = await colleague(http, ada, database, "bob")
    user = await user_of(bob)

    async def handed_over() -> None:
        data_of(await ada.post(f"{CURRENT}/transfer", {"user": user}))

    erasure = services.account_services.account_deletion._erasure
    overtake(monkeypatch, erasure._organizations, "begin_leaving", handed_over)
    assert code_of(await bob.post(DELETE, {"password": PASSWORD})) == "owns_organizations"
    login = await Caller(http).post("/auth/login", {"email": "bob@example.org", "password": PASSWORD})
    assert data_of(login)["role"] == "owner"


async def test_an_account_goes_also_where_nobody_can_be_told(
    http: httpx.AsyncClient, ada: Caller, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = await colleague(http, ada, database, "bob")
    erasure = services.account_services.account_deletion._erasure
    monkeypatch.setattr(erasure._mailer, "send", unsent)
    data_of(await bob.post(DELETE, {"password": PASSWORD}))
    assert await roles(ada) == {"ada": "owner"}
    login = await Caller(http).post("/auth/login", {"email": "bob@example.org", "password": PASSWORD})
    assert code_of(login) == "login_failed"
    monkeypatch.setattr(erasure, "_clock", lambda: utc_now() + timedelta(minutes=2))
    assert await erasure.run() == 1, "the upkeep does not wait for a mail"
    assert await database["users"].count_documents({"email": "bob@example.org"}) == 0


async def test_whoever_is_told_late_of_a_token_that_came_twice_is_told_once(
    http: httpx.AsyncClient, database: Database, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    await registered(http)
    body = {"email": "ada@example.org", "password": PASSWORD}
    token = data_of(await Caller(http).post("/auth/login", body))["refresh_token"]
    reused, outbox, refused = services.account_services.logins._reused, OutboxMailer(database, utc_now), asyncio.Event()

    async def told() -> int:
        return sum(kept.mail.key.startswith("login_reused:") for kept in await outbox.latest(100))

    async def refuse(_mail: object) -> None:
        refused.set()
        raise MailUnavailable

    with monkeypatch.context() as away:
        away.setattr(reused._mailer, "send", refuse)
        for _ in range(2):
            await Caller(http).post("/auth/refresh", {"refresh_token": token})
        await asyncio.wait_for(refused.wait(), 10)
    assert await told() == 0
    monkeypatch.setattr(reused, "_clock", lambda: utc_now() + timedelta(days=1))
    assert [await reused.resume(), await reused.resume(), await told()] == [1, 0, 1]


def test_the_mail_about_a_deletion_is_written_in_the_owners_language() -> None:
    told: dict[str, str] = {}
    for language in get_args(Language):
        owner = User("usr_1", "Ada", "ada@example.org", "", language=language)
        mail = deletion_mail(owner, organization="Acme", due_at=utc_now().replace(day=3, month=5), link="https://x/k")
        told[language] = mail.subject
        assert "https://x/k" in mail.text
    assert told["en"].startswith("Acme will be deleted on May 3")
    assert told["de"].startswith("Acme wird am 3. Mai")
