"""People of an organization as the database knows them, each logged in."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from app.core.clock import utc_now
from app.core.identity import new_id
from app.core.permissions import Role
from app.core.principals import Member
from app.features.accounts.login_repository import LoginRepository
from app.features.accounts.model import Organization, RefreshToken, User
from app.features.accounts.repository import AccountRepository
from app.http.devices import Device
from app.infra.mongo import Database

ROLES: tuple[Role, ...] = get_args(Role)


async def stored_people(database: Database) -> dict[Role, Member]:
    """One member in each role, in a new organization."""
    repository, logins = AccountRepository(database), LoginRepository(database)
    organization = Organization(new_id("org"), "Stored")
    people = {role: Member(new_id("usr"), organization.id, role, new_id("fam")) for role in ROLES}
    for member in people.values():
        user = User(member.user, member.role, f"{member.user}@example.org", "no hash", email_verified=True)
        await repository.add_user(user, utc_now())
        if member.role == "owner":
            await repository.add_organization(organization, owner=user, at=utc_now())
        if member.role != "owner":
            await database["members"].insert_one(
                {
                    "_id": f"{organization.id}:{member.user}",
                    "organization": organization.id,
                    "user": member.user,
                    "role": member.role,
                }
            )
        token = RefreshToken("", member.family, member.user, organization.id, utc_now() + timedelta(days=1))
        await logins.add_family(token, Device("a test", "127.0.0.0/24", "en"), utc_now())
    return people
