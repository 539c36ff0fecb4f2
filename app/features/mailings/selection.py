"""Who gets a mail of a wave now, and why others do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from app.features.invitations.completion import Completion
from app.features.invitations.model import Invitation
from app.features.mailings.ledger import Ledger
from app.features.mailings.model import LEAST_GAP, ReminderPlan, Wave, latest_mail, line_id, waves_of
from app.features.mailings.suppressions import Suppressions
from app.features.sessions.model import Session

Verdict = Literal["send", "quiet", "already", "done", "suppressed", "too_soon", "not_invited_yet"]
"""``quiet``: later, when the person's quiet hours are over. ``already``: this wave has a line in the ledger.
``not_invited_yet``: a reminder before the first mail."""


class Decision(msgspec.Struct, frozen=True):
    """``later``: when quiet hours end."""

    invitation: Invitation
    verdict: Verdict
    later: datetime | None = None


class Selection:
    def __init__(self, ledger: Ledger, completion: Completion, suppressions: Suppressions) -> None:
        self._ledger = ledger
        self._completion = completion
        self._suppressions = suppressions

    async def without_mail(self, wave: Wave, invitations: Sequence[Invitation]) -> list[Invitation]:
        """Those who have no line of this wave: a quick look, after which ``decide`` still has the last word."""
        lines = await self._ledger.lines([line_id(one.id, wave.id) for one in invitations])
        return [one for one in invitations if line_id(one.id, wave.id) not in lines]

    async def decide(
        self, session: Session, plan: ReminderPlan, wave: Wave, invitations: Sequence[Invitation], now: datetime
    ) -> list[Decision]:
        """As the database says at this moment, in the order of the invitations."""
        waves = waves_of(plan, session.settings.closes_at)
        keys = [line_id(one.id, each.id) for one in invitations for each in waves]
        lines = await self._ledger.lines(keys)
        statuses = await self._completion.statuses(session, invitations)
        suppressed = await self._suppressions.among(session.organization, [one.address for one in invitations])
        decisions = []
        for one in invitations:
            later = plan.quiet_hours.until(now, zone_of(one, plan)) if plan.quiet_hours is not None else None
            written = latest_mail(lines, one.id, waves)
            verdict: Verdict = "send" if later is None else "quiet"
            if line_id(one.id, wave.id) in lines:
                verdict = "already"
            elif statuses[one.id] == "done":
                verdict = "done"
            elif one.address in suppressed:
                verdict = "suppressed"
            elif written is None and wave.kind != "first":
                verdict = "not_invited_yet"
            elif written is not None and now - written < LEAST_GAP:
                verdict = "too_soon"
            decisions.append(Decision(one, verdict, later if verdict == "quiet" else None))
        return decisions


def zone_of(invitation: Invitation, plan: ReminderPlan) -> ZoneInfo:
    """Where the person is, as far as we were told."""
    return ZoneInfo(invitation.timezone or plan.timezone)
