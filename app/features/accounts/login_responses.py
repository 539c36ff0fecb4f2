"""A login as a response: the tokens in the body for API clients, in cookies for browsers."""

from __future__ import annotations

from litestar import Response
from litestar.datastructures import Cookie

from app.core.permissions import permissions_of
from app.features.accounts.login_steps import Challenge
from app.features.accounts.model import REFRESH_LIFETIME, Account, Login
from app.features.accounts.schemas import (
    ChallengeResource,
    EnrolChallengeResource,
    LoginResource,
    OrganizationResource,
    UserResource,
)
from app.http.cookies import LoginCookies
from app.http.envelope import Envelope, enveloped

LoginResponse = Response[Envelope[LoginResource]]
StepResponse = Response[Envelope[LoginResource | ChallengeResource | EnrolChallengeResource]]
SECRET = {"cache-control": "no-store"}


def logged_in(login: Login, cookies: LoginCookies) -> LoginResponse:
    return Response(enveloped(login_resource(login), "Logged in."), headers=SECRET, cookies=cookies_of(login, cookies))


def login_step(step: Login | Challenge, cookies: LoginCookies) -> StepResponse:
    """A login, or what is asked next."""
    if isinstance(step, Login):
        return Response(
            enveloped(login_resource(step), "Logged in."), headers=SECRET, cookies=cookies_of(step, cookies)
        )
    resource = (EnrolChallengeResource if step.must_enrol else ChallengeResource)(step.note, step.expires_in_s)
    return Response(enveloped(resource, "Now the second step."), headers=SECRET)


def cookies_of(login: Login, cookies: LoginCookies) -> list[Cookie]:
    return cookies.of_login(
        access=login.access_token,
        refresh=login.refresh_token,
        csrf=login.csrf_token,
        access_for=login.expires_in,
        refresh_for=REFRESH_LIFETIME,
    )


def login_resource(login: Login) -> LoginResource:
    user, organization = account_resources(login.account)
    return LoginResource(
        user=user,
        organization=organization,
        role=login.account.role,
        permissions=sorted(permissions_of(login.account.role)),
        access_token=login.access_token,
        refresh_token=login.refresh_token,
        expires_in=int(login.expires_in.total_seconds()),
        csrf_token=login.csrf_token,
    )


def account_resources(account: Account) -> tuple[UserResource, OrganizationResource]:
    user, organization = account.user, account.organization
    return (
        UserResource(user.id, user.name, user.email, user.email_verified),
        OrganizationResource(organization.id, organization.name),
    )
