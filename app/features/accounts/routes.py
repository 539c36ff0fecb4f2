"""``/api/v1/auth``: register, log in, refresh, log out."""

from __future__ import annotations

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.errors import NotAuthenticated
from app.core.principals import Member
from app.features.accounts.model import REFRESH_LIFETIME, Account, Login, family_of
from app.features.accounts.schemas import (
    LoginAttempt,
    LoginResource,
    MeResource,
    OrganizationResource,
    RefreshAttempt,
    Registration,
    SocketTokenResource,
    UserResource,
)
from app.features.accounts.service import AccountService
from app.http.cookies import REFRESH_COOKIE, LoginCookies
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import members_only, open_to_all, require_csrf
from app.http.openapi import NO_TOKEN
from app.infra.tokens import Tokens

LoginResponse = Response[Envelope[LoginResource]]


class AccountController(Controller):
    path = "/auth"
    tags = ("auth",)

    @post("/register", guards=[open_to_all], security=NO_TOKEN, responses=problem_responses(409, 422, 429))
    async def register(
        self,
        data: JSONBody[Registration],
        accounts: NamedDependency[AccountService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> LoginResponse:
        """Make an organization with its owner, and log the owner in."""
        login = await accounts.register(
            organization=data.organization, name=data.name, email=data.email, password=data.password
        )
        return _logged_in(login, login_cookies)

    @post(
        "/login", guards=[open_to_all], security=NO_TOKEN, status_code=200, responses=problem_responses(401, 422, 429)
    )
    async def log_in(
        self,
        data: JSONBody[LoginAttempt],
        accounts: NamedDependency[AccountService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> LoginResponse:
        """Log in; API clients keep the tokens of the body, browsers the cookies."""
        return _logged_in(await accounts.log_in(email=data.email, password=data.password), login_cookies)

    @post(
        "/refresh", guards=[open_to_all], security=NO_TOKEN, status_code=200, responses=problem_responses(401, 403, 422)
    )
    async def refresh(
        self,
        data: JSONBody[RefreshAttempt],
        request: Request[None, None, State],
        accounts: NamedDependency[AccountService],
        tokens: NamedDependency[Tokens],
        login_cookies: NamedDependency[LoginCookies],
    ) -> LoginResponse:
        """Trade a refresh token, from the body or the cookie (then with X-CSRF-Token), for a new pair."""
        token = data.refresh_token or request.cookies.get(REFRESH_COOKIE)
        if not token:
            raise NotAuthenticated
        if data.refresh_token is None:
            require_csrf(request, tokens, family_of(token))
        return _logged_in(await accounts.refresh(token), login_cookies)

    @post("/logout", guards=[members_only], status_code=200, responses=problem_responses(401, 403))
    async def log_out(
        self,
        member: NamedDependency[Member],
        accounts: NamedDependency[AccountService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> Response[Envelope[None]]:
        """End this login: its refresh tokens are revoked and the cookies cleared."""
        await accounts.log_out(member)
        return Response(enveloped(None, "Logged out."), cookies=login_cookies.cleared())

    @get("/me", guards=[members_only], responses=problem_responses(401))
    async def me(
        self, member: NamedDependency[Member], accounts: NamedDependency[AccountService]
    ) -> Envelope[MeResource]:
        """Who is logged in."""
        account = await accounts.me(member)
        user, organization = _resources(account)
        return enveloped(MeResource(user, organization, account.role, accounts.csrf_token(member)))

    @post("/socket-token", guards=[members_only], status_code=200, responses=problem_responses(401, 403))
    async def socket_token(
        self, member: NamedDependency[Member], accounts: NamedDependency[AccountService]
    ) -> Envelope[SocketTokenResource]:
        """A short-lived token for the first frame of a socket, for browsers that hold their login in cookies."""
        issued = await accounts.socket_token(member)
        return enveloped(SocketTokenResource(issued.token, issued.expires_at))


def _logged_in(login: Login, cookies: LoginCookies) -> LoginResponse:
    user, organization = _resources(login.account)
    resource = LoginResource(
        user=user,
        organization=organization,
        role=login.account.role,
        access_token=login.access_token,
        refresh_token=login.refresh_token,
        expires_in=int(login.expires_in.total_seconds()),
        csrf_token=login.csrf_token,
    )
    return Response(
        enveloped(resource, "Logged in."),
        headers={"cache-control": "no-store"},
        cookies=cookies.of_login(
            access=login.access_token,
            refresh=login.refresh_token,
            csrf=login.csrf_token,
            access_for=login.expires_in,
            refresh_for=REFRESH_LIFETIME,
        ),
    )


def _resources(account: Account) -> tuple[UserResource, OrganizationResource]:
    user, organization = account.user, account.organization
    return UserResource(user.id, user.name, user.email), OrganizationResource(organization.id, organization.name)
