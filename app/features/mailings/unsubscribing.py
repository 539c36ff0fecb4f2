"""No more mail: by the link in each, and by what the mail service reports of addresses."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Literal

import msgspec

from app.core.clock import Clock
from app.core.errors import NotFound
from app.core.principals import Member
from app.features.audit.service import AuditTrail
from app.features.invitations.model import Invitation
from app.features.invitations.people import folded
from app.features.invitations.repository import Invitations
from app.features.mailings.ledger import Ledger
from app.features.mailings.links import MailLinks
from app.features.mailings.model import LineState, line_id
from app.features.mailings.suppressions import Reason, Suppressions

log = logging.getLogger(__name__)

Report = Literal["delivered", "bounced", "complained"]
_BEFORE: Mapping[Report, tuple[LineState, ...]] = {
    "delivered": ("reserved", "sent", "unknown"),
    "bounced": ("reserved", "sent", "unknown", "delivered"),
    "complained": ("reserved", "sent", "unknown", "delivered", "bounced"),
}
"""Reports come in any order and more than once: a mail only moves on."""
_ENDS: Mapping[Report, Reason] = {"bounced": "bounced", "complained": "complained"}


class MailReport(msgspec.Struct, frozen=True):
    """``is_final``: a bounce for good, not a full mailbox."""

    invitation: str
    wave: str
    what: Report
    is_final: bool = True


class UnsubscribeService:
    def __init__(
        self,
        *,
        invitations: Invitations,
        ledger: Ledger,
        suppressions: Suppressions,
        links: MailLinks,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._invitations = invitations
        self._ledger = ledger
        self._suppressions = suppressions
        self._links = links
        self._audit = audit
        self._clock = clock

    async def who(self, token: str) -> str | None:
        """The address that a link is for; None where it is forgotten already. Raises NotFound for a forged link."""
        invitation = await self._invitation_of(token)
        return invitation.email if invitation is not None else None

    async def unsubscribe(self, token: str) -> None:
        """No more mail from this organization to the address of a link; a repeat does nothing.

        Raises NotFound for a forged link.
        """
        invitation = await self._invitation_of(token)
        if invitation is not None:
            await self._stop(invitation, "unsubscribed")

    async def reported(self, report: MailReport) -> None:
        """Note what became of a mail; to an address that bounces for good or complains no more is sent."""
        line = line_id(report.invitation, report.wave)
        found = await self._ledger.note(line, _BEFORE[report.what], report.what)
        if found is None or report.what not in _ENDS or not report.is_final:
            return
        for invitation in await self._invitations.by_ids([report.invitation]):
            await self._stop(invitation, _ENDS[report.what])

    async def lift(self, member: Member, email: str) -> None:
        """Let an address get mail again, at its owner's wish. Raises InvalidInput, NotFound where it gets mail."""
        if not await self._suppressions.lift(member.organization, folded(email)):
            raise NotFound("This address gets mail.")
        await self._audit.record(member, "mail_suppression.lifted", member.organization)

    async def _stop(self, invitation: Invitation, reason: Reason) -> None:
        organization = invitation.organization
        if await self._suppressions.add(organization, invitation.address, reason, self._clock()):
            what = {"reason": reason, "session": invitation.session}
            await self._audit.record(
                None, "mail_suppression.added", invitation.id, organization=organization, after=what
            )

    async def _invitation_of(self, token: str) -> Invitation | None:
        invitation_id = self._links.invitation_in(token)
        if invitation_id is None:
            raise NotFound("This link leads nowhere.")
        return next(iter(await self._invitations.by_ids([invitation_id])), None)
