"""Taking submissions: check, store once, give the receipt."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from app.core.clock import Clock, monotonic
from app.core.errors import (
    AnswersInvalid,
    AppError,
    AttemptGap,
    Conflict,
    FieldError,
    KeyConflict,
    NotAllowed,
    NotFound,
    RevisionConflict,
    TokenInvalid,
)
from app.core.metrics import counters, histogram
from app.core.principals import Participant
from app.core.tracing import current
from app.features.sessions.model import Session, SessionInFull
from app.features.submissions.checking import checked_answers
from app.features.submissions.model import (
    FIRST_REVISION,
    Draft,
    Entry,
    NewSubmission,
    Receipt,
    client_part,
    entry_id,
    payload_digest,
    payload_hash,
    payload_of,
    receipt_for,
)
from app.features.submissions.outcome import Repeated, Written
from app.features.submissions.quotas import NO_CLAIMS, Claims, QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM
from app.features.surveys.questions import AnswerContext

log = logging.getLogger(__name__)

ANSWERS = counters(
    "answers",
    "Submissions: accepted, duplicate, or the code of an error.",
    "outcome",
    expected=("accepted", "duplicate", "queue_full", "storage_unavailable", "unavailable", "internal_error"),
)
ACK_SECONDS = histogram("answer_ack_seconds", "From a submission to its receipt, when a majority holds it.")


class SessionDirectory(Protocol):
    """Where running sessions are looked up for every submission."""

    async def find(self, session_id: str) -> SessionInFull | None:
        """The session, from memory; never more than 2 s behind the database."""

    async def find_now(self, session_id: str) -> SessionInFull | None:
        """The session as stored; concurrent callers may share one read."""


class Participants(Protocol):
    """Where participants are on record."""

    async def stands(self, participant: Participant) -> bool: ...


class Writer(Protocol):
    """Puts drafts into the log, many at a time."""

    async def write(self, draft: Draft) -> Written | Repeated:
        """Returns once a majority holds the entry. Raises the AppError of a refusal, or a temporary Unavailable."""


class SubmissionService:
    """One door for answers, whichever way they come."""

    def __init__(
        self,
        *,
        sessions: SessionDirectory,
        participants: Participants,
        log: EntryLog,
        writer: Writer,
        quotas: QuotaKeeper,
        receipt_secret: bytes,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._log = log
        self._writer = writer
        self._quotas = quotas
        self._secret = receipt_secret
        self._clock = clock

    async def submit(self, participant: Participant, submission: NewSubmission) -> Receipt:
        """Store one submission and return its receipt once a majority holds it.

        Sending the same ``key`` again returns the first receipt, even when answers are no longer taken.

        Raises:
            NotAllowed: the participant belongs to another session.
            TokenInvalid: the participant was erased.
            AnswersInvalid: with an error for each field.
            ParticipantRemoved: by a facilitator.
            SessionEnded, SessionClosed, NotOpenYet, QuestionClosed: answers of this part are not taken now.
            ChangeNotAllowed: the first answer is final.
            QuotaFull: a chosen option has no place left.
            AttemptGap: temporary; the attempt before is not stored.
            KeyConflict: the key was used for other answers.
            RevisionConflict: another device stored this revision first.
            RevisionGap: temporary; the revision before is not stored.
            Unavailable: temporary; nothing is known to be stored.
        """
        began = monotonic()
        try:
            receipt = await self._submit(participant, submission)
        except AppError as refusal:
            _note(submission, refusal.code, monotonic() - began)
            raise
        took_s = monotonic() - began
        ACK_SECONDS.observe(took_s)
        found = await self._sessions.find(submission.session) if log.isEnabledFor(logging.DEBUG) else None
        _note(submission, receipt.status, took_s, survey=found.session.survey if found else None)
        return receipt

    async def _submit(self, participant: Participant, submission: NewSubmission) -> Receipt:
        if submission.session != participant.session:
            raise NotAllowed("This token belongs to another session.")
        try:
            found = await self._session(submission)
            draft = await self._draft(participant, submission, found)
            claims = await self._claim(draft, found, submission.languages)
        except (AnswersInvalid, Conflict):
            stored = await self._stored_before(participant, submission)
            if stored is None:
                raise
            return stored
        try:
            outcome = await self._writer.write(draft)
        except (KeyConflict, RevisionConflict):  # the only refusals after which no resend can be stored
            await self._quotas.withdraw(claims)
            raise
        if isinstance(outcome, Repeated):  # perhaps of long ago: what it left may be chosen again, so the log is asked
            return self._receipt("duplicate", outcome.entry)
        await self._quotas.stored(claims)
        return self._receipt("accepted", outcome.entry)

    def _receipt(self, status: Literal["accepted", "duplicate"], entry: Entry) -> Receipt:
        return Receipt(status, entry.key, receipt_for(entry, self._secret), entry.at)

    async def _claim(self, draft: Draft, found: SessionInFull, languages: Sequence[str]) -> Claims:
        if not found.session.settings.quotas:
            return NO_CLAIMS
        content = found.version.content
        questions = {question.id: question for question in content.questions}
        return await self._quotas.claim(
            draft, found.session, questions, lambda quota: content.message_of(quota, languages)
        )

    async def _draft(self, participant: Participant, submission: NewSubmission, found: SessionInFull) -> Draft:
        session, content, now = found.session, found.version.content, self._clock()
        await self._require_turn(participant, submission, session)
        await self._require_standing(session, participant)
        questions = {question.id: question for question in content.questions}
        context = AnswerContext(session.state.elapsed_ms(now), submission.part in session.state.revealed)
        answers = checked_answers(submission, questions, content.gates(), context=context)
        payload = payload_of(submission, participant.participant)
        return Draft(
            id=entry_id(submission, participant.participant),
            session=session.id,
            organization=session.organization,
            attempt=submission.attempt,
            revision=submission.revision,
            answers=answers,
            key=submission.key,
            payload_hash=payload_digest(payload),
            at=now,
            client=client_part(current()),
            size_bytes=len(payload),
        )

    async def _require_standing(self, session: Session, participant: Participant) -> None:
        """A token outlives its participant. Only sessions where somebody was erased pay for the look."""
        if session.has_erasures and not await self._participants.stands(participant):
            raise TokenInvalid("This participant was erased.")

    async def _require_turn(self, participant: Participant, submission: NewSubmission, session: Session) -> None:
        """Raises ParticipantRemoved, ChangeNotAllowed, AttemptGap."""
        session.require_present(participant.participant)
        session.require_revisable(submission.revision)
        if session.mode == "open" and submission.attempt > 1:
            before = msgspec.structs.replace(submission, attempt=submission.attempt - 1, revision=FIRST_REVISION)
            if await self._log.by_id(entry_id(before, participant.participant)) is None:
                raise AttemptGap

    async def _session(self, submission: NewSubmission) -> SessionInFull:
        """The session, taking these answers now. A refusal is never given from memory: that may be behind."""
        remembered = await self._sessions.find(submission.session)
        if remembered is not None and self._takes(remembered.session, submission):
            return remembered
        found = await self._sessions.find_now(submission.session)
        if found is None:
            raise NotFound("There is no such session.")
        _require_part(found.session, submission)
        found.session.require_accepting(submission.part, submission.attempt, self._clock())
        return found

    def _takes(self, session: Session, submission: NewSubmission) -> bool:
        return session.accepts(submission.part, submission.attempt, self._clock())

    async def _stored_before(self, participant: Participant, submission: NewSubmission) -> Receipt | None:
        stored = await self._log.by_id(entry_id(submission, participant.participant))
        if stored is None or stored.key != submission.key:
            return None
        if stored.payload_hash != payload_hash(submission, participant.participant):
            return None
        return self._receipt("duplicate", stored)


def _note(submission: NewSubmission, outcome: str, took_s: float, survey: str | None = None) -> None:
    """Count what became of it, and say so at DEBUG: where it belongs, never what it says or who sent it."""
    ANSWERS.of(outcome).add()
    if log.isEnabledFor(logging.DEBUG):
        fields = {
            "survey": survey,
            "session": submission.session,
            "part": submission.part,
            "attempt": submission.attempt,
            "outcome": outcome,
            "duration_ms": round(took_s * 1000, 1),
        }
        log.debug("answer", extra=fields)


def _require_part(session: Session, submission: NewSubmission) -> None:
    """An open session takes whole forms, a live one single questions."""
    takes_form = session.mode == "open"
    if (submission.part == FORM) != takes_form:
        message = "This session takes whole forms." if takes_form else "This session takes one question at a time."
        raise AnswersInvalid(fields=(FieldError(message, "wrong_part", "part"),))
