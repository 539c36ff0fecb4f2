"""What submissions look like over REST: the same fields as the socket's ``submit`` and ``ack``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from app.contracts.frames import Answers, Identifier, Key
from app.features.submissions.erasure import HeldAboutParticipant, HeldEntry


class SubmissionBody(msgspec.Struct, forbid_unknown_fields=True):
    """Answers under a client-made key; sent again unchanged until a receipt comes."""

    key: Key
    part: Identifier
    attempt: Annotated[int, Meta(ge=1, le=1_000)]
    revision: Annotated[int, Meta(ge=1, le=10_000)]
    answers: Answers


class ReceiptResource(msgspec.Struct):
    """A majority of the database holds the entry; the same key gets the same receipt again."""

    status: Literal["accepted", "duplicate"]
    key: str
    receipt: str
    at: datetime


class QuotaResource(msgspec.Struct):
    """``taken`` of ``limit`` places, in a live session of the round that the question is in; answers on their way may
    hold some for a moment."""

    id: str
    question: str
    options: tuple[str, ...]
    limit: int
    taken: int


class QuotasResource(msgspec.Struct):
    """All quotas of a session, in the order of its settings."""

    quotas: list[QuotaResource]


class HeldEntryResource(msgspec.Struct, frozen=True):
    """One revision of an answer, or of a form, as it was stored."""

    part: str
    attempt: int
    revision: int
    answers: dict[str, Any]
    replaces: dict[str, Any]
    key: str
    receipt: str
    at: datetime

    @classmethod
    def of(cls, held: HeldEntry) -> HeldEntryResource:
        _, _, _, part, revision = held.entry.id.split(":")
        return cls(
            part=part,
            attempt=held.entry.attempt,
            revision=int(revision),
            answers=held.entry.answers,
            replaces=held.entry.replaces,
            key=held.entry.key,
            receipt=held.receipt,
            at=held.entry.at,
        )


class ParticipantDataResource(msgspec.Struct, frozen=True):
    """``known``: everything else that is stored in the participant's record."""

    participant: str
    session: str
    joined_at: datetime
    known: dict[str, Any]
    entries: list[HeldEntryResource]

    @classmethod
    def of(cls, held: HeldAboutParticipant) -> ParticipantDataResource:
        record = held.record
        return cls(
            participant=record.participant.participant,
            session=record.participant.session,
            joined_at=record.joined_at,
            known=record.known,
            entries=[HeldEntryResource.of(entry) for entry in held.entries],
        )
