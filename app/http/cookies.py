"""The cookies of a browser's login."""

from __future__ import annotations

from datetime import timedelta

from litestar.datastructures import Cookie

ACCESS_COOKIE = "ip_access"
REFRESH_COOKIE = "ip_refresh"
CSRF_COOKIE = "ip_csrf"
OIDC_COOKIE = "ip_oidc"

ACCESS_PATH = "/api"
REFRESH_PATH = "/api/v1/auth"
OIDC_PATH = "/api/v1/auth/oidc"


class LoginCookies:
    """Makes and clears them. The CSRF cookie alone can be read by scripts: that is how they learn its value."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure

    def of_login(
        self, *, access: str, refresh: str, csrf: str, access_for: timedelta, refresh_for: timedelta
    ) -> list[Cookie]:
        return [
            self._cookie(ACCESS_COOKIE, access, ACCESS_PATH, access_for),
            self._cookie(REFRESH_COOKIE, refresh, REFRESH_PATH, refresh_for),
            self._cookie(CSRF_COOKIE, csrf, "/", refresh_for, httponly=False),
        ]

    def of_oidc(self, note: str, lifetime: timedelta) -> Cookie:
        """What a browser keeps while it is at the OpenID provider; Lax, since it comes back by a link from there."""
        return self._cookie(OIDC_COOKIE, note, OIDC_PATH, lifetime)

    def without_oidc(self) -> Cookie:
        return self._cookie(OIDC_COOKIE, "", OIDC_PATH, timedelta(0))

    def cleared(self) -> list[Cookie]:
        gone = timedelta(0)
        return [
            self._cookie(ACCESS_COOKIE, "", ACCESS_PATH, gone),
            self._cookie(REFRESH_COOKIE, "", REFRESH_PATH, gone),
            self._cookie(CSRF_COOKIE, "", "/", gone, httponly=False),
        ]

    def _cookie(self, key: str, value: str, path: str, lifetime: timedelta, *, httponly: bool = True) -> Cookie:
        return Cookie(
            key=key,
            value=value,
            path=path,
            max_age=int(lifetime.total_seconds()),
            secure=self._secure,
            httponly=httponly,
            samesite="lax",
        )
