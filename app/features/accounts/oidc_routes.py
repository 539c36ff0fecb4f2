"""``/api/v1/auth/oidc``: out to the OpenID provider and back; both are pages a browser is sent to, not API calls."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

import msgspec
from litestar import Controller, Request, Response, get
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from app.core.errors import AppError
from app.features.accounts.login_responses import SECRET, cookies_of
from app.features.accounts.model import Login
from app.features.accounts.oidc import Finished, OidcLogins
from app.http.cookies import OIDC_COOKIE, LoginCookies
from app.http.devices import Device
from app.http.envelope import Envelope, enveloped
from app.http.guards import open_to_all
from app.http.openapi import NO_TOKEN

Query = Annotated[str, QueryParameter(max_length=4_096)]


class LoginProvider(msgspec.Struct):
    """``start``: where to send the browser; add ``?next=`` with the page to come back to."""

    name: str
    start: str


class OidcController(Controller):
    path = "/auth/oidc"
    tags = ("auth",)

    @get("", guards=[open_to_all], security=NO_TOKEN)
    async def login_providers(self, oidc_logins: NamedDependency[OidcLogins]) -> Envelope[list[LoginProvider]]:
        """The providers through which one can log in, besides a password."""
        name = oidc_logins.provider_name
        return enveloped([LoginProvider(name, "/api/v1/auth/oidc/start")] if name else [])

    @get("/start", guards=[open_to_all], status_code=302, include_in_schema=False)
    async def start_oidc_login(
        self,
        oidc_logins: NamedDependency[OidcLogins],
        login_cookies: NamedDependency[LoginCookies],
        next_page: Annotated[str, QueryParameter(name="next", max_length=300)] = "",
    ) -> Response[None]:
        """Send the browser to the provider."""
        try:
            url, note = await oidc_logins.start(next_page)
        except AppError as failure:
            return _redirect(_failure_page(failure), [])
        return _redirect(url, [login_cookies.of_oidc(note, oidc_logins.note_lifetime)])

    @get("/callback", guards=[open_to_all], status_code=302, include_in_schema=False)
    async def finish_oidc_login(
        self,
        request: Request[None, None, State],
        device: NamedDependency[Device],
        oidc_logins: NamedDependency[OidcLogins],
        login_cookies: NamedDependency[LoginCookies],
        login_state: Annotated[str, QueryParameter(name="state", max_length=4_096)] = "",
        code: Query = "",
        error: Query = "",
    ) -> Response[None]:
        """Where the provider sends the browser back to; it goes on to its page, to the second step, or to the login
        page."""
        note = request.cookies.get(OIDC_COOKIE, "")
        used = login_cookies.without_oidc()
        try:
            finished = await oidc_logins.finish(note=note, state=login_state, code=code, error=error, device=device)
        except AppError as failure:
            return _redirect(_failure_page(failure), [used])
        cookies = cookies_of(finished.step, login_cookies) if isinstance(finished.step, Login) else []
        return _redirect(_next_page(finished), [used, *cookies])


def _next_page(finished: Finished) -> str:
    """A challenge goes into the fragment, which no server and no referrer gets to see."""
    if isinstance(finished.step, Login):
        return finished.target
    kind = "enrol" if finished.step.must_enrol else "challenge"
    return f"/login#{urlencode({kind: finished.step.note})}"


def _failure_page(failure: AppError) -> str:
    return f"/login?{urlencode({'error': failure.code})}"


def _redirect(location: str, cookies: list[Cookie]) -> Response[None]:
    return Response(None, status_code=302, headers={"location": location, **SECRET}, cookies=cookies)
