"""What a submission is, the entry it becomes, and the receipt that proves it: no I/O."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from app.contracts.frames import Answers, AnswerValue, Identifier, Key
from app.core.identity import slot_of
from app.core.tracing import TraceContext, context_of

RECEIPT_BYTES = 10
FIRST_REVISION = 1


class NewSubmission(msgspec.Struct, frozen=True, kw_only=True):
    """Answers under a client-made key, as they came in."""

    key: Key
    session: Identifier
    part: Identifier
    attempt: int
    revision: int
    answers: Answers
    languages: tuple[str, ...] = ()
    """Those that a refusal is wanted in, the dearest first; no part of what the key vouches for."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A checked submission on its way into the log; only what it replaces is still unknown."""

    id: str
    session: str
    organization: str
    attempt: int
    revision: int
    answers: dict[str, AnswerValue]
    key: str
    payload_hash: str
    at: datetime
    client: dict[str, str] = {}
    size_bytes: int = 0
    """Of what was sent, for the bounds of what waits."""

    @property
    def trace(self) -> TraceContext | None:
        """Where this answer's trace is, if it has one."""
        return trace_of(self.client)

    @property
    def predecessor_id(self) -> str | None:
        """The entry that this one revises; None for a first revision."""
        return None if self.revision == FIRST_REVISION else revision_id(self.id, self.revision - 1)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log: never changed once written."""

    id: str
    session: str
    organization: str
    attempt: int
    answers: dict[str, AnswerValue]
    key: str
    payload_hash: str
    at: datetime
    replaces: dict[str, AnswerValue] = {}
    client: dict[str, str] = {}

    @property
    def slot(self) -> int:
        return slot_of(self.session)

    @property
    def holds(self) -> bool:
        """Whether it still says anything: not where all is taken back, or erased."""
        return any(value is not None for value in self.answers.values())


class Receipt(msgspec.Struct, frozen=True):
    """Proof that a majority holds the entry; the same for every resend of the same key."""

    status: Literal["accepted", "duplicate"]
    key: str
    receipt: str
    at: datetime


def client_part(context: TraceContext | None) -> dict[str, str]:
    """What an entry says of how it came: where its trace goes on, for the few that have one."""
    return {} if context is None else {"traceparent": context.header}


def trace_of(client: Mapping[str, str] | None) -> TraceContext | None:
    """Where the trace of an entry goes on; None where there is none, or nobody records here."""
    return context_of(client.get("traceparent")) if client else None


def entry_id(submission: NewSubmission, participant: str) -> str:
    """``<session>:<participant>:<attempt>:<part>:<revision>``: one vote, one id."""
    first = answer_id(submission.session, participant, submission.attempt, submission.part)
    return revision_id(first, submission.revision)


def answer_id(session: str, participant: str, attempt: int, part: str) -> str:
    """The id of the first revision of somebody's answers."""
    return f"{session}:{participant}:{attempt}:{part}:{FIRST_REVISION}"


def revision_id(entry: str, revision: int) -> str:
    """The id of another revision of the same answers."""
    return f"{entry.rpartition(':')[0]}:{revision}"


def revision_of(entry: str) -> int:
    """The revision that an entry's id names."""
    return int(entry.rpartition(":")[2])


def participant_of(entry: str) -> str:
    """The participant that an entry's id names."""
    return entry.split(":", 2)[1]


def answers_id(entry: str) -> str:
    """What all revisions of the same answers share."""
    return entry.rpartition(":")[0]


def payload_hash(submission: NewSubmission, participant: str) -> str:
    """SHA-256 (hex) of everything a key vouches for."""
    return payload_digest(payload_of(submission, participant))


def payload_digest(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()


def payload_of(submission: NewSubmission, participant: str) -> bytes:
    """Everything a key vouches for, answers as sent; their order is no part of it."""
    payload = [
        submission.session,
        participant,
        submission.attempt,
        submission.part,
        submission.revision,
        submission.answers,
    ]
    return msgspec.json.encode(payload, order="deterministic")


def entry_from(draft: Draft, predecessor: Entry | None) -> Entry:
    """The entry to write: whole answers as they now stand, and what they replace.

    An answer of the predecessor that is not named again is taken back, so each revision says all that holds.
    """
    former: Mapping[str, AnswerValue] = predecessor.answers if predecessor else {}
    dropped = [name for name, value in former.items() if value is not None and name not in draft.answers]
    answers = {**dict.fromkeys(dropped), **draft.answers}
    return Entry(
        id=draft.id,
        session=draft.session,
        organization=draft.organization,
        attempt=draft.attempt,
        answers=answers,
        replaces={question: former.get(question) for question in answers} if predecessor else {},
        key=draft.key,
        payload_hash=draft.payload_hash,
        at=draft.at,
        client=draft.client,
    )


def receipt_for(entry: Entry, secret: bytes) -> str:
    """16 letters that only a holder of ``secret`` can make, from what is stored alone (HMAC-SHA256, RFC 2104)."""
    message = f"{entry.id}|{entry.key}|{entry.payload_hash}".encode()
    return base64.b32encode(hmac.digest(secret, message, "sha256")[:RECEIPT_BYTES]).decode()
