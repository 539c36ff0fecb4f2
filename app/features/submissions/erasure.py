"""Showing a participant what is held about them, and erasing it without disturbing the count."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Protocol

import msgspec
import uuid_utils

from app.contracts.events import SessionTouched
from app.core.clock import Clock
from app.core.duties import Duties
from app.core.errors import NotFound, Unavailable
from app.core.principals import Member, Participant
from app.features.audit.service import AuditTrail
from app.features.sessions.joining import MAX_REMOVED
from app.features.sessions.participants import ParticipantRecord, ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import EventPublisher
from app.features.submissions.elsewhere import HeldElsewhere
from app.features.submissions.erased import NO_HASH, ErasureRepository
from app.features.submissions.model import Draft, Entry, answers_id, entry_from, receipt_for, revision_of
from app.features.submissions.outcome import Refused
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog

MAX_ROUNDS_OF_RETRACTING = 20
SWEEP_AFTER = timedelta(seconds=60)
"""Longer than any process goes on taking answers from a participant whose end it has not heard of, and writing them."""


class KeptResults(Protocol):
    """Results of whole logs that are kept for a while, an erased participant's place on a leaderboard among them."""

    async def forget(self, organization: str, session: str) -> None: ...


class HeldEntry(msgspec.Struct, frozen=True):
    """An entry with the receipt that was given for it."""

    entry: Entry
    receipt: str


class HeldAboutParticipant(msgspec.Struct, frozen=True):
    """Everything that the system holds about one participant."""

    record: ParticipantRecord
    entries: list[HeldEntry]


class Copies(Protocol):
    """Files that were made of answers."""

    async def remove_copies(self, session: str) -> None:
        """Remove all of a session; a repeat does nothing."""


