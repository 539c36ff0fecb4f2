"""What an invitation to a session is, and how a blind one is redeemed: pure, without clock or I/O."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Literal

import msgspec

from app.core.errors import Conflict
from app.core.identity import id_of
from app.features.sessions.model import Session

KIND, ANNOUNCED = "invitations", "invitations_announced"
MAX_INVITATIONS = 100_000
"""Of one session."""

InvitationStatus = Literal["invited", "joined", "done"]
MailProblem = Literal["bounced", "refused", "complained", "unsubscribed"]
"""Why no mail reaches an address: it takes none, the mail service sends none to it, or its owner wants none."""


class InvitationUsed(Conflict):
    code = "invitation_used"
    default_message = "This link was opened on another device, and answers of this session are anonymous."


class TooManyInvitations(Conflict):
    code = "too_many_invitations"
    default_message = f"A session has at most {MAX_INVITATIONS} invitations."


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to invite, checked. ``address`` is ``email`` folded: what is compared."""

    email: str
    address: str
    name: str | None = None
    language: str | None = None
    timezone: str | None = None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """``number`` counts those of the session. ``hash`` is that of the personal token, which is stored nowhere.

    Where the session asks who one is, ``participant`` is who came in by the link. Where it does not, the link is blind:
    ``claim`` says that it was redeemed, and by a secret that only the redeeming device knows; ``is_done`` is what that
    device reported. Neither leads to a participant, and neither has a time (docs/adr/0011-blind-links.md).
    """

    id: str
    session: str
    organization: str
    number: int
    email: str
    address: str
    name: str | None
    language: str | None
    timezone: str | None
    hash: str
    created_at: datetime
    participant: str | None = None
    claim: str | None = None
    is_done: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has come in by it yet."""
        return self.participant is None and self.claim is None


def is_blind(session: Session) -> bool:
    """Whether its links keep who answered apart from what was answered."""
    return session.settings.identity == "anonymous"


def hides_who_answered(session: Session, now: datetime) -> bool:
    """While a blind one takes answers: what changed since the last look would tell whose answer came last."""
    return is_blind(session) and not session.is_over(now)


def claim_of(device_secret: str, invitation: str) -> str:
    """What an invitation remembers of the device that redeemed it."""
    return hashlib.sha256(f"claim\n{invitation}\n{device_secret}".encode()).hexdigest()


def blind_participant(device_secret: str, session: str) -> str:
    """Who a device is in a session: the same for the same secret, and found by nobody who does not know it."""
    return id_of("par", f"participant\n{session}\n{device_secret}")
