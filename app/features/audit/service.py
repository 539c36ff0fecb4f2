"""Recording what members change, in a chain that cannot be changed unnoticed."""

from __future__ import annotations

from app.core.clock import Clock
from app.core.identity import new_id
from app.core.principals import Member, Participant
from app.features.audit.appender import Appender
from app.features.audit.model import GENESIS, SYSTEM, Event, mark_of, state_text
from app.http.origins import current_origin

ABOUT_ACCOUNTS = frozenset({"account", "email", "identity", "login", "password", "second_factor"})
"""Resources of events that tell of a user, though nobody is known by a token yet."""


class AuditTrail:
    def __init__(self, appender: Appender, key: bytes, clock: Clock) -> None:
        self._appender = appender
        self._key = key
        self._clock = clock

    async def record(
        self,
        actor: Member | Participant | None,
        action: str,
        target: str,
        *,
        organization: str | None = None,
        before: object = None,
        after: object = None,
    ) -> None:
        """Put a change that has been made on record; returns once a majority holds the event.

        ``action`` is ``<resource>.<past participle>``, ``target`` an id. ``before`` and ``after`` hold only what
        changed, in anything msgspec encodes; never secrets, never answers. ``actor`` is None where the system acts by
        itself, or before anybody is known: then ``organization`` says whose chain it is. The network address is held of
        members and of whoever tries to be one; never of respondents.

        Raises:
            AuditFull: too much waits to be recorded.
            PyMongoError: the database failed; the change itself stands (docs/adr/0007-audit-chain.md).
        """
        owner = organization or (actor.organization if actor is not None else None)
        if owner is None:
            raise ValueError("an event without an actor must name its organization")
        origin = current_origin()
        event = Event(
            organization=owner,
            number=1,
            id=new_id("evt"),
            at=self._clock(),
            actor=_name_of(actor),
            login=actor.family if isinstance(actor, Member) else "",
            action=action,
            target=target,
            request=origin.request,
            address=origin.address if isinstance(actor, Member) or _is_about_account(action) else "",
            before=state_text(before),
            after=state_text(after),
            previous=GENESIS,
        )
        await self._appender.append(event)

    def mark(self, text: str) -> str:
        """What an event holds in place of a text that must not be in it, such as an address: the same for the same
        text, and only who knows the secret can tell whose it is."""
        return mark_of(text, self._key)

    async def close(self) -> None:
        """Wait until what waits is written."""
        await self._appender.close()


def _is_about_account(action: str) -> bool:
    return action.partition(".")[0] in ABOUT_ACCOUNTS


def _name_of(actor: Member | Participant | None) -> str:
    if actor is None:
        return SYSTEM
    return actor.user if isinstance(actor, Member) else actor.participant
