"""The work of sending waves: what is due, and one wave to everybody it is for."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.core.clock import Clock
from app.core.errors import AppError, MailUnavailable
from app.core.metrics import counter
from app.features.invitations.model import Invitation
from app.features.invitations.repository import Invitations
from app.features.jobs.service import JobService
from app.features.mailings.ledger import Ledger
from app.features.mailings.model import StoredPlan, Wave, current_waves, waves_of
from app.features.mailings.patience import Patience
from app.features.mailings.plans import Plans
from app.features.mailings.post import Mailing, Post
from app.features.mailings.resting import is_over_for_good
from app.features.mailings.selection import Decision, Selection
from app.features.organizations.repository import OrganizationRepository
from app.features.sessions.model import Session
from app.features.sessions.repository import SessionRepository
from app.infra.mailer import MAX_BATCH

log = logging.getLogger(__name__)

UNREADABLE = counter("mail_plans_unreadable", "Plans of mails that a look had to pass over; the log says why.")
SEND_WAVE = "send_wave"
MAX_PASSES = 5
LOOKED_AT_ONCE = 500
"""Whoever goes on where another worker ended passes over thousands that have their mail."""


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """What a job is for. ``due_at``: the moment for which somebody found it due; None in jobs of an older release."""

    session: str
    wave: str
    version: int
    due_at: datetime | None

    def now(self, clock: Clock) -> datetime:
        """Clocks differ by milliseconds, and a worker whose clock is behind must not find that nothing is due yet."""
        return clock() if self.due_at is None else max(clock(), self.due_at)

    def is_of(self, stored: StoredPlan) -> bool:
        """Whether the plan stands as it did when the job was made."""
        return stored.is_active and stored.version == self.version


class WaveService:
    """Every step may be done again, and by two workers at once."""

    def __init__(
        self,
        *,
        plans: Plans,
        sessions: SessionRepository,
        organizations: OrganizationRepository,
        invitations: Invitations,
        ledger: Ledger,
        selection: Selection,
        post: Post,
        jobs: JobService,
        clock: Clock,
    ) -> None:
        self._plans = plans
        self._sessions = sessions
        self._organizations = organizations
        self._invitations = invitations
        self._ledger = ledger
        self._selection = selection
        self._post = post
        self._jobs = jobs
        self._clock = clock

    async def look(self) -> None:
        """Have everything sent that is due now, to late-comers too; plans of sessions that are over rest."""
        now = self._clock()
        for plan in await self._plans.active():
            try:
                await self._look_at(plan, now)
            except (AppError, msgspec.ValidationError, LookupError, ValueError):  # the others can be looked at
                UNREADABLE.add()
                log.exception("a plan of mails cannot be looked at", extra={"session": plan.session})

    async def _look_at(self, plan: StoredPlan, now: datetime) -> None:
        session = await self._sessions.find(plan.session)
        if session is None or is_over_for_good(session, now):
            await self._plans.retire(plan)
            await self._post.abandon(plan.session)
            return
        if session.is_over(now):
            await self._post.rest(plan.session)
            return
        latest = await self._invitations.latest_number(plan.session)
        announced = await self._invitations.announcements(plan.session) if latest else 0
        crowd = f"to_{latest}_{announced}" if announced else f"to_{latest}"
        for wave in current_waves(waves_of(plan.plan, session.settings.closes_at), now) if latest else ():
            await self._add(session, wave.id, plan.version, now, what=crowd)

    async def send(self, session_id: str, wave_id: str, version: int, due_at: datetime | None = None) -> None:
        """Send a wave to all it is for; whose quiet hours it is, or who had a mail just before, gets
        it in a job of its own, when that is over.

        Raises MailUnavailable: temporary; another attempt goes on where this one ended.
        """
        errand, patience = Errand(session=session_id, wave=wave_id, version=version, due_at=due_at), Patience()
        for _ in range(MAX_PASSES):
            mailing = await self._mailing(errand)
            if mailing is None:
                await self._put_off(errand)
                return
            await self._post.finish(session_id, patience)
            is_whole, later = await self._pass(mailing, errand, patience)
            if is_whole and not await self._ledger.has_reserved(session_id, wave_id):
                if later is not None:
                    await self._add_later(mailing.session, errand, later)
                return
        raise MailUnavailable("Some mails of this wave are still on their way; another look comes later.")

    async def _pass(self, mailing: Mailing, errand: Errand, patience: Patience) -> tuple[bool, datetime | None]:
        """Whether every batch was sent, and when the first of those who did not get it now may."""
        session, is_whole = mailing.session.id, True
        later: list[datetime] = []
        waiting: list[str] = []
        latest = await self._invitations.latest_number(session)
        for after in range(0, latest, LOOKED_AT_ONCE):
            found = await self._invitations.numbered(session, after, after + LOOKED_AT_ONCE)
            unwritten = await self._selection.without_mail(mailing.wave, found)
            waiting += _sorted_out(await self._decide(mailing, errand, unwritten), later)
            while len(waiting) >= MAX_BATCH or (waiting and after + LOOKED_AT_ONCE >= latest):
                batch, waiting = waiting[:MAX_BATCH], waiting[MAX_BATCH:]
                if await self._mailing(errand) is None:
                    return False, None
                is_sent = False
                with patience:
                    is_sent = await self._send_batch(mailing, errand, batch, later)
                is_whole = is_whole and is_sent
        return is_whole, min(later, default=None)

    async def _send_batch(self, mailing: Mailing, errand: Errand, ids: Sequence[str], later: list[datetime]) -> bool:
        """Everybody is looked at once more: this is the moment of sending."""
        decisions = await self._decide(mailing, errand, await self._invitations.by_ids(ids))
        chosen = set(_sorted_out(decisions, later))
        return await self._post.send(mailing, [one.invitation for one in decisions if one.invitation.id in chosen])

    async def _decide(self, mailing: Mailing, errand: Errand, invitations: Sequence[Invitation]) -> Sequence[Decision]:
        if not invitations:
            return ()
        now = errand.now(self._clock)
        return await self._selection.decide(mailing.session, mailing.plan, mailing.wave, invitations, now)

    async def _mailing(self, errand: Errand) -> Mailing | None:
        """The wave as it now stands; None where it must not be sent, or not by this job."""
        stored, session = await self._plans.find(errand.session), await self._sessions.find(errand.session)
        now = errand.now(self._clock)
        if stored is None or session is None or session.is_over(now) or not errand.is_of(stored):
            return None
        wave = _current(stored, session, errand.wave, now)
        if wave is None:
            return None
        organization = await self._organizations.find(session.organization)
        return Mailing(session, stored.plan, wave, organization.name if organization is not None else "")

    async def _put_off(self, errand: Errand) -> None:
        """Where the plan still stands, what this job left undone may yet come to be done: closing hours are moved, or
        what was set aside is brought back. Its id is taken, so another one must follow."""
        stored = await self._plans.find(errand.session)
        if stored is not None and errand.is_of(stored):
            await self._invitations.announce(errand.session)

    async def _add_later(self, session: Session, errand: Errand, due_at: datetime) -> None:
        """Where the job of that moment has ended, by another clock, it may have passed over somebody: another one must
        follow.

        Raises MailUnavailable where it is running: it may be passing over them now, or not have come to them yet.
        """
        moment = f"{due_at.timestamp():.0f}"
        if await self._add(session, errand.wave, errand.version, due_at, what=moment):
            return
        there = await self._jobs.find(_job_id(session.id, errand.wave, errand.version, moment))
        if there is not None and there.state == "running":
            raise MailUnavailable("The next mails of this wave are just being sent; another look comes after that.")
        if there is None or not there.is_open:
            await self._invitations.announce(session.id)

    async def _add(self, session: Session, wave: str, version: int, due_at: datetime, *, what: str) -> bool:
        """A job of its own for each edit of the plan, for each crowd that was invited, and for each later time; False
        where it was there."""
        return await self._jobs.add(
            SEND_WAVE,
            {"session": session.id, "wave": wave, "version": str(version), "due": due_at.isoformat()},
            job_id=_job_id(session.id, wave, version, what),
            organization=session.organization,
            due_at=due_at,
        )


def _job_id(session: str, wave: str, version: int, what: str) -> str:
    return f"{SEND_WAVE}:{session}:{wave}:{version}:{what}"


def _current(stored: StoredPlan, session: Session, wave_id: str, now: datetime) -> Wave | None:
    waves = current_waves(waves_of(stored.plan, session.settings.closes_at), now)
    return next((wave for wave in waves if wave.id == wave_id), None)


def _sorted_out(decisions: Sequence[Decision], later: list[datetime]) -> list[str]:
    """Who gets the mail now; when the others may have it is added to ``later``."""
    later += [one.later for one in decisions if one.later is not None]
    return [one.invitation.id for one in decisions if one.verdict == "send"]
