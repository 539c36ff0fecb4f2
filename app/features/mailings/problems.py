"""Why mails do not reach somebody who is invited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.features.invitations.model import Invitation, MailProblem
from app.features.mailings.ledger import Ledger
from app.features.mailings.model import LineState
from app.features.mailings.suppressions import Suppressions

_OF_MAILS: Mapping[LineState, MailProblem] = {
    "refused": "refused",
    "bounced": "bounced",
    "complained": "complained",
}


class MailProblems:
    """What the organization knows of an address goes before what became of single mails. When a mail left is not told:
    that somebody was reminded would tell that they had not answered."""

    def __init__(self, ledger: Ledger, suppressions: Suppressions) -> None:
        self._ledger = ledger
        self._suppressions = suppressions

    async def of(self, organization: str, invitations: Sequence[Invitation]) -> dict[str, MailProblem]:
        """By id; nothing of those whom mails reach, as far as anybody knows."""
        troubled = await self._ledger.of_invitations([one.id for one in invitations], list(_OF_MAILS))
        found: dict[str, MailProblem] = {line.invitation: _OF_MAILS[line.state] for line in troubled}
        reasons = await self._suppressions.reasons(organization, [one.address for one in invitations])
        return found | {one.id: reasons[one.address] for one in invitations if one.address in reasons}
