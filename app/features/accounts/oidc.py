"""Logging in through an OpenID provider."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import timedelta
from typing import Protocol

import msgspec

from app.core.clock import Clock
from app.core.errors import NotAuthenticated, NotFound
from app.core.identity import new_id
from app.features.accounts.claiming import AccountClaims
from app.features.accounts.homes import Homes
from app.features.accounts.identity_repository import IdentityRepository
from app.features.accounts.login_steps import Challenge, LoginSteps
from app.features.accounts.model import Login, User, normal_email
from app.features.accounts.repository import AccountRepository
from app.features.audit.service import AuditTrail
from app.http.devices import Device
from app.infra.notes import Notes
from app.infra.oidc import Identity, OidcClient, OidcFailed

CALLBACK = "/api/v1/auth/oidc/callback"
HOME = "/app"
MAX_NAME_CHARACTERS = 100
_OWN_PAGE = re.compile(r"/[A-Za-z0-9][A-Za-z0-9/_-]{0,200}")


class Attempt(msgspec.Struct, frozen=True):
    """What a browser keeps in a cookie while it is at the provider: only there can the log-in be finished."""

    state: str
    nonce: str
    verifier: str
    target: str


class Finished(msgspec.Struct, frozen=True):
    """``target``: the page that the browser wanted."""

    step: Login | Challenge
    target: str


class OpenInvitations(Protocol):
    """To organizations, by address."""

    async def take_up(self, user: User) -> None: ...


class OidcLogins:
    """``client`` is None where no provider is set up."""

    def __init__(
        self,
        client: OidcClient | None,
        identities: IdentityRepository,
        accounts: AccountRepository,
        claims: AccountClaims,
        steps: LoginSteps,
        *,
        homes: Homes,
        invitations: OpenInvitations,
        notes: Notes,
        audit: AuditTrail,
        base_url: str,
        clock: Clock,
    ) -> None:
        self._client = client
        self._identities = identities
        self._accounts = accounts
        self._claims = claims
        self._steps = steps
        self._homes = homes
        self._invitations = invitations
        self._notes = notes
        self._audit = audit
        self._redirect_uri = base_url + CALLBACK
        self._clock = clock

    @property
    def provider_name(self) -> str | None:
        return self._client.provider.name if self._client else None

    @property
    def note_lifetime(self) -> timedelta:
        return self._notes.lifetime

    async def start(self, target: str) -> tuple[str, str]:
        """The provider's address for this browser, and the note to keep. Raises NotFound, OidcFailed."""
        attempt = Attempt(
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
            target=target if _OWN_PAGE.fullmatch(target) else HOME,
        )
        url = await self._provider().authorization_url(
            redirect_uri=self._redirect_uri, state=attempt.state, nonce=attempt.nonce, verifier=attempt.verifier
        )
        return url, self._notes.write(attempt)

    async def finish(self, *, note: str, state: str, code: str, error: str, device: Device) -> Finished:
        """When the provider sends the browser back.

        Raises NotFound; OidcFailed: ``oidc_state`` (another browser, too late, or forged), ``oidc_denied``,
        ``oidc_email_unverified``, and those of ``OidcClient.identity``.
        """
        client = self._provider()
        try:
            attempt = self._notes.read(note, Attempt)
        except NotAuthenticated as unreadable:
            raise OidcFailed(code="oidc_state") from unreadable
        if not hmac.compare_digest(attempt.state.encode(), state.encode()):
            raise OidcFailed(code="oidc_state")
        if error or not code:
            raise OidcFailed(code="oidc_denied")
        identity = await client.identity(
            code=code, verifier=attempt.verifier, nonce=attempt.nonce, redirect_uri=self._redirect_uri
        )
        user = await self._user_of(client.provider.issuer, identity, device)
        return Finished(await self._steps.begin(await self._homes.of(user), device), attempt.target)

    async def _user_of(self, issuer: str, identity: Identity, device: Device) -> User:
        """The linked user; else who has the same proven address; else a new one. A link is never made otherwise.

        Whoever is linked joins the organizations that this address is invited to.
        """
        linked = await self._identities.user_of(issuer, identity.sub)
        user = await self._accounts.user(linked) if linked else None
        if user is not None:
            return user
        if not identity.email or not identity.email_verified:
            raise OidcFailed("The other provider has not confirmed your e-mail address.", code="oidc_email_unverified")
        email = normal_email(identity.email)
        known = await self._accounts.user_by_email(email)
        user = known or await self._register(email, identity, device)
        if not user.email_verified:
            user = await self._claims.claim(user, password_hash="")
        await self._identities.link(issuer, identity.sub, user.id, self._clock())
        await self._invitations.take_up(user)
        await self._homes.of(user)
        happened = ("identity.linked",) if known else ("account.registered", "identity.linked")
        for account in await self._accounts.accounts_of(user):
            for action in happened:
                await self._audit.record(None, action, user.id, organization=account.organization.id)
        return user

    async def _register(self, email: str, identity: Identity, device: Device) -> User:
        name = identity.name.strip()[:MAX_NAME_CHARACTERS] or email.partition("@")[0]
        user = User(new_id("usr"), name, email, password_hash="", email_verified=True, language=device.language)
        if await self._accounts.add_user(user, self._clock()):
            return user
        taken = await self._accounts.user_by_email(email)  # by a request at the same time
        if taken is None:
            raise OidcFailed(code="oidc_failed")
        return taken

    def _provider(self) -> OidcClient:
        if self._client is None:
            raise NotFound("No other provider is set up here.")
        return self._client
