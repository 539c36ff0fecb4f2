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
from app.features.mailings.addressees import AddressHashes
from app.features.mailings.ledger import Ledger
from app.features.mailings.links import MailLinks, Receiver
from app.features.mailings.model import FIRST, LineState, line_id
from app.features.mailings.plans import Plans
from app.features.mailings.suppressions import Reason, Suppressions

log = logging.getLogger(__name__)

Report = Literal["delivered", "bounced", "complained", "failed", "suppressed"]
_STATES: Mapping[Report, LineState] = {
    "delivered": "delivered",
    "bounced": "bounced",
    "complained": "complained",
    "failed": "refused",
    "suppressed": "refused",
}
"""Where a mail stands then. The last two: the mail service took it and did not send it, for a reason of its own or
because it writes to that address no more."""
_BEFORE: Mapping[LineState, tuple[LineState, ...]] = {
    "refused": ("reserved", "sent", "unknown"),
    "delivered": ("reserved", "sent", "unknown"),
    "bounced": ("reserved", "sent", "unknown", "delivered"),
    "complained": ("reserved", "sent", "unknown", "delivered", "bounced"),
}
"""Reports come in any order and more than once: a mail only moves on."""
_ENDS: Mapping[Report, Reason] = {"bounced": "bounced", "complained": "complained"}


class MailReport(msgspec.Struct, frozen=True):
    """``is_final``: a bounce for good, not a full mailbox. ``receiver``: the token that the mail carried, if any."""

    invitation: str
    wave: str
    what: Report
    is_final: bool = True
    receiver: str | None = None


class UnsubscribeService:
    def __init__(
        self,
        *,
        invitations: Invitations,
        plans: Plans,
        ledger: Ledger,
        suppressions: Suppressions,
        hashes: AddressHashes,
        links: MailLinks,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._invitations = invitations
        self._plans = plans
        self._ledger = ledger
        self._suppressions = suppressions
        self._hashes = hashes
        self._links = links
        self._audit = audit
        self._clock = clock

    async def who(self, token: str) -> str | None:
        """The address that a link is for; None where it is forgotten already.

        Raises NotFound for a forged link, and for an old one that leads to nobody any more.
        """
        receiver = self._receiver(token)
        invitation = await self._invitation_of(receiver)
        if invitation is None and receiver.addressee is None:
            raise NotFound("This link leads nowhere.")
        return invitation.email if invitation is not None else None

    async def unsubscribe(self, token: str) -> None:
        """No more mail from this organization to the address of a link, whether it is still invited or not; a repeat
        does nothing.

        Raises NotFound for a forged link, and for an old one that leads to nobody any more.
        """
        if not await self._stop(self._receiver(token), "unsubscribed"):
            raise NotFound("This link leads nowhere.")

    async def reported(self, report: MailReport) -> None:
        """Note what became of a mail; to an address that bounces for good or complains no more is sent."""
        line = line_id(report.invitation, report.wave)
        state = _STATES[report.what]
        noted = await self._ledger.note(line, _BEFORE[state], state)
        receiver = self._links.receiver_in(report.receiver) if report.receiver is not None else None
        if receiver is None and noted is not None:
            receiver = Receiver(report.invitation, None)
        if receiver is not None and report.what in _ENDS and report.is_final:
            is_reminder = report.wave != FIRST
            reminded_in = noted.session if noted is not None and is_reminder else None
            await self._stop(receiver, _ENDS[report.what], is_named=not is_reminder, reminded_in=reminded_in)

    async def lift(self, member: Member, email: str) -> None:
        """Let an address get mail, at its owner's wish: within a minute what is due and was held back, wherever it is
        invited; not what was sent and came back, for that has its line in the ledger. Whether it got mail before is
        not told, for that could tell who got a reminder. Raises InvalidInput."""
        address = folded(email)
        await self._suppressions.lift(member.organization, address)
        await self._audit.record(member, "mail_suppression.lifted", member.organization)
        invited_to = await self._invitations.sessions_of(member.organization, address)
        for session in await self._plans.active_among(invited_to):
            await self._invitations.announce(session)

    async def _stop(
        self, receiver: Receiver, reason: Reason, *, is_named: bool = True, reminded_in: str | None = None
    ) -> bool:
        """False where nothing is left that says whom to write to no more. ``is_named``: who it is goes on record; not
        where a reminder ended it, for that would tell when somebody had not answered an anonymous session yet."""
        invitation = await self._invitation_of(receiver)
        addressee = receiver.addressee
        if addressee is None and invitation is not None:
            addressee = self._hashes.of(invitation.organization, invitation.address)
        if addressee is None:
            return False
        if await self._suppressions.add(addressee, reason, self._clock(), reminded_in=reminded_in):
            where = {"session": invitation.session} if invitation is not None and is_named else {}
            await self._audit.record(
                None,
                "mail_suppression.added",
                receiver.invitation if is_named else addressee.organization,
                organization=addressee.organization,
                after={"reason": reason, **where},
            )
        return True

    def _receiver(self, token: str) -> Receiver:
        receiver = self._links.receiver_in(token)
        if receiver is None:
            raise NotFound("This link leads nowhere.")
        return receiver

    async def _invitation_of(self, receiver: Receiver) -> Invitation | None:
        return next(iter(await self._invitations.by_ids([receiver.invitation])), None)
