"""Which of those who were invited have done what they were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from app.features.invitations.model import Invitation, InvitationStatus, is_blind
from app.features.sessions.model import Session
from app.features.submissions.model import FIRST_REVISION
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM

FIRST_ATTEMPT = 1


class Completion:
    """In an open session: a form was sent; in a live one: they came."""

    def __init__(self, log: EntryLog) -> None:
        self._log = log

    async def statuses(self, session: Session, invitations: Sequence[Invitation]) -> dict[str, InvitationStatus]:
        """How each stands now, by id: asked of the log, not remembered, where a participant is known."""
        entries = {
            form_of(session.id, invitation.participant): invitation.id
            for invitation in invitations
            if invitation.participant is not None
        }
        sent = {entries[entry] for entry in await self._log.stored(entries)}
        return {invitation.id: _status(session, invitation, invitation.id in sent) for invitation in invitations}

    async def has_answered(self, session: Session, participant: str) -> bool:
        """Whether the log holds a form of this participant."""
        return await self._log.by_id(form_of(session.id, participant)) is not None


def form_of(session: str, participant: str) -> str:
    """The id of the entry that a participant's first form is."""
    return f"{session}:{participant}:{FIRST_ATTEMPT}:{FORM}:{FIRST_REVISION}"


def _status(session: Session, invitation: Invitation, has_sent: bool) -> InvitationStatus:
    if invitation.is_open:
        return "invited"
    if session.mode == "live":
        return "done"
    return "done" if (invitation.is_done if is_blind(session) else has_sent) else "joined"
