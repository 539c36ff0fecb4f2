"""Several organizations per user, one owner each, and people who come and go at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
import msgspec
import pytest

from app.core.settings import Settings
from app.features.accounts.person_keys import PersonKeys
from app.features.accounts.repository import AccountRepository
from app.features.organizations.repository import OrganizationRepository
from app.infra.mongo import Collection, Database
from app.wiring.upkeep import run_upkeep
from tests.builders.audit import actions, recorded_changes
from tests.builders.colleagues import colleague, invitation_token, invited, roles, user_of, verified_owner
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered

CURRENT = "/organizations/current"


async def test_a_user_works_in_several_organizations(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    other = data_of(await ada.post("/organizations", {"name": " Second "}))
    assert (other["name"], other["role"], other["current"]) == ("Second", "owner", False)
    assert [one["current"] for one in data_of(await ada.get("/organizations"))] == [True, False]
    login = data_of(await ada.post("/auth/switch", {"organization": other["id"]}))
    there = Caller(http, login["access_token"])
    assert data_of(await there.get("/auth/me"))["organization"] == {"id": other["id"], "name": "Second"}
    assert data_of(await there.get("/surveys"))["items"] == []
    assert code_of(await ada.get("/auth/me")) == "token_revoked", "a switch leaves no login behind"
    assert len(data_of(await there.get("/auth/logins"))) == 1
    again = data_of(await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD}))
    assert again["organization"]["id"] == other["id"], "the one used last"


async def test_nobody_switches_into_an_organization_of_others(http: httpx.AsyncClient) -> None:
    ada, eve = await registered(http, "ada"), await registered(http, "eve")
    mine = data_of(await ada.get(CURRENT))["id"]
    for organization in (mine, "org_nothing"):
        assert code_of(await eve.post("/auth/switch", {"organization": organization})) == "not_found"


async def test_the_number_of_organizations_is_bounded(http: httpx.AsyncClient, database: Database) -> None:
    ada = await registered(http)
    user = await user_of(ada)
    for number in range(49):
        await database["organizations"].insert_one(
            {"_id": f"org_{number}", "name": "Many", "owner": user, "created_at": (await _any(database))["created_at"]}
        )
        await database["members"].insert_one(
            {"_id": f"org_{number}:{user}", "organization": f"org_{number}", "user": user, "role": "owner"}
        )
    assert code_of(await ada.post("/organizations", {"name": "One more"})) == "too_many_organizations"
    token = {"token": await invited(await verified_owner(http, database, "eve"), database, "ada")}
    assert code_of(await ada.post("/invitations/accept", token)) == "too_many_organizations"
    await database["members"].delete_one({"_id": f"org_0:{user}"})
    await database["organizations"].delete_one({"_id": "org_0"})
    data_of(await ada.post("/invitations/accept", token))


async def _any(database: Database) -> dict[str, object]:
    found = await database["organizations"].find_one({})
    assert found is not None
    return found


async def test_an_edit_names_the_version_it_is_based_on(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    tag = (await ada.get(CURRENT)).headers["etag"]
    renamed = await ada.call("PATCH", CURRENT, json={"name": "New"}, headers={"if-match": tag})
    assert (data_of(renamed)["name"], data_of(renamed)["version"]) == ("New", 2)
    assert (
        code_of(await ada.call("PATCH", CURRENT, json={"name": "Late"}, headers={"if-match": tag})) == "edit_conflict"
    )
    assert code_of(await ada.call("PATCH", CURRENT, json={"name": "Blind"})) == "if_match_missing"
    assert data_of(await ada.get("/auth/me"))["organization"]["name"] == "New"


async def test_a_name_is_changed_by_its_owner_and_reads_so_in_every_organization(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob")
    profile = await bob.get("/auth/profile")
    assert (data_of(profile)["name"], profile.headers["etag"][:3]) == ("bob", '"1-')
    edits = [{"json": {"name": name}, "headers": {"if-match": '"1"'}} for name in (" Bobby Tables ", "Robert")]
    renamed, late = [await bob.call("PATCH", "/auth/profile", **edit) for edit in edits]
    assert (data_of(renamed)["name"], renamed.headers["etag"]) == ("Bobby Tables", '"2"')
    assert (late.status_code, code_of(late), late.json()["data"]["current"]) == (412, "edit_conflict", 2)
    found = data_of(await ada.get(f"{CURRENT}/members?q=tables&sort=name"))["items"]
    assert [member["name"] for member in found] == ["Bobby Tables"]
    organization = data_of(await ada.get(CURRENT))["id"]
    ((before, after),) = await recorded_changes(database, organization, "account.renamed")
    assert (set(before), before != after, "Bobby" in str(after)) == ({"name"}, True, False)


async def test_a_member_whom_the_release_before_let_in_is_found_and_put_in_order(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    await colleague(http, ada, database, "bob")
    await database["members"].update_many({}, {"$unset": {"person_key": ""}})
    first = data_of(await ada.get(f"{CURRENT}/members?sort=name&limit=1"))
    rest = data_of(await ada.get(f"{CURRENT}/members?sort=name&limit=1&cursor={first['next_cursor']}"))
    assert [member["name"] for member in (*first["items"], *rest["items"])] == ["ada", "bob"]
    await database["members"].update_many({}, {"$unset": {"person_key": ""}})
    assert [one["name"] for one in data_of(await ada.get(f"{CURRENT}/members?q=bob"))["items"]] == ["bob"]


class Overtaken:
    """A collection before whose first write somebody else does all of theirs."""

    def __init__(self, members: Collection, meanwhile: Callable[[], Awaitable[None]]) -> None:
        self._members = members
        self._meanwhile = [meanwhile]

    async def update_many(self, query: Mapping[str, Any], change: Mapping[str, Any]) -> object:
        while self._meanwhile:
            await self._meanwhile.pop()()
        return await self._members.update_many(query, change)


async def test_members_are_found_by_the_name_that_stands_whatever_crossed_or_died(
    http: httpx.AsyncClient, settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, accounts = await verified_owner(http, database), AccountRepository(database)
    first = await accounts.user(await user_of(ada))
    assert first is not None

    async def killed(_keys: PersonKeys, _user_id: str) -> None:
        raise ConnectionError

    async def found(name: str) -> list[str]:
        return [one["name"] for one in data_of(await ada.get(f"{CURRENT}/members?q={name}"))["items"]]

    async def overtake() -> None:
        assert await AccountRepository(database).rename(msgspec.structs.replace(first, version=2), "Second")

    accounts._person_keys._members = Overtaken(database["members"], overtake)  # type: ignore[assignment]
    assert await accounts.rename(first, "First")
    assert (await found("first"), await found("second")) == ([], ["Second"])
    with monkeypatch.context() as dying:
        dying.setattr(PersonKeys, "refresh", killed)
        with pytest.raises(ConnectionError):
            await accounts.rename(msgspec.structs.replace(first, version=3), "Third")
    assert await found("third") == []
    await run_upkeep(settings)
    assert await found("third") == ["Third"]
    assert not await database["users"].count_documents({"person_key_due": True})


async def test_members_are_listed_in_pages_the_last_to_join_first(http: httpx.AsyncClient, database: Database) -> None:
    ada = await verified_owner(http, database)
    for name in ("bob", "cyd"):
        await colleague(http, ada, database, name)
    first = data_of(await ada.get(f"{CURRENT}/members?limit=2"))
    assert [member["name"] for member in first["items"]] == ["cyd", "bob"]
    rest = data_of(await ada.get(f"{CURRENT}/members?limit=2&cursor={first['next_cursor']}"))
    assert [(member["name"], member["role"]) for member in rest["items"]] == [("ada", "owner")]
    assert rest["next_cursor"] is None


async def changed(caller: Caller, member: str, role: str, tag: str = '"1"') -> httpx.Response:
    return await caller.call("PATCH", member, json={"role": role}, headers={"if-match": tag})


async def test_of_fifty_changes_of_one_role_at_once_one_takes_effect(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    bob = await user_of(await colleague(http, ada, database, "bob"))
    path = f"{CURRENT}/members/{bob}"
    answers = await asyncio.gather(*(changed(ada, path, role) for role in ("viewer", "admin") * 25))
    taken = [data_of(answer) for answer in answers if answer.is_success]
    assert [(one["version"], one["role"]) for one in taken] == [(2, data_of(await ada.get(path))["role"])]
    refused = [answer for answer in answers if not answer.is_success]
    assert {(answer.status_code, answer.json()["data"]["current"]) for answer in refused} == {(412, 2)}
    assert await database["audit_events"].count_documents({"action": "member.role_changed"}) == 1


async def test_of_removals_and_changes_of_one_role_at_once_one_takes_effect(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    path = f"{CURRENT}/members/{await user_of(await colleague(http, ada, database, 'bob'))}"

    async def removed(tag: str) -> httpx.Response:
        return await ada.call("DELETE", path, headers={"if-match": tag})

    assert (code_of(await removed('"2"')), code_of(await removed("*"))) == ("edit_conflict", "invalid_etag")
    answers = await asyncio.gather(*(call for _ in range(5) for call in (removed('"1"'), changed(ada, path, "viewer"))))
    assert [answer.is_success for answer in answers].count(True) == 1
    assert {answer.status_code for answer in answers} <= {200, 404, 412}


async def test_another_role_counts_for_the_token_at_hand(http: httpx.AsyncClient, database: Database) -> None:
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob")
    path = f"{CURRENT}/members/{await user_of(bob)}"
    data_of(await bob.post("/surveys", {"title": "Mine"}))
    tag = (await ada.get(path)).headers["etag"]
    assert data_of(await changed(ada, path, "viewer", tag))["role"] == "viewer"
    assert code_of(await bob.post("/surveys", {"title": "Mine"})) == "not_allowed"
    late = await changed(ada, path, "admin", tag)
    assert (late.status_code, late.json()["data"]["current"]) == (412, 2)
    assert data_of(await changed(ada, path, "viewer", '"2"'))["version"] == 2
    assert code_of(await ada.call("PATCH", path, json={"role": "viewer"})) == "if_match_missing"
    assert data_of(await ada.get(path))["role"] == "viewer"


async def test_nobody_touches_the_owner_or_gives_more_than_they_have(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob", "admin")
    owner = f"{CURRENT}/members/{await user_of(ada)}"
    admin = f"{CURRENT}/members/{await user_of(bob)}"
    assert code_of(await changed(bob, owner, "viewer")) == "owner_stays"
    assert code_of(await bob.call("DELETE", owner)) == "owner_stays"
    assert code_of(await ada.post(f"{CURRENT}/leave")) == "owner_stays"
    assert (await changed(bob, admin, "owner")).status_code == 422
    key = data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["members:manage", "members:read"]}))["key"]
    for role in ("admin", "facilitator", "viewer"):
        assert code_of(await changed(Caller(http, key), admin, role)) == "not_allowed"
    invitation = {"email": "cyd@example.org", "role": "viewer"}
    assert code_of(await Caller(http, key).post(f"{CURRENT}/invitations", invitation)) == "not_allowed"
    assert await roles(ada) == {"ada": "owner", "bob": "admin"}


async def test_who_was_removed_is_refused_within_two_seconds_and_may_come_back(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob")
    user = await user_of(bob)
    refresh = data_of(await Caller(http).post("/auth/login", {"email": "bob@example.org", "password": PASSWORD}))
    since = time.monotonic()
    data_of(await ada.call("DELETE", f"{CURRENT}/members/{user}"))
    assert code_of(await bob.get("/surveys")) == "removed"
    assert time.monotonic() - since < 2
    assert code_of(await bob.post("/auth/refresh", {"refresh_token": refresh["refresh_token"]})) == "token_invalid"
    assert code_of(await ada.call("DELETE", f"{CURRENT}/members/{user}")) == "not_found"
    assert await roles(ada) == {"ada": "owner"}
    own = data_of(await invited_again(http, ada, database))
    assert own["role"] == "viewer"
    assert await roles(ada) == {"ada": "owner", "bob": "viewer"}


async def invited_again(http: httpx.AsyncClient, ada: Caller, database: Database) -> httpx.Response:
    """bob, who is in no organization now, logs into one of his own, and accepts another invitation there."""
    before = await invitation_token(database, "bob@example.org")
    token = await invited(ada, database, "bob", "viewer", after=before)
    login = data_of(await Caller(http).post("/auth/login", {"email": "bob@example.org", "password": PASSWORD}))
    assert (login["organization"]["name"], login["role"]) == ("bob's organization", "owner")
    bob = Caller(http, login["access_token"])
    assert data_of(await bob.post("/surveys", {"title": "Breakfast"}))["title"] == "Breakfast"
    again = data_of(await Caller(http).post("/auth/login", {"email": "bob@example.org", "password": PASSWORD}))
    assert again["organization"] == login["organization"]
    return await bob.post("/invitations/accept", {"token": token})


async def test_who_leaves_is_out_at_once(http: httpx.AsyncClient, database: Database) -> None:
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob", "admin")
    organization = data_of(await ada.get(CURRENT))["id"]
    data_of(await bob.post(f"{CURRENT}/leave"))
    assert code_of(await bob.get(CURRENT)) == "removed"
    assert await roles(ada) == {"ada": "owner"}
    assert (await actions(database, organization))[-1] == "member.left"


async def test_the_owner_hands_over_and_is_an_admin_afterwards(http: httpx.AsyncClient, database: Database) -> None:
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob", "viewer")
    path, user = f"{CURRENT}/transfer", await user_of(bob)
    assert code_of(await ada.post(path, {"user": "usr_nobody"})) == "not_found"
    assert data_of(await ada.post(path, {"user": await user_of(ada)}))["owner"] == await user_of(ada)
    assert data_of(await ada.post(path, {"user": user}))["owner"] == user
    assert await roles(bob) == {"ada": "admin", "bob": "owner"}
    assert code_of(await ada.post(path, {"user": user})) == "not_allowed"
    back = f"{CURRENT}/members/{await user_of(ada)}"
    assert data_of(await changed(bob, back, "viewer"))["role"] == "viewer"
    data_of(await ada.post(f"{CURRENT}/leave"))
    assert await roles(bob) == {"bob": "owner"}


async def test_nobody_becomes_the_owner_who_has_left_meanwhile(http: httpx.AsyncClient, database: Database) -> None:
    ada = await verified_owner(http, database)
    bob = await user_of(await colleague(http, ada, database, "bob", "admin"))
    repository = OrganizationRepository(database)
    organization = data_of(await ada.get(CURRENT))["id"]
    assert await repository.begin_leaving(organization, bob)
    known = await repository.find(organization)
    assert known is not None
    await repository.finish_leaving(organization, bob)
    assert not await repository.hand_over(known, bob)
    assert await roles(ada) == {"ada": "owner"}


async def test_of_fifty_transfers_and_removals_at_once_one_owner_comes_out(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    names = ("bob", "cyd", "dan", "eli", "fay")
    users = [await user_of(await colleague(http, ada, database, name, "admin")) for name in names]
    scopes = sorted(set(await _permissions(ada)) - {"organization:own"})
    program = Caller(http, data_of(await ada.post("/api-keys", {"name": "k", "scopes": scopes}))["key"])
    transfers = [ada.post(f"{CURRENT}/transfer", {"user": user}) for user in users * 5]
    removals = [program.call("DELETE", f"{CURRENT}/members/{user}") for user in users * 5]
    outcomes = await asyncio.gather(*(one for pair in zip(transfers, removals, strict=True) for one in pair))
    assert {response.status_code for response in outcomes} <= {200, 403, 404, 409, 503}
    assert sum(response.is_success for response in outcomes[::2]) <= 1
    organization = await database["organizations"].find_one({"name": "ada's"})
    assert organization is not None
    now = await roles(program)
    assert [role for role in now.values() if role == "owner"] == ["owner"]
    membership = await database["members"].find_one({"_id": f"{organization['_id']}:{organization['owner']}"})
    assert membership is not None
    assert organization["leaving"] == []


async def _permissions(caller: Caller) -> list[str]:
    return list(data_of(await caller.get("/auth/me"))["permissions"])


async def test_what_changes_people_is_on_record(http: httpx.AsyncClient, database: Database) -> None:
    ada = await verified_owner(http, database)
    organization = data_of(await ada.get(CURRENT))["id"]
    bob, cyd = [await colleague(http, ada, database, name) for name in ("bob", "cyd")]
    path = f"{CURRENT}/members/{await user_of(bob)}"
    data_of(await changed(ada, path, "viewer"))
    data_of(await ada.call("DELETE", path))
    data_of(await ada.call("PATCH", CURRENT, json={"name": "New"}, headers={"if-match": '"1"'}))
    data_of(await ada.post(f"{CURRENT}/transfer", {"user": await user_of(cyd)}))
    kinds = ("member", "organization")
    assert [one for one in await actions(database, organization) if one.startswith(kinds)] == [
        *("member.invited", "member.joined", "member.invited", "member.joined", "member.role_changed"),
        *("member.removed", "organization.renamed", "organization.transferred"),
    ]
