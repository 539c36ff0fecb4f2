"""Whose answers a row holds: names and addresses of an identified session, for who may read them."""

from __future__ import annotations

from collections.abc import AsyncIterator

from app.core.principals import Member
from app.features.exports.spool import Standing
from app.features.sessions.model import Session
from app.features.sessions.participants import ParticipantRepository, Person

BATCH = 500

NamedStanding = tuple[Standing, Person | None]


def may_name(member: Member, session: Session) -> bool:
    """Whether the member may see who gave an answer; nobody may where the session promises not to ask."""
    return session.settings.identity == "identified" and member.may("participants:read")


async def with_people(
    standings: AsyncIterator[Standing], session: str, people: ParticipantRepository | None
) -> AsyncIterator[NamedStanding]:
    """Each with the participant who gave it, looked up for many at once. None without ``people``, and for who was
    erased."""
    async for batch in _batches(standings):
        ids = sorted({standing.participant for standing in batch})
        known = {person.id: person for person in await people.among(session, ids)} if people is not None else {}
        for standing in batch:
            yield standing, known.get(standing.participant)


async def _batches(standings: AsyncIterator[Standing]) -> AsyncIterator[list[Standing]]:
    batch: list[Standing] = []
    async for standing in standings:
        batch.append(standing)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
