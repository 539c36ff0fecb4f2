"""What members do with the mails of a session: plan them, look at them, try them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import msgspec

from app.core.clock import Clock
from app.core.errors import EditConflict, FieldError, InvalidInput, NotFound, SessionEnded, WrongState
from app.core.principals import Member
from app.core.timezones import is_timezone
from app.features.audit.changes import changes_between
from app.features.audit.service import AuditTrail
from app.features.invitations.model import hides_who_answered
from app.features.invitations.repository import Invitations
from app.features.mailings.ledger import Ledger
from app.features.mailings.model import LINE_STATES, LineState, ReminderPlan, StoredPlan, Wave, waves_of
from app.features.mailings.plans import Plans
from app.features.mailings.resting import is_over_for_good
from app.features.mailings.selection import Decision, Selection
from app.features.mailings.texts import problems_of
from app.features.mailings.timing import Verdict
from app.features.sessions.model import Session
from app.features.sessions.service import SessionService

AT_ONCE = 1_000
MOST_COUNTED = 10_000
"""People whom the totals of a dry run speak of, the latest: each of them is looked at."""


class PlanInFull(msgspec.Struct, frozen=True):
    """``sent``: wave → how many mails stand where."""

    session: Session
    stored: StoredPlan | None
    waves: list[Wave]
    sent: dict[str, dict[LineState, int]]


class DryRun(msgspec.Struct, frozen=True):
    """What a wave would do at ``at``, as things stand. ``totals`` go with the first people, and are empty with others;
    ``uncounted``: of how many more, invited before, they do not speak. ``decisions`` is empty where it would tell who
    has answered anonymously."""

    wave: Wave
    at: datetime
    totals: dict[Verdict, int]
    uncounted: int
    decisions: list[Decision]


class MailingService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        plans: Plans,
        invitations: Invitations,
        ledger: Ledger,
        selection: Selection,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._plans = plans
        self._invitations = invitations
        self._ledger = ledger
        self._selection = selection
        self._audit = audit
        self._clock = clock

    async def get(self, member: Member, session_id: str) -> PlanInFull:
        """Raises NotFound for an unknown session."""
        session = await self._session(member, session_id)
        stored = await self._plans.find(session.id)
        waves = waves_of(stored.plan, session.settings.closes_at) if stored is not None else []
        counts = await self._ledger.counts(session.id) if waves else {}
        sent = {wave.id: {state: counts.get((wave.id, state), 0) for state in LINE_STATES} for wave in waves}
        return PlanInFull(session, stored, waves, sent)

    async def save(
        self, member: Member, session_id: str, plan: ReminderPlan, *, is_active: bool, based_on: int
    ) -> PlanInFull:
        """Whoever has had a wave's mail does not get it again, whatever is edited. What is due leaves within a minute,
        or when a session that is closed or set aside goes on.

        Raises NotFound, SessionEnded, InvalidInput; EditConflict where it is no longer at ``based_on``.
        """
        session = await self._session(member, session_id)
        if is_over_for_good(session, self._clock()):
            raise SessionEnded
        problems = tuple(problems_with(plan, session))
        if problems:
            raise InvalidInput(fields=problems)
        before = await self._plans.find(session.id)
        version = before.version if before is not None else 0
        after = StoredPlan(
            session=session.id,
            organization=session.organization,
            version=version + 1,
            is_active=is_active,
            plan=plan,
            changed_at=self._clock(),
        )
        if version != based_on or not await self._plans.replace(before, after):
            latest = await self._plans.find(session.id)
            raise EditConflict(current=latest.version if latest is not None else 0)
        was, is_now = changes_between(before.parts() if before is not None else {}, after.parts())
        await self._audit.record(member, "reminder_plan.saved", session.id, before=was or None, after=is_now)
        return await self.get(member, session_id)

    async def dry_run(
        self, member: Member, session_id: str, wave_id: str | None, *, after: int, to: int, with_totals: bool
    ) -> DryRun:
        """Who would get a wave (the next one that is due, by default) when it is due, or now, with the mails that go
        before it, and why others would not.

        Raises NotFound for an unknown session or wave, WrongState where there is no plan.
        """
        session = await self._session(member, session_id)
        stored = await self._plans.find(session.id)
        if stored is None:
            raise WrongState("This session has no reminder plan yet.")
        now = self._clock()
        wave = _wave(waves_of(stored.plan, session.settings.closes_at), wave_id, now)
        totals: Counter[Verdict] = Counter()
        shown: list[Decision] = []
        # Everybody is looked at for the totals only: further pages read no more people than they show.
        for first, last in _stretches(min(after, max(0, to - MOST_COUNTED)) if with_totals else after, to):
            found = await self._invitations.numbered(session.id, first, last)
            decisions = await self._selection.foresee(session, stored.plan, wave, found, now)
            totals.update(one.verdict for one in decisions if with_totals)
            shown += [one for one in decisions if after < one.invitation.number <= to]
        uncounted = 0
        if with_totals and to > MOST_COUNTED:
            uncounted = max(0, await self._invitations.count(session.id) - totals.total())
        if hides_who_answered(session, now):
            shown = []
        shown.sort(key=lambda one: -one.invitation.number)
        return DryRun(wave, max(now, wave.due_at), dict(totals), uncounted, shown)

    async def latest_number(self, member: Member, session_id: str) -> int:
        """Where the list of a dry run begins. Raises NotFound."""
        return await self._invitations.latest_number((await self._session(member, session_id)).id)

    async def _session(self, member: Member, session_id: str) -> Session:
        return (await self._sessions.get(member.organization, session_id)).session


def _stretches(after: int, to: int) -> Iterator[tuple[int, int]]:
    """The numbers above ``after`` up to ``to``, so many at once."""
    for first in range(after, to, AT_ONCE):
        yield first, min(first + AT_ONCE, to)


def _wave(waves: list[Wave], wave_id: str | None, now: datetime) -> Wave:
    """The one that was named, the next one, or the last one. Raises NotFound."""
    if wave_id is None:
        return next((wave for wave in waves if wave.due_at > now), waves[-1])
    found = next((wave for wave in waves if wave.id == wave_id), None)
    if found is None:
        raise NotFound("The plan has no such wave.")
    return found


def problems_with(plan: ReminderPlan, session: Session) -> Iterator[FieldError]:
    """Why a session cannot have this plan; the paths start at the request."""
    if list(plan.reminder_days) != sorted(set(plan.reminder_days)):
        yield FieldError("Each reminder comes later than the one before.", "not_rising", "plan.reminder_days")
    if plan.last_call_hours is not None and session.settings.closes_at is None:
        message = "A last call needs a time when the session closes."
        yield FieldError(message, "not_possible", "plan.last_call_hours")
    if not is_timezone(plan.timezone):
        yield FieldError("This is no IANA time zone, such as Europe/Berlin.", "unknown_timezone", "plan.timezone")
    for problem in problems_of(plan.texts):
        yield msgspec.structs.replace(problem, field=f"plan.texts.{problem.field}")
