"""Why mails do not reach somebody who is invited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.features.invitations.model import Invitation, MailProblem
from app.features.mailings.discretion import Discretion
from app.features.mailings.ledger import Ledger
from app.features.mailings.model import FIRST, Line, LineState

_OF_MAILS: Mapping[LineState, MailProblem] = {
    "refused": "refused",
    "bounced": "bounced",
    "complained": "complained",
}
_SAYS_NOTHING: frozenset[LineState] = frozenset({"reserved", "unknown"})


class MailProblems:
    """What the organization knows of an address goes before what became of the latest mail. When that left is not told:
    that somebody was reminded would tell that they had not answered."""

    def __init__(self, ledger: Ledger, discretion: Discretion) -> None:
        self._ledger = ledger
        self._discretion = discretion

    async def of(
        self, organization: str, invitations: Sequence[Invitation], *, hides_reminders: bool
    ) -> dict[str, MailProblem]:
        """By id; nothing of those whom mails reach, as far as anybody knows. ``hides_reminders``: only of the first
        mail, which goes to everybody, is it told what became of it."""
        lines = await self._ledger.of_invitations([one.id for one in invitations])
        latest = {
            line.invitation: line.state
            for line in lines
            if line.state not in _SAYS_NOTHING and (line.wave == FIRST or not hides_reminders)
        }
        found = {invitation: _OF_MAILS[state] for invitation, state in latest.items() if state in _OF_MAILS}
        hidden = {line.invitation for line in lines if _ended_by_reminder(line)} if hides_reminders else set[str]()
        reasons = await self._discretion.told(organization, [one.address for one in invitations])
        told = {one.id: reasons[one.address] for one in invitations if one.address in reasons}
        return found | {name: why for name, why in told.items() if name not in hidden or why == "unsubscribed"}


def _ended_by_reminder(line: Line) -> bool:
    """Whether no more mail goes to the address because of a reminder, which only who has not answered gets."""
    return line.wave != FIRST and line.state in ("bounced", "complained")
