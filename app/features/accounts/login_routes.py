"""``/api/v1/auth/logins``: where somebody is logged in, and how to end it."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.core.principals import Member
from app.features.accounts.logins import LoginService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import members_only


class StandingLoginResource(msgspec.Struct):
    """``network``: the address without its last parts; ``current``: the login that asks."""

    id: str
    user_agent: str
    network: str
    created_at: datetime
    last_used_at: datetime
    current: bool


class EndedLogins(msgspec.Struct):
    count: int


class LoginController(Controller):
    path = "/auth/logins"
    tags = ("auth",)

    @get("", guards=[members_only], responses=problem_responses(401, 403))
    async def list_logins(
        self, member: NamedDependency[Member], logins: NamedDependency[LoginService]
    ) -> Envelope[list[StandingLoginResource]]:
        """The logins of the account that are still valid, the one used last first."""
        found = await logins.standing(member)
        return enveloped(
            [
                StandingLoginResource(
                    id=login.family,
                    user_agent=login.user_agent,
                    network=login.network,
                    created_at=login.created_at,
                    last_used_at=login.last_used_at,
                    current=login.family == member.family,
                )
                for login in found
            ]
        )

    @delete("/{login_id:str}", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 404))
    async def revoke_login(
        self, login_id: FromPath[str], member: NamedDependency[Member], logins: NamedDependency[LoginService]
    ) -> Envelope[None]:
        """End one login of the account; its tokens are refused within two seconds."""
        await logins.revoke(member, login_id)
        return enveloped(None, "This login is ended.")

    @post("/revoke-others", guards=[members_only], status_code=200, responses=problem_responses(401, 403))
    async def revoke_other_logins(
        self, member: NamedDependency[Member], logins: NamedDependency[LoginService]
    ) -> Envelope[EndedLogins]:
        """End all logins of the account but this one."""
        return enveloped(EndedLogins(await logins.revoke_others(member)), "Your other logins are ended.")
