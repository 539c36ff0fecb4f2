"""``/api/v1/auth``: register, log in, refresh, log out."""

from __future__ import annotations

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.errors import NotAuthenticated
from app.core.permissions import permissions_of
from app.core.principals import Member
from app.features.accounts.login_responses import LoginResponse, StepResponse, account_resources, logged_in, login_step
from app.features.accounts.logins import LoginService
from app.features.accounts.model import family_of
from app.features.accounts.schemas import (
    LoginAttempt,
    MeResource,
    RefreshAttempt,
    Registration,
    SocketTokenResource,
)
from app.features.accounts.service import AccountService
from app.http.cookies import REFRESH_COOKIE, LoginCookies
from app.http.devices import Device
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import members_only, open_to_all, require_csrf
from app.http.openapi import NO_TOKEN
from app.infra.tokens import Tokens


class AccountController(Controller):
    path = "/auth"
    tags = ("auth",)

    @post("/register", guards=[open_to_all], security=NO_TOKEN, responses=problem_responses(409, 422, 429))
    async def register(
        self,
        data: JSONBody[Registration],
        device: NamedDependency[Device],
        accounts: NamedDependency[AccountService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> LoginResponse:
        """Create an organization with its owner, log the owner in, and send a link that confirms the address."""
        login = await accounts.register(
            organization=data.organization, name=data.name, email=data.email, password=data.password, device=device
        )
        return logged_in(login, login_cookies)

    @post(
        "/login", guards=[open_to_all], security=NO_TOKEN, status_code=200, responses=problem_responses(401, 422, 429)
    )
    async def log_in(
        self,
        data: JSONBody[LoginAttempt],
        device: NamedDependency[Device],
        accounts: NamedDependency[AccountService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> StepResponse:
        """Log in. API clients keep the tokens from the body, browsers the cookies.

        ``status`` says whether this was all, or which second step follows.
        """
        step = await accounts.log_in(email=data.email, password=data.password, device=device)
        return login_step(step, login_cookies)

    @post(
        "/refresh", guards=[open_to_all], security=NO_TOKEN, status_code=200, responses=problem_responses(401, 403, 422)
    )
    async def refresh(
        self,
        data: JSONBody[RefreshAttempt],
        request: Request[None, None, State],
        logins: NamedDependency[LoginService],
        tokens: NamedDependency[Tokens],
        login_cookies: NamedDependency[LoginCookies],
    ) -> LoginResponse:
        """Trade a refresh token, from the body or the cookie (then with X-CSRF-Token), for a new pair."""
        token = data.refresh_token or request.cookies.get(REFRESH_COOKIE)
        if not token:
            raise NotAuthenticated
        if data.refresh_token is None:
            require_csrf(request, tokens, family_of(token))
        return logged_in(await logins.refresh(token), login_cookies)

    @post("/logout", guards=[members_only], status_code=200, responses=problem_responses(401, 403))
    async def log_out(
        self,
        member: NamedDependency[Member],
        logins: NamedDependency[LoginService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> Response[Envelope[None]]:
        """End this login: its refresh tokens are revoked and the cookies cleared."""
        await logins.end(member)
        return Response(enveloped(None, "Logged out."), cookies=login_cookies.cleared())

    @get("/me", guards=[members_only], responses=problem_responses(401, 403))
    async def me(
        self,
        member: NamedDependency[Member],
        accounts: NamedDependency[AccountService],
        logins: NamedDependency[LoginService],
    ) -> Envelope[MeResource]:
        """Who is logged in."""
        account = await accounts.me(member)
        user, organization = account_resources(account)
        permissions = sorted(permissions_of(account.role))
        return enveloped(MeResource(user, organization, account.role, permissions, logins.csrf_token(member)))

    @post("/socket-token", guards=[members_only], status_code=200, responses=problem_responses(401, 403))
    async def socket_token(
        self, member: NamedDependency[Member], logins: NamedDependency[LoginService]
    ) -> Envelope[SocketTokenResource]:
        """A short-lived token for the first frame of a socket, for browsers that hold their login in cookies."""
        issued = await logins.socket_token(member)
        return enveloped(SocketTokenResource(issued.token, issued.expires_at))
