"""Every failure that ImpactPulse expects, as one tree.

    AppError
    ├── InvalidInput                 422  fields, stays wrong however often it is sent
    │   ├── AnswersInvalid
    │   ├── IdempotencyKeyReused     one Idempotency-Key, two payloads
    │   └── MalformedFrame
    ├── NotAuthenticated             401
    │   ├── TokenInvalid
    │   ├── TokenExpired
    │   ├── ParticipantRemoved       by a facilitator, from this session
    │   ├── TokenReused
    │   ├── TokenRevoked             the login or API key was ended
    │   └── Removed                  no member of the organization any more
    ├── NotAllowed                   403
    │   ├── CsrfFailed
    │   └── InvitationNeeded         this session is joined by personal links alone
    ├── NotFound                     404
    ├── Conflict                     409
    │   ├── KeyConflict              one key, two payloads
    │   ├── RevisionConflict         another device was first
    │   ├── RevisionGap              temporary: the revision before it is not stored yet
    │   ├── AttemptGap               temporary: the attempt before it is not stored yet
    │   ├── ChangeNotAllowed         the first answer is final
    │   ├── QuotaFull                the last place is taken
    │   ├── GroupTooSmall            what it would show is about too few people
    │   ├── QuestionClosed
    │   ├── NotOpenYet
    │   ├── SessionClosed
    │   ├── SessionEnded
    │   ├── SessionLocked            nobody new comes in; those inside go on
    │   ├── RequestInProgress        temporary: the first request with this Idempotency-Key still runs
    │   ├── OutcomeUnknown           it ended without an answer
    │   └── WrongState
    │       ├── AnswersRemoved       their retention period is over
    │       └── AnswersStillTaken    what is right is shown when nobody can send it any more
    ├── EditConflict                 412  carries the current version
    ├── TooLarge                     413
    ├── RateLimited                  429  temporary
    ├── Unavailable                  503  temporary
    │   ├── QueueFull
    │   ├── StorageUnavailable
    │   └── MailUnavailable
    └── InternalError                500  temporary: a defect of ours must not make a phone drop an answer

Edges translate once: a REST response, an error frame, a close code. ``code`` is the stable, published name;
``message`` is for people and may change; ``temporary`` promises that the same request can succeed later.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec


class FieldError(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wrong with one field; ``field`` is a dotted path into the request, or null for the whole of it."""

    message: str
    code: str = "invalid"
    field: str | None = None


class AppError(Exception):
    """A failure with a stable ``code``; the classes below set status, code and default message."""

    status: ClassVar[int] = 500
    code: str = "internal_error"
    default_message: ClassVar[str] = "Something went wrong on our side."
    temporary: ClassVar[bool] = False

    def __init__(
        self,
        message: str | None = None,
        *,
        code: str | None = None,
        fields: tuple[FieldError, ...] = (),
        retry_after_ms: int | None = None,
    ) -> None:
        super().__init__(message or self.default_message)
        self.message = message or self.default_message
        self.code = code or type(self).code
        self.fields = fields
        self.retry_after_ms = retry_after_ms


def is_for_good(failure: Exception) -> bool:
    """Whether another attempt is of no use; what nobody expected may pass by itself."""
    return isinstance(failure, AppError) and not failure.temporary


class InvalidInput(AppError):
    status = 422
    code = "invalid_input"
    default_message = "The request is not valid."


class AnswersInvalid(InvalidInput):
    code = "answers_invalid"
    default_message = "Some answers do not fit their questions."


class IdempotencyKeyReused(InvalidInput):
    code = "idempotency_key_reused"
    default_message = "This Idempotency-Key was used for another request."


class MalformedFrame(InvalidInput):
    code = "malformed_frame"
    default_message = "This is not a frame of impactpulse.v1."


class NotAuthenticated(AppError):
    status = 401
    code = "not_authenticated"
    default_message = "Log in first."


class TokenInvalid(NotAuthenticated):
    code = "token_invalid"
    default_message = "This token is not valid."


class TokenExpired(NotAuthenticated):
    code = "token_expired"
    default_message = "This token has expired."


class ParticipantRemoved(NotAuthenticated):
    code = "participant_removed"
    default_message = "You have been removed from this session."


class TokenReused(NotAuthenticated):
    code = "token_reused"
    default_message = "This refresh token was used before; every login of its family is revoked."


