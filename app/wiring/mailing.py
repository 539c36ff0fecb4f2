"""What mails to those who were invited are made of."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import Clock, utc_now
from app.core.settings import Settings
from app.features.audit.service import AuditTrail
from app.features.invitations.completion import Completion
from app.features.invitations.forgetting import InvitationsForgotten
from app.features.invitations.repository import Invitations
from app.features.jobs.service import JobService
from app.features.mailings.envelope import PURPOSE, Envelopes
from app.features.mailings.forgetting import MailForgotten
from app.features.mailings.ledger import Ledger
from app.features.mailings.links import MailLinks
from app.features.mailings.plans import Plans
from app.features.mailings.post import Post
from app.features.mailings.preview import PreviewService
from app.features.mailings.selection import Selection
from app.features.mailings.service import MailingService
from app.features.mailings.suppressions import SuppressingReminders
from app.features.mailings.unsubscribing import UnsubscribeService
from app.features.mailings.waves import WaveService
from app.features.organizations.repository import OrganizationRepository
from app.features.sessions.repository import SessionRepository
from app.features.submissions.repository import EntryLog
from app.http.public_url import PublicUrl
from app.infra.mail_events import MailEvents
from app.infra.mailer import BatchMailer
from app.infra.mongo import Database
from app.infra.sealing import Sealer
from app.infra.tokens import derived_key, derived_keys
from app.wiring.inviting import address_hashes, discretion, invitation_links, suppressions
from app.wiring.running import Running


@dataclass(frozen=True, kw_only=True)
class Mailings:
    """For members, for readers, and for the mail service; ``mail_events`` is None where it may not report."""

    mailings: MailingService
    mail_previews: PreviewService
    unsubscribing: UnsubscribeService
    mail_events: MailEvents | None


def wave_service(
    settings: Settings, database: Database, mailer: BatchMailer, jobs: JobService, clock: Clock = utc_now
) -> WaveService:
    """For workers. Raises SettingsInvalid where the secret is missing."""
    return WaveService(
        plans=Plans(database),
        sessions=SessionRepository(database),
        organizations=OrganizationRepository(database),
        invitations=Invitations(database),
        ledger=Ledger(database),
        selection=_selection(settings, database),
        post=Post(
            ledger=Ledger(database),
            envelopes=Envelopes(Sealer(settings.signing_secret(), PURPOSE, former=settings.former_secrets())),
            links=mail_links(settings),
            mailer=mailer,
            clock=clock,
        ),
        jobs=jobs,
        clock=clock,
    )


def mailings(settings: Settings, database: Database, running: Running, audit: AuditTrail) -> Mailings:
    """For web processes. Raises SettingsInvalid where the secret is missing."""
    secret = settings.resend_webhook_secret
    return Mailings(
        mailings=MailingService(
            sessions=running.sessions,
            plans=Plans(database),
            invitations=Invitations(database),
            ledger=Ledger(database),
            selection=_selection(settings, database),
            audit=audit,
            clock=utc_now,
        ),
        mail_previews=PreviewService(
            sessions=running.sessions,
            organizations=OrganizationRepository(database),
            plans=Plans(database),
            links=mail_links(settings),
            clock=utc_now,
        ),
        unsubscribing=unsubscribe_service(settings, database, audit),
        mail_events=MailEvents(secret.get_secret_value()) if secret is not None else None,
    )


def unsubscribe_service(settings: Settings, database: Database, audit: AuditTrail) -> UnsubscribeService:
    """Raises SettingsInvalid where the secret is missing."""
    return UnsubscribeService(
        invitations=Invitations(database),
        plans=Plans(database),
        ledger=Ledger(database),
        suppressions=suppressions(settings, database),
        hashes=address_hashes(settings),
        links=mail_links(settings),
        audit=audit,
        clock=utc_now,
    )


def mail_forgotten(database: Database) -> MailForgotten:
    """What erasing and retention tell of invitations and mails."""
    invited, reminders = InvitationsForgotten(Invitations(database)), SuppressingReminders(database)
    return MailForgotten(invited, Ledger(database), reminders, Plans(database))


def mail_links(settings: Settings) -> MailLinks:
    """Raises SettingsInvalid where the secret is missing."""
    former = derived_keys(settings.former_secrets(), "unsubscribing")
    secret, public_url = derived_key(settings.signing_secret(), "unsubscribing"), PublicUrl(settings.base_url())
    return MailLinks(invitation_links(settings), address_hashes(settings), secret, public_url, former=former)


def _selection(settings: Settings, database: Database) -> Selection:
    return Selection(Ledger(database), Completion(EntryLog(database)), discretion(settings, database))