class ErasureService:
    """An erasure goes in steps that can be repeated from any point, by any process:

    1. it is noted, the participant's record goes, the token stops working and its sockets are closed;
    2. answers that still hold are taken back, by entries like any other: the relay folds them; places are free again;
    3. the revisions, which now sum up to nothing, are noted as erased: every recount leaves them out from here on;
    4. their content is wiped, one by one, and results that were kept and files that were made of it go;
    5. the erasure is put on record, once.
    """

    def __init__(
        self,
        *,
        sessions: SessionRepository,
        participants: ParticipantRepository,
        log: EntryLog,
        copies: Copies,
        erasures: ErasureRepository,
        quotas: QuotaKeeper,
        elsewhere: HeldElsewhere,
        audit: AuditTrail,
        receipt_secret: bytes,
        events: EventPublisher,
        results: KeptResults,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._log = log
        self._copies = copies
        self._erasures = erasures
        self._quotas = quotas
        self._elsewhere = elsewhere
        self._audit = audit
        self._secret = receipt_secret
        self._events = events
        self._results = results
        self._clock = clock

    async def held_about(self, participant: Participant) -> HeldAboutParticipant:
        """Raises NotFound where there is no such participant in this session and organization."""
        record = await self._participants.record(participant)
        if record is None:
            raise NotFound
        known = {**record.known, **await self._elsewhere.held_about(participant)}
        record = msgspec.structs.replace(record, known=known)
        entries = sorted(await self._log.of_participant(participant), key=lambda entry: (entry.at, entry.id))
        return HeldAboutParticipant(record, [HeldEntry(entry, receipt_for(entry, self._secret)) for entry in entries])

    async def erase(self, actor: Member | Participant, participant: Participant) -> None:
        """Erase everything about a participant; one who was erased is erased again without complaint.

        Raises:
            NotFound: there never was such a participant in this session and organization.
            Unavailable: temporary; somebody goes on answering. What was begun is finished by ``resume``.
        """
        if await self._participants.record(participant) is None and not await self._was_begun(participant):
            raise NotFound
        asked_by = actor.user if isinstance(actor, Member) else actor.participant
        await self._erasures.begin(participant, asked_by=asked_by, at=self._clock())
        await self._carry_out(participant)
        await self._put_on_record(participant, actor, asked_by)

    async def resume(self, before_closing: Callable[[Participant], Awaitable[None]]) -> int:
        """Finish what was left unfinished, and look once more at what was erased lately; how many are done now. For
        each of these ``before_closing`` is awaited.

        Who cannot be erased now holds up nobody else. Safe to run in two processes at once.

        Raises:
            Unavailable: temporary, and only after all others; somebody goes on answering.
            LookupError, ValueError: only after all others; a record cannot be read.
        """
        duties, finished = Duties(), 0
        for erasure in await self._erasures.open_ones():
            if erasure.wiped_at is not None and erasure.wiped_at > self._clock() - SWEEP_AFTER:
                continue
            participant = Participant(erasure.participant, erasure.session, erasure.organization)
            with duties.of("erasure", erasure.participant):
                await self._carry_out(participant)
                is_on_record = await self._put_on_record(participant, None, erasure.asked_by)
                if erasure.wiped_at is not None and is_on_record:
                    await before_closing(participant)
                    await self._erasures.close(erasure.participant)
                    finished += 1
        duties.raise_first()
        return finished

    async def _was_begun(self, participant: Participant) -> bool:
        erasure = await self._erasures.find(participant.participant)
        return erasure is not None and (erasure.session, erasure.organization) == (
            participant.session,
            participant.organization,
        )

    async def _carry_out(self, participant: Participant) -> None:
        await self._sessions.let_go(participant, MAX_REMOVED)
        await self._elsewhere.forget_participant(participant)
        await self._participants.erase(participant)
        await self._events.publish(SessionTouched(participant.session))
        entries = await self._retracted(participant)
        await self._release_places(participant, entries)
        erased: dict[str, int] = {}
        for entry in entries:
            erased[answers_id(entry.id)] = max(erased.get(answers_id(entry.id), 0), revision_of(entry.id))
        await self._erasures.cover(participant.participant, erased)
        for entry in entries:
            await self._log.wipe(entry.id)
        await self._results.forget(participant.organization, participant.session)
        await self._copies.remove_copies(participant.session)
        await self._erasures.mark_wiped(participant.participant, self._clock())

    async def _put_on_record(self, participant: Participant, actor: Member | Participant | None, asked_by: str) -> bool:
        """Whether the erasure is on record now: once, whoever finishes it, however often it was begun."""
        now = self._clock()
        if not await self._erasures.claim_record(participant.participant, now, now + SWEEP_AFTER):
            erasure = await self._erasures.find(participant.participant)
            return erasure is None or erasure.is_on_record
        await self._audit.record(
            actor,
            "participant.erased",
            participant.participant,
            organization=participant.organization,
            after={"session": participant.session, "asked_by": asked_by},
        )
        await self._erasures.mark_recorded(participant.participant)
        return True

    async def _release_places(self, participant: Participant, entries: Iterable[Entry]) -> None:
        """Only after the retractions: until then the answers count, and need their places."""
        session = await self._sessions.find(participant.session)
        if session is not None and session.settings.quotas:
            await self._quotas.release(session, participant.participant, {entry.attempt for entry in entries})

    async def _retracted(self, participant: Participant) -> list[Entry]:
        """All entries of the participant, once none of the answers holds any more."""
        for _ in range(MAX_ROUNDS_OF_RETRACTING):
            entries = await self._log.of_participant(participant)
            retractions = [self._retraction(last) for last in _latest(entries) if last.holds]
            if not retractions:
                return entries
            outcomes = await self._log.append_many(retractions)
            failures = [outcome.error for outcome in outcomes if isinstance(outcome, Refused)]
            if any(failure.status != 409 for failure in failures):
                raise failures[0]
        raise Unavailable("Somebody goes on answering in this participant's name; try again.")

    def _retraction(self, last: Entry) -> Entry:
        key = str(uuid_utils.uuid7())
        revision = revision_of(last.id) + 1
        draft = Draft(
            id=f"{answers_id(last.id)}:{revision}",
            session=last.session,
            organization=last.organization,
            attempt=last.attempt,
            revision=revision,
            answers={},
            key=key,
            payload_hash=NO_HASH,
            at=self._clock(),
        )
        return entry_from(draft, last)


def _latest(entries: Iterable[Entry]) -> Iterable[Entry]:
    """The last revision of each of the participant's answers."""
    latest: dict[str, Entry] = {}
    for entry in entries:
        known = latest.get(answers_id(entry.id))
        if known is None or revision_of(entry.id) > revision_of(known.id):
            latest[answers_id(entry.id)] = entry
    return latest.values()
