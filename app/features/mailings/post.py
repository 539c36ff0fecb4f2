"""Sending batches, so that each person gets a wave's mail once, whichever worker dies when."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.core.clock import Clock
from app.core.identity import new_id
from app.features.invitations.model import Invitation
from app.features.mailings.envelope import Envelopes
from app.features.mailings.ledger import Ledger
from app.features.mailings.links import MailLinks
from app.features.mailings.model import ALL_WAVES, Batch, Line, ReminderPlan, Wave, line_id
from app.features.mailings.patience import Patience
from app.features.mailings.texts import letter_for
from app.features.sessions.model import Session
from app.infra.mailer import KEY_LIFETIME, BatchMailer, Mail, NothingAccepted

log = logging.getLogger(__name__)

INVITATION_TAG, WAVE_TAG, RECEIVER_TAG = "invitation", "wave", "receiver"


class Mailing(msgspec.Struct, frozen=True):
    """One wave of one session, as it stands."""

    session: Session
    plan: ReminderPlan
    wave: Wave
    organization: str


class Post:
    def __init__(
        self, *, ledger: Ledger, envelopes: Envelopes, links: MailLinks, mailer: BatchMailer, clock: Clock
    ) -> None:
        self._ledger = ledger
        self._envelopes = envelopes
        self._links = links
        self._mailer = mailer
        self._clock = clock

    async def send(self, mailing: Mailing, invitations: Sequence[Invitation]) -> bool:
        """Send one batch to those who have no mail of this wave yet; False where another worker took it apart.

        Raises MailUnavailable: what was not certainly turned away is sent again by ``finish``.
        """
        batch_id, now = new_id("mbt"), self._clock()
        lines = [_line(mailing, one, batch_id, now) for one in invitations]
        won = {line.invitation for line in await self._ledger.reserve(lines)} if lines else set[str]()
        receivers = [one for one in invitations if one.id in won]
        if not receivers:
            return True
        batch = Batch(
            id=batch_id,
            session=mailing.session.id,
            organization=mailing.session.organization,
            members=tuple(line_id(one.id, mailing.wave.id) for one in receivers),
            sealed_at=now,
            tries=1,
            sealed=self._envelopes.closed([self._mail(mailing, one) for one in receivers], batch_id),
        )
        if not await self._ledger.seal(batch):
            return False
        try:
            await self._deliver(batch)
        except NothingAccepted:
            await self._ledger.dissolve(batch)
            raise
        return True

    async def finish(self, session: str, patience: Patience) -> None:
        """Bring to an end what workers that died have left: send again what they sealed, free what they did not.

        Raises MailUnavailable when patience ends.
        """
        await self._ledger.release_unsealed(session, ALL_WAVES, self._clock())
        for batch in await self._ledger.open_batches(session):
            if self._clock() - batch.sealed_at > KEY_LIFETIME:
                log.error("a batch of mails was left alone for too long", extra={"batch": batch.id})
                await self._give_up(batch)
            elif await self._ledger.take_up(batch):
                with patience:
                    await self._deliver(batch)

    async def rest(self, session: str) -> None:
        """What is sealed while a session is over is not sent again when it goes on: people answer meanwhile or want no
        more mail, and it would tell the closing time of before."""
        for batch in await self._ledger.open_batches(session):
            await self._give_up(batch)

    async def abandon(self, session: str) -> None:
        """Nothing more is ever sent for a session."""
        await self._ledger.release_unsealed(session, ALL_WAVES, self._clock())
        await self.rest(session)

    async def _give_up(self, batch: Batch) -> None:
        """Nobody knows its fate, and it is noted so: who is in it gets no second mail of its wave."""
        await self._ledger.record(batch, {"unknown": list(batch.members)})

    async def _deliver(self, batch: Batch) -> None:
        refused = await self._mailer.send_batch(self._envelopes.opened(batch.sealed, batch.id), batch.id)
        await self._ledger.record(
            batch,
            {
                "refused": [line for position, line in enumerate(batch.members) if position in refused],
                "sent": [line for position, line in enumerate(batch.members) if position not in refused],
            },
        )

    def _mail(self, mailing: Mailing, invitation: Invitation) -> Mail:
        links = self._links.of(invitation)
        letter = letter_for(
            invitation,
            mailing.session,
            mailing.plan,
            mailing.wave.kind,
            organization=mailing.organization,
            links=links,
        )
        return Mail(
            to=invitation.email,
            subject=letter.subject,
            text=letter.text(),
            html=letter.html(),
            key=line_id(invitation.id, mailing.wave.id),
            headers={
                "List-Unsubscribe": f"<{links.unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            tags={
                INVITATION_TAG: invitation.id,
                WAVE_TAG: mailing.wave.id,
                RECEIVER_TAG: self._links.token(invitation),
            },
        )


def _line(mailing: Mailing, invitation: Invitation, batch: str, now: datetime) -> Line:
    return Line(
        id=line_id(invitation.id, mailing.wave.id),
        session=mailing.session.id,
        organization=mailing.session.organization,
        invitation=invitation.id,
        wave=mailing.wave.id,
        batch=batch,
        state="reserved",
        at=now,
    )
