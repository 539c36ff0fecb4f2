"""Drafts and entries, as many as a test needs."""

from __future__ import annotations

import random
from collections.abc import Iterator

import uuid_utils

from app.contracts.frames import AnswerValue
from app.core.clock import utc_now
from app.core.identity import new_id
from app.features.sessions.model import Session
from app.features.submissions.model import Draft, Entry, NewSubmission, entry_from, entry_id, payload_hash

CHOICES = ("red", "blue", "green")


def new_key() -> str:
    return str(uuid_utils.uuid7())


def new_submission(
    session: str,
    part: str = "colour",
    value: AnswerValue = "red",
    *,
    key: str | None = None,
    revision: int = 1,
    attempt: int = 1,
) -> NewSubmission:
    """One answer to one question."""
    return NewSubmission(
        key=key or new_key(), session=session, part=part, attempt=attempt, revision=revision, answers={part: value}
    )


def draft_of(session: Session, submission: NewSubmission, participant: str) -> Draft:
    """The draft that the service would make."""
    return Draft(
        id=entry_id(submission, participant),
        session=session.id,
        organization=session.organization,
        attempt=submission.attempt,
        revision=submission.revision,
        answers=dict(submission.answers),
        key=submission.key,
        payload_hash=payload_hash(submission, participant),
        at=utc_now(),
    )


def first_entries(session: Session, count: int, *, seed: int = 0, part: str = "colour") -> list[Entry]:
    """First answers of as many participants."""
    chance = random.Random(seed)
    return [
        entry_from(draft_of(session, new_submission(session.id, part, chance.choice(CHOICES)), new_id("par")), None)
        for _ in range(count)
    ]


def revisions(session: Session, count: int, *, seed: int = 0) -> Iterator[Entry]:
    """One participant's answer and its changes of mind, the last of them taken back half of the time."""
    chance, participant = random.Random(seed), new_id("par")
    former: Entry | None = None
    for revision in range(1, count + 1):
        value = chance.choice((*CHOICES, None)) if revision > 1 else chance.choice(CHOICES)
        submission = new_submission(session.id, value=value, revision=revision)
        former = entry_from(draft_of(session, submission, participant), former)
        yield former