class TokenRevoked(NotAuthenticated):
    code = "token_revoked"
    default_message = "This login or key was ended."


class Removed(NotAuthenticated):
    code = "removed"
    default_message = "You are no longer a member of this organization."


class NotAllowed(AppError):
    status = 403
    code = "not_allowed"
    default_message = "Your role does not allow this."


class CsrfFailed(NotAllowed):
    code = "csrf_failed"
    default_message = "The CSRF token is missing or wrong."


class InvitationNeeded(NotAllowed):
    code = "invitation_needed"
    default_message = "Only people who were invited can join this session: use the link in your invitation."


class NotFound(AppError):
    status = 404
    code = "not_found"
    default_message = "There is no such thing here."


class Conflict(AppError):
    status = 409
    code = "conflict"
    default_message = "This does not fit the current state."


class KeyConflict(Conflict):
    code = "key_conflict"
    default_message = "This key was used for another submission."


class RevisionConflict(Conflict):
    """Carries where the log stands, so that a client can rebase.

    ``current_revision``: the highest stored revision of the same part (0 where unknown).
    """

    code = "revision_conflict"
    default_message = "These answers were changed from another device."

    def __init__(self, message: str | None = None, *, current_revision: int = 0) -> None:
        super().__init__(message)
        self.current_revision = current_revision


class RevisionGap(Conflict):
    code = "revision_gap"
    default_message = "The revision before this one is not stored."
    temporary = True


class AttemptGap(Conflict):
    code = "attempt_gap"
    default_message = "The attempt before this one is not stored."
    temporary = True


class ChangeNotAllowed(Conflict):
    code = "change_not_allowed"
    default_message = "Answers cannot be changed in this session."


class QuotaFull(Conflict):
    code = "quota_full"
    default_message = "All places are taken."


class GroupTooSmall(Conflict):
    code = "group_too_small"
    default_message = "Too few people have answered to show this."


class ReportNeeded(Conflict):
    code = "report_needed"
    default_message = "This session has too many answers to be downloaded at once: order a report of it."


class QuestionClosed(Conflict):
    code = "question_closed"
    default_message = "This question takes no answers now."


class NotOpenYet(Conflict):
    code = "not_open_yet"
    default_message = "This session does not take answers yet."


class SessionClosed(Conflict):
    code = "session_closed"
    default_message = "This session no longer takes answers."


class SessionEnded(Conflict):
    code = "session_ended"
    default_message = "This session has ended."


class SessionLocked(Conflict):
    code = "session_locked"
    default_message = "This session lets nobody new in."


class RequestInProgress(Conflict):
    code = "request_in_progress"
    default_message = "The first request with this Idempotency-Key still runs."
    temporary = True


class OutcomeUnknown(Conflict):
    code = "outcome_unknown"
    default_message = (
        "The first request with this Idempotency-Key ended without an answer. See whether it took effect; for another "
        "attempt use another key."
    )


class WrongState(Conflict):
    code = "wrong_state"
    default_message = "This action is not possible now."


class AnswersRemoved(WrongState):
    code = "answers_removed"
    default_message = "The answers are no longer kept; only the results remain."


class AnswersStillTaken(WrongState):
    code = "answers_still_taken"
    default_message = "End the session first: what is right is shown once no more answers are taken."


class EditConflict(AppError):
    """Somebody else saved first; ``current`` is the version number they made."""

    status = 412
    code = "edit_conflict"
    default_message = "Somebody else changed this in the meantime."

    def __init__(self, message: str | None = None, *, current: int) -> None:
        super().__init__(message)
        self.current = current


class TooLarge(AppError):
    status = 413
    code = "too_large"
    default_message = "This is larger than allowed."


class RateLimited(AppError):
    status = 429
    code = "rate_limited"
    default_message = "Too many requests; slow down."
    temporary = True


class Unavailable(AppError):
    status = 503
    code = "unavailable"
    default_message = "Not available right now; try again."
    temporary = True


class QueueFull(Unavailable):
    code = "queue_full"
    default_message = "Too many answers at this moment; yours will be taken on the next try."


class StorageUnavailable(Unavailable):
    code = "storage_unavailable"
    default_message = "The database cannot be reached; nothing was stored."


class MailUnavailable(Unavailable):
    code = "mail_unavailable"
    default_message = "This mail could not be sent; try again in a minute."


class InternalError(AppError):
    """Something that nobody expected; its traceback is in the log, under the request's id."""

    temporary = True
