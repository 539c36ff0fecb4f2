"""Invitations: one use, seven days, one address."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from app.core.clock import utc_now
from app.core.permissions import permissions_of
from app.core.settings import Settings
from app.features.accounts.model import hash_of
from app.features.organizations.invitation_repository import InvitationRepository
from app.infra.mongo import Database
from app.wiring.web import running_web
from tests.builders.colleagues import LINK, colleague, invitation_token, invited, roles, verified_owner
from tests.builders.fake_resend import fake_resend
from tests.builders.mailing import with_resend
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered
from tests.fixtures.applications import http_client
from tests.fixtures.waiting import until

INVITATIONS = "/organizations/current/invitations"
BOB = {"email": "Bob@Example.org", "role": "facilitator"}

ARRIVALS: tuple[tuple[tuple[str, ...], set[str]], ...] = (
    ((), {"former", "first", "second"}),
    (("first",), {"first", "second"}),
    (("first", "second"), {"second"}),
    (("second", "first"), {"second"}),
)
"""Of which mails it is known that they are on their way, in this order, and which links work then."""


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


def registration(token: str) -> dict[str, str]:
    return {"token": token, "name": "bob", "password": PASSWORD}


async def test_a_link_tells_what_it_leads_to_and_lets_in_once(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    made = data_of(await ada.post(INVITATIONS, BOB))
    assert (made["email"], made["role"], made["status"]) == ("bob@example.org", "facilitator", "open")
    token = await invitation_token(database, "bob@example.org")
    preview = data_of(await Caller(http).get(f"/invitations/{token}"))
    assert preview == {
        "organization": "ada's",
        "email": "bob@example.org",
        "role": "facilitator",
        "account_exists": False,
    }
    login = data_of(await Caller(http).post("/invitations/register", registration(token)))
    assert (login["role"], login["organization"]["name"]) == ("facilitator", "ada's")
    for answer in (
        await Caller(http).post("/invitations/register", registration(token)),
        await Caller(http).get(f"/invitations/{token}"),
        await ada.post("/invitations/accept", {"token": token}),
    ):
        assert code_of(answer) == "not_found"
    assert [one["status"] for one in data_of(await ada.get(INVITATIONS))["items"]] == ["accepted"]
    user = await database["users"].find_one({"email": "bob@example.org"})
    assert user is not None
    assert user["email_verified"]


async def test_only_the_invited_address_gets_in(http: httpx.AsyncClient, ada: Caller, database: Database) -> None:
    token = await invited(ada, database, "bob", "viewer")
    bob, eve = await registered(http, "bob"), await registered(http, "eve")
    assert code_of(await eve.post("/invitations/accept", {"token": token})) == "other_address"
    assert code_of(await Caller(http).post("/invitations/register", registration(token))) == "email_taken"
    assert data_of(await Caller(http).get(f"/invitations/{token}"))["account_exists"] is True
    there = Caller(http, data_of(await bob.post("/invitations/accept", {"token": token}))["access_token"])
    assert await roles(there) == {"ada": "owner", "bob": "viewer"}
    assert len(data_of(await there.get("/organizations"))) == 2


async def test_of_fifty_uses_at_once_one_counts(http: httpx.AsyncClient, ada: Caller, database: Database) -> None:
    token = await invited(ada, database, "bob", "viewer")
    bob = await registered(http, "bob")
    answers = await asyncio.gather(*(bob.post("/invitations/accept", {"token": token}) for _ in range(50)))
    assert [answer.status_code for answer in answers].count(200) == 1
    refused = {code_of(answer) for answer in answers if not answer.is_success}
    assert refused <= {"not_found", "token_revoked"}, "the login that came with the first one has ended"
    assert await roles(ada) == {"ada": "owner", "bob": "viewer"}


async def test_a_link_that_is_revoked_or_old_leads_nowhere(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    made = data_of(await ada.post(INVITATIONS, BOB))
    token = await invitation_token(database, "bob@example.org")
    data_of(await ada.call("DELETE", f"{INVITATIONS}/{made['id']}"))
    for answer in (await ada.call("DELETE", f"{INVITATIONS}/{made['id']}"), await ada.post(_resend(made))):
        assert code_of(answer) == "wrong_state"
    assert code_of(await Caller(http).get(f"/invitations/{token}")) == "not_found"
    old = await invited(ada, database, "cyd")
    past = utc_now() - timedelta(seconds=1)
    await database["member_invitations"].update_one({"email": "cyd@example.org"}, {"$set": {"expires_at": past}})
    assert code_of(await Caller(http).post("/invitations/register", registration(old))) == "not_found"


async def test_an_address_holds_the_link_that_it_was_sent_last(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    mistaken = await invited(ada, database, "bob", "admin")
    meant = await invited(ada, database, "bob", "viewer", after=mistaken)
    await invited(ada, database, "cyd", "admin")
    assert code_of(await Caller(http).post("/invitations/register", registration(mistaken))) == "not_found"
    statuses = [(one["role"], one["status"]) for one in data_of(await ada.get(INVITATIONS))["items"]]
    assert statuses == [("admin", "open"), ("viewer", "open"), ("admin", "revoked")]
    found = [event["action"] async for event in database["audit_events"].find({}).sort("_id", 1)]
    assert found.count("invitation.revoked") == 1
    assert data_of(await Caller(http).post("/invitations/register", registration(meant)))["role"] == "viewer"


async def test_sent_again_there_is_a_new_link_and_the_former_one_ends(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    made = data_of(await ada.post(INVITATIONS, BOB))
    first = await invitation_token(database, "bob@example.org")
    again = data_of(await ada.post(_resend(made)))
    second = await invitation_token(database, "bob@example.org", after=first)
    assert again["expires_at"] > made["expires_at"]
    assert code_of(await Caller(http).get(f"/invitations/{first}")) == "not_found"
    assert data_of(await Caller(http).get(f"/invitations/{second}"))["email"] == "bob@example.org"
    assert code_of(await ada.post(f"{INVITATIONS}/inv_nothing/resend")) == "not_found"


async def test_whatever_becomes_of_the_mails_of_two_clicks_at_once_the_last_link_works(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    repository, later = InvitationRepository(database), utc_now() + timedelta(days=7)
    for number, (arrivals, works) in enumerate(ARRIVALS):
        data_of(await ada.post(INVITATIONS, {"email": f"bob{number}@example.org", "role": "viewer"}))
        (invitation,) = await repository.open_for(f"bob{number}@example.org")
        hashes = {"former": invitation.hash} | {name: hash_of(f"{name}{number}") for name in ("first", "second")}
        for name in ("first", "second"):
            assert await repository.announce(invitation, hashes[name], later)
        for name in arrivals:
            await repository.arrive(invitation, hashes[name])
        assert {name for name, link in hashes.items() if await repository.find_by_hash(link)} == works, arrivals
    assert await repository.accept(invitation) is False, "whoever holds an older link closes nothing"
    assert await repository.revoke(invitation) is True, "but who ends all of them ends the latest, too"


async def test_each_link_has_its_own_time_whatever_becomes_of_the_next(ada: Caller, database: Database) -> None:
    data_of(await ada.post(INVITATIONS, BOB))
    repository, now = InvitationRepository(database), utc_now()
    later, (invitation,) = now + timedelta(days=7), await repository.open_for("bob@example.org")
    past = {"$set": {"expires_at": now - timedelta(days=1)}}
    await database["member_invitations"].update_one({"_id": invitation.id}, past)
    hashes = [hash_of(str(number)) for number in range(7)]
    for one in hashes:
        assert await repository.announce(invitation, one, later)
    (known,) = await repository.open_for("bob@example.org")
    assert not known.opens(invitation.hash, now), "it ended a day ago"
    assert known.opens(hashes[-1], now)
    assert known.is_open(now)
    assert set(known.coming_until) == set(known.coming), "no more times than links"
    await repository.arrive(known, hashes[-1])
    (known,) = await repository.open_for("bob@example.org")
    assert (known.hash, known.expires_at.date(), known.coming_until) == (hashes[-1], later.date(), {})


async def test_a_link_works_on_while_the_next_one_cannot_be_mailed(settings: Settings, database: Database) -> None:
    with fake_resend() as service:
        changed = with_resend(settings, service)
        async with running_web(changed) as services, http_client(services, settings.frontend_dist) as http:
            ada = await verified_owner(http, database)
            made = data_of(await ada.post(INVITATIONS, BOB))

            async def has_come() -> bool:
                return len(service.mails()) == 2  # ada's own, and the invitation

            await until(has_come)
            (token,) = [found[1] for mail in service.mails() if (found := LINK.search(mail["text"]))]
            service.replies.append((422, {"statusCode": 422, "name": "validation_error", "message": "down"}, {}))
            assert code_of(await ada.post(_resend(made))) == "mail_unavailable"
            assert data_of(await Caller(http).get(f"/invitations/{token}"))["email"] == "bob@example.org"
            data_of(await ada.post(_resend(made)))
            assert code_of(await Caller(http).get(f"/invitations/{token}")) == "not_found"


async def test_members_are_not_invited_and_only_proven_addresses_invite(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    await colleague(http, ada, database, "bob")
    assert code_of(await ada.post(INVITATIONS, BOB)) == "already_member"
    eve = await registered(http, "eve")
    assert code_of(await eve.post(INVITATIONS, BOB)) == "email_not_verified"


async def test_a_key_invites_as_long_as_whoever_made_it_has_a_proven_address(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    scopes = ["api_keys:manage", "members:manage", *permissions_of("viewer")]
    key = Caller(http, data_of(await ada.post("/api-keys", {"name": "k", "scopes": scopes}))["key"])
    another = Caller(http, data_of(await key.post("/api-keys", {"name": "k of k", "scopes": scopes}))["key"])
    for name, caller in (("bob", key), ("cyd", another)):
        data_of(await caller.post(INVITATIONS, {"email": f"{name}@example.org", "role": "viewer"}))
    await database["users"].update_one({}, {"$set": {"email_verified": False}})
    dan = {"email": "dan@example.org", "role": "viewer"}
    for caller in (key, another):
        assert code_of(await caller.post(INVITATIONS, dan)) == "email_not_verified"
        assert code_of(await caller.post("/api-keys", {"name": "k", "scopes": scopes})) == "email_not_verified"


async def test_whoever_is_removed_finds_the_links_to_come_back_closed(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    bob = await registered(http, "bob")
    first = await invited(ada, database, "bob")
    data_of(await ada.post(INVITATIONS, BOB))
    second = await invitation_token(database, "bob@example.org", after=first)
    await database["member_invitations"].update_many({}, {"$set": {"status": "open"}})  # as the release before left it
    there = Caller(http, data_of(await bob.post("/invitations/accept", {"token": second}))["access_token"])
    data_of(await there.post("/organizations/current/leave"))
    login = {"email": "bob@example.org", "password": PASSWORD}
    bob = Caller(http, data_of(await Caller(http).post("/auth/login", login))["access_token"])
    assert code_of(await bob.post("/invitations/accept", {"token": first})) == "not_found"


async def test_invitations_are_listed_in_pages(ada: Caller, database: Database) -> None:
    for name in ("bob", "cyd", "dan"):
        await invited(ada, database, name)
    first = data_of(await ada.get(f"{INVITATIONS}?limit=2"))
    rest = data_of(await ada.get(f"{INVITATIONS}?limit=2&cursor={first['next_cursor']}"))
    assert [one["email"][:3] for one in first["items"] + rest["items"]] == ["dan", "cyd", "bob"]


async def test_the_mail_is_written_in_the_language_of_who_invites(ada: Caller, database: Database) -> None:
    headers = {"accept-language": "de"}
    data_of(await ada.call("POST", INVITATIONS, json=BOB, headers=headers))
    await invitation_token(database, "bob@example.org")
    mail = await database["outbox"].find_one({"to": "bob@example.org"})
    assert mail is not None
    assert mail["subject"] == "Einladung zu ada's"


def _resend(invitation: dict[str, str]) -> str:
    return f"{INVITATIONS}/{invitation['id']}/resend"
