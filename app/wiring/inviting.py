"""What invitations to sessions are made of, and what is known of the addresses."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.audit.service import AuditTrail
from app.features.invitations.completion import Completion
from app.features.invitations.joining import InvitedService
from app.features.invitations.links import InvitationLinks
from app.features.invitations.repository import Invitations
from app.features.invitations.service import InvitationService
from app.features.mailings.addressees import AddressHashes
from app.features.mailings.discretion import Discretion
from app.features.mailings.ledger import Ledger
from app.features.mailings.problems import MailProblems
from app.features.mailings.suppressions import Suppressions
from app.features.organizations.repository import OrganizationRepository
from app.features.sessions.repository import SessionRepository
from app.features.submissions.repository import EntryLog
from app.http.public_url import PublicUrl
from app.infra.mongo import Database
from app.infra.tokens import derived_key, derived_keys
from app.wiring.running import Running


@dataclass(frozen=True, kw_only=True)
class Inviting:
    """For members, and for those who were invited."""

    invitations: InvitationService
    invited: InvitedService


def inviting(settings: Settings, database: Database, running: Running, audit: AuditTrail) -> Inviting:
    """Raises SettingsInvalid where the secret is missing."""
    stored, completion = Invitations(database), Completion(EntryLog(database))
    return Inviting(
        invitations=InvitationService(
            sessions=running.sessions,
            invitations=stored,
            completion=completion,
            mail=mail_problems(settings, database),
            links=invitation_links(settings),
            audit=audit,
            clock=utc_now,
        ),
        invited=InvitedService(
            sessions=running.sessions,
            participants=running.participants,
            invitations=stored,
            completion=completion,
            organizations=OrganizationRepository(database),
        ),
    )


def invitation_links(settings: Settings) -> InvitationLinks:
    """Raises SettingsInvalid where the secret is missing."""
    former = derived_keys(settings.former_secrets(), "invitations")
    secret = derived_key(settings.signing_secret(), "invitations")
    return InvitationLinks(secret, PublicUrl(settings.base_url()), former=former)


def suppressions(settings: Settings, database: Database) -> Suppressions:
    """Raises SettingsInvalid where the secret is missing."""
    return Suppressions(database, address_hashes(settings))


def address_hashes(settings: Settings) -> AddressHashes:
    """Raises SettingsInvalid where the secret is missing."""
    former = derived_keys(settings.former_secrets(), "suppressions")
    return AddressHashes(derived_key(settings.signing_secret(), "suppressions"), former=former)


def mail_problems(settings: Settings, database: Database) -> MailProblems:
    """Raises SettingsInvalid where the secret is missing."""
    return MailProblems(Ledger(database), discretion(settings, database))


def discretion(settings: Settings, database: Database) -> Discretion:
    """Raises SettingsInvalid where the secret is missing."""
    return Discretion(suppressions(settings, database), SessionRepository(database), utc_now)
