"""``/api/v1/auth/delete-account``."""

from __future__ import annotations

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.principals import Member
from app.features.organizations.account_deletion import AccountDeletion
from app.features.organizations.schemas import Presence
from app.http.cookies import LoginCookies
from app.http.devices import Device
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import members_only


class AccountDeletionController(Controller):
    path = "/auth/delete-account"
    tags = ("auth",)

    @post("", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 409, 422, 429, 503))
    async def delete_account(
        self,
        data: JSONBody[Presence],
        member: NamedDependency[Member],
        device: NamedDependency[Device],
        account_deletion: NamedDependency[AccountDeletion],
        login_cookies: NamedDependency[LoginCookies],
    ) -> Response[Envelope[None]]:
        """Delete the account, at once and for good, in every organization. If you own one, hand it over first, or have
        it deleted."""
        await account_deletion.delete(member, password=data.password, code=data.code, device=device)
        return Response(enveloped(None, "Your account is deleted."), cookies=login_cookies.cleared())
