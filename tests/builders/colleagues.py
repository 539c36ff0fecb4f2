"""People who were invited and came, over REST; their mail is read from the outbox."""

from __future__ import annotations

import re

import httpx

from app.core.clock import utc_now
from app.infra.mongo import Database
from app.infra.outbox import OutboxMailer
from tests.builders.rest import PASSWORD, Caller, data_of, registered
from tests.fixtures.waiting import until

LINK = re.compile(r"/invitation#token=([\w-]+)")


async def verified_owner(http: httpx.AsyncClient, database: Database, name: str = "ada") -> Caller:
    """The owner of a new organization, whose address is proven."""
    owner = await registered(http, name)
    await database["users"].update_one({"email": f"{name}@example.org"}, {"$set": {"email_verified": True}})
    return owner


async def invitation_token(database: Database, email: str, *, after: str = "") -> str:
    """The token of the newest invitation sent to this address; one that is not ``after``."""
    outbox, found = OutboxMailer(database, utc_now), [after]

    async def has_come() -> bool:
        texts = [kept.mail.text for kept in await outbox.latest(100) if kept.mail.to == email]
        tokens = [match[1] for text in texts if (match := LINK.search(text))]
        found[:] = tokens[:1] or [after]
        return found[0] != after

    await until(has_come)
    return found[0]


async def invited(owner: Caller, database: Database, name: str, role: str = "facilitator", *, after: str = "") -> str:
    """The token in the mail that invites ``name``; one that is not ``after``."""
    email = f"{name}@example.org"
    data_of(await owner.post("/organizations/current/invitations", {"email": email, "role": role}))
    return await invitation_token(database, email, after=after)


async def colleague(
    http: httpx.AsyncClient, owner: Caller, database: Database, name: str, role: str = "facilitator"
) -> Caller:
    """A new user who came by invitation."""
    token = await invited(owner, database, name, role)
    body = {"token": token, "name": name, "password": PASSWORD}
    login = data_of(await Caller(http).post("/invitations/register", body))
    return Caller(http, login["access_token"])


async def user_of(caller: Caller) -> str:
    return str(data_of(await caller.get("/auth/me"))["user"]["id"])


async def roles(caller: Caller) -> dict[str, str]:
    """Name → role of everybody in the caller's organization."""
    members = data_of(await caller.get("/organizations/current/members?limit=100"))["items"]
    return {member["name"]: member["role"] for member in members}
