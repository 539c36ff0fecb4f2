"""What accounts are made of."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.accounts.claiming import AccountClaims, MadeBefore
from app.features.accounts.homes import Homes
from app.features.accounts.identity_repository import IdentityRepository
from app.features.accounts.links import Links
from app.features.accounts.login_repository import LoginRepository
from app.features.accounts.login_steps import LoginSteps
from app.features.accounts.logins import LoginService
from app.features.accounts.oidc import OidcLogins
from app.features.accounts.passwords import Passwords
from app.features.accounts.profile import ProfileService
from app.features.accounts.proof import ProofMeans
from app.features.accounts.proven import ProvenAddresses
from app.features.accounts.recovery import RecoveryService
from app.features.accounts.repository import AccountRepository
from app.features.accounts.reuse import ReusedLogins
from app.features.accounts.second_factor import SecondFactorService
from app.features.accounts.second_factor_repository import SecondFactorRepository
from app.features.accounts.service import AccountService
from app.features.accounts.standing import Standings
from app.features.accounts.throttles import AccountThrottles
from app.features.accounts.verification import VerificationService
from app.features.api_keys.repository import ApiKeyRepository
from app.features.api_keys.service import ApiKeyService
from app.features.audit.service import AuditTrail
from app.features.organizations.account_deletion import AccountDeletion
from app.features.organizations.deletion import OrganizationDeletion
from app.features.organizations.deletion_repository import DeletionRepository
from app.features.organizations.invitation_batch import InvitationBatches
from app.features.organizations.invitation_repository import InvitationRepository
from app.features.organizations.invitations import MemberInvitationService
from app.features.organizations.repository import OrganizationRepository
from app.features.organizations.service import OrganizationService
from app.http.public_url import PublicUrl
from app.http.rate_limits import RateLimits
from app.infra.buckets import MemoryBuckets
from app.infra.errands import Errands, Postman, running_errands
from app.infra.mailer import Mailer
from app.infra.mongo import Database
from app.infra.notes import Notes
from app.infra.oidc import TIMEOUT_S, OidcClient, Provider
from app.infra.outbox import OutboxMailer
from app.infra.redis import Redis
from app.infra.sealing import Sealer
from app.infra.throttle import MemoryCounters, RedisCounters, Throttle
from app.infra.tokens import Tokens, derived_keys
from app.wiring.account_upkeep import account_erasure, reused_logins
from app.wiring.mail import AWAITED_WITHIN_S, paced_mailer

CHALLENGE, OIDC = "login steps", "oidc"
NOTE_LIFETIMES = {CHALLENGE: timedelta(minutes=5), OIDC: timedelta(minutes=10)}
"""For the second step of a login, and for the way to the OpenID provider and back."""


@dataclass(frozen=True, kw_only=True)
class AccountServices:
    accounts: AccountService
    logins: LoginService
    verification: VerificationService
    profiles: ProfileService
    recovery: RecoveryService
    second_factors: SecondFactorService
    login_steps: LoginSteps
    oidc_logins: OidcLogins
    organizations: OrganizationService
    organization_deletion: OrganizationDeletion
    account_deletion: AccountDeletion
    member_invitations: MemberInvitationService
    invitation_batches: InvitationBatches
    api_keys: ApiKeyService
    shown_outbox: OutboxMailer | None


@asynccontextmanager
async def running_accounts(
    settings: Settings,
    rate_limits: RateLimits,
    *,
    database: Database,
    cache: Redis,
    tokens: Tokens,
    audit: AuditTrail,
    standings: Standings,
    webhooks: MadeBefore,
) -> AsyncIterator[AccountServices]:
    """Mail goes as errands, so that no answer takes longer for an address that somebody has; the end awaits them."""
    errands_of = running_errands(last_round_s=settings.shutdown_timeout_s)
    async with errands_of as errands, _oidc_client(settings) as oidc_client:
        repository, links = AccountRepository(database), Links(database, utc_now)
        proven = ProvenAddresses(repository)
        mailer = paced_mailer(settings, database, cache, within_s=AWAITED_WITHIN_S)
        post = Postman(mailer, errands)
        reused = reused_logins(settings, database, mailer, audit)
        logins = _logins(database, tokens, audit, standings, reused=reused, errands=errands)
        means = _means(settings, cache, post, audit)
        verification = VerificationService(repository, links, means)
        second_factors = _second_factors(settings, database, means)
        steps = LoginSteps(logins, repository, second_factors, notes=_notes(settings, CHALLENGE), audit=audit)
        organizations = _organizations(database, steps, standings, audit)
        homes = Homes(repository, audit=audit, clock=utc_now)
        invitations = _invitations(database, steps, proven, means, mailer, rate_limits)
        api_keys = ApiKeyService(ApiKeyRepository(database), proven, standings=standings, audit=audit, clock=utc_now)
        claims = AccountClaims(repository, links, logins, made_before=(api_keys, webhooks))
        accounts = AccountService(
            repository,
            logins,
            steps,
            verification,
            means,
            homes,
            errands=errands,
            rate_limits=RateLimits(MemoryBuckets(monotonic)),
            clock=utc_now,
        )
        yield AccountServices(
            accounts=accounts,
            logins=logins,
            verification=verification,
            profiles=ProfileService(repository, audit=audit),
            recovery=RecoveryService(repository, links, logins, claims, means),
            second_factors=second_factors,
            shown_outbox=mailer if settings.debug and isinstance(mailer, OutboxMailer) else None,
            login_steps=steps,
            oidc_logins=_oidc_logins(settings, database, oidc_client, claims, steps, homes, invitations, audit),
            organizations=organizations,
            account_deletion=_account_deletion(settings, database, second_factors, means, mailer, standings),
            organization_deletion=OrganizationDeletion(
                organizations, DeletionRepository(database), second_factors, means, clock=utc_now
            ),
            member_invitations=invitations,
            invitation_batches=InvitationBatches(invitations),
            api_keys=api_keys,
        )


def _logins(
    database: Database,
    tokens: Tokens,
    audit: AuditTrail,
    standings: Standings,
    *,
    reused: ReusedLogins,
    errands: Errands,
) -> LoginService:
    return LoginService(
        LoginRepository(database),
        AccountRepository(database),
        tokens,
        clock=utc_now,
        audit=audit,
        standings=standings,
        reused=reused,
        errands=errands,
    )


def _means(settings: Settings, cache: Redis, post: Postman, audit: AuditTrail) -> ProofMeans:
    return ProofMeans(
        passwords=Passwords(),
        throttles=_throttles(settings, cache),
        post=post,
        audit=audit,
        public_url=PublicUrl(settings.base_url()),
    )


def _oidc_logins(
    settings: Settings,
    database: Database,
    client: OidcClient | None,
    claims: AccountClaims,
    steps: LoginSteps,
    homes: Homes,
    invitations: MemberInvitationService,
    audit: AuditTrail,
) -> OidcLogins:
    return OidcLogins(
        client,
        IdentityRepository(database),
        AccountRepository(database),
        claims,
        steps,
        homes=homes,
        invitations=invitations,
        notes=_notes(settings, OIDC),
        audit=audit,
        base_url=settings.base_url(),
        clock=utc_now,
    )


def _account_deletion(
    settings: Settings,
    database: Database,
    second_factors: SecondFactorService,
    means: ProofMeans,
    mailer: Mailer,
    standings: Standings,
) -> AccountDeletion:
    """Its mail is no errand: whoever is gone cannot ask for it again."""
    erasure = account_erasure(settings, database, mailer, means.audit, standings.announce)
    return AccountDeletion(AccountRepository(database), OrganizationRepository(database), second_factors, erasure)


def _organizations(
    database: Database, steps: LoginSteps, standings: Standings, audit: AuditTrail
) -> OrganizationService:
    return OrganizationService(
        OrganizationRepository(database),
        InvitationRepository(database),
        AccountRepository(database),
        steps,
        standings=standings,
        audit=audit,
        clock=utc_now,
    )


def _invitations(
    database: Database,
    steps: LoginSteps,
    proven: ProvenAddresses,
    means: ProofMeans,
    mailer: Mailer,
    rate_limits: RateLimits,
) -> MemberInvitationService:
    return MemberInvitationService(
        InvitationRepository(database),
        OrganizationRepository(database),
        AccountRepository(database),
        steps,
        proven,
        means,
        mailer=mailer,
        rate_limits=rate_limits,
        clock=utc_now,
    )


def _second_factors(settings: Settings, database: Database, means: ProofMeans) -> SecondFactorService:
    secret = settings.signing_secret()
    return SecondFactorService(
        SecondFactorRepository(database),
        AccountRepository(database),
        means,
        sealer=Sealer(secret, "second factors", former=settings.former_secrets()),
        recovery_keys=derived_keys((secret, *settings.former_secrets()), "recovery codes"),
        clock=utc_now,
    )


def _notes(settings: Settings, purpose: str) -> Notes:
    former, lifetime = settings.former_secrets(), NOTE_LIFETIMES[purpose]
    return Notes(settings.signing_secret(), purpose, utc_now, lifetime=lifetime, former=former)


@asynccontextmanager
async def _oidc_client(settings: Settings) -> AsyncIterator[OidcClient | None]:
    if settings.oidc_issuer is None:
        yield None
        return
    secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else ""
    provider = Provider(settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_name)
    async with httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False) as http:
        yield OidcClient(provider, http, utc_now, monotonic)


def _throttles(settings: Settings, cache: Redis) -> AccountThrottles:
    shared = RedisCounters(cache, f"impactpulse:{settings.database}", time.time)
    return AccountThrottles(Throttle(shared, MemoryCounters(time.time)))
