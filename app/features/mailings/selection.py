"""Who gets a mail of a wave now, and why others do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from app.features.invitations.completion import Completion
from app.features.invitations.model import Invitation
from app.features.mailings.discretion import Discretion
from app.features.mailings.ledger import Ledger
from app.features.mailings.model import Line, ReminderPlan, Wave, line_id, waves_of
from app.features.mailings.timing import Outlook, Reader, Verdict, foreseen
from app.features.sessions.model import Session


class Decision(msgspec.Struct, frozen=True):
    """``later``: when somebody who does not get the mail now is looked at again."""

    invitation: Invitation
    verdict: Verdict
    later: datetime | None = None


class Selection:
    def __init__(self, ledger: Ledger, completion: Completion, discretion: Discretion) -> None:
        self._ledger = ledger
        self._completion = completion
        self._discretion = discretion

    async def without_mail(self, wave: Wave, invitations: Sequence[Invitation]) -> list[Invitation]:
        """Those who have no line of this wave: a quick look, after which ``decide`` still has the last word."""
        lines = await self._ledger.lines([line_id(one.id, wave.id) for one in invitations])
        return [one for one in invitations if line_id(one.id, wave.id) not in lines]

    async def decide(
        self, session: Session, plan: ReminderPlan, wave: Wave, invitations: Sequence[Invitation], now: datetime
    ) -> list[Decision]:
        """As the database says at this moment, in the order of the invitations."""
        addresses = [one.address for one in invitations]
        stopped = await self._discretion.stopped(session.id, session.organization, addresses)
        waves = waves_of(plan, session.settings.closes_at)
        readers = await self._readers(session, plan, waves, invitations, stopped)
        return [_decision(one, readers[one.id].outlook(wave, now, readers[one.id].written)) for one in invitations]

    async def foresee(
        self, session: Session, plan: ReminderPlan, wave: Wave, invitations: Sequence[Invitation], now: datetime
    ) -> list[Decision]:
        """What the wave will do when it is due, or now, as far as may be told: with the mails that go before it."""
        closes_at, addresses = session.settings.closes_at, [one.address for one in invitations]
        told = await self._discretion.told(session.organization, addresses)
        waves = waves_of(plan, closes_at)
        begun = await self._ledger.begun(session.id, waves)
        readers = await self._readers(session, plan, begun, invitations, told)
        return [
            _decision(one, foreseen(readers[one.id], wave, waves, closes_at=closes_at, now=now)) for one in invitations
        ]

    async def _readers(
        self,
        session: Session,
        plan: ReminderPlan,
        waves: Sequence[Wave],
        invitations: Sequence[Invitation],
        suppressed: Collection[str],
    ) -> dict[str, Reader]:
        """``waves``: those whose lines are looked for."""
        lines = await self._ledger.lines([line_id(one.id, each.id) for one in invitations for each in waves])
        statuses = await self._completion.statuses(session, invitations)
        return {
            one.id: Reader(
                mails=_mails(one, waves, lines),
                is_done=statuses[one.id] == "done",
                is_suppressed=one.address in suppressed,
                quiet_hours=plan.quiet_hours,
                zone=zone_of(one, plan),
            )
            for one in invitations
        }


def zone_of(invitation: Invitation, plan: ReminderPlan) -> ZoneInfo:
    """Where the person is, as far as we were told."""
    return ZoneInfo(invitation.timezone or plan.timezone)


def _mails(invitation: Invitation, waves: Sequence[Wave], lines: Mapping[str, Line]) -> dict[str, datetime]:
    return {wave.id: lines[key].at for wave in waves if (key := line_id(invitation.id, wave.id)) in lines}


def _decision(invitation: Invitation, outlook: Outlook) -> Decision:
    return Decision(invitation, outlook.verdict, outlook.later)
