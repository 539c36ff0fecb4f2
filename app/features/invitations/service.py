"""Inviting people to a session: importing lists, looking at them, and forgetting somebody."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from app.core.clock import Clock
from app.core.errors import NotFound, SessionEnded
from app.core.identity import new_id
from app.core.principals import Member
from app.features.accounts.model import hash_of
from app.features.audit.service import AuditTrail
from app.features.invitations.completion import Completion
from app.features.invitations.links import InvitationLinks
from app.features.invitations.model import (
    MAX_INVITATIONS,
    Invitation,
    InvitationStatus,
    MailProblem,
    Person,
    TooManyInvitations,
    hides_who_answered,
)
from app.features.invitations.people import RawRow, RowProblem, sorted_out
from app.features.invitations.repository import Invitations
from app.features.sessions.model import Session
from app.features.sessions.service import SessionService

LOOKED_AT_ONCE, MOST_LOOKED_AT = 500, 5_000
"""Of an organization's addresses only hashes are known, so people are found by looking at everybody."""


class Imported(msgspec.Struct, frozen=True):
    """``added`` were invited; each of the others has a problem, in the order of the rows."""

    added: int
    problems: list[RowProblem]


class Standing(msgspec.Struct, frozen=True):
    """``status`` is None while it would tell whose anonymous answer came last. ``mail_problem`` is None where mails
    reach somebody, as far as anybody knows."""

    invitation: Invitation
    status: InvitationStatus | None
    mail_problem: MailProblem | None


class Mail(Protocol):
    """What is known of mails to people."""

    async def of(
        self, organization: str, invitations: Sequence[Invitation], *, hides_reminders: bool
    ) -> dict[str, MailProblem]:
        """Why they do not reach them, by id; ``hides_reminders``: nothing that would tell who was reminded."""


class InvitationService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        invitations: Invitations,
        completion: Completion,
        mail: Mail,
        links: InvitationLinks,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._mail = mail
        self._sessions = sessions
        self._invitations = invitations
        self._completion = completion
        self._links = links
        self._audit = audit
        self._clock = clock

    async def invite(self, member: Member, session_id: str, rows: Sequence[RawRow]) -> Imported:
        """Invite everybody in a list who can be and is not yet; sent again it adds nobody twice.

        Raises NotFound, SessionEnded, TooManyInvitations.
        """
        session = await self._session(member, session_id)
        if session.is_over(self._clock()):
            raise SessionEnded
        found = await asyncio.to_thread(sorted_out, rows)
        known = await self._invitations.known_addresses(session.id, {person.address for _, person in found.people})
        new = [(row, person) for row, person in found.people if person.address not in known]
        if await self._invitations.latest_number(session.id) + len(new) > MAX_INVITATIONS:
            raise TooManyInvitations
        late = await self._add(session, [person for _, person in new])
        if found.people:  # for those too whom a request stored that died before this line
            await self._invitations.announce(session.id)
        problems = [
            *found.problems,
            *(_known(row) for row, person in found.people if person.address in known | late),
        ]
        imported = Imported(len(new) - len(late), sorted(problems, key=lambda problem: problem.row))
        if imported.added:
            await self._audit.record(member, "invitations.added", session.id, after={"added": imported.added})
        return imported

    async def latest_number(self, member: Member, session_id: str) -> int:
        """Where the list begins. Raises NotFound."""
        return await self._invitations.latest_number((await self._session(member, session_id)).id)

    async def numbered(self, member: Member, session_id: str, after: int, to: int) -> list[Standing]:
        """A stretch of the list, the latest first. Raises NotFound."""
        session = await self._session(member, session_id)
        return await self._standings(session, await self._invitations.numbered(session.id, after, to))

    async def out_of_reach(
        self, member: Member, session_id: str, problems: Collection[MailProblem], *, to: int, most: int
    ) -> tuple[list[Standing], int]:
        """Up to ``most`` of those whom mails do not reach for one of these reasons, the latest first, and after which
        number to go on; fewer where none is among thousands. Raises NotFound."""
        session = await self._session(member, session_id)
        chosen: list[Standing] = []
        for top in range(to, max(0, to - MOST_LOOKED_AT), -LOOKED_AT_ONCE):
            bottom = max(0, top - LOOKED_AT_ONCE)
            found = await self._invitations.numbered(session.id, bottom, top)
            why = await self._problems(session, found)
            chosen += await self._standings(session, [one for one in found if why.get(one.id) in problems])
            if len(chosen) >= most:
                rest = chosen[most - 1].invitation.number - 1
                return chosen[:most], rest
        return chosen, max(0, to - MOST_LOOKED_AT)

    async def get(self, member: Member, session_id: str, invitation_id: str) -> Standing:
        """Raises NotFound."""
        session = await self._session(member, session_id)
        (standing,) = await self._standings(session, [await self._found(session, invitation_id)])
        return standing

    async def link(self, member: Member, session_id: str, invitation_id: str) -> str:
        """The personal link, for those who send it by other means; on record that it was shown. Raises NotFound."""
        session = await self._session(member, session_id)
        invitation = await self._found(session, invitation_id)
        await self._audit.record(member, "invitation.link_shown", invitation.id, after={"session": session.id})
        return self._links.link(invitation)

    async def remove(self, member: Member, session_id: str, invitation_id: str) -> None:
        """Forget an address; whoever came in by the link stays a participant. Raises NotFound."""
        session = await self._session(member, session_id)
        invitation = await self._found(session, invitation_id)
        if await self._invitations.remove(invitation):
            await self._audit.record(member, "invitation.removed", invitation.id, after={"session": session.id})

    async def _standings(self, session: Session, invitations: Sequence[Invitation]) -> list[Standing]:
        if hides_who_answered(session, self._clock()):
            statuses = dict[str, InvitationStatus]()
        else:
            statuses = await self._completion.statuses(session, invitations)
        why = await self._problems(session, invitations)
        return [Standing(one, statuses.get(one.id), why.get(one.id)) for one in invitations]

    async def _problems(self, session: Session, invitations: Sequence[Invitation]) -> dict[str, MailProblem]:
        hides = hides_who_answered(session, self._clock())
        return await self._mail.of(session.organization, invitations, hides_reminders=hides)

    async def _session(self, member: Member, session_id: str) -> Session:
        return (await self._sessions.get(member.organization, session_id)).session

    async def _found(self, session: Session, invitation_id: str) -> Invitation:
        invitation = await self._invitations.find(session.id, invitation_id)
        if invitation is None:
            raise NotFound
        return invitation

    async def _add(self, session: Session, people: Sequence[Person]) -> set[str]:
        """The addresses that somebody else invited at the same time."""
        if not people:
            return set()
        last, now = await self._invitations.take_numbers(session.id, len(people)), self._clock()
        first = last - len(people) + 1
        invitations = [self._new(session, number, person, now) for number, person in enumerate(people, first)]
        late = await self._invitations.add(invitations)
        return {invitation.address for invitation in invitations if invitation.id in late}

    def _new(self, session: Session, number: int, person: Person, now: datetime) -> Invitation:
        invitation_id = new_id("ivt")
        return Invitation(
            id=invitation_id,
            session=session.id,
            organization=session.organization,
            number=number,
            hash=hash_of(self._links.new_token(invitation_id)),
            created_at=now,
            **msgspec.structs.asdict(person),
        )


def _known(row: int) -> RowProblem:
    return RowProblem(row, "email", "known", "This address is invited already.")
